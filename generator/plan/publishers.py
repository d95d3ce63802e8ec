"""Pages of publishers, and their index.

In: the articles by the slug of their publisher's host. Out: a page for each publisher that an
article names, whether the configuration knows its name or not, pages by year of long ones, and
`publishers/`. A publisher without articles has no page: nothing leads there.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Head, Link, ListingView, Page, Site, Tally
from generator.plan import addresses
from generator.plan.desk import Desk, Documents
from generator.plan.listings import year_groups, year_pages, year_tallies
from generator.plan.pages import listing_head, to_page
from generator.plan.rows import title_key
from generator.wording import plural


def plan_publishers(site: Site, desk: Desk) -> Iterator[Page]:
    """The pages of every publisher."""
    for slug, articles in desk.by_publisher.items():
        if slug:
            head = _head(articles, desk)
            view = ListingView(
                head=head,
                intro="",
                groups=year_groups(head.url, articles, desk),
                tallies=year_tallies(head.url, articles),
            )
            yield to_page(view)
            yield from year_pages(head, articles, desk)


def plan_publisher_index(site: Site, desk: Desk) -> Iterator[Page]:
    """`publishers/`: every publisher by name, with its count."""
    tallies = [
        Tally(_head(articles, desk).url, _name(articles, desk), len(articles))
        for slug, articles in desk.by_publisher.items()
        if slug
    ]
    tallies.sort(key=lambda tally: title_key(tally.text))
    count = plural(len(tallies), "publisher", "publishers")
    head = listing_head(addresses.PUBLISHERS, "Publishers", f"{count} of articles in the archive.")
    yield to_page(ListingView(head=head, intro="", groups=(), tallies=tuple(tallies)))


def _head(articles: Documents, desk: Desk) -> Head:
    name = _name(articles, desk)
    return listing_head(
        url=addresses.publisher_url(articles[0].document.card.publisher),
        title=f"Articles from {name}",
        description=f"Articles from {name}: {plural(len(articles), 'article', 'articles')}.",
        trail=(Link(addresses.PUBLISHERS, "Publishers"),),
    )


def _name(articles: Documents, desk: Desk) -> str:
    """The publisher's name in the configuration, else its host."""
    return desk.rows[articles[0].document.card.key].publisher
