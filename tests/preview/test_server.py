"""What the preview answers, as a browser asks."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview.channel import Channel
from generator.preview.events import Building, Built, Failed, Shown
from generator.preview.handler import Desk
from generator.preview.server import PreviewServer
from generator.problems import Problem
from tests.preview.previews import until
from tests.small_site import put

PAGE = "<!doctype html><body><p>words</p></body></html>"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose server answers."""
    files = {".nojekyll": "", "index.html": PAGE, "404.html": PAGE, "a/index.html": PAGE}
    put(tmp_path, **{f"output/{name}": text for name, text in files.items()})
    found = Desk(tmp_path, tmp_path / "output", Channel(), base="/repo/")
    server = PreviewServer(found, port=0)
    server.start()
    yield found
    server.close()


def ask(desk: Desk, path: str, method: str = "GET", body: str | None = None):
    connection = http.client.HTTPConnection("127.0.0.1", desk.port, timeout=10)
    connection.request(method, path, body)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer, text


def test_a_page_comes_with_the_script_and_knows_its_build(desk: Desk) -> None:
    desk.channel.announce(Built(1, ()))
    desk.channel.announce(Built(2, ()))
    answer, text = ask(desk, "/repo/a/")
    assert answer.status == 200
    assert text.index('src="/__live/client.js"') < text.index("</body>")
    assert 'data-number="2"' in text
    assert 'data-page="a/index.html"' in text
    assert f'data-run="{desk.channel.run}"' in text


def test_a_head_has_the_length_and_no_body(desk: Desk) -> None:
    whole, text = ask(desk, "/repo/a/")
    answer, nothing = ask(desk, "/repo/a/", "HEAD")
    assert (answer.status, nothing) == (200, "")
    assert answer.headers["Content-Length"] == whole.headers["Content-Length"] == str(len(text))


def test_a_redirect_keeps_the_question(desk: Desk) -> None:
    answer, _ = ask(desk, "/repo/a?q=1")
    assert (answer.status, answer.headers["Location"]) == (301, "/repo/a/?q=1")


def test_what_is_not_there_is_404_once_there_is_a_site(desk: Desk) -> None:
    assert ask(desk, "/repo/none/")[0].status == 503
    desk.channel.announce(Built(1, ()))
    answer, text = ask(desk, "/repo/none/")
    assert (answer.status, "words" in text) == (404, True)


def test_the_waiting_page_says_how_far_it_is(desk: Desk) -> None:
    (desk.output / ".nojekyll").unlink()
    desk.channel.announce(Building("render", 1_000, 20_000))
    answer, text = ask(desk, "/repo/")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert "making pages: 1,000 of 20,000" in text
    assert "<noscript><meta http-equiv" in text


def test_without_a_site_problems_stand_in_as_text(desk: Desk) -> None:
    (desk.output / ".nojekyll").unlink()
    shown = Shown(0, "content/<a>.md", 1, 2, "error", "<img src=x onerror=alert(1)>", "a & b")
    desk.channel.announce(Failed(0, (shown,), 3))
    _, text = ask(desk, "/repo/")
    assert "content/&lt;a&gt;.md:1:2" in text
    assert "<img" not in text
    assert "and 3 more" in text


def test_another_base_path_counts_at_once(desk: Desk) -> None:
    desk.base = "/other/"
    assert ask(desk, "/")[0].headers["Location"] == "/other/"
    assert ask(desk, "/other/a/")[0].status == 200
    desk.channel.announce(Built(1, ()))
    assert ask(desk, "/repo/a/")[0].status == 404


def test_a_click_runs_the_editor_of_the_configuration(desk: Desk) -> None:
    put(desk.site, **{"content/a b.md": "text"})
    desk.problems = (Problem("content/a b.md", 3, 1),)
    desk.editor = "cp {file} {file}.opened-at-{line}"
    assert ask(desk, "/__live/open", "POST", "0")[0].status == 204
    until((desk.site / "content" / "a b.md.opened-at-3").exists)
    desk.editor = "no-such-editor {file}"
    answer, text = ask(desk, "/__live/open", "POST", "0")
    assert (answer.status, text.startswith("no-such-editor")) == (500, True)
    assert ask(desk, "/__live/open", "POST", "1")[0].status == 404
