"""The archive by date: `articles/`, a page for each year and month, and `undated/`.

In: the articles by year and month. Out: their pages. `articles/` and long years show their newest
articles and lead on; a month lists all of its articles by day.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Group, Link, ListingView, Page, Site, Tally
from generator.plan import addresses
from generator.plan.desk import Desk, Documents
from generator.plan.listings import month_groups, year_title
from generator.plan.pages import listing_head, to_page
from generator.plan.rows import group_by
from generator.wording import long_date, plural

LONG_YEAR = 300
"""Articles that the page of one year shows at most."""
NEWEST_OF_YEAR = 50
NEWEST_OF_ALL = 30

INDEX = Link(addresses.ARTICLES, "Articles")


def plan_article_index(site: Site, desk: Desk) -> Iterator[Page]:
    """`articles/`: the years with their counts, and the newest articles."""
    tallies = tuple(
        Tally(addresses.year_part(year), year_title(year), len(articles))
        for year, articles in desk.by_year.items()
    )
    description = f"All {_count(desk.articles)} of {desk.config.title}, by year and month."
    head = listing_head(addresses.ARTICLES, INDEX.text, description)
    groups = _newest(desk.articles[:NEWEST_OF_ALL], desk)
    yield to_page(ListingView(head=head, intro="", groups=groups, tallies=tallies))


def plan_years(site: Site, desk: Desk) -> Iterator[Page]:
    """The page of every year: its months with their counts, and its articles by month."""
    months = group_by((month for month in desk.by_month if month), lambda month: month[:4])
    for year, names in months.items():
        articles = desk.by_year[year]
        tallies = tuple(
            Tally(addresses.month_url(month), long_date(month), len(desk.by_month[month]))
            for month in names
        )
        if len(articles) > LONG_YEAR:
            groups = _newest(articles[:NEWEST_OF_YEAR], desk)
        else:
            groups = month_groups(articles, desk)
        head = listing_head(
            addresses.year_part(year), year, f"{_count(articles)} of {year}.", (INDEX,)
        )
        yield to_page(ListingView(head=head, intro="", groups=groups, tallies=tallies))


def plan_months(site: Site, desk: Desk) -> Iterator[Page]:
    """The page of every month: all of its articles by day."""
    for month, articles in desk.by_month.items():
        if month:
            title = long_date(month)
            year = month[:4]
            head = listing_head(
                url=addresses.month_url(month),
                title=title,
                description=f"{_count(articles)} of {title}, by day.",
                trail=(INDEX, Link(addresses.year_part(year), year)),
            )
            yield to_page(ListingView(head=head, intro="", groups=_days(articles, desk)))


def plan_undated(site: Site, desk: Desk) -> Iterator[Page]:
    """`undated/`: the articles that tell no date, by title; no page where there are none."""
    articles = desk.by_year.get("", ())
    if articles:
        head = listing_head(
            url=addresses.UNDATED,
            title="Articles without a date",
            description=f"{_count(articles)} that do not tell when they were written.",
            trail=(INDEX,),
        )
        group = Group("articles", "By title", desk.rows_of(articles))
        yield to_page(ListingView(head=head, intro="", groups=(group,)))


def _newest(articles: Documents, desk: Desk) -> tuple[Group, ...]:
    group = Group("newest", "Newest articles", desk.rows_of(articles))
    return (group,) if articles else ()


def _days(articles: Documents, desk: Desk) -> tuple[Group, ...]:
    by_day = group_by(articles, lambda linked: linked.document.card.date)
    return tuple(
        Group(f"day-{day}", long_date(day), desk.rows_of(members))
        for day, members in by_day.items()
    )


def _count(articles: Documents) -> str:
    return plural(len(articles), "article", "articles")
