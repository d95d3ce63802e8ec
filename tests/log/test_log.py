"""The build log: what is kept, what is forgotten, and who may have it open."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.log import (
    Log,
    LogDamagedError,
    LogUnwritableError,
    log_in_memory,
    open_log,
    opening,
    remove_log,
)
from generator.model import Footprint, Key, Stamp, Standing
from tests.archive import ROOT

STAMP = Stamp(1, 2, 3, 4)
OTHER = Stamp(5, 6, 7, 8)


def never() -> None:
    raise AssertionError("nobody else has the log open")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".cache" / "build.sqlite"


def footprint(path: str, stamp: Stamp = STAMP) -> Footprint:
    return Footprint(Key(b"words", b"view"), Standing(path, stamp, "digest"))


def test_what_is_kept_is_there_the_next_time(path: Path) -> None:
    with open_log(path, never) as log:
        log.keep_stamps({"a": (STAMP, "1"), "b": (OTHER, "2")})
        log.keep_documents([("a", b"key", b"record")])
        log.keep_texts([("a", "<p>ü</p>", b"passages")])
        log.keep_drawn([("a", b"key", b"links")])
        log.keep_outputs("output", [footprint("index.html")])
        log.keep_folders("output", {"": STAMP})
        log.keep_build("output", b"key", b"record")
        log.keep_memo("templates", b"key", b"value")
        log.commit()
    with open_log(path, never) as log:
        assert log.stamps() == {"a": (STAMP, "1"), "b": (OTHER, "2")}
        assert log.documents() == {"a": (b"key", b"record")}
        assert log.bodies(["a", "x"]) == {"a": "<p>ü</p>"}
        assert log.passages(["a"]) == {"a": b"passages"}
        assert log.drawn() == {"a": (b"key", b"links")}
        assert log.outputs("output") == {"index.html": footprint("index.html")}
        assert log.outputs("elsewhere") == {}
        assert log.folders("output") == {"": STAMP}
        assert log.build("output") == (b"key", b"record")
        assert log.memo("templates", b"key") == b"value"
        assert log.memo("templates", b"another") is None


def test_what_is_gone_is_forgotten() -> None:
    with log_in_memory() as log:
        log.keep_stamps({"a": (STAMP, "1"), "b": (OTHER, "2")})
        log.keep_stamps({"b": (STAMP, "3")})
        assert log.stamps() == {"b": (STAMP, "3")}
        log.keep_documents([("a", b"k", b"r"), ("b", b"k", b"r")])
        log.keep_texts([("a", "", b""), ("b", "", b"")])
        log.keep_drawn([("a", b"k", b"l")])
        log.forget_documents(["a"])
        assert (list(log.documents()), log.bodies(["a", "b"]), log.drawn()) == (
            ["b"],
            {"b": ""},
            {},
        )
        log.keep_outputs("one", [footprint("x"), footprint("y")])
        log.keep_outputs("two", [footprint("x")])
        log.forget_outputs("one", ["x"])
        assert (list(log.outputs("one")), list(log.outputs("two"))) == (["y"], ["x"])
        log.keep_folders("one", {"": STAMP, "a": STAMP})
        log.keep_folders("one", {"": OTHER})
        assert log.folders("one") == {"": OTHER}
        log.keep_build("one", b"k", b"r")
        log.forget_build("one")
        assert log.build("one") is None


def test_many_paths_are_asked_for_at_once() -> None:
    with log_in_memory() as log:
        log.keep_texts((f"{number}", "", b"") for number in range(5_000))
        assert len(log.bodies(f"{number}" for number in range(6_000))) == 5_000


def test_what_was_not_committed_is_not_there(path: Path) -> None:
    with open_log(path, never) as log:
        log.keep_memo("a", b"", b"1")
        log.commit()
        log.keep_memo("a", b"", b"2")
    with open_log(path, never) as log:
        assert log.memo("a", b"") == b"1"


@pytest.mark.parametrize("data", [b"", b"x", b"SQLite format 3\0" + bytes(2_000), bytes(9_000)])
def test_a_file_that_is_no_log_is_replaced(path: Path, data: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    with open_log(path, never) as log:
        assert log.documents() == {}


def test_a_log_of_another_layout_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE documents (something TEXT)")
    other.close()
    with open_log(path, never) as log:
        log.keep_documents([("a", b"k", b"r")])
        assert log.documents() == {"a": (b"k", b"r")}


def test_damage_that_shows_later_is_told(path: Path) -> None:
    with open_log(path, never) as log:
        log.keep_texts((f"{number}", "text" * 500, b"") for number in range(500))
        log.commit()
    data = bytearray(path.read_bytes())
    data[8_192:-4_096] = b"\x7f" * (len(data) - 12_288)
    path.write_bytes(data)
    with pytest.raises(LogDamagedError):
        read_all(path)


def read_all(path: Path) -> None:
    """Everything that the log has."""
    with open_log(path, never) as log:
        log.bodies(f"{number}" for number in range(500))
        log.documents()
        log.outputs("output")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".cache").touch()
    with pytest.raises(LogUnwritableError):
        open_log(tmp_path / ".cache" / "build.sqlite", never)


def test_a_full_disk_is_told(path: Path) -> None:
    with open_log(path, never) as log:
        log.connection.execute("PRAGMA max_page_count = 40")
        with pytest.raises(LogUnwritableError, match="full"):
            log.keep_texts((f"{number}", "text" * 500, b"") for number in range(500))


def test_a_log_is_removed_with_its_journal(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    path.with_name("build.sqlite-journal").touch()
    remove_log(path)
    assert list(path.parent.iterdir()) == []


HOLD = """
import sys, time
from pathlib import Path
from generator.log import open_log
with open_log(Path(sys.argv[1]), lambda: None) as log:
    print("open", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def test_another_process_waits_until_the_first_has_ended(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), "1.0"], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"open\n"
    told: list[float] = []
    with open_log(path, lambda: told.append(time.monotonic())):
        assert len(told) == 1
    assert holder.wait(timeout=30) == 0
    holder.stdout.close()


def test_a_process_that_is_killed_lets_go(path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), "60"], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.kill()
    holder.wait()
    holder.stdout.close()
    with open_log(path, never) as log:
        assert log.documents() == {}


def test_who_waits_too_long_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "WAITS", 0.2)
    with open_log(path, never), pytest.raises(LogUnwritableError, match="open"):
        open_log(path, lambda: None)


def test_a_log_closes_with_its_block(path: Path) -> None:
    with open_log(path, never) as log:
        assert isinstance(log, Log)
    with open_log(path, never):
        assert log.path == path
