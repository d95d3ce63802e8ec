"""A reader's way through the site in a real Chromium, served under `/repo/`."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator.urls import passage_id
from tests.archive import build_site, copy_site
from tests.serve import serving

pytestmark = pytest.mark.browser

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" * 3
HOSTILE = "The word xylophonist stands in <img src=x onerror=\"document.title='broken'\"> markup."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The archive with one hostile article, served under /repo/."""
    folder = copy_site(tmp_path_factory.mktemp("site"))
    (folder / "seeds" / "hostile.txt").write_text(f"A headline\n\n{HOSTILE}\n", encoding="utf-8")
    (folder / "seeds" / "long.txt").write_text(
        f"---\ntitle: {LONG}\n---\nText.\n", encoding="utf-8"
    )
    report = build_site(folder, base_url="https://example.org/repo/")
    assert report.indexed > 50
    with serving(folder / "output") as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on which any error, or any request to elsewhere, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(15_000)
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    opened.on("request", lambda asked: faults.extend(_elsewhere(asked.url)))
    yield opened
    context.close()
    assert faults == []


def _elsewhere(url: str) -> list[str]:
    parts = urlsplit(url)
    return [url] if parts.scheme.startswith("http") and parts.hostname != "127.0.0.1" else []


def test_from_the_header_by_kind_to_the_right_paragraph(site: str, page: Page) -> None:
    """Search from the header, all results, filter by kind, follow a result, see the paragraph."""
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("water")
    panel = page.locator(".site-search-panel")
    expect(panel.locator("a").first).to_be_visible()
    panel.locator("a", has_text="All results").click()

    expect(page).to_have_url(f"{site}search/?q=water")
    results = page.locator("#site-found > li")
    expect(results.first).to_be_visible()
    before = results.count()
    page.get_by_label("Place").check()
    expect(page.locator("#site-search-page-status")).not_to_contain_text(f"{before} ")
    assert "kind=Place" in page.url
    expect(results.first).to_contain_text("Place")

    results.locator("a", has_text="Kakhovka dam").first.click()
    page.wait_for_url("**/kakhovka-dam/#p-*")
    target = page.locator(f"[id='{urlsplit(page.url).fragment}']")
    expect(target).to_be_in_viewport()
    assert "water" in (target.text_content() or "")


def test_a_result_leads_to_the_paragraph_that_holds_the_words(site: str, page: Page) -> None:
    page.goto(f"{site}search/?q=xylophonist")
    link = page.locator("#site-found a").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").endswith(f"#{passage_id(HOSTILE)}")
    link.click()
    expect(page.locator(f"#{passage_id(HOSTILE)}")).to_be_in_viewport()
    assert page.title().startswith("A headline")


def test_markup_in_a_found_text_is_text(site: str, page: Page) -> None:
    page.goto(f"{site}articles/hostile/")
    expect(page.locator("main")).to_contain_text("<img src=x onerror=")
    assert page.locator("main img").count() == 0
    page.goto(f"{site}search/?q=xylophonist")
    expect(page.locator("#site-found")).to_contain_text("<img src=x")
    assert page.locator("#site-found img").count() == 0


@pytest.mark.parametrize("query", ["Zelenskyy", "Zelensky", "Зеленський", "Zelenskiy"])
def test_every_spelling_finds_what_says_another(site: str, page: Page, query: str) -> None:
    page.goto(f"{site}search/?q={query}")
    found = page.locator("#site-found")
    expect(found.locator("a", has_text="Volodymyr Zelensky").first).to_be_visible()
    expect(found.locator("a", has_text="Geneva round ends").first).to_be_visible()


def test_a_page_comes_first_under_each_of_its_names(site: str, page: Page) -> None:
    for query, title in (("Zelenskyy", "Volodymyr Zelensky"), ("МАГАТЭ", "IAEA")):
        page.goto(f"{site}search/?q={query}")
        expect(page.locator("#site-found > li").first).to_contain_text(title)


def test_results_can_be_sorted_by_date(site: str, page: Page) -> None:
    page.goto(f"{site}search/?q=plant&kind=Article&sort=newest")
    expect(page.locator("#site-found > li").first).to_be_visible()
    times = page.locator("#site-found .facts").all_text_contents()
    years = [int(year) for text in times for year in re.findall(r"20\d\d", text)]
    assert len(years) > 2
    assert years == sorted(years, reverse=True)


def test_the_keyboard_is_enough(site: str, page: Page) -> None:
    page.goto(f"{site}articles/geneva-talks-third-round/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Control+k")
    page.keyboard.type("rosatom")
    expect(page.locator(".site-search-panel a").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rosatom/**")


def test_escape_closes_the_results(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("plant")
    link = page.locator(".site-search-panel a").first
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_escape_while_a_search_is_pending_keeps_the_panel_closed(site: str, page: Page) -> None:
    page.goto(site)
    page.route("**/pagefind/**", _late)
    page.keyboard.press("/")
    page.keyboard.type("water")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1_500)
    expect(page.locator(".site-search-panel")).not_to_be_visible()


def _late(route: Route) -> None:
    """Answer a request after a while."""
    time.sleep(0.2)
    route.continue_()


def test_tab_goes_past_a_closed_panel(site: str, page: Page) -> None:
    page.goto(site)
    page.keyboard.press("/")
    page.keyboard.type("water")
    panel = page.locator(".site-search-panel")
    expect(panel.locator("a").first).to_be_visible()
    page.keyboard.press("Escape")
    for _ in range(3):
        page.keyboard.press("Tab")
        assert not page.evaluate(
            "document.querySelector('.site-search-panel').contains(document.activeElement)"
        )


def test_a_missing_list_of_shards_is_told(site: str, browser: Browser) -> None:
    context = browser.new_context()
    opened = context.new_page()
    opened.route("**/shards.json", lambda route: route.fulfill(status=404))
    opened.goto(f"{site}search/?q=water")
    expect(opened.locator("#site-search-page-status")).to_contain_text("could not be loaded")
    context.close()


def test_a_name_leads_to_its_explainer_and_its_sentence_back(site: str, page: Page) -> None:
    page.goto(f"{site}articles/geneva-talks-third-round/")
    page.locator("main a.auto", has_text="fortress belt").first.click()
    page.wait_for_url("**/donetsk-fortress-belt/")
    news = page.locator(".evidence a[href*='articles/geneva-talks-third-round/#p-']").first
    news.click()
    page.wait_for_url("**/articles/geneva-talks-third-round/#p-*")
    fragment = urlsplit(page.url).fragment
    expect(page.locator(f"[id='{fragment}']")).to_contain_text("fortress belt")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_a_note_opens_in_place_from_the_keyboard(
    site: str, browser: Browser, has_scripts: bool
) -> None:
    context = browser.new_context(
        java_script_enabled=has_scripts, viewport={"width": 360, "height": 700}
    )
    opened = context.new_page()
    opened.goto(f"{site}znpp-control/")
    note = opened.locator("#site-note-1")
    expect(note).to_be_hidden()
    opened.locator("#site-cite-1 a").focus()
    opened.keyboard.press("Enter")
    expect(note).to_be_visible()
    note.locator(".note-close").focus()
    opened.keyboard.press("Enter")
    expect(note).to_be_hidden()
    context.close()


def test_notes_stand_in_the_margin_of_a_wide_page(site: str, page: Page) -> None:
    page.goto(f"{site}znpp-control/")
    text, note = page.locator(".document-text"), page.locator("#site-note-1")
    expect(note).to_be_visible()
    place, margin = text.bounding_box(), note.bounding_box()
    assert place is not None
    assert margin is not None
    assert margin["x"] >= place["x"] + place["width"]
    assert margin["x"] + margin["width"] <= 1280


def test_a_checked_quotation_leads_to_its_words(site: str, page: Page) -> None:
    page.goto(f"{site}znpp-control/")
    link = page.locator(".note a:has(.verified)").first
    identifier = (link.get_attribute("href") or "").partition("#")[2].partition(":~:")[0]
    link.click()
    page.wait_for_url("**/articles/**")
    paragraph = page.locator(f"[id='{identifier}']")
    expect(paragraph).to_contain_text("Cited in:")
    paragraph.locator(".cited-in a").first.click()
    page.wait_for_url("**/#site-cite-*")


def test_without_javascript_all_but_search_works(site: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(site)
    opened.get_by_role("link", name="A–Z", exact=True).first.click()
    expect(opened.locator("h1")).to_be_visible()
    opened.goto(f"{site}search/")
    expect(opened.locator("noscript, main").first).to_be_visible()
    assert "A–Z" in opened.locator("main").inner_text()
    context.close()


def test_a_missing_page_helps_on(site: str, browser: Browser) -> None:
    context = browser.new_context()
    opened = context.new_page()
    response = opened.goto(f"{site}nowhere/at/all/")
    assert response is not None
    assert response.status == 404
    opened.get_by_role("link", name="Explainers", exact=True).first.click()
    expect(opened).to_have_url(f"{site}explainers/")
    context.close()


def test_no_page_scrolls_sideways_on_a_small_phone(site: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    opened = context.new_page()
    for path in (
        "",
        "znpp-control/",
        "articles/geneva-talks-third-round/",
        "a-z/",
        "search/?q=plant",
        "articles/long/",
    ):
        opened.goto(site + path)
        width = opened.evaluate("document.documentElement.scrollWidth")
        assert width <= 320, path
    context.close()


def test_the_site_follows_the_reader_s_colours(site: str, browser: Browser) -> None:
    colours = set()
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        opened = context.new_page()
        opened.goto(site)
        colours.add(opened.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert len(colours) == 2


def test_from_a_disk_all_but_search_works_and_says_so(tmp_path: Path, browser: Browser) -> None:
    folder = copy_site(tmp_path / "site")
    build_site(folder)
    context = browser.new_context()
    opened = context.new_page()
    opened.goto((folder / "output" / "index.html").as_uri())
    background = opened.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background != "rgba(0, 0, 0, 0)", "the style sheet is found from a disk, too"
    opened.goto((folder / "output" / "search" / "index.html").as_uri() + "?q=plant")
    expect(opened.locator("#site-search-page-status")).to_contain_text("web server")
    context.close()
