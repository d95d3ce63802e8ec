"""Which file answers an address, as GitHub Pages decides it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview.files import Answer, content_type, find
from tests.small_site import put

LOST = Answer(404, "404.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    names = (
        "index.html",
        "404.html",
        "a/index.html",
        "page.html",
        "both.html",
        "both/index.html",
        "files/план.txt",
        ".well-known/security.txt",
        "a b.txt",
    )
    put(tmp_path, **dict.fromkeys(names, "text"))
    return tmp_path


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/", Answer(302, location="/repo/")),
        ("/repo", Answer(301, location="/repo/")),
        ("/repo/", Answer(200, "index.html")),
        ("/repo/index.html", Answer(200, "index.html")),
        ("/repo/a/", Answer(200, "a/index.html")),
        ("/repo/a", Answer(301, location="/repo/a/")),
        ("/repo/page", Answer(200, "page.html")),
        ("/repo/page/", LOST),
        ("/repo/both", Answer(200, "both.html")),
        ("/repo/both/", Answer(200, "both/index.html")),
        ("/repo/files/%D0%BF%D0%BB%D0%B0%D0%BD.txt", Answer(200, "files/план.txt")),
        ("/repo/a%20b.txt", Answer(200, "a b.txt")),
        ("/repo/.well-known/security.txt", Answer(200, ".well-known/security.txt")),
        ("/repo/files/", LOST),
        ("/repo/PAGE", LOST),
        ("/elsewhere/", LOST),
    ],
)
def test_an_address_has_the_answer_of_pages(folder: Path, target: str, answer: Answer) -> None:
    assert find(folder, "/repo/", target) == answer


def test_a_site_may_stand_at_the_root(folder: Path) -> None:
    assert find(folder, "/", "/") == Answer(200, "index.html")
    assert find(folder, "/", "/a") == Answer(301, location="/a/")


def test_without_a_404_page_there_is_nothing(tmp_path: Path) -> None:
    assert find(tmp_path, "/", "/x") == Answer(404)


def test_types_are_told_with_their_characters() -> None:
    assert content_type("a/index.html") == "text/html; charset=utf-8"
    assert content_type("x.css") == "text/css; charset=utf-8"
    assert content_type("wasm.en.pagefind") == "application/octet-stream"
