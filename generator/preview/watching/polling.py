"""Looking at the sources over and over, where the system does not tell of changes.

In: the site's folder. Out: the paths whose size, time or number changed since the last look. One
look at 10,000 files takes a twentieth of a second. (watchdog's own poller was measured at 3.2 s for
15,000 files, and keeps a second copy of everything to compare.)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from threading import Event, Thread

from generator.build import FOLDERS
from generator.preview.watching.paths import CONFIG, concerns

Stamps = dict[str, tuple[int, int, int]]
Told = Callable[[str], None]
"""Is told each path that changed."""


class Poller:
    """Looks every `pause` seconds from its start until it is stopped."""

    def __init__(self, root: str, pause: float, told: Told) -> None:
        self._root = root
        self._pause = pause
        self._told = told
        self._is_stopped = Event()
        self._seen = look(root)
        self._thread = Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._is_stopped.set()
        self._thread.join()

    def is_alive(self) -> bool:
        """Whether it still looks."""
        return self._thread.is_alive()

    def _run(self) -> None:
        while not self._is_stopped.wait(self._pause):
            found = look(self._root)
            for path in changed(self._seen, found):
                self._told(path)
            self._seen = found


def look(root: str) -> Stamps:
    """How every source stands."""
    stamps: Stamps = {}
    for path, place in _files(root):
        try:
            status = os.stat(place)
        except OSError:
            continue
        stamps[path] = status.st_size, status.st_mtime_ns, status.st_ino
    return stamps


def changed(before: Stamps, now: Stamps) -> list[str]:
    """Paths that came, went or stand otherwise."""
    return sorted(path for path in before.keys() | now.keys() if before.get(path) != now.get(path))


def _files(root: str) -> Iterator[tuple[str, str]]:
    yield CONFIG, os.path.join(root, CONFIG)
    for folder in FOLDERS:
        for place, folders, names in os.walk(os.path.join(root, folder), followlinks=False):
            below = os.path.relpath(place, root).replace(os.sep, "/")
            folders[:] = [name for name in folders if concerns(f"{below}/{name}")]
            for name in names:
                if concerns(f"{below}/{name}"):
                    yield f"{below}/{name}", os.path.join(place, name)
