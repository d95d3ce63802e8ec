"""Pages that list all mentions of an explainer in one year.

In: documents that many articles name. Out: a page for each of their years. A document named by few
has none: its own page shows them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model import Card, Head, Link, Linked, MentionsView, Page, Site, Tally, Touch
from generator.plan import addresses
from generator.plan.desk import Desk
from generator.plan.listings import year_title
from generator.plan.pages import to_page
from generator.plan.rows import evidence, group_by
from generator.wording import plural

NEWEST = 20
"""Articles that a document's own page shows; more of them go to pages by year."""


def news_of(linked: Linked) -> list[Touch]:
    """The articles that name a document, newest first."""
    return [touch for touch in linked.touched_by if touch.card.kind == "article"]


def year_tallies(card: Card, news: Sequence[Touch]) -> tuple[Tally, ...]:
    """The years in which articles name a document, where its own page does not show them all."""
    if len(news) <= NEWEST:
        return ()
    return tuple(
        Tally(addresses.mentions_url(card.url, year), year_title(year), len(touches))
        for year, touches in _by_year(news).items()
    )


def plan_mentions(site: Site, desk: Desk) -> Iterator[Page]:
    """The pages of mentions by year of every document that has them."""
    for linked in site.documents:
        card = linked.document.card
        news = [] if card.kind == "article" else news_of(linked)
        tallies = year_tallies(card, news)
        if tallies:
            for year, touches in _by_year(news).items():
                yield to_page(_view(card, year, touches, tallies, desk))


def _view(
    card: Card, year: str, touches: Sequence[Touch], tallies: tuple[Tally, ...], desk: Desk
) -> MentionsView:
    subject = Link(card.url, card.title)
    when = f"in {year}" if year else "without a date"
    named = plural(len(touches), "article names", "articles name")
    head = Head(
        url=addresses.mentions_url(card.url, year),
        title=f"{card.title} in the news: {year_title(year).lower()}",
        description=f"{named} {card.title} {when}, each with the sentence that does so.",
        kind="listing",
        trail=(Link(addresses.EXPLAINERS, "Explainers"), subject),
    )
    mentions = tuple(evidence(touch, desk.rows) for touch in touches)
    return MentionsView(head=head, subject=subject, mentions=mentions, years=tallies)


def _by_year(news: Sequence[Touch]) -> dict[str, list[Touch]]:
    return group_by(news, lambda touch: touch.card.date[:4])
