"""How the search bundle stands.

In: the output folder. Out: a digest over the names and stamps of all files of the bundle: if it is
as a build left it, nobody changed, added or removed one since.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from generator.urls import digest
from generator.write.forbid import SEARCH_FOLDER


class GivenUpError(Exception):
    """Nobody waits for the index any more."""


def bundle_seal(folder: Path) -> str:
    """The seal of the bundle in an output folder; empty where there is none."""
    lines = sorted(_lines(os.fspath(folder / SEARCH_FOLDER), ""))
    return digest("\n".join(lines).encode("utf-8", "surrogatepass")) if lines else ""


def _lines(place: str, below: str) -> Iterator[str]:
    """A line for each file and folder of the bundle."""
    try:
        with os.scandir(place) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                path = f"{below}/{entry.name}"
                numbers = (status.st_mode, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
                yield f"{path} {numbers} {status.st_ino}"
                if entry.is_dir(follow_symlinks=False):
                    yield from _lines(entry.path, path)
    except FileNotFoundError:
        return
