"""Whatever changes in the output folder is seen, and what stands there is told as what it is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.write import Tree, TreeUnwritableError
from generator.write.disk import SECOND, TICK, Disk
from generator.write.survey import survey_as_left, survey_folder
from tests.output_tree import Memory, write, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a site is written."""
    return tmp_path / "output"


@pytest.fixture
def memory(folder: Path) -> Memory:
    """What is known of a folder with two files."""
    memory = Memory()
    written(folder, memory, "a.txt", "b/c.txt")
    return memory


def is_as_left(folder: Path, memory: Memory) -> bool:
    return Tree(folder, memory.known, memory.folders).is_as_left()


# --- Whether anything was changed -----------------------------------------------------------------


def test_nothing_was_changed(folder: Path, memory: Memory) -> None:
    assert is_as_left(folder, memory)
    written(folder, memory, "a.txt", "b/c.txt")
    assert is_as_left(folder, memory)
    written(folder, memory, "a.txt", "b/c.txt", "b/d/e.txt")
    assert is_as_left(folder, memory)
    written(folder, memory, "a.txt", "b/c.txt")
    assert is_as_left(folder, memory)
    written(folder, memory, "a.txt", "b/d/e.txt")
    assert is_as_left(folder, memory)
    written(folder, memory)
    assert is_as_left(folder, memory)


def replaced_by_a_link(folder: Path) -> None:
    (folder / "b").rename(folder.parent / "b")
    (folder / "b").symlink_to(folder.parent / "b")


def moved_and_linked(folder: Path) -> None:
    folder.rename(folder.parent / "elsewhere")
    folder.symlink_to(folder.parent / "elsewhere")


def changed_with_its_times_kept(folder: Path) -> None:
    status = (folder / "a.txt").stat()
    (folder / "a.txt").write_bytes(b"A.txt")
    os.utime(folder / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))


def replaced_by_a_twin(folder: Path) -> None:
    (folder / "twin").write_bytes(b"a.txt")
    (folder / "twin").replace(folder / "a.txt")


def swapped(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "x")
    (folder / "b" / "c.txt").rename(folder / "a.txt")
    (folder / "x").rename(folder / "b" / "c.txt")


@pytest.mark.parametrize(
    "change",
    [
        lambda folder: (folder / "a.txt").write_bytes(b"A.txt"),
        lambda folder: (folder / "a.txt").touch(),
        lambda folder: (folder / "a.txt").unlink(),
        lambda folder: (folder / "new").touch(),
        lambda folder: (folder / "b" / "new").touch(),
        lambda folder: (folder / "b" / "empty").mkdir(),
        lambda folder: (folder / "b").rename(folder / "B"),
        lambda folder: (folder / ".nojekyll").unlink(),
        lambda folder: (folder / ".nojekyll").write_bytes(b"x"),
        lambda folder: (folder / ".part").mkdir(),
        lambda folder: (folder / ".search").symlink_to("nowhere"),
        lambda folder: folder.rename(folder.parent / "elsewhere"),
        replaced_by_a_link,
        moved_and_linked,
        changed_with_its_times_kept,
        replaced_by_a_twin,
        swapped,
    ],
)
def test_any_change_is_seen(folder: Path, memory: Memory, change: Callable[[Path], object]) -> None:
    change(folder)
    assert not is_as_left(folder, memory)


def test_a_file_put_back_in_time_leaves_a_trace(folder: Path, memory: Memory) -> None:
    (folder / "new").touch()
    (folder / "new").unlink()
    assert not is_as_left(folder, memory)
    written(folder, memory, "a.txt", "b/c.txt")


def test_a_folder_that_was_never_sealed_is_not_as_left(folder: Path, memory: Memory) -> None:
    assert not is_as_left(folder, Memory(memory.known, {}))
    assert not is_as_left(folder.parent / "missing", Memory())


def test_as_left_means_that_nothing_is_listed(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    entries = Disk.entries

    def recorded(disk: Disk, path: str) -> Iterator[os.DirEntry[str]]:
        listed.append(path)
        return entries(disk, path)

    monkeypatch.setattr(Disk, "entries", recorded)
    tree = Tree(folder, memory.known, memory.folders)
    assert [tree.state(path) for path in memory.known] == ["kept", "kept"]
    assert listed == []
    (folder / "new").touch()
    tree = Tree(folder, memory.known, memory.folders)
    assert [tree.state(path) for path in memory.known] == ["kept", "kept"]
    assert listed == ["", "b"]


def test_as_left_and_listed_are_the_same_survey(folder: Path, memory: Memory) -> None:
    disk = Disk(folder)
    time.sleep(TICK / SECOND)  # so that nothing is fresh
    assert survey_as_left(disk, memory.known, memory.folders) == survey_folder(disk)


# --- What stands ----------------------------------------------------------------------------------


def test_everything_is_told_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "file").touch()
    (tmp_path / "link").symlink_to("a")
    (tmp_path / "broken").symlink_to("nowhere")
    os.mkfifo(tmp_path / "a" / "pipe")
    for bundle in ("pagefind", ".part", ".search", "a/pagefind"):
        (tmp_path / bundle).mkdir()
        (tmp_path / bundle / "x").touch()
    survey = survey_folder(Disk(tmp_path))
    assert survey.files.keys() == {"a/file", "a/pagefind/x"}
    assert survey.folders.keys() == {"", "a", "a/b", "a/pagefind"}
    assert survey.others == {"link", "broken", "a/pipe"}
    assert survey.folders["a/b"] == Disk(tmp_path).stamp("a/b")


def test_what_changed_just_now_is_fresh(tmp_path: Path) -> None:
    (tmp_path / "old").touch()
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "odd").touch()
    year_3000 = 32_503_680_000
    os.utime(tmp_path / "a" / "odd", (year_3000, year_3000))
    time.sleep(TICK / SECOND)
    (tmp_path / "new").touch()
    assert survey_folder(Disk(tmp_path)).fresh >= {"", "new", "a/odd"}
    assert survey_folder(Disk(tmp_path)).fresh.isdisjoint({"old", "a"})


def test_no_folder_and_a_link_to_one_hold_nothing(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "link").symlink_to("full")
    for name in ("missing", "link"):
        survey = survey_folder(Disk(tmp_path / name))
        assert (survey.files, survey.folders) == ({}, {})


def test_a_folder_that_cannot_be_listed_is_told(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "new").touch()
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.endswith("b"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "scandir", refused)
        with pytest.raises(TreeUnwritableError) as caught:
            Tree(folder, memory.known, memory.folders).state("a.txt")
    problem = caught.value.problem
    assert (problem.path, problem.rule, problem.severity) == ("b", "unwritable-output", "error")
    assert problem.message == "this cannot be listed: permission denied"
    write(folder, memory, {})
