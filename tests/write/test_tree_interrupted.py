"""A build that is killed or refused at any moment leaves whole files, and the next completes it."""

from __future__ import annotations

import errno
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from generator.model import Stamp, Standing
from generator.urls import digest
from generator.write import TreeUnwritableError, check_folder
from generator.write.disk import Disk
from tests.output_tree import MARK, Memory, contents, write

CALLS = ("open", "write", "replace", "mkdir", "unlink", "rmdir")
"""Every call that changes the disk."""
OLD = {"a.txt": b"old a", "b/c.txt": b"old c", "b/d.txt": b"same", "e/f/g.txt": b"g", "h": b"h"}
NEW = {"a.txt": b"new a", "b/c.txt": b"new c", "b/d.txt": b"same", "e/f": b"f", "h/i/j": b"j"}
NO_SITE = Path(__file__).parent


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


class Fate:
    """Lets a number of calls through, and then none; a write that is not let through is halved."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, calls: int, end: Callable[[], object]):
        self.left = calls
        self.is_over = False
        for name in CALLS:
            monkeypatch.setattr(os, name, self._fated(name, getattr(os, name), end))

    def _fated(self, name: str, call: Callable[..., object], end: Callable[[], object]):
        def fated(*arguments: object, **options: object) -> object:
            if name == "open" and not int(str(arguments[1])) & os.O_CREAT:
                return call(*arguments, **options)
            self.left -= 1
            if self.left < 0:
                if name == "write" and not self.is_over:
                    descriptor, data = arguments
                    call(descriptor, bytes(data)[: len(bytes(data)) // 2])  # type: ignore[call-overload]
                self.is_over = True
                end()
            return call(*arguments, **options)

        return fated


def killed() -> None:
    raise Killed


def is_whole(folder: Path, *trees: dict[str, bytes]) -> bool:
    """Whether every file is one of these trees', or waits."""
    allowed = {(path, data) for tree in trees for path, data in (tree | MARK).items()}
    found = contents(folder) if folder.is_dir() else {}
    return all(
        item in allowed or item[0].startswith(".part/") or item[0].endswith("/")
        for item in found.items()
    )


def says_no_more_than_the_disk(folder: Path, memory: Memory) -> bool:
    """Whether each file with the stamp of its row has the bytes of its row."""
    disk = Disk(folder)
    rows = [each for each in memory.known.values() if disk.exists(each.path)]
    return all(
        digest(disk.read(each.path)) == each.digest
        for each in rows
        if disk.stamp(each.path) == each.stamp
    )


def completes(folder: Path, memory: Memory, planned: dict[str, bytes]) -> bool:
    """Whether the next build makes the tree what it should be, and a third finds nothing to do."""
    assert check_folder(folder, NO_SITE, planned) == ()
    write(folder, memory, planned)
    assert contents(folder) == MARK | planned
    result = write(folder, memory, planned)
    return (result.written, result.removed) == ((), ())


# --- Killed ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [None, OLD])
def test_a_build_may_be_killed_before_any_of_its_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes] | None
) -> None:
    monkeypatch.setattr("generator.write.tree.BATCH", 1)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    for calls in range(1_000):
        folder, memory = tmp_path / str(calls) / "output", Memory()
        if before is not None:
            write(folder, memory, before)
        with monkeypatch.context() as patched:
            fate = Fate(patched, calls, killed)
            with suppress(Killed):
                write(folder, memory, NEW)
        assert is_whole(folder, before or {}, NEW)
        assert says_no_more_than_the_disk(folder, memory)
        assert completes(folder, memory, NEW)
        if not fate.is_over:
            break
    assert calls > 15


CHILD = """
import json, sys
from pathlib import Path
from generator.model import Stamp, Standing
from generator.urls import digest
from generator.write import Tree

folder, log = Path(sys.argv[1]), Path(sys.argv[2])
rows = [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []
known = {row[0]: Standing(row[0], Stamp(*row[1]), row[2]) for row in rows}
print("begins", flush=True)
with log.open("a") as file:
    for turn in range(1_000):
        tree = Tree(folder, known, {})
        for number in range(200):
            path = f"{number % 7}/{(number + turn) % 150}/index.html"
            tree.stage(path, f"{turn % 2} {path} ".encode() * 400)
        for standings in tree.place():
            for each in standings:
                known[each.path] = each
                stamp = [each.stamp.size, each.stamp.modified, each.stamp.changed]
                row = [each.path, [*stamp, each.stamp.inode], each.digest]
                print(json.dumps(row), file=file, flush=True)
        tree.remove_unplanned({f"{n % 7}/{(n + turn) % 150}/index.html" for n in range(200)})
        tree.seal()
"""


def rows_of(log: Path) -> Memory:
    """What the log of a killed build says; a last line that was cut short is taken off."""
    lines = log.read_text().splitlines(keepends=True) if log.exists() else []
    log.write_text("".join(line for line in lines if line.endswith("\n")))
    rows = [json.loads(line) for line in log.read_text().splitlines()]
    return Memory({row[0]: Standing(row[0], Stamp(*row[1]), row[2]) for row in rows})


def test_a_build_may_be_killed_at_any_moment(tmp_path: Path) -> None:
    chance = random.Random(3)
    folder, log = tmp_path / "output", tmp_path / "log"
    planned = {f"{n % 7}/{n}/index.html": b"the end" for n in range(100)}
    for _ in range(24):
        arguments = [sys.executable, "-c", CHILD, str(folder), str(log)]
        with subprocess.Popen(arguments, cwd=NO_SITE.parents[1], stdout=subprocess.PIPE) as child:
            assert child.stdout.readline() == b"begins\n"
            time.sleep(chance.uniform(0, 0.12))
            child.kill()
        assert child.returncode == -9
        found = contents(folder) if folder.exists() else {}
        for path, data in found.items():
            whole = [f"{turn} {path} ".encode() * 400 for turn in range(2)]
            is_page = path == ".nojekyll" or data in (*whole, planned.get(path))
            assert is_page or path.startswith(".part/") or path.endswith("/")
        memory = rows_of(log)
        assert says_no_more_than_the_disk(folder, memory)
        if chance.random() < 0.3:
            assert completes(folder, memory, planned)
            log.unlink()


# --- Refused --------------------------------------------------------------------------------------


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("before", [None, OLD])
def test_the_disk_may_be_full_at_any_of_a_build_s_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: dict[str, bytes] | None
) -> None:
    monkeypatch.setattr("generator.write.tree.BATCH", 1)
    monkeypatch.setattr(time, "sleep", lambda _: None)
    monkeypatch.setattr(sys.modules[__name__], "CALLS", ("open", "write", "replace", "mkdir"))
    for calls in range(1_000):
        folder, memory = tmp_path / str(calls) / "output", Memory()
        if before is not None:
            write(folder, memory, before)
        with monkeypatch.context() as patched:
            fate = Fate(patched, calls, full)
            if_refused: TreeUnwritableError | None = None
            try:
                write(folder, memory, NEW)
            except TreeUnwritableError as error:
                if_refused = error
        assert (if_refused is not None) == fate.is_over
        if if_refused is None:
            break
        assert if_refused.message == "this cannot be written: no space left on device"
        assert not (folder / ".part").exists()
        assert folder.exists() == (before is not None or (folder / ".nojekyll").exists())
        assert is_whole(folder, before or {}, NEW)
        assert says_no_more_than_the_disk(folder, memory)
        assert completes(folder, memory, NEW)
    assert calls > 10


def test_a_staging_that_cannot_be_removed_either_is_removed_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, memory = tmp_path / "output", Memory()
    write(folder, memory, OLD)
    with monkeypatch.context() as patched:
        Fate(patched, 5, full)
        with pytest.raises(TreeUnwritableError, match="no space left"):
            write(folder, memory, NEW)
    assert (folder / ".part").is_dir()
    assert contents(folder).keys() >= (MARK | OLD).keys()
    assert completes(folder, memory, NEW)


LIMITED = """
import resource, sys
from pathlib import Path
from generator.write import Tree, TreeUnwritableError

tree = Tree(Path(sys.argv[1]), {}, {})
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))
tree.stage("small.txt", b"s" * 10_000)
try:
    tree.stage("large.txt", b"l" * 10_001)
except TreeUnwritableError as error:
    print(error)
"""


def test_a_file_that_the_system_cuts_short_is_refused(tmp_path: Path) -> None:
    arguments = [sys.executable, "-c", LIMITED, str(tmp_path / "output")]
    done = subprocess.run(
        arguments, cwd=NO_SITE.parents[1], capture_output=True, text=True, check=True
    )
    assert done.stdout == "large.txt: this cannot be written: file too large\n"
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, memory = tmp_path / "output", Memory()
    write(folder, memory, OLD)
    unlink = os.unlink

    def refused(path: str) -> None:
        if path.endswith("c.txt"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        unlink(path)

    with monkeypatch.context() as patched:
        patched.setattr(os, "unlink", refused)
        with pytest.raises(TreeUnwritableError) as caught:
            write(folder, memory, {})
    assert caught.value.problem.path == "b/c.txt"
    assert caught.value.problem.message == "this cannot be removed: permission denied"
    assert completes(folder, memory, {})
