"""Outputs that wait for the moment when all of them are there.

In: bytes. Out: whole files in the folder `.part/` on top of the output folder, named by a counter,
which can take their places by a rename each. Until then nothing of the site is touched, and none of
it is held in memory. The folder is on the same file system as the site, where a rename is one step
to whoever reads; a temporary beside each output could have another output's name.
"""

from __future__ import annotations

import os
from pathlib import Path

from generator.write.disk import Disk
from generator.write.forbid import STAGING


class Staging:
    """The waiting files of one build. What a killed one left is removed when the first comes."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._count = 0
        self._is_open = False
        self._made: list[Path] = []

    def add(self, data: bytes) -> str:
        """Write a file; its path."""
        if not self._is_open:
            self._open()
        self._count += 1
        path = f"{STAGING}/{self._count}"
        self._disk.write(path, data)
        return path

    def close(self) -> None:
        """Remove the folder with everything that still waits, and what a killed build left."""
        if self._disk.exists(STAGING):
            self._disk.remove_whole(STAGING)
        self._is_open = False

    def undo(self) -> None:
        """Remove what this staging made, the output folder too if nothing came to stand in it."""
        if not self._is_open:
            return
        self.close()
        while self._made and not any(self._made[-1].iterdir()):
            self._made.pop().rmdir()

    def _open(self) -> None:
        self._is_open = True
        self._make_folder()
        if self._disk.exists(STAGING):
            self._disk.remove_whole(STAGING)
        self._disk.make_folder(STAGING)

    def _make_folder(self) -> None:
        """Make the output folder and those above it, and remember which."""
        folder = Path(self._disk.folder).absolute()
        missing = [path for path in (folder, *folder.parents) if not os.path.lexists(path)]
        for path in reversed(missing):
            path.mkdir()
            self._made.append(path)
