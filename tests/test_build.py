"""The spine: what a build writes, and what forbids it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pagefind_bin
import pytest

from generator.build import Options, build, explain, read
from generator.model import Report
from tests.archive import ROOT, copy_site, tree
from tests.small_site import CONFIG, KYIV, TALKS, put, small_site, state

DRAFT = (
    "---\ntitle: Zzyzx plan\naliases: [Zzyzx paper]\ndraft: true\n---\nThe Zzyzx secret of Kyiv.\n"
)


def options(site: Path, **more: object) -> Options:
    return Options(**({"site": site, "output": site / "output", "search": False} | more))  # type: ignore[arg-type]


def built(site: Path, **more: object) -> Report:
    """A build that nothing forbids."""
    report = build(options(site, **more))
    assert [each for each in report.problems if each.severity == "error"] == []
    assert report.written is not None
    return report


def rules(report: Report) -> list[tuple[str, str]]:
    """Every error and warning."""
    told = [each for each in report.problems if each.severity != "note"]
    return [(each.path, each.rule) for each in told]


# --- A site that is built -------------------------------------------------------------------------


def test_a_site_is_built(tmp_path: Path) -> None:
    report = built(small_site(tmp_path))
    pages = tree(tmp_path / "output")
    assert {"index.html", "kyiv/index.html", "articles/talks/index.html", "feed.xml"} <= set(pages)
    assert b'href="../../kyiv/">Kyiv</a>' in pages["articles/talks/index.html"]
    assert (report.documents, rules(report)) == (2, [])
    assert report.written is not None
    assert set(report.written.written) | {".nojekyll"} == set(pages)
    assert [name for name, _ in report.seconds] == [
        "load",
        "start",
        "parse",
        "link",
        "cite",
        "draw",
        "plan",
        "render",
        "write",
        "search",
        "log",
    ]


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    built(small_site(tmp_path))
    before = state(tmp_path / "output")
    report = built(tmp_path)
    assert report.written is not None
    assert (report.written.written, report.written.removed) == ((), ())
    assert state(tmp_path / "output") == before


def test_a_build_never_depends_on_the_last_one(tmp_path: Path) -> None:
    site = small_site(tmp_path / "a")
    built(site)
    put(site, **{"content/talks.md": "---\ntitle: Talks\n---\nOf Kyiv.\n", "content/a.txt": "a"})
    (site / "seeds" / "talks.txt").rename(site / "seeds" / "end.txt")
    built(site)
    fresh = small_site(tmp_path / "b")
    put(fresh, **{"content/talks.md": "---\ntitle: Talks\n---\nOf Kyiv.\n", "content/a.txt": "a"})
    (fresh / "seeds" / "talks.txt").rename(fresh / "seeds" / "end.txt")
    built(fresh)
    assert tree(site / "output") == tree(fresh / "output")


def test_the_output_may_lie_among_the_sources(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    inside = site / "content" / "output"
    first = built(site, output=inside)
    second = built(site, output=inside)
    assert first.pages == second.pages
    assert second.written is not None
    assert second.written.written == ()


def test_pages_are_counted_in_the_search(tmp_path: Path) -> None:
    report = built(small_site(tmp_path), search=True)
    assert (report.searchable, report.indexed) == (2, 2)
    assert list((tmp_path / "output" / "pagefind").glob("*/pagefind.js"))


def test_a_failed_search_is_an_error_beside_a_built_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tmp_path / "nothing")
    report = build(options(small_site(tmp_path), search=True))
    assert (report.indexed, rules(report)) == (0, [("pagefind", "search-index")])
    assert (tmp_path / "output" / "index.html").is_file()


def test_another_base_address_reaches_every_full_address(tmp_path: Path) -> None:
    built(small_site(tmp_path), base_url="https://desk.example.com/x/")
    pages = tree(tmp_path / "output")
    assert b"https://desk.example.com/x/kyiv/" in pages["kyiv/index.html"]
    assert [path for path, data in pages.items() if b"example.org" in data] == []


# --- Drafts and duplicates ------------------------------------------------------------------------


def test_nothing_of_a_draft_is_published(tmp_path: Path) -> None:
    site = copy_site(tmp_path)
    put(site, **{"content/zzyzx-plan.md": DRAFT})
    built(site, search=True)
    leaks = [path for path, data in tree(site / "output").items() if b"zzyzx" in data.lower()]
    assert leaks == []
    assert [path for path in tree(site / "output") if "zzyzx" in path] == []


def test_drafts_are_built_where_they_are_asked_for(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"content/zzyzx-plan.md": DRAFT})
    built(site, drafts=True)
    assert b"Zzyzx secret" in tree(site / "output")["zzyzx-plan/index.html"]
    built(site)
    assert "zzyzx-plan/index.html" not in tree(site / "output")


def test_the_same_article_twice_has_one_page(tmp_path: Path) -> None:
    report = built(small_site(tmp_path, **{"seeds/a.txt": TALKS, "seeds/sub/talks.txt": TALKS}))
    assert report.documents == 2
    assert rules(report) == [
        ("seeds/sub/talks.txt", "duplicate-seed"),
        ("seeds/talks.txt", "duplicate-seed"),
    ]
    reading = read(options(tmp_path))
    (article,) = [each for each in reading.documents if each.card.kind == "article"]
    assert article.provenance is not None
    assert (article.card.key, article.provenance.also) == (
        "seeds/a.txt",
        ("seeds/sub/talks.txt", "seeds/talks.txt"),
    )


def test_empty_articles_are_no_duplicates(tmp_path: Path) -> None:
    report = built(small_site(tmp_path, **{"seeds/a.txt": "\n", "seeds/b.txt": "\n"}))
    assert "duplicate-seed" not in {rule for _, rule in rules(report)}


# --- What forbids a build -------------------------------------------------------------------------


BROKEN = {
    "configuration": ({"site.yaml": "title: A\n"}, "missing-key"),
    "explainer": ({"content/broken.md": "no front matter\n"}, "front-matter"),
    "link": ({"content/broken.md": "---\ntitle: Broken\n---\nSee [[nowhere]].\n"}, "unknown-link"),
    "template": ({"templates/article.html": "{% if %}"}, "template-syntax"),
    "view": ({"templates/article.html": "{{ page.nothing }}"}, "template"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_leaves_the_output_as_it_was(tmp_path: Path, name: str) -> None:
    built(small_site(tmp_path))
    before = state(tmp_path / "output")
    files, rule = BROKEN[name]
    put(tmp_path, **files)
    report = build(options(tmp_path))
    assert report.written is None
    assert rule in {each.rule for each in report.problems}
    assert state(tmp_path / "output") == before


def test_a_broken_seed_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = "---\ntitle: a: b\ntopics: [nowhere]\n---\nText of it.\n"
    put(small_site(tmp_path), **{"seeds/broken.txt": broken, "seeds/odd.txt": broken[:-9] + "x"})
    report = build(options(tmp_path))
    assert {(each.severity, each.rule) for each in report.problems} >= {("warning", "yaml")}
    assert (
        b"Text of it." in (tmp_path / "output" / "articles" / "broken" / "index.html").read_bytes()
    )
    assert build(options(tmp_path, strict=True)).written is None


def test_an_error_makes_no_output_folder(tmp_path: Path) -> None:
    small_site(tmp_path, **{"content/broken.md": "no front matter\n"})
    assert build(options(tmp_path)).written is None
    assert not (tmp_path / "output").exists()


def test_problems_of_all_that_is_read_are_told_together(tmp_path: Path) -> None:
    site = small_site(
        tmp_path,
        **{
            "site.yaml": CONFIG + "favicon: x\n",
            "content/a.md": "---\ntitel: A\n---\n",
            "content/b.md": "---\ntitle: Bee\nkind: town\n---\n",
            "seeds/c.txt": "---\ndate: soon\n---\nText of it.\n",
            "seeds/d.jpg": "",
            "seeds/talks-again.txt": TALKS,
        },
    )
    told = {(each.path, each.rule) for each in build(options(site)).problems}
    assert {
        ("site.yaml", "unknown-key"),
        ("content/a.md", "unknown-key"),
        ("content/a.md", "missing-key"),
        ("content/b.md", "bad-value"),
        ("seeds/c.txt", "bad-date"),
        ("seeds/d.jpg", "not-a-seed"),
        ("seeds/talks.txt", "duplicate-seed"),
    } <= told


def test_warnings_forbid_a_strict_build_and_no_other(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"seeds/talks-again.txt": TALKS})
    assert build(options(site, strict=True)).written is None
    assert not (site / "output").exists()
    built(site)


def test_notes_forbid_nothing(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"seeds/photo.jpg": ""})
    assert "note" in {each.severity for each in built(site, strict=True).problems}


def test_a_folder_that_no_build_made_is_refused(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"output/thesis.txt": "mine"})
    assert rules(build(options(site))) == [("output", "foreign-output")]
    assert tree(site / "output") == {"thesis.txt": b"mine"}


def test_a_site_without_texts_is_built_with_a_warning(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    for file in ("content/kyiv.md", "seeds/talks.txt"):
        (site / file).unlink()
        (site / file).parent.rmdir()
    report = built(site)
    assert rules(report) == [("content", "no-folder"), ("seeds", "no-folder")]


def test_links_cannot_be_explained_without_a_configuration(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"site.yaml": "title: A\n"})
    with pytest.raises(ValueError, match="without a configuration"):
        explain(options(site), "content/kyiv.md")


def test_a_card_is_read_by_its_own_name(tmp_path: Path) -> None:
    site = small_site(tmp_path, **{"content/kyiv.md": KYIV})
    (mention,) = explain(options(site), "seeds/talks.txt")
    assert (mention.words, mention.card.url, mention.rule) == ("Kyiv", "kyiv/", "linked")


# --- The same everywhere --------------------------------------------------------------------------


def of_search(path: str) -> bool:
    """Files of the search bundle that hold what the indexer makes anew each time."""
    parts = path.split("/")
    return parts[0] == "pagefind" and (
        parts[2:3] in (["filter"], ["pagefind-entry.json"]) or path.endswith(".pf_meta")
    )


def built_elsewhere(site: Path, cwd: Path, **environment: str) -> dict[str, bytes]:
    """The archive built by a process of its own, without what the indexer makes anew."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    subprocess.run(
        [sys.executable, "-m", "generator", "build", "--quiet", "--site", str(site)],
        cwd=cwd,
        env=kept | {"PYTHONPATH": str(ROOT)} | environment,
        check=True,
        timeout=300,
    )
    files = tree(site / "output")
    return {path: data for path, data in files.items() if not of_search(path)}


@pytest.mark.slow
def test_folder_time_zone_locale_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    first = built_elsewhere(
        copy_site(tmp_path / "one"), tmp_path, TZ="UTC", LC_ALL="C.UTF-8", PYTHONHASHSEED="1"
    )
    second_site = copy_site(tmp_path / "a much longer name" / "zwei")
    second = built_elsewhere(
        second_site,
        second_site / "seeds",
        TZ="Pacific/Kiritimati",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONHASHSEED="77",
    )
    assert set(first) == set(second)
    assert [path for path in first if first[path] != second[path]] == []
    assert [path for path, data in first.items() if str(tmp_path).encode() in data] == []
