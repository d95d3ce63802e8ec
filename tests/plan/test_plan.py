"""The plan as a whole: what it holds, and what must hold for every site."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Copy, Listing, Redirect
from generator.plan import plan_site
from tests.values import a_site, an_article, an_entry, an_explainer

DATES = st.sampled_from(["", "2025-12-31", "2026-01-01", "2026-02-18"])


def paths(*documents, **changes):
    return [page.path for page in plan_site(a_site(*documents, **changes), Listing()).plan.pages]


def test_an_empty_site_has_the_pages_that_every_site_has() -> None:
    assert paths(topics=()) == [
        "404.html",
        "a-z/index.html",
        "articles/index.html",
        "explainers/index.html",
        "feed.xml",
        "index.html",
        "publishers/index.html",
        "robots.txt",
        "search/index.html",
        "sitemap.xml",
        "topics/index.html",
    ]


def test_a_topic_without_documents_has_a_page_and_a_feed() -> None:
    assert {"topics/energy/index.html", "topics/energy/feed.xml"} <= set(paths())


def test_an_article_brings_its_year_month_and_publisher() -> None:
    found = paths(an_article(publisher="nypost.com"), topics=())
    assert set(found) - set(paths(topics=())) == {
        "articles/plant-shelled/index.html",
        "2026/index.html",
        "2026/02/index.html",
        "publishers/nypost-com/index.html",
    }


def test_a_publisher_without_letters_has_no_page() -> None:
    assert not [
        path for path in paths(an_article(publisher="???")) if path.startswith("publishers/?")
    ]


def test_a_page_names_the_document_whose_text_it_prints() -> None:
    pages = plan_site(a_site(an_article(), an_explainer()), Listing()).plan.pages
    assert {page.path: page.source for page in pages if page.source} == {
        "articles/plant-shelled/index.html": "seeds/plant-shelled.md",
        "znpp-control/index.html": "content/znpp-control.md",
    }


def test_the_chrome_offers_search_only_where_something_can_be_found() -> None:
    assert not plan_site(a_site(), Listing()).plan.chrome.search
    assert not plan_site(a_site(an_explainer("about", "page")), Listing()).plan.chrome.search
    assert plan_site(a_site(an_article()), Listing()).plan.chrome.search
    assert not plan_site(a_site(an_article()), Listing(), search=False).plan.chrome.search


def test_two_outputs_with_one_path_are_a_defect_that_names_both() -> None:
    site = a_site(an_explainer("topics"))
    with pytest.raises(ValueError, match=r"topics/index\.html: 'Topics' \(explainer\.html\); topi"):
        plan_site(site, Listing())


def test_a_redirect_does_not_hide_a_page() -> None:
    site = a_site(an_explainer())
    clash = type(site)(site.config, site.documents, (Redirect("feed.xml", "a/"),), (), ())
    with pytest.raises(ValueError, match=r"feed\.xml: 'Moved'"):
        plan_site(clash, Listing())


def test_files_are_copied_from_where_they_are() -> None:
    files = (("content/maps/belt.svg", "files/maps/belt.svg"),)
    site = type(a_site())(a_site().config, (), (), files, ())
    belt = an_entry("content/maps/belt.svg", "<svg/>")
    serif = an_entry("templates/assets/fixed/serif.woff2", "font", "asset")
    assert plan_site(site, Listing(files=(belt,), assets=(serif,))).plan.copies == (
        Copy("assets/fixed/serif.woff2", serif.path, serif.digest),
        Copy("files/maps/belt.svg", belt.path, belt.digest),
    )


@given(st.lists(st.tuples(st.sampled_from("abcdef"), DATES), unique_by=lambda pair: pair[0]))
def test_every_article_is_listed_under_its_date_exactly_once(articles) -> None:
    documents = [an_article(slug, date) for slug, date in articles]
    pages = plan_site(a_site(*documents), Listing()).plan.pages
    by_date = [page for page in pages if page.path.startswith(("2025/1", "2026/0", "undated/"))]
    rows = [row.url for page in by_date for group in page.view.groups for row in group.rows]
    assert sorted(rows) == sorted(f"articles/{slug}/" for slug, _ in articles)


@given(st.permutations(["a", "b", "c", "d"]))
def test_the_order_of_documents_does_not_show_in_the_plan(slugs) -> None:
    documents = [an_article(slug) for slug in slugs]
    site = a_site(*documents)
    shuffled = type(site)(site.config, tuple(documents), (), (), ())
    assert plan_site(shuffled, Listing()).plan == plan_site(site, Listing()).plan
