"""Pages of topics, and what long lists do."""

from __future__ import annotations

from generator.plan.desk import open_desk
from generator.plan.listings import LONG, NEWEST
from generator.plan.topics import plan_topic_index, plan_topics
from tests.values import a_site, an_article, an_explainer


def documents(count):
    """An explainer, a card and articles on energy, some of each year, one without a date."""
    articles = [
        an_article(f"a{number:03}", f"{2026 - number % 2}-01-01", topics=("energy",))
        for number in range(count - 1)
    ]
    return (
        an_explainer(topics=("energy",)),
        an_explainer("rosatom", "organisation", topics=("energy",)),
        an_explainer("about", "page", topics=("energy",)),
        an_article("undated", "", topics=("energy",)),
        *articles,
    )


def views_of(site):
    return {page.view.head.url: page.view for page in plan_topics(site, open_desk(site))}


def test_a_topic_lists_explainers_then_cards_then_articles_by_year() -> None:
    view = views_of(a_site(*documents(4)))["topics/energy/"]
    found = [(group.title, len(group.rows)) for group in view.groups]
    assert found == [
        ("Explainers", 1),
        ("Organisations", 1),
        ("2026", 2),
        ("2025", 1),
        ("Without a date", 1),
    ]


def test_a_list_at_the_limit_is_whole() -> None:
    view = views_of(a_site(*documents(LONG)))["topics/energy/"]
    assert sum(len(group.rows) for group in view.groups[2:]) == LONG
    assert view.tallies == ()
    assert {group.url for group in view.groups} == {""}


def test_a_longer_list_shows_the_newest_and_leads_to_every_year() -> None:
    views = views_of(a_site(*documents(LONG + 1)))
    view = views["topics/energy/"]
    assert sum(len(group.rows) for group in view.groups[2:]) == NEWEST
    assert [(tally.text, tally.count) for tally in view.tallies] == [
        ("2026", LONG // 2),
        ("2025", LONG // 2),
        ("Without a date", 1),
    ]
    assert view.groups[2].url == "topics/energy/2026/"


def test_years_of_a_long_list_hold_what_their_tallies_say() -> None:
    views = views_of(a_site(*documents(LONG + 1)))
    for tally in views["topics/energy/"].tallies:
        rows = [row for group in views[tally.url].groups for row in group.rows]
        assert len(rows) == tally.count
        assert [link.url for link in views[tally.url].head.trail] == ["topics/", "topics/energy/"]


def test_the_count_beside_a_topic_is_what_its_page_lists() -> None:
    site = a_site(*documents(4))
    (index,) = plan_topic_index(site, open_desk(site))
    rows = [row for group in views_of(site)["topics/energy/"].groups for row in group.rows]
    assert [tally.count for tally in index.view.tallies] == [len(rows), 0]


def test_a_topic_without_documents_says_so_by_an_empty_list() -> None:
    view = views_of(a_site())["topics/energy/"]
    assert view.groups == ()
    assert view.head.description == "Energy: nothing yet. Power under fire."


def test_a_topic_has_a_feed_of_its_own() -> None:
    assert views_of(a_site())["topics/energy/"].head.feed == "topics/energy/feed.xml"
