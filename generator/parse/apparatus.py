"""What stands around an article without being its text: credits, disclaimers, buttons, stamps.

In: the paragraphs of a found text. Out: the same paragraphs, split into the text and the leftovers
at its two ends, each with the name of the rule that recognised it. Nothing is thrown away; a page
shows the leftovers as the text's provenance.

A paragraph that a rule of `apparatus_rules` takes is apparatus; so is a line that holds nothing but
a date (`dates.in_stamp`). Only the ends are looked at; in the middle everything is text.

Rejected: scoring lines by length and link words, as page cleaners do, which nobody can predict.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.parse.apparatus_rules import COMPILED, End
from generator.parse.dates import in_stamp
from generator.parse.paragraphs import Paragraph

LONGEST = 2000
"""Characters of a paragraph that can be apparatus at all: a long disclaimer."""

PUBLISHER = re.compile(
    r"\bpublisher ?: ?(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)*\.[^\W\d_][\w-]+)", re.IGNORECASE
)
ROLES = re.compile(
    r"\b(?:staff|senior|chief|news|political|diplomatic|foreign|reporter|writer|editor"
    r"|correspondent|contributor)\b",
    re.IGNORECASE,
)


class Separated(Struct, frozen=True):
    """A text without its apparatus; each leftover with the name of its rule."""

    top: tuple[tuple[Paragraph, str], ...]
    text: tuple[Paragraph, ...]
    bottom: tuple[tuple[Paragraph, str], ...]


def separate(paragraphs: Sequence[Paragraph]) -> Separated:
    """Apparatus at the two ends, and the text between, which may be nothing."""
    top = _recognised(paragraphs, "top")
    below = paragraphs[len(top) :]
    bottom = _recognised(below[::-1], "bottom")[::-1]
    text = tuple(below[: len(below) - len(bottom)])
    return Separated(tuple(top), text, tuple(bottom))


def rule_of(text: str, end: End) -> str:
    """The name of the rule that takes a paragraph at this end of a text, or an empty string."""
    if len(text) > LONGEST:
        return ""
    if in_stamp(text) is not None:
        return "date"
    for rule, pattern in COMPILED:
        if rule.end in (end, "both") and pattern.fullmatch(text):
            return rule.name
    return ""


def publisher_host(text: str) -> str:
    """The host that a `Publisher:` line or a disclaimer names, or an empty string.

    >>> publisher_host("Not edited by us. Publisher: www.NYPost.com")
    'nypost.com'
    """
    found = PUBLISHER.search(text)
    return found[1].lower() if found else ""


def byline_authors(text: str) -> tuple[str, ...]:
    """The people that a byline names, without their rank, place and paper.

    >>> byline_authors("By Jane Doe and John Roe, Staff Writers")
    ('Jane Doe', 'John Roe')
    """
    names = re.split(r" [|] ?| in | at | for | from ", text[len("By ") :])[0]
    parts = re.split(r", | and | & |; ", names.strip(" .,;"))
    authors = [part for part in parts if part and not ROLES.search(part)]
    if len(authors) > 1:
        authors = [part for part in authors if " " in part or part.isupper()]
    return tuple(_as_written(author) for author in authors)


def _as_written(name: str) -> str:
    """A name; one in capitals (`JANE DOE`) gets small letters, an agency's (`AFP`) does not."""
    return name.title() if " " in name and name.isupper() else name


def _recognised(paragraphs: Sequence[Paragraph], end: End) -> list[tuple[Paragraph, str]]:
    """Apparatus at the beginning of the sequence, up to the first paragraph that is text."""
    found = []
    for paragraph in paragraphs:
        name = rule_of(paragraph.text, end)
        if not name:
            break
        found.append((paragraph, name))
    return found
