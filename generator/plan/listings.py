"""Parts of lists that several planners share: groups by kind, and long lists by year.

In: documents in their order. Out: groups, tallies and pages. A list is never cut by offset: "page 7
of 200" changes with every new article. A list of more than `LONG` articles shows its newest and
leads to one page for each year, which changes only when that year does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from generator.model import Group, Head, Link, Linked, ListingView, Page, Tally
from generator.plan.addresses import year_part
from generator.plan.desk import Desk, Documents
from generator.plan.pages import listing_head, to_page
from generator.plan.rows import group_by
from generator.wording import KINDS, kind_title, long_date, plural

LONG = 100
"""Articles that one list shows at most."""
NEWEST = 50
"""Articles that the first page of a longer list shows."""


def kind_groups(documents: Documents, desk: Desk) -> tuple[Group, ...]:
    """Explainers, people, places and organisations, each under a heading; none is empty."""
    by_kind = group_by(documents, lambda linked: linked.document.card.kind)
    return tuple(
        Group(kind_title(kind).lower(), kind_title(kind), desk.rows_of(by_kind[kind]))
        for kind in KINDS
        if kind in by_kind
    )


def year_groups(url: str, articles: Documents, desk: Desk) -> tuple[Group, ...]:
    """The articles of the list at `url` by year, newest first: all, or the newest of many."""
    is_long = len(articles) > LONG
    totals = Counter(article.document.card.date[:4] for article in articles) if is_long else {}
    shown = articles[:NEWEST] if is_long else articles
    return tuple(
        Group(
            id=f"year-{year or 'none'}",
            title=year_title(year),
            rows=desk.rows_of(members),
            url=url + year_part(year) if is_long else "",
            more=_all_of(year, totals[year]) if is_long else "",
        )
        for year, members in _by_year(shown).items()
    )


def year_tallies(url: str, articles: Documents) -> tuple[Tally, ...]:
    """The years of a long list; none where the list shows all of its articles."""
    if len(articles) <= LONG:
        return ()
    return tuple(
        Tally(url + year_part(year), year_title(year), len(members))
        for year, members in _by_year(articles).items()
    )


def year_pages(parent: Head, articles: Documents, desk: Desk) -> Iterator[Page]:
    """The page of each year of a long list, by month; `parent` is the list's own head."""
    if len(articles) <= LONG:
        return
    for year, members in _by_year(articles).items():
        count = plural(len(members), "article", "articles")
        when = f"in {year}" if year else "without a date"
        head = listing_head(
            url=parent.url + year_part(year),
            title=f"{parent.title}, {year_title(year).lower()}",
            description=f"{parent.title} {when}: {count}.",
            trail=(*parent.trail, Link(parent.url, parent.title)),
        )
        yield to_page(ListingView(head=head, intro="", groups=month_groups(members, desk)))


def month_groups(articles: Iterable[Linked], desk: Desk) -> tuple[Group, ...]:
    """Articles by month, in the order given."""
    by_month = group_by(articles, lambda linked: linked.document.card.date[:7])
    return tuple(
        Group(
            id=f"month-{month or 'none'}",
            title=long_date(month) or year_title(""),
            rows=desk.rows_of(members),
        )
        for month, members in by_month.items()
    )


def year_title(year: str) -> str:
    """The heading over a year's articles, and over those without a date."""
    return year or "Without a date"


def _all_of(year: str, count: int) -> str:
    when = f"of {year}" if year else "without a date"
    return f"All articles {when} ({count:,})"


def _by_year(articles: Documents) -> dict[str, list[Linked]]:
    return group_by(articles, lambda linked: linked.document.card.date[:4])
