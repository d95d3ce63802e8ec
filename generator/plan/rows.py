"""Documents as lines of a list: how a Card becomes a Row, and in which order rows stand.

In: cards and touches. Out: rows and evidence. Order never depends on the machine: titles are
compared by their transliteration, dates as ISO text.

Rejected: `locale.strxfrm` and the Unicode collation algorithm; the first differs between machines,
the second needs a table of its own for a difference that a reader of English hardly meets.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from anyascii import anyascii

from generator.model import CARD_KINDS, Card, Evidence, Linked, Row, Touch
from generator.wording import KINDS, enumerate_words, plural

LEADING_PUNCTUATION = re.compile(r"^[^a-z0-9]+")
Item = TypeVar("Item")


def to_row(card: Card, publishers: Mapping[str, str]) -> Row:
    """A card as a line of a list; `publishers` holds the name of each known host."""
    return Row(
        url=card.url,
        title=card.title,
        kind=card.kind,
        summary=card.summary,
        date=card.date,
        publisher=publishers.get(card.publisher, card.publisher),
    )


def evidence(touch: Touch, rows: Mapping[str, Row]) -> Evidence:
    """A touch as a line of a list; `rows` holds every document of the site by key."""
    return Evidence(row=rows[touch.card.key], sentence=touch.sentence, at=touch.url)


@lru_cache(maxsize=65_536)
def title_key(text: str) -> tuple[str, str]:
    """A sort key for titles: plain letters without case or leading punctuation, then the text."""
    return LEADING_PUNCTUATION.sub("", anyascii(text).casefold()), text


def group_by(items: Iterable[Item], key: Callable[[Item], str]) -> dict[str, list[Item]]:
    """Items by key, keys in order of first appearance, items in the order given."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def is_explainer_or_card(linked: Linked) -> bool:
    """Whether a document explains: an explainer, or the card of a person, place or organisation."""
    return linked.document.card.kind in ("explainer", *CARD_KINDS)


def last_change(card: Card) -> str:
    """The date on which a document was last changed, or written, or an empty string."""
    return card.updated or card.date


def latest_first(documents: Iterable[Linked]) -> list[Linked]:
    """Documents by their last change, newest first; equal dates keep the order given."""
    return sorted(documents, key=lambda linked: last_change(linked.document.card), reverse=True)


def holdings(documents: Iterable[Linked]) -> str:
    """What a list holds, in words: `2 explainers, 1 person and 214 articles`."""
    by_kind = group_by(documents, lambda linked: linked.document.card.kind)
    counts = [plural(len(by_kind[kind]), *KINDS[kind]) for kind in KINDS if kind in by_kind]
    return enumerate_words(counts)
