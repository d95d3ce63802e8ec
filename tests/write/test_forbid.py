"""A folder that no build made, and a path that leads elsewhere, are refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.write import check_folder
from tests.output_tree import Memory, outputs, write

NO_SITE = Path(__file__).parent
"""A folder of sources that no test writes near."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a site is written; it does not exist yet."""
    return tmp_path / "deep" / "output"


def rules(folder: Path, *paths: str) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in check_folder(folder, NO_SITE, paths)]


@pytest.mark.parametrize(
    "makes", ["nothing", "an empty folder", "a built folder", "a killed build"]
)
def test_a_folder_that_is_ours_may_be_written(folder: Path, makes: str) -> None:
    if makes != "nothing":
        folder.mkdir(parents=True)
    if makes == "a built folder":
        write(folder, Memory(), outputs("a.txt"))
    if makes == "a killed build":
        (folder / ".part").mkdir()
        (folder / ".part" / "1").touch()
    assert check_folder(folder, NO_SITE, ["a.txt"]) == ()


def test_a_folder_that_no_build_made_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "thesis.txt").touch()
    (problem,) = check_folder(folder, NO_SITE, ["a.txt"])
    assert (problem.path, problem.rule, problem.severity) == ("output", "foreign-output", "error")
    assert "--output" in problem.hint


@pytest.mark.parametrize("repository", [".git", ".hg", ".svn"])
def test_a_repository_is_refused_even_with_the_mark(folder: Path, repository: str) -> None:
    write(folder, Memory(), outputs("a.txt"))
    (folder / repository).touch()
    (problem,) = check_folder(folder, NO_SITE, ["a.txt"])
    assert problem.rule == "foreign-output"
    assert "repository" in problem.message


@pytest.mark.parametrize("above", ["", "..", "../.."])
def test_the_folder_of_the_sources_is_refused_even_with_the_mark(
    tmp_path: Path, above: str
) -> None:
    site = tmp_path / "a" / "site"
    site.mkdir(parents=True)
    (site / above / ".nojekyll").touch()
    (problem,) = check_folder(site / above, site, ["a.txt"])
    assert problem.rule == "foreign-output"
    assert "sources" in problem.message
    assert check_folder(site / "output", site, ["a.txt"]) == ()


def test_a_link_is_refused(folder: Path, tmp_path: Path) -> None:
    folder.parent.mkdir(parents=True)
    for target in (tmp_path / "outside", tmp_path / "missing"):
        (tmp_path / "outside").mkdir(exist_ok=True)
        folder.symlink_to(target)
        assert rules(folder) == [("output", "foreign-output")]
        folder.unlink()


def test_a_file_at_the_folder_s_place_or_above_it_is_refused(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.touch()
    assert rules(folder) == [("output", "unwritable-output")]
    assert rules(folder / "deeper" / "still") == [("still", "unwritable-output")]


def test_a_place_where_one_may_not_write_is_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def access(path: Path, _: int) -> bool:
        asked.append(path)
        return False

    monkeypatch.setattr(os, "access", access)
    assert rules(folder) == [("output", "unwritable-output")]
    assert asked == [tmp_path]


@pytest.mark.parametrize(
    "path",
    ["", "/etc/passwd", "../a", "a/../../b", "a//b", "a/", "./a", "a/.", "a\\b", "a\0b"]
    + ["pagefind/a.js", "pagefind", "Pagefind/a", ".search/a", ".part", ".nojekyll", ".NoJekyll"],
)
def test_a_path_that_leads_out_or_is_taken_is_refused(folder: Path, path: str) -> None:
    assert (path, "bad-output-path") in rules(folder, "good.txt", path)


def test_paths_that_differ_by_case_are_refused(folder: Path) -> None:
    assert rules(folder, "A/b.txt", "a/B.txt", "c.txt") == [("a/B.txt", "case-collision")]


def test_a_file_in_a_folder_s_place_is_refused(folder: Path) -> None:
    assert rules(folder, "a/b/c.txt", "A/b") == [("a/b/c.txt", "case-collision")]
    assert rules(folder, ".nojekyll/a") == [(".nojekyll/a", "case-collision")]


def test_the_same_path_twice_is_refused(folder: Path) -> None:
    assert rules(folder, "a.txt", "a.txt") == [("a.txt", "case-collision")]
