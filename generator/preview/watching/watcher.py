"""Watches a site's sources, and says when to build.

In: the site's folder. Out: each time something was changed and is complete, the paths that were.
The system tells of changes (watchdog); where it cannot, the sources are looked at every half
second.

What is told is never more than a reason to look: a build reads every source's stamp itself. So the
paths only serve to be shown, and a change that is told twice costs a look.

Files that were merely read or opened are told by some systems as well, and never count: a build
reads all files, and would follow itself. After a very large burst the system may have dropped
events; a second later it counts as another change. Folders that come, go or are replaced by others
are watched anew (`_refresh`); their numbers alone do not tell, since a new folder may have the
number of the one that went.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from generator.build import FOLDERS
from generator.preview.watching.methods import failure_reason, polling_reason
from generator.preview.watching.paths import concerns
from generator.preview.watching.pending import Pending
from generator.preview.watching.polling import Poller

POLL = 0.5
"""Seconds between two looks where the system does not tell."""
REFRESH = 2.0
"""Seconds after which it is looked whether the watched folders are still the same."""
BURST = 5_000
"""Events after which some may have been dropped: Linux keeps 16,384."""
ECHO = 1.0
HARMLESS = frozenset({"opened", "closed_no_write"})
COMPLETE = frozenset({"closed", "moved"})
"""Kinds of events after which a file is whole."""


class Watcher:
    """Watches while its `with` block lasts. `method` says how, `reason` why it is not otherwise."""

    def __init__(self, root: Path, output: Path, poll: float | None = None) -> None:
        self._root = os.path.realpath(root)
        self._output = os.path.realpath(output)
        self._pending = Pending()
        self._changed = threading.Condition()
        self._last_build = 0.0
        self._is_closed = False
        self._echo: float | None = None
        self._watched: dict[str, tuple[int, int] | None] = {}
        self._next_look = 0.0
        self._is_outdated = False
        self._observer: Poller | BaseObserver | None = None
        self._poll = poll
        self.method = ""
        self.reason = ""

    def __enter__(self) -> Self:
        self.reason = "" if self._poll else polling_reason(Path(self._root))
        if not self._poll and not self.reason:
            self._observe()
        if self._observer is None:
            self._start_polling()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self._stop()

    # --- Asking -----------------------------------------------------------------------------------

    def wait(self, seconds: float | None = None) -> frozenset[str] | None:
        """The paths that changed, once a build is due; None after so long, or when closed."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self._is_closed:
            with self._changed:
                now = time.monotonic()
                due = self._due()
                if due is not None and due <= now:
                    return self._take(now)
                if until is not None and now >= until:
                    return None
                times = [each for each in (due, until, now + REFRESH) if each is not None]
                self._changed.wait(max(0.0, min(times) - now))
            self._refresh()
        return None

    def is_waiting(self) -> bool:
        """Whether something has changed that no build has seen."""
        with self._changed:
            return bool(self._pending)

    @property
    def is_closed(self) -> bool:
        """Whether the watching is over."""
        return self._is_closed

    def built(self) -> None:
        """A build has ended."""
        with self._changed:
            self._last_build = time.monotonic()

    def close(self) -> None:
        """End the waiting; may be called from anywhere, a signal's handler included."""
        self._is_closed = True
        if self._changed.acquire(blocking=False):
            self._changed.notify_all()
            self._changed.release()

    def _due(self) -> float | None:
        due = self._pending.due(self._last_build)
        return self._echo if due is None else due

    def _take(self, now: float) -> frozenset[str]:
        self._echo = now + ECHO if self._pending.count >= BURST else None
        return self._pending.take()

    # --- Being told -------------------------------------------------------------------------------

    def note(self, path: str, *, finished: bool = False) -> None:
        """Something happened to a path of the site."""
        with self._changed:
            self._pending.note(path, time.monotonic(), finished=finished)
            self._changed.notify_all()

    def told(self, event: FileSystemEvent) -> None:
        """The system tells of a change."""
        if event.event_type in HARMLESS or (event.is_directory and event.event_type == "modified"):
            return
        finished = event.event_type in COMPLETE and not event.is_directory
        for place in {event.src_path, event.dest_path} - {""}:
            path = self._path(os.fsdecode(place))
            if path is not None:
                if path in FOLDERS or os.path.islink(os.fsdecode(place)):
                    self._is_outdated = True
                self.note(path, finished=finished)

    def _path(self, place: str) -> str | None:
        """The path of a place below the site's folder, if the site may depend on it."""
        for folder in (self._output, os.path.join(self._root, ".cache")):
            if place == folder or place.startswith(folder + os.sep):
                return None
        path = os.path.relpath(place, self._root).replace(os.sep, "/")
        if path in FOLDERS or concerns(path):
            return path
        linked = self._watched.keys() - {self._root, *self._own()}
        return path if any(place.startswith(each + os.sep) for each in linked) else None

    # --- Watching ---------------------------------------------------------------------------------

    def _own(self) -> list[str]:
        """The folders of sources, wherever they stand."""
        return [os.path.join(self._root, folder) for folder in FOLDERS]

    def _observe(self) -> None:
        """Let the system tell; where it refuses, say why."""
        observer = Observer()
        handler = _Handler(self)
        own = self._own()
        linked = {target for folder in own for target in _links(folder)} - {self._root, *own}
        watched = {folder: _identity(folder) for folder in (self._root, *own, *sorted(linked))}
        try:
            for folder, identity in watched.items():
                if identity is not None:
                    observer.schedule(handler, folder, recursive=folder != self._root)
            observer.start()
        except OSError as error:
            self.reason = failure_reason(error)
            observer.unschedule_all()
            return
        self._observer = observer
        self._watched = watched
        self.method = "the system's own events"

    def _start_polling(self) -> None:
        pause = self._poll or POLL
        self._observer = Poller(self._root, pause, self.note)
        self._observer.start()
        self.method = f"looking every {pause:g} s"

    def _refresh(self) -> None:
        """Watch anew where a watched folder came, went or is another one, or the watching died."""
        now = time.monotonic()
        if isinstance(self._observer, Poller) or self._is_closed or now < self._next_look:
            return
        self._next_look = now + REFRESH
        is_alive = self._observer is not None and self._observer.is_alive()
        if (
            is_alive
            and not self._is_outdated
            and all(_identity(each) == known for each, known in self._watched.items())
        ):
            return
        self._is_outdated = False
        self._stop()
        self._observe()
        if self._observer is None:
            self._start_polling()
        self.note("site.yaml")

    def _stop(self) -> None:
        observer, self._observer = self._observer, None
        if observer is not None:
            observer.stop()
            if not isinstance(observer, Poller):
                observer.join()


class _Handler(FileSystemEventHandler):
    """Hands every event to the watcher."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Something happened, or was only read."""
        self._watcher.told(event)


def _identity(folder: str) -> tuple[int, int] | None:
    """Which folder stands there, if one does."""
    try:
        status = os.stat(folder)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _links(folder: str) -> Iterator[str]:
    """The folders that links below a folder lead to; of a linked file the folder it stands in."""
    if os.path.islink(folder):
        yield os.path.realpath(folder)
    for place, folders, names in os.walk(folder):
        for name in (*folders, *names):
            link = os.path.join(place, name)
            if os.path.islink(link):
                target = os.path.realpath(link)
                yield target if os.path.isdir(target) else os.path.dirname(target)
