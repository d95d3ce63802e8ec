"""Pages of articles.

In: an article. Out: its page, with the explainers that it touches and the sentence in which it does
so.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from generator.model import (
    CARD_KINDS,
    ArticleView,
    Card,
    Evidence,
    Kind,
    Link,
    Linked,
    Named,
    Page,
    Provenance,
)
from generator.plan import addresses
from generator.plan.cite_page import cite_page
from generator.plan.desk import Desk
from generator.plan.pages import document_head, to_page
from generator.plan.rows import evidence
from generator.plan.sources import cited_places, shortened
from generator.plan.topics import topic_links
from generator.wording import kind_title, long_date


def plan_article(linked: Linked, desk: Desk) -> Page:
    """The page of an article."""
    return to_page(_view(linked, desk), linked.document)


def _view(linked: Linked, desk: Desk) -> ArticleView:
    document = linked.document
    card = document.card
    return ArticleView(
        head=replace(document_head(document, _trail(card.date[:7])), canonical=_canonical(linked)),
        insertions=linked.insertions,
        publisher=_publisher(card, desk),
        month=_month(card.date[:7]),
        topics=topic_links(linked.topics, desk),
        explained=_of_kind(linked, "explainer", desk),
        named=tuple(_named(linked, desk)),
        related=tuple(desk.rows[other.key] for other in linked.related),
        provenance=_provenance(linked),
        cited=cited_places(linked),
        shortened=shortened(linked),
        anchors=linked.anchors,
        cite=cite_page(card, desk),
        copies=tuple(desk.rows[each.key] for each in linked.cluster if each.key != card.key),
    )


def _canonical(linked: Linked) -> str:
    """The URL of the first of its near-duplicates, where that is another."""
    first = linked.cluster[0] if linked.cluster else linked.document.card
    return "" if first.key == linked.document.card.key else first.url


def _provenance(linked: Linked) -> Provenance:
    """Where the text came from; of a withheld text no line is told."""
    provenance = linked.document.provenance or Provenance(file=linked.document.card.key)
    if linked.rights.kind == "full" or not provenance.leftovers:
        return provenance
    return replace(provenance, leftovers=())


def _named(linked: Linked, desk: Desk) -> Iterator[Named]:
    """The cards that an article touches, by kind."""
    kinds = {touch.card.kind for touch in linked.touches}
    for kind in CARD_KINDS:
        if kind in kinds:
            yield Named(kind, kind_title(kind), _of_kind(linked, kind, desk))


def _of_kind(linked: Linked, kind: Kind, desk: Desk) -> tuple[Evidence, ...]:
    """What an article touches of one kind, in order of first mention."""
    return tuple(evidence(touch, desk.rows) for touch in linked.touches if touch.card.kind == kind)


def _publisher(card: Card, desk: Desk) -> Link | None:
    url = addresses.publisher_url(card.publisher)
    return Link(url, desk.rows[card.key].publisher) if url else None


@lru_cache(maxsize=4_096)
def _month(month: str) -> Link | None:
    return Link(addresses.month_url(month), long_date(month)) if month else None


@lru_cache(maxsize=4_096)
def _trail(month: str) -> tuple[Link, ...]:
    articles = Link(addresses.ARTICLES, "Articles")
    last = _month(month)
    if last is None:
        return articles, Link(addresses.UNDATED, "Without a date")
    year = month[:4]
    return articles, Link(addresses.year_part(year), year), last
