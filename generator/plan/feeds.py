"""Atom feeds of the site and of each topic.

In: articles and explainers with a date. Out: a feed of the newest. A feed's own date is that of its
newest entry, never the time of the build; days become midnight in UTC. Of a document a feed shows
its Card only. Format: RFC 4287.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import Card, FeedEntry, FeedView, Head, Linked, Page, Site
from generator.plan import addresses
from generator.plan.desk import Desk
from generator.plan.pages import to_page
from generator.plan.rows import last_change, latest_first
from generator.plan.topics import topic_links

NEWEST = 30
NEVER = "1970-01-01"
"""The date of a feed without entries: the format asks for one."""


def plan_feeds(site: Site, desk: Desk) -> Iterator[Page]:
    """`feed.xml`, and `topics/NAME/feed.xml` of every topic."""
    title = site.config.title
    everything = (*desk.explainers, *desk.articles)
    yield _feed(addresses.HOME, title, f"The newest of {title}.", everything, desk)
    for topic in site.config.topics:
        yield _feed(
            addresses.topic_url(topic.name),
            f"{title}: {topic.title}",
            f"The newest of {title} on the topic {topic.title}.",
            desk.in_topic.get(topic.name, ()),
            desk,
        )


def _feed(page: str, title: str, description: str, documents: Iterable[Linked], desk: Desk) -> Page:
    newest = latest_first(filter(_belongs, documents))[:NEWEST]
    updated = last_change(newest[0].document.card) if newest else NEVER
    head = Head(
        url=page + addresses.FEED,
        title=title,
        description=description,
        kind="feed",
        updated=updated if newest else "",
    )
    entries = tuple(_entry(linked, desk) for linked in newest)
    return to_page(FeedView(head=head, page=page, updated=_timestamp(updated), entries=entries))


def _belongs(linked: Linked) -> bool:
    card = linked.document.card
    return card.kind in ("article", "explainer") and bool(last_change(card))


def _entry(linked: Linked, desk: Desk) -> FeedEntry:
    card: Card = linked.document.card
    return FeedEntry(
        url=card.url,
        title=card.title,
        published=_timestamp(card.date or card.updated),
        updated=_timestamp(last_change(card)),
        summary=card.summary,
        authors=card.authors,
        topics=tuple(link.text for link in topic_links(linked.topics, desk)),
    )


def _timestamp(date: str) -> str:
    return f"{date}T00:00:00Z"
