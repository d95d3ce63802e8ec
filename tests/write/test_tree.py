"""The output folder holds exactly what was planned, and nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Output, Written
from generator.write import check_folder, write_tree

NO_SITE = Path(__file__).parent
"""A folder of sources that no test writes near."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a site is written; it does not exist yet."""
    return tmp_path / "deep" / "output"


def outputs(*paths: str) -> list[Output]:
    """Outputs that hold their own path as text."""
    return [Output(path, path.encode()) for path in paths]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; links as what they say."""
    files = [path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir()]
    return {
        path.relative_to(folder).as_posix(): b"-> link" if path.is_symlink() else path.read_bytes()
        for path in files
    }


def written(folder: Path, *paths: str) -> Written:
    """Write outputs, check that the tree holds just them, and say what became of it."""
    result = write_tree(folder, outputs(*paths))
    assert tree(folder) == {".nojekyll": b"", **{path: path.encode() for path in paths}}
    folders = [path for path in folder.rglob("*") if path.is_dir()]
    assert [path for path in folders if not any(path.iterdir())] == []
    return result


def rules(folder: Path, *paths: str) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in check_folder(folder, NO_SITE, paths)]


# --- What is written ------------------------------------------------------------------------------


def test_a_new_folder_is_filled(folder: Path) -> None:
    result = written(folder, "b/index.html", "a.txt")
    assert result == Written(("a.txt", "b/index.html"), (), ())


def test_only_what_differs_is_written(folder: Path) -> None:
    written(folder, "a.txt", "b.txt", "c/d.txt", "e/f.txt")
    (folder / "b.txt").write_bytes(b"B.txt")
    before = {path: (folder / path).stat() for path in ("a.txt", "c/d.txt")}
    result = written(folder, "a.txt", "b.txt", "c/d.txt", "new.txt")
    assert result == Written(("b.txt", "new.txt"), ("a.txt", "c/d.txt"), ("e/f.txt",))
    for path, status in before.items():
        after = (folder / path).stat()
        assert (after.st_mtime_ns, after.st_ino) == (status.st_mtime_ns, status.st_ino)


def test_a_second_time_nothing_is_written(folder: Path) -> None:
    written(folder, "a.txt", "b/c.txt")
    assert written(folder, "a.txt", "b/c.txt") == Written((), ("a.txt", "b/c.txt"), ())


def test_files_and_folders_may_change_places(folder: Path) -> None:
    written(folder, "a/b/c.txt", "a/d.txt", "e")
    result = written(folder, "a", "e/f/g.txt")
    assert result == Written(("a", "e/f/g.txt"), (), ("a/b/c.txt", "a/d.txt", "e"))
    result = written(folder, "a/b/c.txt", "a/d.txt", "e")
    assert result == Written(("a/b/c.txt", "a/d.txt", "e"), (), ("a", "e/f/g.txt"))


def test_what_is_not_planned_is_removed_with_its_folders(folder: Path) -> None:
    written(folder, "a/b/c/d.txt", "a/e.txt")
    (folder / "empty" / "er").mkdir(parents=True)
    assert written(folder, "a/e.txt") == Written((), ("a/e.txt",), ("a/b/c/d.txt",))


def test_what_a_killed_build_left_is_removed(folder: Path) -> None:
    written(folder, "a.txt")
    (folder / ".part").write_bytes(b"half")
    (folder / ".search" / "empty").mkdir(parents=True)
    (folder / ".search" / "half").write_bytes(b"half")
    assert written(folder, "a.txt").unchanged == ("a.txt",)


def test_a_write_that_fails_leaves_the_old_file_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, "a.txt")

    def fail(path: Path, data: bytes) -> None:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", fail)
        with pytest.raises(OSError, match="No space left"):
            write_tree(folder, [Output("a.txt", b"new")])
    assert (folder / "a.txt").read_bytes() == b"a.txt"
    assert written(folder, "a.txt").unchanged == ("a.txt",)


def test_the_search_bundle_is_left_alone(folder: Path) -> None:
    written(folder, "a.txt")
    bundle = folder / "pagefind" / "index" / "en.pf_index"
    bundle.parent.mkdir(parents=True)
    bundle.write_bytes(b"index")
    (folder / "a" / "pagefind").mkdir(parents=True)
    (folder / "a" / "pagefind" / "x").write_bytes(b"not the bundle")
    result = write_tree(folder, outputs("a.txt"))
    assert result == Written((), ("a.txt",), ("a/pagefind/x",))
    assert bundle.read_bytes() == b"index"


# --- Links in the output --------------------------------------------------------------------------


def test_links_are_replaced_and_removed_but_never_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "sub").mkdir(parents=True)
    for path in ("a.txt", "sub/b.txt"):
        (outside / path).write_bytes(path.encode())
    written(folder, "kept.txt")
    (folder / "a.txt").symlink_to(outside / "a.txt")
    (folder / "sub").symlink_to(outside / "sub")
    (folder / "unplanned").symlink_to(outside)
    (folder / "unplanned.txt").symlink_to(outside / "a.txt")
    (folder / "pagefind").symlink_to(outside)
    (folder / "loop").symlink_to("loop")
    (folder / "deep.txt").symlink_to(outside / "missing.txt")
    result = written(folder, "kept.txt", "a.txt", "sub/b.txt", "deep.txt")
    assert result.written == ("a.txt", "deep.txt", "sub/b.txt")
    assert result.unchanged == ("kept.txt",)
    assert tree(outside) == {"a.txt": b"a.txt", "sub/b.txt": b"sub/b.txt"}


def test_a_temporary_that_is_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    written(folder, "b.txt")
    (folder / ".part").symlink_to(outside)
    (folder / "a.txt.part").symlink_to(outside)
    written(folder, "a.txt", "b.txt")
    assert outside.read_bytes() == b"mine"


def test_a_mark_that_is_a_link_is_not_written_through(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    folder.mkdir(parents=True)
    (folder / ".nojekyll").symlink_to(outside)
    write_tree(folder, outputs("a.txt"))
    assert outside.read_bytes() == b"mine"


# --- What forbids writing -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "makes", ["nothing", "an empty folder", "a built folder", "a killed build"]
)
def test_a_folder_that_is_ours_may_be_written(folder: Path, makes: str) -> None:
    if makes != "nothing":
        folder.mkdir(parents=True)
    if makes == "a built folder":
        write_tree(folder, outputs("a.txt"))
    if makes == "a killed build":
        (folder / ".part").touch()
    assert check_folder(folder, NO_SITE, ["a.txt"]) == ()


def test_a_folder_that_no_build_made_is_refused(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "thesis.txt").touch()
    (problem,) = check_folder(folder, NO_SITE, ["a.txt"])
    assert (problem.path, problem.rule, problem.severity) == ("output", "foreign-output", "error")
    assert "--output" in problem.hint


@pytest.mark.parametrize("repository", [".git", ".hg", ".svn"])
def test_a_repository_is_refused_even_with_the_mark(folder: Path, repository: str) -> None:
    write_tree(folder, outputs("a.txt"))
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
    + ["pagefind/a.js", "pagefind", "Pagefind/a", ".search/a", ".part"],
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


# --- Any two trees --------------------------------------------------------------------------------

PARTS = st.sampled_from(["a", "b", ".part", "c.html"])
PATHS = st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), max_size=5, unique=True)


@settings(max_examples=30)
@given(first=PATHS, second=PATHS)
def test_any_tree_becomes_any_other(
    tmp_path_factory: pytest.TempPathFactory, first: list[str], second: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("tree") / "output"
    if check_folder(folder, NO_SITE, first) or check_folder(folder, NO_SITE, second):
        return
    written(folder, *first)
    result = written(folder, *second)
    assert set(result.written) == set(second) - set(first)
    assert set(result.unchanged) == set(second) & set(first)
    assert set(result.removed) == set(first) - set(second)
