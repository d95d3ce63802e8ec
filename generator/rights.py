"""How much of a found text may be shown.

In: the configuration, an article's document, its passages. Out: its `Rights` (its own, else its
publisher's, else the site's), and the passages that they let through, the last one maybe cut.

What is withheld still counts: names are found in it, quotations are checked against it. But no text
of it may leave the build, so whoever makes something for `output/` asks here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from generator.model import Config, Document, Passage, Rights

Kind = Literal["full", "excerpt", "link"]
FULL = Rights("full")


def rights_of(config: Config, document: Document) -> Rights:
    """What may be shown of a document; what its own authors wrote is theirs."""
    if document.card.kind != "article":
        return FULL
    if document.rights is not None:
        return document.rights
    host = document.card.publisher
    return next((each.rights for each in config.publishers if each.host == host), config.rights)


def shown_texts(passages: Sequence[Passage], rights: Rights) -> list[str]:
    """The text of the first passages as far as it may be shown; a cut one ends with an ellipsis."""
    if rights.kind == "full":
        return [passage.text for passage in passages]
    if rights.kind == "link":
        return []
    if rights.unit == "paragraphs":
        return [passage.text for passage in passages[: rights.most]]
    shown: list[str] = []
    left = rights.most
    for passage in passages:
        words = passage.text.split()
        if left <= 0:
            break
        shown.append(passage.text if len(words) <= left else first_words(passage.text, left))
        left -= len(words)
    return shown


def first_words(text: str, most: int) -> str:
    """At most so many words of a text, with an ellipsis where it was cut."""
    words = text.split()
    return text if len(words) <= most else " ".join(words[:most]) + "…"


def shown_summary(document: Document, rights: Rights) -> str:
    """The summary of an article: one that was taken from a withheld text is withheld, too."""
    summary = document.card.summary
    if rights.kind == "full" or document.summary_given:
        return summary
    if rights.kind == "link":
        return ""
    return first_words(summary, rights.most) if rights.unit == "words" else summary


def read_rights(kind: Kind, excerpt: str) -> Rights:
    """Rights as somebody writes them: a kind, and `80 words` or `2 paragraphs` for an excerpt."""
    number, _, unit = excerpt.partition(" ")
    if kind != "excerpt" or not number:
        return Rights(kind)
    return Rights(kind, int(number), "paragraphs" if unit.startswith("paragraph") else "words")
