"""Comparing two folders of files, byte by byte.

In: a built site and a clean build of the same sources. Out: every file that only one of them has,
and every file that differs, with the first place where it does. Links and empty folders count,
times and rights do not: no build promises them. A search bundle's lists are compared by what they
say (see `bundle`); where one cannot be understood, by its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from generator.verify.bundle import (
    ENTRY,
    Part,
    UnreadableBundleError,
    bundle_parts,
    loose_files,
)

Kind = Literal["missing", "unexpected", "different"]

FILE = "a file"
LEAD = 30
"""Characters that are shown before the first one that differs."""
WIDTH = 70
"""Characters that are shown of a line."""


class Difference(Struct, frozen=True):
    """One file of a built site that is not as a clean build has it.

    `path` is relative to both folders; a folder's ends with a slash. A file is `missing` from the
    built site, `unexpected` in it, or `different`. Then `byte` counts the equal bytes before the
    first difference; where both files are text, `line` is the line of it (from 1), and `built` and
    `clean` are what they say there.
    """

    path: str
    kind: Kind
    line: int = 0
    byte: int = 0
    built: str = ""
    clean: str = ""


class Comparison(Struct, frozen=True):
    """How a built site stands beside a clean build: how many files that has, and what differs."""

    files: int
    differences: tuple[Difference, ...]


def compare_trees(built: Path, clean: Path) -> Comparison:
    """Compare a built site with a clean build; differences are sorted by path."""
    ours, theirs = set(_paths(built)), set(_paths(clean))
    files = sum(not path.endswith("/") for path in theirs)
    found: list[Difference] = []
    for bundle in _bundles(ours & theirs):
        try:
            parts = bundle_parts(built / bundle), bundle_parts(clean / bundle)
        except UnreadableBundleError:
            continue
        found += _bundle_differences(bundle, *parts)
        ours -= {bundle + path for path in loose_files(built / bundle)}
        theirs -= {bundle + path for path in loose_files(clean / bundle)}
    found += [Difference(path, "missing") for path in theirs - ours]
    found += [Difference(path, "unexpected") for path in ours - theirs]
    for path in ours & theirs:
        found += _file_differences(path, built / path, clean / path)
    return Comparison(files, tuple(sorted(found, key=lambda each: (each.path, each.kind))))


def _paths(folder: Path) -> Iterator[str]:
    """Every file and link below a folder, and every empty folder, with a slash at its end."""
    for current, folders, names in os.walk(folder, onerror=_stop):
        below = os.path.relpath(current, folder).replace(os.sep, "/")
        start = "" if below == "." else f"{below}/"
        links = [name for name in folders if Path(current, name).is_symlink()]
        yield from (start + name for name in names + links)
        if start and not names and not folders:
            yield start


def _stop(error: OSError) -> None:
    """A folder that cannot be listed is not to be taken for an empty one."""
    raise error


# --- Files ----------------------------------------------------------------------------------------


def _file_differences(path: str, built: Path, clean: Path) -> Iterator[Difference]:
    if path.endswith("/"):
        return
    natures = _nature(built), _nature(clean)
    if natures != (FILE, FILE):
        if natures[0] != natures[1]:
            yield Difference(path, "different", built=natures[0], clean=natures[1])
        return
    ours, theirs = built.read_bytes(), clean.read_bytes()
    if ours != theirs:
        yield _first_difference(path, ours, theirs)


def _nature(path: Path) -> str:
    if path.is_symlink():
        return f"a link to {path.readlink()}"
    if not path.is_file():
        return "no file"
    return FILE if os.access(path, os.R_OK) else "a file that cannot be read"


def _first_difference(path: str, built: bytes, clean: bytes) -> Difference:
    """The first place where the contents of two files differ."""
    byte = _equal_start(built, clean)
    try:
        texts = built.decode("utf-8"), clean.decode("utf-8")
    except UnicodeDecodeError:
        return Difference(path, "different", byte=byte)
    line = built.count(b"\n", 0, byte) + 1
    ours, theirs = _around(*(text.split("\n")[line - 1] for text in texts))
    return Difference(path, "different", line=line, byte=byte, built=ours, clean=theirs)


def _around(built: str, clean: str) -> tuple[str, str]:
    """Two texts about where they begin to differ."""
    start = max(0, _equal_start(built, clean) - LEAD)
    return built[start : start + WIDTH], clean[start : start + WIDTH]


def _equal_start(first: str | bytes, second: str | bytes) -> int:
    """How many characters or bytes are the same at the beginning of both."""
    shorter = min(len(first), len(second))
    return next((at for at in range(shorter) if first[at] != second[at]), shorter)


# --- Search bundles -------------------------------------------------------------------------------


def _bundles(paths: Iterable[str]) -> list[str]:
    """The folders of search bundles, each with a slash at its end."""
    return [path.removesuffix(ENTRY) for path in paths if path.endswith(f"/{ENTRY}")]


def _bundle_differences(
    bundle: str, built: dict[str, Part], clean: dict[str, Part]
) -> Iterator[Difference]:
    for name in built.keys() - clean.keys():
        yield Difference(bundle + built[name].path, "unexpected")
    for name in clean.keys() - built.keys():
        yield Difference(bundle + clean[name].path, "missing")
    for name in built.keys() & clean.keys():
        if built[name].value != clean[name].value:
            ours, theirs = _around(str(built[name].value), str(clean[name].value))
            yield Difference(bundle + built[name].path, "different", built=ours, clean=theirs)
