"""What somebody who writes sees: a real Chromium on a real preview, while files change."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.build.edits import TALKS, edited_site, rewrite
from tests.preview.previews import Preview, previewing, until

pytestmark = pytest.mark.browser
expect.set_options(timeout=15_000)

HOSTILE = " <img src=x onerror=alert(1)>"
LONG = "\n\n".join(f"Paragraph {number} of the long text." for number in range(200))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of a small site under /repo/."""
    with previewing(edited_site(tmp_path / "site")) as found:
        yield found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Tabs on which any error, or any breach of the page's own policy, fails the test."""
    opened = browser.new_context(viewport={"width": 1000, "height": 700})
    opened.set_default_timeout(15_000)
    faults: list[str] = []
    opened.on("weberror", lambda error: faults.append(str(error.error)))
    opened.on("console", lambda said: faults.append(said.text) if _counts(said) else None)
    yield opened
    opened.close()
    assert faults == []


def _counts(said) -> bool:
    """An error; but not that the preview answers 404 or 503, or has ended."""
    quiet = ("status of 404", "status of 503", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED")
    return said.type == "error" and not any(words in said.text for words in quiet)


def opened(context: BrowserContext, preview: Preview, path: str = "talks-end/") -> Page:
    page = context.new_page()
    page.goto(preview.address + ("2026/02/18/" if path == "article" else "") + path)
    return page


def until_true(page: Page, expression: str) -> None:
    """Wait; `wait_for_function` would evaluate text in the page, which its policy forbids."""

    def is_true() -> bool:
        try:
            return bool(page.evaluate(expression))
        except Error:  # the page is being loaded anew
            return False

    until(is_true)


def article(preview: Preview) -> str:
    """The path of the article's page."""
    (found,) = [
        path
        for path in (preview.site / "output").rglob("index.html")
        if "The talks in" in path.read_text("utf-8") and "Talks end</h1>" in path.read_text("utf-8")
    ]
    return found.parent.relative_to(preview.site / "output").as_posix() + "/"


def seed(preview: Preview) -> Path:
    return preview.site / "seeds" / "talks.txt"


def test_new_words_are_on_the_screen_and_the_place_is_kept(tmp_path, context) -> None:
    site = edited_site(tmp_path / "site")
    (site / "seeds" / "talks.txt").write_text(f"{TALKS}\n{LONG}\n", encoding="utf-8")
    with previewing(site) as preview:
        page = opened(context, preview, article(preview))
        page.evaluate("scrollTo({top: 3000, behavior: 'instant'})")
        until_true(page, "scrollY === 3000")
        page.wait_for_timeout(500)  # the browser notes the place a moment after the scrolling
        rewrite(seed(preview), ("Nobody won.", "Everybody lost."))
        expect(page.get_by_text("Everybody lost.")).to_be_attached()
        until_true(page, "Math.abs(scrollY - 3000) < 50")


def test_an_error_stands_over_the_last_good_page_until_it_is_mended(preview, context) -> None:
    page = opened(context, preview, "plant/")
    rewrite(preview.site / "content/plant.md", ("[[Kyiv]]", f"[[Kiyv]]{HOSTILE}"))
    overlay = page.locator("#live-overlay")
    expect(overlay.get_by_text("content/plant.md:6:16")).to_be_visible()
    expect(overlay.get_by_text("no explainer or article is called 'Kiyv'")).to_be_visible()
    expect(overlay.locator(".here").first).to_contain_text("[[Kiyv]] <img src=x")
    assert overlay.locator(".caret").first.text_content().index("^") == 8 + 15
    expect(overlay.get_by_text("did you mean 'kyiv'?")).to_be_visible()
    link = overlay.get_by_role("link", name="content/plant.md:6:16")
    assert link.get_attribute("href").startswith("vscode://file/")
    expect(page.get_by_role("heading", name="The plant")).to_be_visible()

    page.keyboard.press("Escape")
    expect(overlay.get_by_text("content/plant.md:6:16")).to_be_hidden()
    overlay.get_by_role("button", name="2 problems").click()
    expect(overlay.get_by_text("content/plant.md:6:16")).to_be_visible()

    late = opened(context, preview, "kyiv/")
    expect(late.locator("#live-overlay").get_by_text("content/plant.md:6:16")).to_be_visible()

    rewrite(preview.site / "content/plant.md", (HOSTILE, ""), ("Kiyv", "Kyiv"))
    expect(overlay).to_have_count(0)
    expect(late.locator("#live-overlay")).to_have_count(0)


def test_an_error_in_a_template_names_its_line(preview, context) -> None:
    page = opened(context, preview, "plant/")
    file = preview.site / "templates" / "explainer.html"
    good = file.read_text("utf-8")
    file.write_text(
        good.replace("{% block main %}", "{% block main %}\n{{ page.titel }}", 1), "utf-8"
    )
    line = file.read_text("utf-8").split("\n").index("{{ page.titel }}") + 1
    overlay = page.locator("#live-overlay")
    expect(overlay.get_by_text(f"templates/explainer.html:{line}:")).to_be_visible()
    expect(overlay.locator(".here")).to_contain_text("{{ page.titel }}")
    file.write_text(
        good.replace("{% block main %}", "{% block main %}<p>A new look.</p>", 1), "utf-8"
    )
    expect(page.get_by_text("A new look.")).to_be_visible()
    expect(overlay).to_have_count(0)


def test_style_sheets_are_exchanged_without_loading_the_page_anew(preview, context) -> None:
    page = opened(context, preview, "plant/")
    page.evaluate("window.stays = true")
    file = preview.site / "templates" / "assets" / "style.css"
    file.write_text(file.read_text("utf-8") + "\nh1 { letter-spacing: 7px !important; }\n", "utf-8")
    heading = page.get_by_role("heading", name="The plant")
    expect(heading).to_have_css("letter-spacing", "7px")
    assert page.evaluate("window.stays") is True
    expect(page.locator("link[rel=stylesheet]")).to_have_count(1)
    page.reload()
    expect(heading).to_have_css("letter-spacing", "7px")


def test_the_configuration_changes_every_page(preview, context) -> None:
    page = opened(context, preview, "plant/")
    rewrite(preview.site / "site.yaml", ("title: The Archive", "title: Another Archive"))
    expect(page).to_have_title("The plant — Another Archive")


def test_pages_that_did_not_change_get_a_quiet_note(preview, context) -> None:
    page = opened(context, preview, "kyiv/")
    page.evaluate("window.stays = true")
    page.keyboard.press("/")
    rewrite(seed(preview), ("Nobody won.", "Everybody lost."))
    expect(page.locator("#live-note").get_by_role("status")).to_contain_text("as it was")
    assert page.evaluate("window.stays") is True
    page.locator("#live-note").get_by_role("button", name="Close").click()
    expect(page.locator("#live-note")).to_have_count(0)


def test_a_page_that_goes_says_so(preview, context) -> None:
    page = opened(context, preview, article(preview))
    seed(preview).unlink()
    note = page.locator("#live-note")
    expect(note.get_by_role("status")).to_contain_text("no longer part of the site")
    expect(note.get_by_role("link")).to_have_attribute("href", "/repo/")
    assert page.reload().status == 404
    seed(preview).write_text(TALKS, encoding="utf-8")
    expect(page.get_by_role("heading", name="Talks end")).to_be_visible()


def test_a_renamed_file_is_understood(preview, context) -> None:
    page = opened(context, preview, "kyiv/")
    (preview.site / "content/kyiv.md").rename(preview.site / "content/capital.md")
    expect(page.locator("#live-overlay, #live-note")).to_have_count(1)
    page.goto(preview.address + "capital/")
    expect(page.get_by_role("heading", name="Kyiv", level=1)).to_be_visible()


def test_nine_tabs_follow_over_one_connection(preview, context) -> None:
    pages = [opened(context, preview, "plant/") for _ in range(9)]
    rewrite(preview.site / "content/plant.md", ("The plant near", "The great plant near"))
    for page in pages:
        expect(page.get_by_text("The great plant near")).to_be_attached()
    assert preview.session.channel.streams == 1

    for page in pages[:5]:
        page.close()
    rewrite(preview.site / "content/plant.md", ("The great plant near", "The old plant near"))
    for page in pages[5:]:
        expect(page.get_by_text("The old plant near")).to_be_attached()


def test_a_tab_that_slept_catches_up(preview, context) -> None:
    page = opened(context, preview, "plant/")
    until_true(page, "navigator.locks.query().then(found => found.held.length > 0)")
    context.set_offline(True)
    rewrite(preview.site / "content/plant.md", ("The plant near", "The great plant near"))
    preview.until_built(2)
    rewrite(seed(preview), ("Nobody won.", "Everybody lost."))
    preview.until_built(3)
    context.set_offline(False)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text("The great plant near")).to_be_attached()


def test_the_browser_goes_to_what_is_written_if_asked(tmp_path, context) -> None:
    from generator.preview.session import Settings

    site = edited_site(tmp_path / "site")
    with previewing(site, settings=Settings(port=0, follows=True)) as preview:
        page = opened(context, preview, "plant/")
        rewrite(site / "content/kyiv.md", ("The capital.", "The capital of Ukraine."))
        expect(page.get_by_text("The capital of Ukraine.")).to_be_visible()
        assert page.url.endswith("/repo/kyiv/")


def test_the_first_page_waits_for_the_first_build(tmp_path, context) -> None:
    site = edited_site(tmp_path / "site")
    with previewing(site, run=False) as preview:
        page = context.new_page()
        assert page.goto(preview.address + "plant/").status == 503
        expect(page.get_by_role("heading", name="The site is being built")).to_be_visible()
        thread = threading.Thread(target=preview.session.loop.run)
        thread.start()
        expect(page.get_by_role("heading", name="The plant")).to_be_visible()
        preview.session.watcher.close()
        thread.join()


def test_a_first_build_that_fails_is_shown_and_mended(tmp_path, context) -> None:
    site = edited_site(tmp_path / "site")
    rewrite(site / "content/plant.md", ("[[Kyiv]]", "[[Kiyv]]"))
    with previewing(site) as preview:
        page = context.new_page()
        assert page.goto(preview.address + "plant/").status == 503
        expect(page.get_by_role("heading", name="content/plant.md:6:16")).to_be_visible()
        rewrite(site / "content/plant.md", ("[[Kiyv]]", "[[Kyiv]]"))
        expect(page.get_by_role("heading", name="The plant")).to_be_visible()


def test_a_tab_outlives_a_restart(tmp_path, context) -> None:
    from generator.preview.session import Settings

    site = edited_site(tmp_path / "site")
    with previewing(site) as preview:
        port = int(preview.address.split(":")[2].split("/")[0])
        page = opened(context, preview, "plant/")
    rewrite(site / "content/plant.md", ("The plant near", "The great plant near"))
    with previewing(site, settings=Settings(port=port)):
        expect(page.get_by_text("The great plant near")).to_be_attached()


def test_fifty_saves_in_five_seconds_while_pages_are_asked_for(preview, context) -> None:
    page = opened(context, preview, "plant/")
    address = preview.address + "plant/"
    over = threading.Event()
    faults: list[object] = []

    def ask() -> None:
        while not over.is_set():
            try:
                with urllib.request.urlopen(address) as answer:
                    text = answer.read().decode()
                if "</html>" not in text or ("The plant number" not in text and "near" not in text):
                    faults.append(text)
            except OSError as error:
                faults.append(error)

    askers = [threading.Thread(target=ask) for _ in range(2)]
    for asker in askers:
        asker.start()
    file = preview.site / "content/plant.md"
    text = file.read_text("utf-8")
    for number in range(50):
        file.write_text(text.replace("The plant near", f"The plant number {number} near"), "utf-8")
        time.sleep(0.1)
    last = len(preview.terminal.reports)
    expect(page.get_by_text("The plant number 49 near")).to_be_attached()
    preview.until(lambda: not preview.session.watcher.is_waiting())
    over.set()
    for asker in askers:
        asker.join()
    assert faults == []
    assert len(preview.terminal.reports) - last <= 2
    assert len(preview.terminal.reports) <= 9


def test_search_finds_new_words_after_a_quiet_moment(tmp_path, context) -> None:
    site = edited_site(tmp_path / "site")
    with previewing(site, search=True) as preview:
        preview.until(lambda: preview.terminal.indexings)
        rewrite(site / "seeds/talks.txt", ("Nobody won.", "A xylophonist played."))
        preview.until(lambda: len(preview.terminal.indexings) > 1)
        page = opened(context, preview, "search/?q=xylophonist")
        expect(page.get_by_role("link", name="Talks end").first).to_be_visible()


def test_nothing_of_the_preview_is_in_the_output_folder(preview, context) -> None:
    opened(context, preview, "plant/")
    rewrite(seed(preview), ("Nobody won.", "Everybody lost."))
    preview.until_built(2)
    for file in (preview.site / "output").rglob("*"):
        assert not file.is_file() or b"__live" not in file.read_bytes(), file
