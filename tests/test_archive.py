"""The archive that ships, built whole: what a reader gets."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from generator.build import Options, check
from generator.model import Report
from tests.archive import ROOT, build_site, copy_site, tree
from tests.pages import dead_addresses, ids, parse, words

BASE_URL = "https://example.github.io/explainer-archive/"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FOUNDING = ("donetsk-fortress-belt", "znpp-control", "security-guarantees")


class Built:
    """The built archive: its folder, report and files."""

    def __init__(self, folder: Path):
        self.folder = copy_site(folder)
        self.report: Report = build_site(self.folder)
        self.files = tree(self.folder / "output")
        self.pages = {path: parse(data) for path, data in self.files.items() if _is_page(path)}


def _is_page(path: str) -> bool:
    return path.endswith(".html") and not path.startswith("pagefind/")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(tmp_path_factory.mktemp("site"))


def test_it_builds_without_errors_or_warnings(built: Built) -> None:
    assert [each for each in built.report.problems if each.severity != "note"] == []


def test_every_link_and_fragment_resolves(built: Built) -> None:
    assert dead_addresses(built.files, BASE_URL) == []


def test_ids_are_unique_and_headings_in_order(built: Built) -> None:
    for path, page in built.pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), path
        levels = [int(each.tag[1]) for each in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path
        assert all(then <= first + 1 for first, then in pairwise(levels)), (path, levels)


def test_no_page_carries_script_or_style_of_its_own(built: Built) -> None:
    for path, page in built.pages.items():
        assert not list(page.iter("style")), path
        for script in page.iter("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", path
        for element in page.iter():
            names = [name for name in element.attrib if name.startswith("on") or name == "style"]
            assert names == [], path


def test_nothing_is_loaded_from_elsewhere(built: Built) -> None:
    for path, page in built.pages.items():
        loaded = [each.get("src") for each in page.iter("script", "img", "iframe")]
        links = (each for each in page.iter("link") if each.get("rel") in ("stylesheet", "icon"))
        loaded += [each.get("href") for each in links]
        assert not [each for each in loaded if each and urlsplit(each).netloc], path


def test_every_kind_of_page_is_there(built: Built) -> None:
    expected = [
        "404.html", ".nojekyll", "a-z/index.html", "about/index.html", "articles/index.html",
        "explainers/index.html", "feed.xml", "index.html", "publishers/index.html",
        "publishers/desk-example-org/index.html", "robots.txt", "search/index.html", "sitemap.xml",
        "topics/index.html", "topics/peace-talks/index.html", "topics/peace-talks/feed.xml",
        "2026/index.html", "2026/02/index.html", "rafael-grossi/index.html", "iaea/index.html",
        "articles/geneva-talks-third-round/index.html", "kramatorsk/index.html",
    ]  # fmt: skip
    assert [path for path in expected if path not in built.files] == []


@pytest.mark.parametrize("slug", FOUNDING)
def test_a_founding_explainer_has_its_length_sources_and_news(built: Built, slug: str) -> None:
    text = (ROOT / f"content/{slug}.md").read_text("utf-8").split("---\n", 2)[2]
    body = re.sub(r"\[@[^\]]*\]", "", text)
    assert 900 <= len(body.split()) <= 1_500
    page = built.pages[f"{slug}/index.html"]
    assert len(page.cssselect("section.sources li")) >= 10
    assert "In the news" in words(page)
    assert page.cssselect("mark")


def test_every_quotation_of_the_archive_is_verified(built: Built) -> None:
    found = check(Options(site=ROOT, output=ROOT / "unused"))
    assert [each for each in found.problems if each.severity != "note"] == []
    assert [each for each in found.problems if "quotation" in each.rule] == []
    verified = [a for page in built.pages.values() for a in page.cssselect(".note .verified")]
    assert len(verified) >= 10


@pytest.mark.parametrize("slug", FOUNDING)
def test_a_founding_explainer_cites_by_paragraph(built: Built, slug: str) -> None:
    page = built.pages[f"{slug}/index.html"]
    places = {a.get("href") for a in page.cssselect(".note a[href*='/#p-']")}
    assert len(places) >= 8


def test_counts_agree_everywhere(built: Built) -> None:
    """The number beside a topic is the number of documents that its page lists."""
    topics = built.pages["topics/index.html"]
    counted = 0
    for link in topics.cssselect("main a[href]"):
        match = re.match(r"\.\./topics/([a-z-]+)/$|([a-z-]+)/$", link.get("href"))
        number = re.search(r"(\d+)", words(link.getparent()).replace(words(link), ""))
        if match is None or number is None:
            continue
        page = built.pages[f"topics/{match[1] or match[2]}/index.html"]
        listed = {a.get("href") for a in page.cssselect("main li a[href], main article a[href]")}
        documents = [
            href for href in listed if re.match(r"(\.\./){2}(articles/)?[a-z0-9-]+/$", href)
        ]
        assert len(documents) == int(number[1]), match[0]
        counted += 1
    assert counted >= 5


def test_feeds_are_atom_with_full_addresses(built: Built) -> None:
    for path in ("feed.xml", "topics/peace-talks/feed.xml"):
        feed = etree.fromstring(built.files[path])
        assert feed.tag == f"{ATOM}feed"
        entries = feed.findall(f"{ATOM}entry")
        assert entries
        for entry in entries:
            assert entry.findtext(f"{ATOM}id", "").startswith(BASE_URL)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", entry.findtext(f"{ATOM}updated", ""))
            assert entry.findtext(f"{ATOM}title")
        newest = max(entry.findtext(f"{ATOM}updated", "") for entry in entries)
        assert feed.findtext(f"{ATOM}updated") == newest


def test_the_sitemap_lists_pages_that_exist(built: Built) -> None:
    sitemap = etree.fromstring(built.files["sitemap.xml"])
    listed = [url.text or "" for url in sitemap.iter(f"{SITEMAP}loc")]
    assert len(listed) == len(set(listed)) > 50
    for url in listed:
        assert url.removeprefix(BASE_URL) + "index.html" in built.files
    assert f"Sitemap: {BASE_URL}sitemap.xml" in built.files["robots.txt"].decode()


def test_redirects_lead_to_their_page(built: Built) -> None:
    page = built.pages["zaporizhzhia-plant/index.html"]
    refresh = page.cssselect('meta[http-equiv="refresh"]')[0].get("content")
    assert refresh.endswith("url=../znpp-control/")
    assert page.cssselect('link[rel="canonical"]')[0].get("href") == BASE_URL + "znpp-control/"


def test_a_missing_page_links_from_the_site_s_root(built: Built) -> None:
    page = built.pages["404.html"]
    links = [each.get("href") for each in page.cssselect("a[href]")]
    assert links
    assert all(link.startswith(("/explainer-archive/", "#", "https:")) for link in links)


def test_an_article_shows_where_it_comes_from(built: Built) -> None:
    page = words(built.pages["articles/paris-declaration/index.html"])
    assert "Where this text comes from" in page
    assert "seeds/2026-01-06-paris-declaration.txt" in page
    assert "Read more on our site" in page
    assert "Publisher: desk.example.org" in page


def test_a_second_build_changes_nothing(built: Built) -> None:
    report = build_site(built.folder)
    assert report.written is not None
    assert report.written.written == report.written.removed == ()


def test_the_real_article_builds_as_it_is(tmp_path: Path, real_seeds: Path) -> None:
    folder = copy_site(tmp_path / "site", real_seeds)
    before = tree(folder / "seeds")
    report = build_site(folder, search=False)
    assert [each for each in report.problems if each.severity != "note"] == []
    assert tree(folder / "seeds") == before
    documents = {
        path: parse(data) for path, data in tree(folder / "output").items() if _is_page(path)
    }
    found = [path for path in documents if path.startswith("articles/the-latest-round-of-peace")]
    assert len(found) == 1
    text = words(documents[found[0]])
    for name in ("Volodymyr Zelensky", "This is an excerpt", "New York Post"):
        assert name in text
    belt = documents["donetsk-fortress-belt/index.html"]
    assert belt.cssselect(f"a[href$='{found[0].removesuffix('index.html')}']")
    withheld = b"which has successfully fended off"
    assert not any(withheld in data for data in tree(folder / "output").values())
