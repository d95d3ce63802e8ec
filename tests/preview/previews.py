"""A preview of a small site that runs in this process, for tests that edit and look."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from generator.build import Options
from generator.model import Report
from generator.preview.session import Session, Settings, open_session

DEADLINE = 20.0
"""Seconds that anything may take on a slow machine."""


class Recorder:
    """A terminal that remembers."""

    def __init__(self) -> None:
        self.address = self.method = self.reason = ""
        self.changes: list[tuple[str, ...]] = []
        self.reports: list[Report] = []
        self.indexings: list[Report] = []
        self.defects: list[str] = []

    def serving(self, address: str, method: str, reason: str) -> None:
        """Where, and how."""
        self.address, self.method, self.reason = address, method, reason

    def changed(self, paths: Sequence[str]) -> None:
        """A build begins."""
        self.changes.append(tuple(paths))

    def outcome(self, report: Report, _seconds: float) -> None:
        """A build ended."""
        self.reports.append(report)

    def indexed(self, report: Report, _seconds: float) -> None:
        """Search is up to date."""
        self.indexings.append(report)

    def defect(self, trace: str) -> None:
        """An error of our own."""
        self.defects.append(trace)

    def progress(self) -> Any:
        """Nobody looks."""
        return nullcontext()


class Preview:
    """A running preview: its session, what the terminal saw, and the site's folder."""

    def __init__(self, site: Path, session: Session, terminal: Recorder) -> None:
        self.site = site
        self.session = session
        self.terminal = terminal
        self.address = session.address.replace("localhost", "127.0.0.1")

    def until(self, what: Callable[[], object]) -> None:
        """Wait until something holds."""
        until(what)

    def until_built(self, times: int) -> None:
        """Wait until so many builds have ended, and none is due."""
        until(lambda: len(self.terminal.reports) >= times and not self.session.watcher.is_waiting())


@contextmanager
def previewing(
    site: Path, *, run: bool = True, settings: Any = None, **more: Any
) -> Iterator[Preview]:
    """A preview of a site; `more` are build options. It has built once when the block begins."""
    asked_for: dict[str, Any] = {"site": site, "output": site / "output", "search": False}
    options = Options(**(asked_for | more))
    terminal = Recorder()
    asked = settings or Settings(port=0)
    with open_session(options, asked, terminal) as session:
        thread = threading.Thread(target=session.loop.run)
        if run:
            thread.start()
        found = Preview(site, session, terminal)
        try:
            if run:
                until(lambda: terminal.reports or terminal.defects)
            yield found
        finally:
            session.watcher.close()
            if run:
                thread.join(DEADLINE)
    assert not thread.is_alive()


def until(what: Callable[[], object]) -> None:
    """Wait until something holds; fail after the deadline."""
    end = time.monotonic() + DEADLINE
    while not what():
        assert time.monotonic() < end, "it did not come to that in time"
        time.sleep(0.005)
