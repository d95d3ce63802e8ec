"""Atom feeds."""

from __future__ import annotations

from generator.plan.desk import open_desk
from generator.plan.feeds import plan_feeds
from tests.values import a_site, an_article, an_explainer


def feeds_of(*documents):
    site = a_site(*documents)
    return {page.view.head.url: page.view for page in plan_feeds(site, open_desk(site))}


def test_a_feed_is_as_new_as_its_newest_entry() -> None:
    feed = feeds_of(
        an_article("a", "2026-02-18"),
        an_explainer("b", date="2025-01-01", updated="2026-03-01"),
        an_article("c", ""),
        an_explainer("d", "person", date="2026-05-01"),
    )["feed.xml"]
    assert feed.updated == "2026-03-01T00:00:00Z"
    assert [entry.url for entry in feed.entries] == ["b/", "articles/a/"]
    assert feed.entries[0].published == "2025-01-01T00:00:00Z"


def test_a_feed_without_dated_entries_is_empty() -> None:
    feed = feeds_of(an_article("a", ""))["feed.xml"]
    assert (feed.updated, feed.entries) == ("1970-01-01T00:00:00Z", ())


def test_a_topic_has_a_feed_of_its_documents() -> None:
    feeds = feeds_of(an_article("a", topics=("energy",)), an_article("b"))
    assert list(feeds) == ["feed.xml", "topics/energy/feed.xml", "topics/diplomacy/feed.xml"]
    feed = feeds["topics/energy/feed.xml"]
    assert feed.page == "topics/energy/"
    assert [(entry.url, entry.topics) for entry in feed.entries] == [("articles/a/", ("Energy",))]


def test_a_feed_holds_the_newest_thirty() -> None:
    articles = [an_article(f"a{number}", f"20{number:02}-01-01") for number in range(10, 41)]
    entries = feeds_of(*articles)["feed.xml"].entries
    assert (len(entries), entries[-1].url) == (30, "articles/a11/")
