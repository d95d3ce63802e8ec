"""The files below a folder of the site, found alike on every machine.

In: the site's folder and the name of a folder in it. Out: where every file stands and is read from,
sorted by path, and problems for what was passed over although a person may miss it.

Paths are in Unicode's form NFC, because macOS hands out names in another form than they were given;
two files whose names differ in nothing else are told, and the first by its own bytes counts. Hidden
files and what editors and systems leave behind are passed over in silence. A link counts as what it
leads to, inside the site's folder: a found archive may hold links to anywhere, and in circles.

Rejected: `os.walk` and `Path.rglob`, which cannot follow a link without following a circle, and
which offer pipes and devices (reading a pipe never ends) as files.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from generator.model import Stamp
from generator.problems import Problem

LEFT_BEHIND = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig")
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


class Found(Struct, frozen=True):
    """A file: its path below the site's folder (with forward slashes), its place and its stamp."""

    path: str
    file: str
    stamp: Stamp


class _Folder(Struct, frozen=True):
    """A folder to be listed; `above` are the devices and inodes of the folders it stands in."""

    place: str
    path: str
    above: tuple[tuple[int, int], ...]


def walk(
    root: Path, folder: str, leave_out: Path | None = None
) -> tuple[list[Found], list[Problem]]:
    """Every file below `folder` of the site in `root`; the folder `leave_out` is not entered."""
    walker = _Walker(root, leave_out)
    walker.list_all(root, folder)
    by_path: dict[str, Found] = {}
    for found in sorted(walker.found, key=_by_path):
        if found.path in by_path:
            walker.problems.append(_same_name(found.path))
        by_path.setdefault(found.path, found)
    return list(by_path.values()), walker.problems


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file or folder that the system does not hand over."""
    if isinstance(error, FileNotFoundError):
        message = "this was there when the folder was listed, and then it was not"
        return Problem(path=path, rule="unreadable", message=message, hint="build again")
    reason = (error.strerror or type(error).__name__).lower()
    return Problem(path=path, rule="unreadable", message=f"this cannot be read: {reason}")


class _Walker:
    """Lists folders one after the other (not each inside the other, however deep they are)."""

    def __init__(self, root: Path, leave_out: Path | None) -> None:
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self._root = Path(os.path.realpath(root))
        self._leave_out = "" if leave_out is None else os.path.realpath(leave_out)

    def list_all(self, root: Path, folder: str) -> None:
        """Fill `found` and `problems` from a folder of the site, if there is one."""
        top = root / folder
        if not top.is_dir():
            return
        if not self._is_inside(os.fspath(top)):
            self.problems.append(_leads_outside(folder))
            return
        waiting = [_Folder(os.fspath(top), folder, (_identity(top.stat()),))]
        while waiting:
            waiting.extend(self._list(waiting.pop()))

    def _list(self, folder: _Folder) -> Iterator[_Folder]:
        """Take the files of a folder and give the folders in it."""
        try:
            with os.scandir(folder.place) as listing:
                entries = sorted(listing, key=_name)
        except OSError as error:
            self.problems.append(unreadable(folder.path, error))
            return
        for entry in entries:
            if not is_passed_over(entry.name):
                yield from self._take(folder, entry)

    def _take(self, folder: _Folder, entry: os.DirEntry[str]) -> Iterator[_Folder]:
        path = _composed(f"{folder.path}/{entry.name}")
        if not _is_nameable(entry.name):
            self.problems.append(_bad_name(path))
            return
        if entry.is_symlink() and not self._is_inside(entry.path):
            self.problems.append(_leads_outside(path))
            return
        try:
            status = entry.stat()
        except OSError as error:
            is_link = entry.is_symlink()
            self.problems.append(_dead_link(path) if is_link else unreadable(path, error))
            return
        if stat.S_ISREG(status.st_mode):
            self.found.append(Found(path, entry.path, stamp_of(status)))
        elif not stat.S_ISDIR(status.st_mode):
            self.problems.append(_no_file(path))
        elif _identity(status) in folder.above:
            self.problems.append(_circle(path))
        elif os.path.realpath(entry.path) != self._leave_out:
            yield _Folder(entry.path, path, (*folder.above, _identity(status)))

    def _is_inside(self, link: str) -> bool:
        """Whether a link leads to something in the site's folder that is not hidden."""
        target = Path(os.path.realpath(link))
        if not target.is_relative_to(self._root):
            return False
        return not any(part.startswith(".") for part in target.relative_to(self._root).parts)


def stamp_of(status: os.stat_result) -> Stamp:
    """What the system says of a file."""
    return Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _by_path(found: Found) -> tuple[str, bytes]:
    return found.path, os.fsencode(found.file)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _composed(path: str) -> str:
    """The path in Unicode's form NFC."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def is_passed_over(name: str) -> bool:
    """Whether a name is hidden, or one that editors and systems leave behind."""
    return (
        name.startswith((".", "~$"))
        or name.endswith(LEFT_BEHIND)
        or (name.startswith("#") and name.endswith("#"))
        or name.lower() in SYSTEM_FILES
    )


def _is_nameable(name: str) -> bool:
    """Whether a name can be shown and linked: it is text, without control characters."""
    if name.isprintable():
        return "\\" not in name
    return not any(unicodedata.category(char) in ("Cc", "Cs") for char in name) and "\\" not in name


# --- Problems -------------------------------------------------------------------------------------


def _bad_name(path: str) -> Problem:
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
    message = "this name holds characters that no web address can show, so it is left out"
    return _warning(shown, "bad-name", message, "rename it")


def _same_name(path: str) -> Problem:
    message = "two files have this name, spelt with different characters; only the first is used"
    return _warning(path, "same-name", message, "rename one of them")


def _leads_outside(path: str) -> Problem:
    message = "this link leads out of the site's folder or to something hidden, so it is left out"
    return _warning(path, "outside-link", message, "put the file itself here")


def _dead_link(path: str) -> Problem:
    message = "this link leads nowhere, so it is left out"
    return _warning(path, "dead-link", message, "mend or remove it")


def _circle(path: str) -> Problem:
    message = "this link leads back to a folder that it stands in, so it is left out"
    return _warning(path, "link-circle", message, "remove it")


def _no_file(path: str) -> Problem:
    return _warning(path, "no-file", "this is neither a file nor a folder, so it is left out", "")


def _warning(path: str, rule: str, message: str, hint: str) -> Problem:
    return Problem(path=path, severity="warning", rule=rule, message=message, hint=hint)
