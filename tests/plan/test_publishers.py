"""Pages of publishers."""

from __future__ import annotations

from generator.model import Publisher, Tally
from generator.plan.desk import open_desk
from generator.plan.publishers import plan_publisher_index, plan_publishers
from tests.values import a_site, an_article

SITE = a_site(
    an_article("a", publisher="zeit.de"),
    an_article("b", publisher="nypost.com"),
    an_article("c", publisher="nypost.com", date="2025-01-01"),
    an_article("d"),
    publishers=(Publisher("nypost.com", "New York Post"), Publisher("unread.example", "Unread")),
)


def test_publishers_are_listed_by_name_with_their_counts() -> None:
    (page,) = plan_publisher_index(SITE, open_desk(SITE))
    assert page.view.tallies == (
        Tally("publishers/nypost-com/", "New York Post", 2),
        Tally("publishers/zeit-de/", "zeit.de", 1),
    )


def test_a_publisher_lists_its_articles_by_year() -> None:
    views = {page.view.head.url: page.view for page in plan_publishers(SITE, open_desk(SITE))}
    assert sorted(views) == ["publishers/nypost-com/", "publishers/zeit-de/"]
    groups = views["publishers/nypost-com/"].groups
    assert [(group.title, group.rows[0].url) for group in groups] == [
        ("2026", "articles/b/"),
        ("2025", "articles/c/"),
    ]
