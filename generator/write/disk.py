"""The output folder as the system sees it: the few calls that writing a site is made of.

Paths are relative to the folder, with forward slashes; the empty path is the folder itself. No link
is followed. A site of 10,000 pages takes some 100,000 of these calls, so they take plain strings: a
`Path` costs as much as the call itself. A second thread saves nothing: Python holds its lock for
most of such a call.

**Stamps and ticks.** The clock that files are stamped by stands still for a few milliseconds at a
time, on some file systems for two seconds. Whoever changes a file twice within such a tick leaves
its stamp as it was, so a stamp proves something only when it is older than that.
"""

# Path's own methods are what this module avoids; see above.
# ruff: noqa: PTH100, PTH102, PTH105, PTH106, PTH108, PTH112, PTH114, PTH118, PTH119, PTH123, PTH208

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.model import Stamp
from generator.problems import Problem

UNTRUSTED = Stamp(-1, -1, -1, -1)
"""The stamp of no file, in place of one that would prove nothing."""
TICK = 20_000_000
"""Nanoseconds; more than the slowest clock of Linux (10 ms) and Windows (16 ms) stand still."""
LONG_TICK = 2_000_000_000
"""The same where times are whole seconds: two of them on the FAT of memory cards."""
SECOND = 1_000_000_000
HAS_DIR_FD = os.stat in os.supports_dir_fd
"""Whether a folder can be held open and asked by names below it, which saves a sixth of `lstat`."""
FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class TreeUnwritableError(Exception):
    """The system refused to list or to write something of the output folder.

    `path` is relative to it, or its own name.
    """

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path = path
        self.message = message

    @property
    def problem(self) -> Problem:
        """The same, for a person."""
        return Problem(path=self.path, rule="unwritable-output", message=self.message)


class Disk:
    """One folder of the disk. All methods raise what the system raises."""

    def __init__(self, folder: Path) -> None:
        self.folder = os.fspath(folder)
        self._top = os.path.join(self.folder, "")

    def at(self, path: str) -> str:
        """Where something stands, for the system."""
        return self._top + path if path else self.folder

    # --- Asking -----------------------------------------------------------------------------------

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file or folder, as it is now."""
        return stamp_of(os.lstat(self.at(path)))

    def have(self, stamps: Mapping[str, Stamp]) -> bool:
        """Whether all of these still stand with these stamps."""
        try:
            descriptor = os.open(self.folder, FOLDER) if HAS_DIR_FD else None
        except OSError:
            return False
        top = "" if HAS_DIR_FD else self._top
        lstat = os.lstat
        try:
            for path, stamp in stamps.items():
                found = lstat(top + path or ".", dir_fd=descriptor)
                if (
                    found.st_ctime_ns != stamp.changed
                    or found.st_mtime_ns != stamp.modified
                    or found.st_ino != stamp.inode
                    or found.st_size != stamp.size
                ):
                    return False
        except OSError:
            return False
        finally:
            if descriptor is not None:
                os.close(descriptor)
        return True

    def exists(self, path: str) -> bool:
        """Whether anything stands there, were it a link that leads nowhere."""
        return os.path.lexists(self.at(path))

    def is_folder(self, path: str) -> bool:
        """Whether a folder stands there, and no link to one."""
        place = self.at(path)
        return os.path.isdir(place) and not os.path.islink(place)

    def names(self, path: str) -> set[str]:
        """The names of everything in a folder."""
        return set(os.listdir(self.at(path)))

    def entries(self, path: str) -> Iterator[os.DirEntry[str]]:
        """Everything in a folder."""
        with os.scandir(self.at(path)) as entries:
            yield from entries

    def read(self, path: str) -> bytes:
        """The bytes of a file."""
        with open(self.at(path), "rb", buffering=0) as file:
            return file.readall()

    # --- Changing ---------------------------------------------------------------------------------

    def write(self, path: str, data: bytes) -> None:
        """Write a file; nothing may stand there."""
        descriptor = os.open(self.at(path), NEW, 0o666)
        try:
            written = os.write(descriptor, data)
            while written < len(data):
                written += os.write(descriptor, memoryview(data)[written:])
        finally:
            os.close(descriptor)

    def move(self, path: str, to: str) -> None:
        """Give a file another name; a file or link that has it is replaced at that moment."""
        os.replace(self._top + path, self._top + to)

    def make_folder(self, path: str) -> None:
        """Make a folder; its parent must stand."""
        os.mkdir(self.at(path))

    def remove(self, path: str) -> None:
        """Remove a file or link, if it is still there."""
        try:
            os.unlink(self.at(path))
        except (FileNotFoundError, NotADirectoryError):
            return

    def remove_folder(self, path: str) -> None:
        """Remove an empty folder, if it is still there."""
        try:
            os.rmdir(self.at(path))
        except (FileNotFoundError, NotADirectoryError):
            return

    def remove_whole(self, path: str) -> None:
        """Remove whatever stands there, a folder with all that it holds."""
        if not self.is_folder(path):
            self.remove(path)
            return
        folders = [path]
        for folder in folders:
            for entry in list(self.entries(folder)):
                below = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(below)
                else:
                    self.remove(below)
        for folder in reversed(folders):
            self.remove_folder(folder)

    def failure(self, error: OSError, deed: str, path: str = "") -> TreeUnwritableError:
        """What the system refused, for a person; the path is the error's own if none is given."""
        place = path or self._path_of(error)
        reason = (error.strerror or type(error).__name__).lower()
        return TreeUnwritableError(place, f"this cannot be {deed}: {reason}")

    def _path_of(self, error: OSError) -> str:
        place = str(error.filename2 or error.filename or "")
        if not place.startswith(self._top):
            return os.path.basename(os.path.abspath(self.folder))
        return readable(place.removeprefix(self._top))


def stamp_of(status: os.stat_result) -> Stamp:
    """The stamp in the system's answer."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether any change after `now` (nanoseconds) would change the stamp.

    A time to come proves nothing: somebody's clock goes wrong.
    """
    newest = max(stamp.modified, stamp.changed)
    tick = LONG_TICK if newest % SECOND == 0 else TICK
    return newest + tick <= now


def let_tick_pass(stamps: Iterable[Stamp]) -> None:
    """Wait until the clock has left the tick in which the last of these was changed."""
    now = time.time_ns()
    changed = (stamp.changed for stamp in stamps)
    newest = max((moment for moment in changed if moment <= now), default=0)
    time.sleep(max(0, newest + TICK - now) / SECOND)


def readable(path: str) -> str:
    """A path with its undecodable bytes replaced, so that it can be printed."""
    return os.fsencode(path).decode("utf-8", "replace")


def parent_of(path: str) -> str:
    """The folder that something is in."""
    return path.rpartition("/")[0]
