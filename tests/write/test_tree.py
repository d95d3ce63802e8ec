"""The output folder holds exactly what was planned, and nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.model import Stamp, Written
from generator.urls import digest
from generator.write import Tree, check_folder
from generator.write.disk import Disk
from tests.output_tree import MARK, Memory, contents, outputs, write, written


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a site is written; it does not exist yet."""
    return tmp_path / "deep" / "output"


@pytest.fixture
def memory() -> Memory:
    """A log that knows nothing."""
    return Memory()


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The path of every file that is read."""
    paths: list[str] = []
    read = Disk.read

    def listed(disk: Disk, path: str) -> bytes:
        paths.append(path)
        return read(disk, path)

    monkeypatch.setattr(Disk, "read", listed)
    return paths


# --- What is written ------------------------------------------------------------------------------


def test_a_new_folder_is_filled(folder: Path, memory: Memory) -> None:
    result = written(folder, memory, "b/index.html", "a.txt")
    assert result == Written(("a.txt", "b/index.html"), (), ())


def test_only_what_differs_is_written(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt", "b.txt", "c/d.txt", "e/f.txt")
    (folder / "b.txt").write_bytes(b"B.txt")
    before = {path: (folder / path).stat() for path in ("a.txt", "c/d.txt")}
    result = written(folder, memory, "a.txt", "b.txt", "c/d.txt", "new.txt")
    assert result == Written(("b.txt", "new.txt"), ("a.txt", "c/d.txt"), ("e/f.txt",))
    for path, status in before.items():
        after = (folder / path).stat()
        assert (after.st_mtime_ns, after.st_ino) == (status.st_mtime_ns, status.st_ino)


def test_other_bytes_are_written(folder: Path, memory: Memory) -> None:
    write(folder, memory, {"a.txt": b"one", "b.txt": b"two"})
    result = write(folder, memory, {"a.txt": b"six", "b.txt": b"two"})
    assert result == Written(("a.txt",), ("b.txt",), ())
    assert contents(folder) == MARK | {"a.txt": b"six", "b.txt": b"two"}


def test_a_second_time_nothing_is_touched(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    before = {path: path.stat() for path in (folder, *folder.rglob("*"))}
    assert written(folder, memory, "a.txt", "b/c.txt") == Written((), ("a.txt", "b/c.txt"), ())
    for path, status in before.items():
        assert (path.stat().st_mtime_ns, path.stat().st_ctime_ns) == (
            status.st_mtime_ns,
            status.st_ctime_ns,
        )


def test_files_and_folders_may_change_places(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a/b/c.txt", "a/d.txt", "e")
    result = written(folder, memory, "a", "e/f/g.txt")
    assert result == Written(("a", "e/f/g.txt"), (), ("a/b/c.txt", "a/d.txt", "e"))
    result = written(folder, memory, "a/b/c.txt", "a/d.txt", "e")
    assert result == Written(("a/b/c.txt", "a/d.txt", "e"), (), ("a", "e/f/g.txt"))


def test_what_is_not_planned_is_removed_with_its_folders(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a/b/c/d.txt", "a/e.txt")
    (folder / "empty" / "er").mkdir(parents=True)
    result = written(folder, memory, "a/e.txt")
    assert result == Written((), ("a/e.txt",), ("a/b/c/d.txt",))


def test_a_name_that_no_text_can_hold_is_removed_and_told(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    Path(os.fsdecode(bytes(folder) + b"/\xff.txt")).touch()
    assert written(folder, memory, "a.txt").removed == ("�.txt",)


def test_very_deep_folders_are_made_and_removed(folder: Path, memory: Memory) -> None:
    written(folder, memory, "/".join(["d"] * 1_200) + "/f")
    written(folder, memory, "d/d")


def test_what_a_killed_build_left_is_removed(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    for name in (".part", ".search"):
        (folder / name / "empty").mkdir(parents=True)
        (folder / name / "half").write_bytes(b"half")
        (folder / name / "link").symlink_to(folder)
    assert written(folder, memory, "a.txt") == Written((), ("a.txt",), ())


def test_the_mark_is_restored(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    (folder / ".nojekyll").write_bytes(b"changed")
    written(folder, memory, "a.txt")
    (folder / ".nojekyll").unlink()
    (folder / ".nojekyll" / "folder").mkdir(parents=True)
    written(folder, memory, "a.txt")


def test_the_search_bundle_is_left_alone(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    bundle = folder / "pagefind" / "index" / "en.pf_index"
    bundle.parent.mkdir(parents=True)
    bundle.write_bytes(b"index")
    (folder / "a" / "pagefind").mkdir(parents=True)
    (folder / "a" / "pagefind" / "x").write_bytes(b"not the bundle")
    result = write(folder, memory, outputs("a.txt"))
    assert result == Written((), ("a.txt",), ("a/pagefind/x",))
    assert bundle.read_bytes() == b"index"


def test_a_bundle_that_is_a_file_or_link_is_removed(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    (folder / "pagefind").touch()
    assert written(folder, memory, "a.txt").removed == ("pagefind",)
    (folder / "pagefind").symlink_to(folder)
    assert written(folder, memory, "a.txt").removed == ("pagefind",)


def test_where_case_is_ignored_a_file_is_not_removed_by_its_old_name(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, memory, "A/b.txt", "C.txt")
    exists = Disk.exists
    monkeypatch.setattr(Disk, "exists", lambda disk, path: exists(disk, path.lower()))
    write(folder, memory, outputs("a/B.txt"))
    assert contents(folder) == MARK | {"A/b.txt": b"A/b.txt", "a/B.txt": b"a/B.txt"}


def test_names_that_pretend_that_case_is_ignored_are_removed(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt")
    for name in (".NOJEKYLL", "A.txt"):
        (folder / name).touch()
    assert written(folder, memory, "a.txt").removed == (".NOJEKYLL", "A.txt")


# --- What is staged, and taken back ---------------------------------------------------------------


def test_nothing_is_touched_until_outputs_are_placed(folder: Path, memory: Memory) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    tree = Tree(folder, memory.known, memory.folders)
    assert tree.stage("a.txt", b"new")
    assert tree.stage("b", b"new")
    assert not tree.stage("b/c.txt", b"b/c.txt")
    found = contents(folder)
    assert {found.pop(".part/1"), found.pop(".part/2")} == {b"new"}
    assert found == MARK | outputs("a.txt", "b/c.txt")
    tree.discard()
    tree.discard()
    assert contents(folder) == MARK | outputs("a.txt", "b/c.txt")
    assert written(folder, memory, "a.txt", "b/c.txt").written == ()


def test_a_folder_made_for_outputs_that_are_taken_back_goes_with_them(
    folder: Path, tmp_path: Path
) -> None:
    tree = Tree(folder, {}, {})
    tree.stage("a.txt", b"a")
    assert folder.is_dir()
    tree.discard()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_there_before_stays(folder: Path) -> None:
    folder.mkdir(parents=True)
    tree = Tree(folder, {}, {})
    tree.stage("a.txt", b"a")
    tree.discard()
    assert list(folder.iterdir()) == []


def test_what_came_to_stand_meanwhile_stays(folder: Path) -> None:
    tree = Tree(folder, {}, {})
    tree.stage("a.txt", b"a")
    (folder.parent / "thesis.txt").touch()
    tree.discard()
    assert list(folder.parent.iterdir()) == [folder.parent / "thesis.txt"]


def test_a_batch_is_told_when_its_files_have_their_places(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.write.tree.BATCH", 2)
    tree = Tree(folder, {}, {})
    for path, data in outputs("a", "b", "c/d", "c/e", "f").items():
        tree.stage(path, data)
    told = []
    for standings in tree.place():
        told.append([each.path for each in standings])
        placed = [path for batch in told for path in batch]
        found = {path: data for path, data in contents(folder).items() if ".part" not in path}
        assert found == MARK | outputs(*placed)
        for each in standings:
            status = (folder / each.path).stat()
            assert each.digest == digest(each.path.encode())
            assert each.stamp == Stamp(
                status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino
            )
    assert told == [["a", "b"], ["c/d", "c/e"], ["f"]]


def test_staging_an_output_twice_is_a_defect(folder: Path) -> None:
    tree = Tree(folder, {}, {})
    tree.stage("a", b"1")
    with pytest.raises(ValueError, match="a was staged before"):
        tree.stage("a", b"2")


# --- What is known --------------------------------------------------------------------------------


def test_files_with_their_stamps_are_not_read(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    tree = Tree(folder, memory.known, memory.folders)
    assert tree.is_as_left()
    assert tree.state("a.txt") == "kept"
    assert not tree.stage("b/c.txt", b"b/c.txt")
    assert files_read == []


def test_beside_a_change_too_files_with_their_stamps_are_not_read(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    (folder / "b" / "new").touch()
    (folder / "a.txt").write_bytes(b"A.txt")
    tree = Tree(folder, memory.known, memory.folders)
    assert not tree.is_as_left()
    assert (tree.state("a.txt"), tree.state("b/c.txt")) == ("changed", "kept")
    assert files_read == ["a.txt"]


def test_a_file_with_another_stamp_and_the_same_bytes_is_kept(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    (folder / "a.txt").unlink()
    (folder / "a.txt").write_bytes(b"a.txt")
    tree = Tree(folder, memory.known, memory.folders)
    assert [tree.state("a.txt"), tree.state("a.txt")] == ["kept", "kept"]
    assert not tree.stage("a.txt", b"a.txt")
    assert files_read == ["a.txt"]
    status = (folder / "a.txt").stat()
    assert tree.standing("a.txt").stamp.inode == status.st_ino
    assert tree.standing("a.txt").stamp.changed == status.st_ctime_ns


def test_after_a_restart_each_file_is_read_once_and_kept(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt", "b/c.txt", "d.txt")
    (folder / "d.txt").write_bytes(b"D.txt")
    before = memory.known
    memory = memory.after_a_restart()
    tree = Tree(folder, memory.known, memory.folders)
    assert [tree.state(path) for path in before] == ["kept", "kept", "changed"]
    files_read.clear()
    result = written(folder, memory, "a.txt", "b/c.txt", "d.txt")
    assert result == Written(("d.txt",), ("a.txt", "b/c.txt"), ())
    assert sorted(files_read) == ["a.txt", "b/c.txt", "d.txt"]
    assert memory.known["a.txt"] == before["a.txt"]
    assert Tree(folder, memory.known, memory.folders).is_as_left()


def test_without_a_log_each_file_is_read_once_and_kept(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt", "b/c.txt")
    known = memory.known
    memory = Memory()
    assert written(folder, memory, "a.txt", "b/c.txt").unchanged == ("a.txt", "b/c.txt")
    assert sorted(files_read) == ["a.txt", "b/c.txt"]
    assert memory.known == known


def test_only_a_file_of_the_same_size_is_read(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt")
    tree = Tree(folder, {}, {})
    assert tree.stage("a.txt", b"longer than that")
    assert files_read == []


def test_a_known_size_saves_reading_a_file_of_another(
    folder: Path, memory: Memory, files_read: list[str]
) -> None:
    written(folder, memory, "a.txt")
    (folder / "a.txt").write_bytes(b"longer than that")
    assert Tree(folder, memory.known, memory.folders).state("a.txt") == "changed"
    assert files_read == []


def test_what_stands_at_an_output_s_place_is_told(folder: Path, memory: Memory) -> None:
    written(folder, memory, "file", "folder", "link", "pipe", "gone", "below/gone", "kept")
    for path in ("folder", "link", "pipe", "gone", "below/gone"):
        (folder / path).unlink()
    (folder / "file").write_bytes(b"FILE")
    (folder / "folder").mkdir()
    (folder / "link").symlink_to("kept")
    os.mkfifo(folder / "pipe")
    (folder / "below").rmdir()
    tree = Tree(folder, memory.known, memory.folders)
    assert {path: tree.state(path) for path in memory.known} == {
        "file": "changed",
        "folder": "changed",
        "link": "changed",
        "pipe": "changed",
        "gone": "missing",
        "below/gone": "missing",
        "kept": "kept",
    }
    written(folder, memory, *memory.known)


def test_a_file_that_cannot_be_read_is_written_anew(
    folder: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(folder, memory, "a.txt", "b.txt")

    def refused(disk: Disk, path: str) -> bytes:
        raise PermissionError(13, "Permission denied", disk.at(path))

    memory = memory.after_a_restart()
    with monkeypatch.context() as patched:
        patched.setattr(Disk, "read", refused)
        result = write(folder, memory, outputs("a.txt", "b.txt"))
    assert result.written == ("a.txt", "b.txt")


# --- Links in the output --------------------------------------------------------------------------


def test_links_are_replaced_and_removed_but_never_followed(
    folder: Path, memory: Memory, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    (outside / "sub").mkdir(parents=True)
    for path in ("a.txt", "sub/b.txt"):
        (outside / path).write_bytes(path.encode())
    written(folder, memory, "kept.txt")
    (folder / "a.txt").symlink_to(outside / "a.txt")
    (folder / "sub").symlink_to(outside / "sub")
    (folder / "unplanned").symlink_to(outside)
    (folder / "unplanned.txt").symlink_to(outside / "a.txt")
    (folder / "pagefind").symlink_to(outside)
    (folder / "loop").symlink_to("loop")
    (folder / "deep.txt").symlink_to(outside / "missing.txt")
    result = written(folder, memory, "kept.txt", "a.txt", "sub/b.txt", "deep.txt")
    assert result.written == ("a.txt", "deep.txt", "sub/b.txt")
    assert result.unchanged == ("kept.txt",)
    assert result.removed == ("loop", "pagefind", "sub", "unplanned", "unplanned.txt")
    assert contents(outside) == outputs("a.txt", "sub/b.txt")


def test_a_folder_in_the_way_is_removed_without_following_its_links(
    folder: Path, memory: Memory, tmp_path: Path
) -> None:
    outside = tmp_path / "outside"
    (outside / "sub").mkdir(parents=True)
    (outside / "sub" / "b.txt").write_bytes(b"mine")
    written(folder, memory, "kept.txt")
    (folder / "a" / "deep").mkdir(parents=True)
    (folder / "a" / "file.txt").touch()
    (folder / "a" / "deep" / "link").symlink_to(outside)
    (folder / "a" / "deep" / "file").symlink_to(outside / "sub" / "b.txt")
    result = written(folder, memory, "kept.txt", "a")
    assert result.removed == ("a/deep/file", "a/deep/link", "a/file.txt")
    assert contents(outside) == {"sub/b.txt": b"mine"}


@pytest.mark.parametrize("name", [".part", ".search"])
def test_what_waits_is_not_written_through_a_link(
    folder: Path, memory: Memory, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "1").write_bytes(b"mine")
    written(folder, memory, "b.txt")
    (folder / name).symlink_to(outside)
    assert written(folder, memory, "a.txt", "b.txt").removed == ()
    assert contents(outside) == {"1": b"mine"}


def test_a_mark_that_is_a_link_is_not_written_through(
    folder: Path, memory: Memory, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"mine")
    folder.mkdir(parents=True)
    (folder / ".nojekyll").symlink_to(outside)
    written(folder, memory, "a.txt")
    assert outside.read_bytes() == b"mine"


def test_a_hard_link_is_not_written_through(folder: Path, memory: Memory, tmp_path: Path) -> None:
    written(folder, memory, "a.txt")
    os.link(folder / "a.txt", tmp_path / "outside.txt")
    write(folder, memory, {"a.txt": b"new"})
    assert (tmp_path / "outside.txt").read_bytes() == b"a.txt"
    assert check_folder(folder, tmp_path / "site", ["a.txt"]) == ()
