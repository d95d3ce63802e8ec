"""The YAML on top of a file: where it ends, and what it says.

In: the text of a seed or an explainer (byte order mark and carriage returns gone). Out: the head as
a struct, all its problems at their places, and the character where the text proper begins.

Front matter begins with a first line `---` and ends with a line `---` or `...`. An explainer needs
it. A seed need not have any, and may begin with a ruler that only looks like it: what was not meant
as `key: value` lines is text there. Broken front matter of a seed is told, and its text is read all
the same.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.fields import (
    IsoDate,
    NameText,
    OldAddress,
    Slug,
    WebAddress,
    bare_host,
    read_fields,
    text_like,
)
from generator.problems import Problem, fill, place

AnyHost = Annotated[
    str,
    text_like(
        r"^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$",
        "a host such as nypost.com",
        "The publisher's host; its case and a www. in front do not matter.",
        bare_host,
    ),
]


class SeedHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of a seed; everything is optional."""

    title: str = ""
    date: IsoDate = ""
    updated: IsoDate = ""
    publisher: AnyHost = ""
    url: WebAddress = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slug: Slug = ""
    summary: str = ""
    note: str = ""
    encoding: str = ""


class Alias(Struct, frozen=True, forbid_unknown_fields=True):
    """Another name, with the words that must stand near it and whether its case matters."""

    name: NameText
    when: tuple[str, ...] = ()
    case: Literal["match", "ignore"] = "match"


class ExplainerHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of an explainer, card or page."""

    title: NameText
    summary: str = ""
    kind: Literal["explainer", "person", "place", "organisation", "page"] = "explainer"
    topics: tuple[str, ...] = ()
    aliases: tuple[NameText | Alias, ...] = ()
    never: tuple[str, ...] = ()
    date: IsoDate = ""
    updated: IsoDate = ""
    reviewed: IsoDate = ""
    status: str = ""
    authors: tuple[str, ...] = ()
    slug: Slug = ""
    redirect_from: tuple[OldAddress, ...] = ()
    draft: Annotated[bool, Meta(description="Built only with --drafts.")] = False


class Block(Struct, frozen=True):
    """Where front matter stands: its YAML is `text[start:end]`, the text proper `text[after:]`."""

    start: int
    end: int
    after: int


LOOKED_AT = 2_000
"""Characters of a seed's first block that decide whether it is front matter."""

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_SEED_KEY = re.compile(
    rf"^(?:{'|'.join(SeedHead.__struct_fields__)})[ \t]*:(?:\s|\Z)", re.MULTILINE | re.IGNORECASE
)
_FIRST_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[a-z][a-z_-]*[ \t]*:(?:\s|\Z)")


def find_block(text: str) -> Block | None:
    """The front matter of a text, or None where there is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return None
    return Block(opening.end(), closing.start(), closing.end())


def read_seed_head(text: str, path: str) -> tuple[SeedHead, tuple[Problem, ...], int]:
    """A seed's head, its problems, and where the text proper begins."""
    block = find_block(text)
    if block is None:
        return SeedHead(), _unclosed(text, path), 0
    if not _is_meant(text[block.start : min(block.end, block.start + LOOKED_AT)]):
        return SeedHead(), (), 0
    fields = read_fields(text, path, SeedHead, block.start, block.end)
    return fields.value or SeedHead(), fields.problems, block.after


def read_explainer_head(
    text: str, path: str
) -> tuple[ExplainerHead | None, tuple[Problem, ...], int, tuple[Problem, ...]]:
    """An explainer's head, its problems, where the text proper begins, and the places of its names.

    The places are those of the title and of each alias, in order.
    """
    block = find_block(text)
    if block is None:
        return None, (_no_front_matter(text, path),), 0, ()
    fields = read_fields(text, path, ExplainerHead, block.start, block.end)
    head = fields.value
    if head is None:
        return None, fields.problems, block.after, ()
    places = (
        fields.where("title"),
        *(fields.where("aliases", index) for index in range(len(head.aliases))),
    )
    return head, fields.problems, block.after, places


def _is_meant(beginning: str) -> bool:
    """Whether a seed's first block is meant as front matter rather than text between rulers.

    It is if a line begins with one of our keys, or the first line with any `word:` in lower case.
    """
    if not beginning.strip():
        return True
    return _SEED_KEY.search(beginning) is not None or _FIRST_KEY.match(beginning) is not None


def _unclosed(text: str, path: str) -> tuple[Problem, ...]:
    """A warning where front matter seems to begin and never ends: it is read as text."""
    opening = _OPENING.match(text)
    if opening is None or not _SEED_KEY.match(text, opening.end()):
        return ()
    message = "this looks like front matter without an end, so it is read as text"
    hint = "close it with a line '---'"
    return (fill(place(path, text, 0), "warning", "front-matter", message, hint),)


def _no_front_matter(text: str, path: str) -> Problem:
    if _OPENING.match(text):
        message, hint = "the front matter has no end", "close it with a line '---'"
    else:
        message, hint = "front matter is missing", "begin with '---', 'title: …' and '---'"
    return fill(place(path, text, 0), "error", "front-matter", message, hint)
