"""When a build is due: changes gathered, and the one decision about them.

In: changes as they are noticed, each with its time. Out: when to build. Pure: times are given.

An editor's save is many events, and many saves may be one thought (replace in all files). So a
build waits until nothing has happened for `QUIET`, but never longer than `MOST` after the first
change. A lone save after a calm is finished when the system says that its file was closed or moved
into place; then `BRIEF` is enough, and whoever writes sees it a tenth of a second sooner. A file
that went, or was made and not closed, may be half of a save: that always waits the whole time. What
comes within a second of a build is one of many, and waits `LONG`: fifty saves in five seconds are
six builds and not fifty.
"""

from __future__ import annotations

QUIET = 0.1
"""Seconds without a change after which one is taken for complete."""
BRIEF = 0.02
"""The same where every change says that it is complete, after a calm."""
LONG = 0.25
"""The same where the last build has only just ended."""
CALM = 1.0
"""Seconds since the last build that make a calm."""
MOST = 1.0
"""Seconds that a change waits at most."""


class Pending:
    """Changes that no build has seen."""

    def __init__(self) -> None:
        self._finished: dict[str, bool] = {}
        self._first = self._last = 0.0
        self.count = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def note(self, path: str, now: float, *, finished: bool) -> None:
        """Something happened to a path; `finished`: it is known to be complete."""
        if not self.count:
            self._first = now
        self._last = now
        self._finished[path] = finished
        self.count += 1

    def due(self, last_build: float) -> float | None:
        """When to build; None where nothing changed. `last_build` is when the last one ended."""
        if not self.count:
            return None
        if self._first - last_build < CALM:
            quiet = LONG
        else:
            quiet = BRIEF if all(self._finished.values()) else QUIET
        return min(self._last + quiet, self._first + MOST)

    def take(self) -> frozenset[str]:
        """Everything that changed, which is then no longer pending."""
        paths = frozenset(self._finished)
        self._finished.clear()
        self.count = 0
        return paths
