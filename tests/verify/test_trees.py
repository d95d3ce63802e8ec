"""Comparing two folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.verify import Comparison, Difference, compare_trees

SITE = {"index.html": "<h1>Home</h1>\n", "kyiv/index.html": "<h1>Kyiv</h1>\n", "a/b/c.svg": ""}


def lay_out(folder: Path, files: dict[str, str | bytes]) -> Path:
    """A folder with these files."""
    folder.mkdir()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A built site."""
    return lay_out(tmp_path / "built", {**SITE})


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """A clean build of the same site."""
    return lay_out(tmp_path / "clean", {**SITE})


@pytest.fixture
def sites(built: Path, clean: Path) -> tuple[Path, Path]:
    """Both."""
    return built, clean


def differences(built: Path, clean: Path) -> tuple[Difference, ...]:
    """In what the two differ."""
    return compare_trees(built, clean).differences


def test_equal_folders(built: Path, clean: Path) -> None:
    os.utime(built / "index.html", (0, 0))
    (built / "index.html").chmod(0o600)
    assert compare_trees(built, clean) == Comparison(3, ())


def test_empty_folders(tmp_path: Path) -> None:
    one, other = lay_out(tmp_path / "one", {}), lay_out(tmp_path / "other", {})
    assert compare_trees(one, other) == Comparison(0, ())


def test_what_only_one_of_them_has(built: Path, clean: Path) -> None:
    (built / "kyiv" / "index.html").rename(built / "kyiv" / "old.html")
    assert differences(built, clean) == (
        Difference("kyiv/index.html", "missing"),
        Difference("kyiv/old.html", "unexpected"),
    )


def test_a_folder_that_was_left_behind(built: Path, clean: Path) -> None:
    (built / "lviv" / "old").mkdir(parents=True)
    (clean / "odesa").mkdir()
    (built / "both").mkdir()
    (clean / "both").mkdir()
    assert differences(built, clean) == (
        Difference("lviv/old/", "unexpected"),
        Difference("odesa/", "missing"),
    )


def test_a_file_where_a_folder_should_be(built: Path, clean: Path) -> None:
    (built / "kyiv" / "index.html").unlink()
    (built / "kyiv").rmdir()
    (built / "kyiv").touch()
    assert differences(built, clean) == (
        Difference("kyiv", "unexpected"),
        Difference("kyiv/index.html", "missing"),
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "place", "said"),
    [
        ("a\nb\nc\n", "a\nx\nc\n", (2, 2), ("b", "x")),
        ("a\nb", "a\nb\n", (2, 3), ("b", "b")),
        ("a\nb\n\n", "a\nb\n", (3, 4), ("", "")),
        ("", "a", (1, 0), ("", "a")),
        ("a\r\n", "a\n", (1, 1), ("a\r", "a")),
        ("ä\nnein ü", "ä\nnein ö", (2, 9), ("nein ü", "nein ö")),
        (
            "x" * 100 + "a" + "y" * 100,
            "x" * 100 + "b",
            (1, 100),
            ("x" * 30 + "a" + "y" * 39, "x" * 30 + "b"),
        ),
    ],
)
def test_the_first_line_that_differs(
    sites: tuple[Path, Path], ours: str, theirs: str, place: tuple[int, int], said: tuple[str, str]
) -> None:
    built, clean = sites
    (built / "index.html").write_bytes(ours.encode())
    (clean / "index.html").write_bytes(theirs.encode())
    assert differences(built, clean) == (Difference("index.html", "different", *place, *said),)


def test_bytes_that_are_no_text(built: Path, clean: Path) -> None:
    (built / "a/b/c.svg").write_bytes(b"\n\n\xff\x00")
    (clean / "a/b/c.svg").write_bytes(b"\n\n\xff\x01")
    assert differences(built, clean) == (Difference("a/b/c.svg", "different", byte=3),)


def test_a_link_is_no_file(built: Path, clean: Path) -> None:
    (built / "index.html").rename(built.parent / "elsewhere")
    (built / "index.html").symlink_to("../elsewhere")
    assert differences(built, clean) == (
        Difference("index.html", "different", built="a link to ../elsewhere", clean="a file"),
    )


def test_a_link_to_a_folder_is_not_followed(built: Path, clean: Path) -> None:
    (built / "kyiv").rename(built.parent / "elsewhere")
    (built / "kyiv").symlink_to("../elsewhere")
    (built / "loop").symlink_to(".")
    assert differences(built, clean) == (
        Difference("kyiv", "unexpected"),
        Difference("kyiv/index.html", "missing"),
        Difference("loop", "unexpected"),
    )


def test_equal_links_are_equal(built: Path, clean: Path) -> None:
    for folder in (built, clean):
        (folder / "latest").symlink_to("nowhere")
    assert differences(built, clean) == ()
    (built / "latest").unlink()
    (built / "latest").symlink_to("index.html")
    (found,) = differences(built, clean)
    assert (found.built, found.clean) == ("a link to index.html", "a link to nowhere")


def test_what_is_no_file_at_all_is_not_read(built: Path, clean: Path) -> None:
    (built / "index.html").unlink()
    os.mkfifo(built / "index.html")
    (found,) = differences(built, clean)
    assert (found.kind, found.built, found.clean) == ("different", "no file", "a file")


def test_names_of_any_bytes(built: Path, clean: Path) -> None:
    name = os.fsdecode(b"na\xefve \x1b[31m\n.html")
    (built / name).touch()
    assert differences(built, clean) == (Difference(name, "unexpected"),)


def test_a_folder_that_is_not_there_is_not_equal_to_an_empty_one(
    tmp_path: Path, clean: Path
) -> None:
    with pytest.raises(FileNotFoundError):
        compare_trees(tmp_path / "nowhere", clean)


def test_many_bytes_that_are_the_same(built: Path, clean: Path) -> None:
    (built / "index.html").write_bytes(b"x" * 100_000 + b"\n" + b"a")
    (clean / "index.html").write_bytes(b"x" * 100_000 + b"\n" + b"b")
    (found,) = differences(built, clean)
    assert (found.line, found.byte, found.built) == (2, 100_001, "a")
