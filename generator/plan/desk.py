"""The desk: everything that planners look up, sorted and grouped once for the whole site.

In: a Site. Out: a Desk of plain dictionaries and tuples. With it a planner never searches; the time
of a plan grows with the number of documents and touches and with nothing else.

Documents are sorted by title once; every later order is a stable sort of that one, so that equal
dates are settled by title everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from generator.model import CARD_KINDS, Card, Config, Kind, Link, Linked, Row, Site
from generator.plan.addresses import topic_url
from generator.plan.rows import group_by, is_explainer_or_card, title_key, to_row
from generator.urls import slugify

Documents = tuple[Linked, ...]


class Desk(Struct, frozen=True):
    """Shared lookups, made of documents as lists may show them (`Linked.listed`).

    `articles` are newest first, those without a date last.

    `topics` holds a link to each topic by its name, in the configuration's order.

    `in_topic` holds all that a topic's page lists, in its order: explainers, cards, articles.
    `by_publisher` has the slug of a host as key; `by_year` and `by_month` (`2026-02`) have an empty
    key for what has no date. All keys are in the order of first appearance.
    """

    config: Config
    rows: dict[str, Row]
    topics: dict[str, Link]
    explainers: Documents
    cards: Documents
    articles: Documents
    in_topic: dict[str, Documents]
    by_publisher: dict[str, Documents]
    by_year: dict[str, Documents]
    by_month: dict[str, Documents]

    def rows_of(self, documents: Iterable[Linked]) -> tuple[Row, ...]:
        """Documents as lines of a list, in the order given."""
        return tuple(self.rows[linked.document.card.key] for linked in documents)


def open_desk(site: Site, last: Desk | None = None) -> Desk:
    """Sort and group a site's documents; rows that are as in `last` are the very same values."""
    names = {publisher.host: publisher.name for publisher in site.config.publishers}
    cards = [linked.document.card for linked in site.documents]
    by_title = sorted(
        site.documents, key=lambda linked: (title_key(linked.document.card.title), _url(linked))
    )
    explainers = _of_kinds(by_title, ("explainer",))
    persons_places_organisations = _of_kinds(by_title, CARD_KINDS)
    articles = tuple(sorted(_of_kinds(by_title, ("article",)), key=_date, reverse=True))
    return Desk(
        config=site.config,
        rows=_rows(cards, names, {} if last is None else last.rows),
        topics={
            topic.name: Link(topic_url(topic.name), topic.title) for topic in site.config.topics
        },
        explainers=explainers,
        cards=persons_places_organisations,
        articles=articles,
        in_topic=_in_topic((*explainers, *persons_places_organisations, *articles)),
        by_publisher=_group(articles, lambda linked: slugify(linked.document.card.publisher)),
        by_year=_group(articles, lambda linked: _date(linked)[:4]),
        by_month=_group(articles, lambda linked: _date(linked)[:7]),
    )


def _rows(
    cards: Iterable[Card], publishers: Mapping[str, str], known: Mapping[str, Row]
) -> dict[str, Row]:
    rows = {}
    for card in cards:
        row, before = to_row(card, publishers), known.get(card.key)
        rows[card.key] = before if before is not None and before == row else row
    return rows


def explaining(documents: Iterable[Linked]) -> Documents:
    """The explainers and cards among some documents."""
    return tuple(filter(is_explainer_or_card, documents))


def articles_of(documents: Iterable[Linked]) -> Documents:
    """The articles among some documents."""
    return _of_kinds(documents, ("article",))


def _of_kinds(documents: Iterable[Linked], kinds: tuple[Kind, ...]) -> Documents:
    """Documents of some kinds, kind by kind."""
    by_kind = group_by(documents, lambda linked: linked.document.card.kind)
    return tuple(linked for kind in kinds for linked in by_kind.get(kind, ()))


def _group(documents: Documents, key: Callable[[Linked], str]) -> dict[str, Documents]:
    return {name: tuple(members) for name, members in group_by(documents, key).items()}


def _in_topic(documents: Documents) -> dict[str, Documents]:
    pairs = [(topic, linked) for linked in documents for topic in dict.fromkeys(linked.topics)]
    by_topic = group_by(pairs, lambda pair: pair[0])
    return {topic: tuple(linked for _, linked in found) for topic, found in by_topic.items()}


def _date(linked: Linked) -> str:
    return linked.document.card.date


def _url(linked: Linked) -> str:
    return linked.document.card.url
