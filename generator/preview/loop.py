"""The loop: wait for a change, build, tell the browsers; and bring search up to date in the quiet.

In: a watcher, the options of a build and the desk of the server. Out: builds, one after the other,
in one thread, by the one path that every build takes. Changes that come meanwhile make exactly one
more build.

A build leaves the search bundle as it is, since indexing takes seconds. After `QUIET` seconds
without a change it is brought up to date; a change gives that up at once.

An error of our own does not end the preview: it is shown with its traceback, and the next change is
another try.
"""

from __future__ import annotations

import gc
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol
from urllib.parse import urlsplit

from msgspec.structs import replace

from generator.build import Memory, Options, build, stops
from generator.clock import Clock, Progress
from generator.model import Plan, Report
from generator.preview.events import Building, Failed, Mended
from generator.preview.handler import Desk
from generator.preview.outcome import built
from generator.preview.shown import shown
from generator.preview.watching import Watcher
from generator.problems import Problem

QUIET = 2.0
"""Seconds without a change after which search is brought up to date."""
MOST_SHOWN = 20
"""Problems that a browser is given; the terminal has all of them."""
STEP = 0.1
"""Seconds between two events about how far a build is."""


class Terminal(Protocol):
    """Where the person who writes sees what happens."""

    def serving(self, address: str, method: str, reason: str) -> None:
        """The server answers from now on; how changes are seen, and why not otherwise."""

    def changed(self, paths: Sequence[str]) -> None:
        """A build begins because of these paths; of none if it is the first."""

    def outcome(self, report: Report, seconds: float) -> None:
        """What became of a build."""

    def indexed(self, report: Report, seconds: float) -> None:
        """Search is up to date."""

    def defect(self, trace: str) -> None:
        """A build ended in an error of our own."""

    def progress(self) -> AbstractContextManager[Progress | None]:
        """Who shows the progress of one build, if somebody does."""


class Loop:
    """Builds a site again and again; an `Audience` of its own builds."""

    def __init__(self, options: Options, desk: Desk, watcher: Watcher, terminal: Terminal) -> None:
        self._options = options
        self._desk = desk
        self._watcher = watcher
        self._terminal = terminal
        self._memory = Memory(lasts=True, audience=self)
        self._number = 0
        self._failed = False
        self._before: Plan | None = None
        self._is_indexed = False
        self._begin = 0.0
        self._telling = Telling(desk.channel.announce)

    def run(self) -> None:
        """Build, and then at every change, until the watcher is closed."""
        try:
            self._build(())
            self._follow()
        finally:
            self._memory.forget()

    def _follow(self) -> None:
        while not self._watcher.is_closed:
            is_late = self._options.search and not self._is_indexed and not self._failed
            changes = self._watcher.wait(QUIET if is_late else None)
            if changes is not None:
                self._build(sorted(changes))
            elif is_late and not self._watcher.is_closed:
                self._index()

    # --- An audience of builds --------------------------------------------------------------------

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Files take their places."""
        with self._desk.channel.placing():
            yield

    def placed(self, report: Report) -> None:
        """All files stand."""
        self._desk.problems = ()
        written = report.written
        now = self._plan()
        planned = self._memory.planned
        if planned is not None:
            config = planned.site.config
            self._desk.base = urlsplit(planned.plan.chrome.base_url).path or "/"
            self._desk.editor = config.editor
        if written is not None and (written.written or written.removed or not self._number):
            self._number += 1
            event = built(self._number, report, self._before, now)
            milliseconds = round(1_000 * (time.perf_counter() - self._begin))
            self._desk.channel.announce(replace(event, milliseconds=milliseconds))
            self._failed = False
        self._before = now

    def is_waiting(self) -> bool:
        """Whether there are changes that no build has seen, or the preview ends."""
        return self._watcher.is_waiting() or self._watcher.is_closed

    # --- Building ---------------------------------------------------------------------------------

    def _build(self, changes: Sequence[str]) -> None:
        self._terminal.changed(changes)
        report = self._try(replace(self._options, index=False))
        if report is not None:
            self._tell(report)
        self._watcher.built()
        _settle()

    def _index(self) -> None:
        """Bring search up to date, unless a change comes."""
        self._is_indexed = True
        report = self._try(self._options)
        if report is None:
            return
        if self.is_waiting():
            self._is_indexed = False
        else:
            self._terminal.indexed(report, time.perf_counter() - self._begin)
        _settle()

    def _try(self, options: Options) -> Report | None:
        """A build; None where it ended in an error of our own."""
        self._begin = time.perf_counter()
        try:
            with self._terminal.progress() as shown_here:
                observers = [self._telling, *([shown_here] if shown_here else [])]
                return build(options, Clock(*observers), self._memory)
        except Exception:  # noqa: BLE001 - it is shown in full, and the next change is another try
            trace = traceback.format_exc()
            self._terminal.defect(trace)
            self._fail((), trace)
            return None

    def _tell(self, report: Report) -> None:
        """Tell of a build what was not told while its files took their places."""
        is_good = report.written is not None and not stops(report.problems, self._options)
        self._terminal.outcome(report, time.perf_counter() - self._begin)
        if not is_good:
            self._fail(report.problems)
            return
        if report.written is not None and (report.written.written or report.written.removed):
            self._is_indexed = False
        if self._number == 0:
            self._number = 1
            self._desk.channel.announce(built(1, report, None, None))
        elif self._failed:
            self._desk.channel.announce(Mended(self._number))
        self._failed = False

    def _fail(self, problems: Sequence[Problem], defect: str = "") -> None:
        fatal = [each for each in problems if stops((each,), self._options)]
        ordered = sorted(fatal, key=lambda each: each.severity != "error")
        self._failed = True
        self._desk.problems = tuple(ordered)
        first = ordered[:MOST_SHOWN]
        values = tuple(
            shown(index, each, self._options.site, self._desk.editor)
            for index, each in enumerate(first)
        )
        self._desk.channel.announce(Failed(self._number, values, len(ordered) - len(first), defect))

    def _plan(self) -> Plan | None:
        planned = self._memory.planned
        return None if planned is None else planned.plan


class Telling:
    """Progress of builds for the browsers: a `clock.Progress`."""

    def __init__(self, tell: Callable[[Building], None]) -> None:
        self._tell = tell
        self._stages: list[Building] = []
        self._last = 0.0

    def begin(self, stage: str, total: int) -> None:
        """A stage begins."""
        self._stages.append(Building(stage, 0, total))
        self._now()

    def advance(self, count: int) -> None:
        """More of the stage is done."""
        if self._stages:
            stage = self._stages[-1]
            self._stages[-1] = Building(stage.stage, stage.done + count, stage.total)
            self._now()

    def end(self) -> None:
        """The stage is over."""
        self._stages.pop()

    def wait(self, message: str) -> None:
        """Another build has to end first."""
        self._tell(Building(message))

    def alone(self) -> AbstractContextManager[object]:
        """Nothing to pause: it has no thread."""
        return nullcontext()

    def _now(self) -> None:
        now = time.monotonic()
        if now - self._last >= STEP:
            self._last = now
            self._tell(self._stages[-1])


def _settle() -> None:
    """Take what a build keeps out of the garbage collector's sight.

    Going through a million lasting values would stop every request for a third of a second.
    """
    gc.freeze()
