"""Each kind of edit rewrites exactly the pages that show it, and ends in the clean build's tree."""

from __future__ import annotations

from pathlib import Path

import pagefind_bin
import pytest

from tests.archive import tree
from tests.build.edits import KYIV, TALKS, built, clean_tree, edited_site, rewrite
from tests.small_site import put, state

LISTS_OF_KYIV = {
    "a-z/index.html",
    "explainers/index.html",
}
EVERY_PAGE = {
    "404.html",
    "2026/01/index.html",
    "2026/02/index.html",
    "2026/index.html",
    "a-z/index.html",
    "articles/index.html",
    "articles/shells/index.html",
    "articles/talks/index.html",
    "explainers/index.html",
    "index.html",
    "kyiv/index.html",
    "plant/index.html",
    "publishers/index.html",
    "search/index.html",
    "topics/index.html",
    "topics/talks/index.html",
    "topics/war/index.html",
}
FEEDS = {"feed.xml", "topics/talks/feed.xml", "topics/war/feed.xml"}
PAGES_WITH_TALLIES = {"articles/index.html", "2026/index.html", "topics/index.html", "index.html"}
LISTS_OF_ALL_ARTICLES = {"articles/index.html", "2026/index.html", "index.html", "feed.xml"}


def edit_body(site: Path) -> None:
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Nobody lost."))


def edit_title_of_explainer(site: Path) -> None:
    rewrite(site / "content/plant.md", ("title: The plant", "title: The power plant"))


def new_alias(site: Path) -> None:
    rewrite(site / "content/plant.md", ("topics:", "aliases: [Enerhodar]\ntopics:"))


def removed_alias(site: Path) -> None:
    rewrite(site / "content/plant.md", ("aliases: [Enerhodar]\n", ""))


def new_seed(site: Path) -> None:
    put(site, **{"seeds/march.txt": "---\ntitle: March\ndate: 2026-03-01\n---\nMud in Kyiv.\n"})


def deleted_seed(site: Path) -> None:
    (site / "seeds/shells.txt").unlink()


def renamed_explainer(site: Path) -> None:
    (site / "content/kyiv.md").rename(site / "content/kyiv-city.md")


def another_date(site: Path) -> None:
    rewrite(site / "seeds/shells.txt", ("2026-01-20", "2026-01-21"))


def another_topic(site: Path) -> None:
    rewrite(site / "content/plant.md", ("topics: [war]", "topics: [talks]"))


def site_title(site: Path) -> None:
    rewrite(site / "site.yaml", ("title: The Archive", "title: An Archive"))


def template(site: Path) -> None:
    rewrite(site / "templates/article.html", ("Where this text comes from", "Where it comes from"))


def partial(site: Path) -> None:
    rewrite(site / "templates/parts.html", ('class="tallies"', 'class="tallies new"'))


def asset(site: Path) -> None:
    (site / "templates/assets/style.css").write_text("body { color: black }\n", encoding="utf-8")


def touched(site: Path) -> None:
    for file in ("seeds/talks.txt", "content/kyiv.md", "site.yaml", "templates/base.html"):
        (site / file).write_bytes((site / file).read_bytes())


EDITS = {
    "nothing but times": (touched, set(), set()),
    "a seed's body": (edit_body, {"articles/talks/index.html"}, set()),
    "an explainer's title": (
        edit_title_of_explainer,
        {
            "plant/index.html",
            "kyiv/index.html",
            "articles/talks/index.html",  # related: both name Kyiv
            "topics/war/index.html",
            "topics/war/feed.xml",
            "404.html",
            "index.html",
            "feed.xml",
            *LISTS_OF_KYIV,
        },
        set(),
    ),
    "a new alias": (
        new_alias,
        {
            "articles/shells/index.html",
            "plant/index.html",
            "a-z/index.html",
            "index.html",
            "feed.xml",
            "topics/index.html",
            "topics/war/index.html",  # the article has the topics of what it names
            "topics/war/feed.xml",
            "sitemap.xml",
        },
        set(),
    ),
    "a new seed": (
        new_seed,
        {
            "articles/march/index.html",
            "2026/03/index.html",
            "kyiv/index.html",
            "plant/index.html",  # related: all three name Kyiv
            "articles/talks/index.html",
            "sitemap.xml",
            *LISTS_OF_ALL_ARTICLES,
        },
        set(),
    ),
    "a deleted seed": (
        deleted_seed,
        {"sitemap.xml", *LISTS_OF_ALL_ARTICLES},
        {"articles/shells/index.html", "2026/01/index.html"},
    ),
    "a renamed explainer": (
        renamed_explainer,
        {
            "kyiv-city/index.html",
            "articles/talks/index.html",
            "plant/index.html",
            "index.html",
            "sitemap.xml",
            *LISTS_OF_KYIV,
        },
        {"kyiv/index.html"},
    ),
    "a date": (
        another_date,
        {
            "articles/shells/index.html",
            "2026/01/index.html",
            "sitemap.xml",
            *LISTS_OF_ALL_ARTICLES,
        },
        set(),
    ),
    "a topic": (
        another_topic,
        {
            "plant/index.html",
            "index.html",
            "feed.xml",
            "topics/index.html",
            "topics/talks/index.html",
            "topics/talks/feed.xml",
            "topics/war/index.html",
            "topics/war/feed.xml",
            "sitemap.xml",
        },
        set(),
    ),
    "site.yaml": (site_title, EVERY_PAGE | FEEDS, set()),
    "a template": (template, {"articles/shells/index.html", "articles/talks/index.html"}, set()),
    "a partial": (partial, PAGES_WITH_TALLIES, set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_writes_exactly_the_pages_that_show_it(tmp_path: Path, name: str) -> None:
    edit, written, removed = EDITS[name]
    site = edited_site(tmp_path / "site")
    built(site)
    edit(site)
    report = built(site)
    assert report.written is not None
    assert set(report.written.written) == written
    assert set(report.written.removed) == removed
    assert {reason.path for reason in report.reasons} == written | removed
    assert tree(site / "output") == clean_tree(site)
    assert built(site).written.written == ()


def test_a_removed_alias_writes_what_the_new_one_did(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    before = tree(site / "output")
    new_alias(site)
    added = built(site).written
    removed_alias(site)
    taken = built(site).written
    assert set(taken.written) == set(added.written)
    assert tree(site / "output") == before


def test_an_asset_takes_its_pages_along_and_its_old_file_goes(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    asset(site)
    report = built(site)
    new = {path for path in report.written.written if path.startswith("assets/")}
    assert len(new) == 1
    assert set(report.written.written) == EVERY_PAGE | new
    assert [path.partition(".")[0] for path in report.written.removed] == ["assets/style"]
    assert tree(site / "output") == clean_tree(site)


def test_reasons_name_what_changed(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    first = built(site)
    assert {reason.why for reason in first.reasons} == {("new",)}
    edit_body(site)
    template(site)
    (site / "output/kyiv/index.html").write_text("mine", encoding="utf-8")
    (site / "output/robots.txt").unlink()
    why = {reason.path: reason.why for reason in built(site).reasons}
    assert why == {
        "articles/talks/index.html": ("its words", "the template"),
        "articles/shells/index.html": ("the template",),
        "kyiv/index.html": ("changed by hand",),
        "robots.txt": ("missing",),
    }
    put(site, **{"seeds/march.txt": "---\ntitle: March\ndate: 2026-03-01\n---\nMud in Kyiv.\n"})
    why = {reason.path: reason.why for reason in built(site).reasons}
    assert why["kyiv/index.html"] == ("what others say of it",)
    site_title(site)
    why = {reason.path: reason.why for reason in built(site).reasons}
    assert "the frame" in why["kyiv/index.html"]


def test_what_somebody_did_to_the_output_is_undone(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    before = tree(site / "output")
    output = site / "output"
    same_size = (output / "index.html").read_bytes()[::-1]
    (output / "index.html").write_bytes(same_size)
    (output / "feed.xml").unlink()
    put(output, **{"mine/thesis.txt": "mine"})
    (output / "empty").mkdir()
    (output / "kyiv/index.html").rename(output / "kyiv/other.html")
    report = built(site)
    assert set(report.written.written) == {"index.html", "feed.xml", "kyiv/index.html"}
    assert set(report.written.removed) == {"mine/thesis.txt", "kyiv/other.html"}
    assert tree(output) == before
    assert not (output / "empty").exists()


def test_without_its_log_a_build_writes_nothing_that_stands_already(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    before = state(site / "output")
    (site / ".cache/build.sqlite").unlink()
    report = built(site)
    assert report.written.written == ()
    assert (report.parsed, report.rendered) == (4, 22)
    assert state(site / "output") == before


@pytest.mark.parametrize("damage", [b"", b"no log at all", b"SQLite format 3\0" + bytes(5000)])
def test_a_damaged_log_is_replaced(tmp_path: Path, damage: bytes) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    (site / ".cache/build.sqlite").write_bytes(damage)
    edit_body(site)
    assert built(site).written.written == ("articles/talks/index.html",)
    assert tree(site / "output") == clean_tree(site)
    assert built(site).parsed == 0


def test_where_no_log_can_be_kept_a_build_says_so(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    (site / ".cache").write_text("in the way", encoding="utf-8")
    report = built(site)
    assert [each.rule for each in report.problems if each.path.startswith(".cache")] == [
        "build-log"
    ]
    assert tree(site / "output") == clean_tree(site)
    assert built(site).parsed == 4


def test_a_build_that_changes_nothing_asks_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the indexer nor any stage: only the sources and the output folder are looked at."""
    site = edited_site(tmp_path / "site")
    first = built(site, search=True)
    assert (first.searchable, first.indexed) == (4, 4)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tmp_path / "nothing")
    report = built(site, search=True)
    assert (report.parsed, report.linked, report.rendered, report.indexed) == (0, 0, 0, 0)
    assert (report.written.written, report.searchable) == ((), 4)
    assert [name for name, _ in report.seconds] == ["load"]


def test_only_words_and_values_that_search_knows_are_indexed_anew(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site, search=True)
    template(site)
    assert built(site, search=True).indexed == 0
    edit_body(site)
    assert built(site, search=True).indexed == 4
    (next((site / "output/pagefind").glob("*/fragment/*"))).write_bytes(b"mine")
    report = built(site, search=True)
    assert (report.indexed, report.written.written) == (4, ())


def test_drafts_and_other_options_are_no_less_than_another_site(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    draft = KYIV.replace("title: Kyiv", "title: Plan\ndraft: true")
    put(site, **{"content/plan.md": draft})
    for options in ({}, {"drafts": True}, {"base_url": "https://desk.example/x/"}, {}):
        built(site, **options)
        assert tree(site / "output") == clean_tree(site, **options)


def test_the_same_words_under_another_name_are_another_article(tmp_path: Path) -> None:
    site = edited_site(tmp_path / "site")
    built(site)
    put(site, **{"seeds/again.txt": TALKS})
    built(site)
    assert tree(site / "output") == clean_tree(site)
    (site / "seeds/talks.txt").unlink()
    built(site)
    assert tree(site / "output") == clean_tree(site)
