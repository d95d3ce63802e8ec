"""Pages of explainers, cards and plain pages, and the index of explainers and cards.

In: a document that is no article. Out: its page, with the newest articles that name it; a document
named by many more leads to its mentions by year (see `mentions`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import (
    CARD_KINDS,
    Card,
    ExplainerView,
    Heading,
    Link,
    Linked,
    ListingView,
    Page,
    Site,
    Touch,
)
from generator.plan import addresses
from generator.plan.cite_page import cite_page
from generator.plan.desk import Desk
from generator.plan.listings import kind_groups
from generator.plan.mentions import NEWEST, news_of, year_tallies
from generator.plan.pages import document_head, listing_head, to_page
from generator.plan.rows import evidence, holdings
from generator.plan.sources import marks_of, sources_of
from generator.plan.topics import topic_links
from generator.wording import kind_title

CONTENTS_DEPTH = 3
"""The lowest level of headings that a table of contents shows."""


def plan_explainer(linked: Linked, desk: Desk) -> Page:
    """The page of a document that is not an article."""
    return to_page(_view(linked, desk), linked.document)


def plan_explainer_index(site: Site, desk: Desk) -> Iterator[Page]:
    """`explainers/`: explainers, people, places and organisations."""
    documents = desk.explainers + desk.cards
    description = f"What the archive explains: {holdings(documents) or 'nothing yet'}."
    head = listing_head(addresses.EXPLAINERS, "Explainers", description)
    yield to_page(ListingView(head=head, intro="", groups=kind_groups(documents, desk)))


def _view(linked: Linked, desk: Desk) -> ExplainerView:
    document = linked.document
    news = news_of(linked)
    sources = sources_of(linked, desk)
    others = [touch for touch in linked.touched_by if touch.card.kind != "article"]
    return ExplainerView(
        head=document_head(document, _trail(document.card)),
        insertions=linked.insertions,
        status=document.card.status,
        topics=topic_links(linked.topics, desk),
        contents=_contents(document.headings),
        news=tuple(evidence(touch, desk.rows) for touch in news[:NEWEST]),
        news_count=len(news),
        news_years=year_tallies(document.card, news),
        linked_from=tuple(evidence(touch, desk.rows) for touch in others),
        related=tuple(desk.rows[card.key] for card in linked.related),
        names=tuple(name.text for name in document.names),
        marks=marks_of(linked, sources),
        sources=sources,
        reviewed=document.reviewed,
        news_since=_since(document.reviewed, news),
        cite=None if document.card.kind == "page" else cite_page(document.card, desk),
    )


def _since(reviewed: str, news: Sequence[Touch]) -> int:
    """Articles that are newer than the last review."""
    return sum(touch.card.date > reviewed for touch in news) if reviewed else 0


def _contents(headings: tuple[Heading, ...]) -> tuple[Heading, ...]:
    return tuple(heading for heading in headings if heading.level <= CONTENTS_DEPTH)


def _trail(card: Card) -> tuple[Link, ...]:
    if card.kind == "page":
        return ()
    index = Link(addresses.EXPLAINERS, "Explainers")
    if card.kind not in CARD_KINDS:
        return (index,)
    title = kind_title(card.kind)
    return index, Link(f"{addresses.EXPLAINERS}#{title.lower()}", title)
