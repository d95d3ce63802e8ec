"""After a build any change shows, however soon it comes and whoever made it during the build."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from generator.write import Tree
from generator.write.disk import SECOND, TICK, UNTRUSTED, Disk
from tests.output_tree import Memory, contents, outputs, write, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a site is written."""
    return tmp_path / "output"


def is_as_left(folder: Path, memory: Memory) -> bool:
    return Tree(folder, memory.known, memory.folders).is_as_left()


def test_every_folder_and_the_mark_are_sealed(folder: Path) -> None:
    memory = Memory()
    written(folder, memory, "a.txt", "b/c/d.txt", "e/f.txt")
    disk = Disk(folder)
    sealed = ("", "b", "b/c", "e", ".nojekyll")
    assert memory.folders == {path: disk.stamp(path) for path in sealed}
    write(folder, memory, {"b/c/d.txt": b"new", "g/h.txt": b"h"})
    sealed = ("", "b", "b/c", "g", ".nojekyll")
    assert memory.folders == {path: disk.stamp(path) for path in sealed}


def test_everything_is_older_than_a_tick_when_the_build_ends(folder: Path) -> None:
    memory = Memory()
    written(folder, memory, "a.txt", "b/c.txt")
    now = time.time_ns()
    stamps = [*memory.folders.values(), *(each.stamp for each in memory.known.values())]
    assert max(stamp.changed for stamp in stamps) + TICK <= now


def test_the_bundle_s_arrival_belongs_to_the_build(folder: Path) -> None:
    memory = Memory()
    write(folder, memory, outputs("a.txt"), (folder / "pagefind").mkdir)
    assert is_as_left(folder, memory)
    (folder / "pagefind").rmdir()
    assert not is_as_left(folder, memory)


@pytest.mark.parametrize("path", ["stranger", "b/stranger", "b/c/stranger"])
def test_what_came_during_the_build_is_found_by_the_next(folder: Path, path: str) -> None:
    memory = Memory()
    written(folder, memory, "a.txt", "b/c/d.txt")
    planned = {"a.txt": b"new", "b/c/d.txt": b"new"}
    write(folder, memory, planned, (folder / path).touch)
    assert not is_as_left(folder, memory)
    assert write(folder, memory, planned).removed == (path,)
    assert is_as_left(folder, memory)


def test_only_changed_folders_that_stood_before_are_listed_once_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed: list[str] = []
    names = Disk.names

    def recorded(disk: Disk, path: str) -> set[str]:
        listed.append(path)
        return names(disk, path)

    monkeypatch.setattr(Disk, "names", recorded)
    memory = Memory()
    written(folder, memory, "a.txt", "b/c/d.txt", "e/f.txt")
    assert listed == [""]
    listed.clear()
    written(folder, memory, "a.txt", "b/c/d.txt", "e/f.txt", "e/g/h.txt")
    assert sorted(listed) == ["", "e"]


@pytest.mark.parametrize("path", ["a.txt", "b/c/d.txt"])
def test_what_went_during_the_build_is_restored_by_the_next(folder: Path, path: str) -> None:
    memory = Memory()
    written(folder, memory, "a.txt", "b/c/d.txt")
    planned = {"a.txt": b"new", "b/c/d.txt": b"new"}
    write(folder, memory, planned, (folder / path).unlink)
    assert not is_as_left(folder, memory)
    assert write(folder, memory, planned).written == (path,)


def test_a_folder_that_went_during_the_build_is_restored_by_the_next(folder: Path) -> None:
    memory = Memory()

    def remove() -> None:
        (folder / "b" / "c.txt").unlink()
        (folder / "b").rmdir()

    for planned in (outputs("a.txt", "b/c.txt"), {"a.txt": b"a.txt", "b/c.txt": b"new"}):
        write(folder, memory, planned, remove)
        assert memory.folders["b"] == UNTRUSTED
        assert write(folder, memory, planned).written == ("b/c.txt",)


def test_where_a_tick_lasts_seconds_the_next_build_looks_closely(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    with monkeypatch.context() as patched:
        patched.setattr("generator.write.disk.SECOND", 1)  # every time counts as a whole second
        patched.setattr(time, "sleep", lambda _: None)
        written(folder, memory, "a.txt", "b/c.txt")
    assert {each.stamp for each in memory.known.values()} == {UNTRUSTED}
    assert set(memory.folders.values()) == {UNTRUSTED}
    (folder / "a.txt").write_bytes(b"A.txt")
    time.sleep(TICK / SECOND)
    assert written(folder, memory, "a.txt", "b/c.txt").written == ("a.txt",)
    assert is_as_left(folder, memory)


def test_a_clock_that_was_set_back_costs_a_closer_look_and_no_wait(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    now = time.time_ns
    waits: list[float] = []
    with monkeypatch.context() as patched:
        patched.setattr(time, "time_ns", lambda: now() - 3_600_000_000_000)
        patched.setattr(time, "sleep", waits.append)
        written(folder, memory, "a.txt", "b/c.txt")
    assert waits == [0]
    assert set(memory.folders.values()) == {UNTRUSTED}
    assert written(folder, memory, "a.txt", "b/c.txt").written == ()


def test_what_was_young_when_it_was_found_is_looked_at_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = Memory()
    written(folder, memory, "a.txt", "b/c.txt", "d/e.txt")
    with monkeypatch.context() as patched:
        patched.setattr("generator.write.survey.is_settled", lambda *_: False)
        (folder / "new").touch()
        written(folder, memory, "a.txt", "b/c.txt", "d/e.txt", "b/f.txt")
    assert {path for path, each in memory.known.items() if each.stamp == UNTRUSTED} == {
        "a.txt",
        "b/c.txt",
        "d/e.txt",
    }
    assert {path for path, stamp in memory.folders.items() if stamp == UNTRUSTED} == {
        "d",
        ".nojekyll",
    }
    written(folder, memory, "a.txt", "b/c.txt", "d/e.txt", "b/f.txt")
    assert is_as_left(folder, memory)


def test_an_empty_folder_that_came_during_the_build_is_removed_by_the_next(folder: Path) -> None:
    memory = Memory()
    write(folder, memory, outputs("a.txt"), (folder / "b").mkdir)
    assert contents(folder)["b/"] == b"-> empty folder"
    assert not is_as_left(folder, memory)
    written(folder, memory, "a.txt")
