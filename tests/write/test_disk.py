"""Calls of the system: whole files, honest stamps, and errors with a name."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest

from generator.model import Stamp
from generator.write.disk import Disk, is_settled, let_tick_pass

NOW = 1_700_000_000_123_456_789
MILLISECOND = 1_000_000


@pytest.mark.parametrize(
    ("modified", "changed", "settled"),
    [
        (NOW, NOW, False),
        (NOW - 10 * MILLISECOND, NOW - 10 * MILLISECOND, False),
        (NOW - 21 * MILLISECOND, NOW - 21 * MILLISECOND, True),
        (NOW - 21 * MILLISECOND, NOW - 10 * MILLISECOND, False),
        (NOW - 10 * MILLISECOND, NOW - 21 * MILLISECOND, False),
        (NOW + 1, NOW - 21 * MILLISECOND, False),
        (1_699_999_999 * 10**9, 1_699_999_999 * 10**9, False),
        (1_699_999_998 * 10**9, 1_699_999_998 * 10**9, True),
        (0, 0, True),
    ],
)
def test_a_stamp_proves_something_once_its_tick_is_over(
    modified: int, changed: int, settled: bool
) -> None:
    assert is_settled(Stamp(1, modified, changed, 1), NOW) is settled


@pytest.mark.parametrize(
    ("changed", "waits"),
    [([], 0), ([NOW - 21 * MILLISECOND], 0), ([NOW + 1], 0), ([0, NOW - 5 * MILLISECOND], 0.015)],
)
def test_a_tick_is_waited_for_no_longer_than_it_lasts(
    monkeypatch: pytest.MonkeyPatch, changed: list[int], waits: float
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "time_ns", lambda: NOW)
    monkeypatch.setattr(time, "sleep", slept.append)
    let_tick_pass(Stamp(1, 0, moment, 1) for moment in changed)
    assert slept == [waits]


@pytest.mark.parametrize("field", ["size", "modified", "changed", "inode"])
def test_every_part_of_a_stamp_counts(tmp_path: Path, field: str) -> None:
    (tmp_path / "a").touch()
    disk = Disk(tmp_path)
    stamps = {path: disk.stamp(path) for path in ("", "a")}
    assert disk.have(stamps)
    for path, stamp in stamps.items():
        other = msgspec.structs.replace(stamp, **{field: getattr(stamp, field) + 1})
        assert not disk.have(stamps | {path: other})


def test_a_link_to_a_folder_is_another_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    stamps = {"": Disk(tmp_path / "folder").stamp("")}
    assert Disk(tmp_path / "folder").have(stamps)
    assert not Disk(tmp_path / "link").have(stamps)


def test_a_write_in_many_pieces_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
    Disk(tmp_path).write("a.txt", b"ten bytes.")
    assert (tmp_path / "a.txt").read_bytes() == b"ten bytes."


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("mine", "link"):
        with pytest.raises(FileExistsError):
            Disk(tmp_path).write(name, b"x")


def test_what_is_gone_need_not_be_removed(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    disk = Disk(tmp_path)
    for path in ("gone", "gone/deep", "file/below"):
        disk.remove(path)
        disk.remove_folder(path)
        disk.remove_whole(path)
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_a_folder_is_removed_with_all_that_it_holds(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "mine").touch()
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "a" / "b" / "file").touch()
    (tmp_path / "a" / "b" / "link").symlink_to(tmp_path / "outside")
    os.mkfifo(tmp_path / "a" / "pipe")
    Disk(tmp_path).remove_whole("a")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["mine", "outside"]


def test_an_error_names_the_file_and_the_reason(tmp_path: Path) -> None:
    disk = Disk(tmp_path / "output")
    for error, path, message in (
        (OSError(28, "No space left on device"), "output", "no space left on device"),
        (PermissionError(13, "Permission denied", disk.at("a/b")), "a/b", "permission denied"),
        (PermissionError(13, "Permission denied", disk.at("")), "output", "permission denied"),
        (OSError(18, "Cross-device link", disk.at(".part/1"), None, disk.at("c")), "c", "cross-"),
        (OSError("odd"), "output", "oserror"),
    ):
        failure = disk.failure(error, "written")
        assert failure.path == path
        assert failure.message.startswith(f"this cannot be written: {message}")
    assert disk.failure(OSError(28, "Full"), "written", "d").problem.path == "d"
