"""Slugs, output paths, links and escapes."""

from __future__ import annotations

import doctest
import html
import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator import urls, wording
from generator.urls import (
    SLUG_LIMIT,
    absolute,
    digest,
    escape,
    is_external,
    is_reserved,
    output_path,
    passage_id,
    relative,
    slugify,
)

BASE = "https://example.org/repo/"
# Without a semicolon, in which urljoin still sees the parameters of RFC 2396.
PART = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda part: not set(part) & set("/#\\\0;") and part not in (".", "..")
)
FOLDER = st.lists(PART, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))
PAGE = st.builds(str.__add__, FOLDER, st.just("") | PART)
FRAGMENT = st.just("") | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Behind the Talks", "behind-the-talks"),
        ("Запоріжжя", "zaporizhzhya"),
        ("  --Zürich / Genève--  ", "zurich-geneve"),
        ("Witkoff’s plan isn't his", "witkoffs-plan-isnt-his"),
        ("e\u0301te\u0301", "ete"),
        ("北京", "beijing"),
        ("!?…", ""),
        ("", ""),
    ],
)
def test_slugs_are_readable_words(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_after_a_whole_word() -> None:
    assert slugify("word " * 40) == "-".join(["word"] * 16)
    assert slugify("w" * 200) == "w" * SLUG_LIMIT


@given(st.text(st.characters()))
def test_any_slug_is_ascii_words_and_stays_as_it_is(text: str) -> None:
    slug = slugify(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= SLUG_LIMIT
    assert slugify(slug) == slug


@pytest.mark.parametrize("slug", ["articles", "pagefind", "files", "404", "2026", "0001"])
def test_the_site_s_own_addresses_are_reserved(slug: str) -> None:
    assert is_reserved(slug)


@pytest.mark.parametrize("slug", ["znpp-control", "20266", "202", "２０２６", "2026-plan", "about"])
def test_other_addresses_are_free(slug: str) -> None:
    assert not is_reserved(slug)


@pytest.mark.parametrize(
    ("url", "path"),
    [("", "index.html"), ("a/", "a/index.html"), ("a/#b", "a/index.html"), ("feed.xml", "feed.xml")]
    + [("#b", "index.html"), ("404.html", "404.html"), ("files/a.pdf#2", "files/a.pdf")],
)
def test_a_folder_is_served_by_its_index(url: str, path: str) -> None:
    assert output_path(url) == path


@pytest.mark.parametrize(
    ("page", "url", "link"),
    [
        ("", "", "./"),
        ("", "a/", "a/"),
        ("a/", "", "../"),
        ("a/", "a/", "../a/"),
        ("a/", "a/#b", "#b"),
        ("a/", "a/b/", "../a/b/"),
        ("a/b/", "c.xml", "../../c.xml"),
        ("404.html", "a/", "a/"),
        ("a/", "files/a b?.pdf", "../files/a%20b%3F.pdf"),
        ("", "1:2/", "1:2/"),
        ("a/", "https://example.com/ö", "https://example.com/ö"),
        ("a/", "//example.com", "//example.com"),
        ("a/", "mailto:desk@example.org", "mailto:desk@example.org"),
    ],
)
def test_links_are_relative_to_their_page(page: str, url: str, link: str) -> None:
    assert relative(page, url) == link


@given(PAGE, PAGE, FRAGMENT)
def test_a_relative_link_leads_back_to_its_target(page: str, target: str, fragment: str) -> None:
    url = f"{target}#{fragment}" if fragment else target
    assume(not is_external(url))
    link = relative(page, url)
    assert link.isascii()
    led = urlsplit(urljoin(BASE + relative("", page).removeprefix("./"), link))
    assert unquote(led.path.removeprefix("/repo/")) == target
    assert unquote(led.fragment) == fragment
    assert (led.scheme, led.netloc, led.query) == ("https", "example.org", "")


@given(PAGE, FRAGMENT)
def test_an_absolute_link_leads_to_its_target(target: str, fragment: str) -> None:
    assume(not is_external(target))
    led = urlsplit(absolute(BASE, f"{target}#{fragment}"))
    assert unquote(led.path) == f"/repo/{target}"
    assert unquote(led.fragment) == fragment


def test_a_full_address_stays_absolute() -> None:
    assert absolute(BASE, "https://example.com/") == "https://example.com/"


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_escaped_text_reads_as_before(text: str) -> None:
    shown = escape(text)
    assert html.unescape(shown) == text
    assert not set(shown) & set('<>"')


def test_digests_are_the_same_everywhere() -> None:
    assert digest(b"") == "cae66941d9efbd404e4d88758ea67670"
    assert passage_id("What is known.") == passage_id(" What\nis  known.")
    assert re.fullmatch(r"p-[0-9a-f]{6}", passage_id("lone \ud800"))


def test_the_examples_in_the_documentation_hold() -> None:
    for module in (urls, wording):
        result = doctest.testmod(module)
        assert (result.failed, result.attempted > 0) == (0, True)
