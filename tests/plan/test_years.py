"""The archive by date."""

from __future__ import annotations

from generator.model import Tally
from generator.plan.desk import open_desk
from generator.plan.years import (
    LONG_YEAR,
    plan_article_index,
    plan_months,
    plan_undated,
    plan_years,
)
from tests.values import a_site, an_article

SITE = a_site(
    an_article("a", "2026-02-18"),
    an_article("c", "2026-02-17"),
    an_article("b", "2026-02-17"),
    an_article("d", "2025-12-31"),
    an_article("f", ""),
    an_article("e", ""),
)


def views_of(planner, site=SITE):
    return [page.view for page in planner(site, open_desk(site))]


def rows_of(view):
    return [(group.title, [row.url for row in group.rows]) for group in view.groups]


def test_a_month_lists_its_articles_by_day_and_title() -> None:
    view = views_of(plan_months)[0]
    assert view.head.title == "February 2026"
    assert rows_of(view) == [
        ("18 February 2026", ["articles/a/"]),
        ("17 February 2026", ["articles/b/", "articles/c/"]),
    ]


def test_a_year_counts_its_months() -> None:
    assert [view.tallies for view in views_of(plan_years)] == [
        (Tally("2026/02/", "February 2026", 3),),
        (Tally("2025/12/", "December 2025", 1),),
    ]


def test_a_long_year_shows_only_its_newest() -> None:
    articles = [an_article(f"a{number}") for number in range(LONG_YEAR + 1)]
    (view,) = views_of(plan_years, a_site(*articles))
    assert [len(group.rows) for group in view.groups] == [50]
    assert view.tallies == (Tally("2026/02/", "February 2026", LONG_YEAR + 1),)


def test_the_index_counts_years_and_what_has_no_date() -> None:
    (view,) = views_of(plan_article_index)
    assert view.tallies == (
        Tally("2026/", "2026", 3),
        Tally("2025/", "2025", 1),
        Tally("undated/", "Without a date", 2),
    )


def test_what_has_no_date_is_listed_by_title() -> None:
    (view,) = views_of(plan_undated)
    assert rows_of(view) == [("By title", ["articles/e/", "articles/f/"])]


def test_there_is_no_page_of_undated_articles_without_any() -> None:
    assert views_of(plan_undated, a_site(an_article())) == []
