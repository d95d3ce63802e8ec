"""The home page.

In: the whole site. Out: one page with the explainers that changed last, the newest articles, all
topics, and the people, places and organisations that the newest articles name most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.model import (
    CARD_KINDS,
    Head,
    HomeExplainer,
    HomeStory,
    HomeView,
    Link,
    Linked,
    Page,
    Site,
    Tally,
)
from generator.plan import addresses
from generator.plan.desk import Desk
from generator.plan.mentions import news_of
from generator.plan.pages import to_page
from generator.plan.rows import evidence, holdings, latest_first, title_key
from generator.plan.topics import topic_links, topic_tallies

EXPLAINERS = 6
STORIES = 10
STORY_LINKS = 3
"""Explainers that a story on the home page leads to, at most."""
NEWS = 100
"""The newest articles that "in the news" counts."""
IN_THE_NEWS = 12


def plan_home(site: Site, desk: Desk) -> Iterator[Page]:
    """The home page."""
    by_key = {linked.document.card.key: linked for linked in site.documents}
    shown = latest_first(desk.explainers)[:EXPLAINERS]
    newest = [by_key[linked.document.card.key] for linked in desk.articles[:NEWS]]
    view = HomeView(
        head=_head(site, desk),
        explainers=tuple(_explainer(by_key[each.document.card.key], desk) for each in shown),
        more_explainers=_more(desk),
        latest=tuple(_story(linked, desk) for linked in newest[:STORIES]),
        topics=topic_tallies(desk),
        in_the_news=_in_the_news(newest, desk),
    )
    yield to_page(view)


def _head(site: Site, desk: Desk) -> Head:
    contents = holdings(desk.explainers + desk.cards + desk.articles) or "nothing yet"
    return Head(
        url=addresses.HOME,
        title=site.config.title,
        description=site.config.description or f"{site.config.title}: {contents}.",
        kind="home",
        feed=addresses.FEED,
    )


def _explainer(linked: Linked, desk: Desk) -> HomeExplainer:
    news = news_of(linked)
    return HomeExplainer(
        row=desk.rows[linked.document.card.key],
        topics=topic_links(linked.topics, desk),
        news_count=len(news),
        latest=evidence(news[0], desk.rows) if news else None,
    )


def _more(desk: Desk) -> Link | None:
    count = len(desk.explainers)
    return Link(addresses.EXPLAINERS, f"All {count:,} explainers") if count > EXPLAINERS else None


def _story(linked: Linked, desk: Desk) -> HomeStory:
    explainers = [touch.card for touch in linked.touches if touch.card.kind == "explainer"]
    links = tuple(Link(card.url, card.title) for card in explainers[:STORY_LINKS])
    return HomeStory(row=desk.rows[linked.document.card.key], explained=links)


def _in_the_news(newest: Iterable[Linked], desk: Desk) -> tuple[Tally, ...]:
    """The cards that most of the newest articles name; equal counts by title."""
    counts = Counter(
        touch.card.key
        for linked in newest
        for touch in linked.touches
        if touch.card.kind in CARD_KINDS
    )
    rows = sorted(
        ((count, desk.rows[key]) for key, count in counts.items()),
        key=lambda pair: (-pair[0], title_key(pair[1].title), pair[1].url),
    )
    return tuple(Tally(row.url, row.title, count) for count, row in rows[:IN_THE_NEWS])
