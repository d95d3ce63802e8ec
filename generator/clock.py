"""What a build spends its time on: seconds by stage, progress while it runs, and a trace of it.

In: stages as they begin and end. Out: seconds for the report, calls of an observer that shows
progress, and a file for a trace viewer. Time is only read here and told to people: nothing of it
reaches an output.

The trace is in the Trace Event Format ("complete" events, times in microseconds), which
chrome://tracing, Perfetto and speedscope open:
https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
A trace of our own spans was preferred to a profiler's: it costs nothing and knows the
stages by name. (For single functions there is cProfile.)
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Protocol

import msgspec
from msgspec import Struct

PROCESS = LANE = 1
"""The one process of a trace, and its one thread."""
WAITING = "another build of this site is running; waiting until it ends"


class Progress(Protocol):
    """Who is told how far a build has come. Stages may lie within stages."""

    def begin(self, stage: str, total: int) -> None:
        """A stage begins that has `total` things to do; 0 where that is not known."""

    def advance(self, count: int) -> None:
        """So many more things of the stage are done."""

    def end(self) -> None:
        """The stage that began last is over."""

    def wait(self, message: str) -> None:
        """The build cannot go on, for the reason told."""

    def alone(self) -> AbstractContextManager[object]:
        """A context in which the observer has no thread: other processes are started."""


class Span(Struct, frozen=True):
    """Something that took time; `begin` and `end` are seconds of `time.perf_counter`."""

    name: str
    begin: float
    end: float


class Clock:
    """The time of one build. An exception ends a stage as well, and goes on."""

    def __init__(self, *observers: Progress) -> None:
        self._observers = observers
        self._start = time.perf_counter()
        self._seconds: dict[str, float] = {}
        self._inner: list[float] = []
        self._spans: list[Span] = []

    @contextmanager
    def stage(self, name: str, total: int = 0) -> Iterator[None]:
        """Time a stage with `total` things to do. What a stage within it takes is not its own."""
        self._seconds.setdefault(name, 0.0)
        self._inner.append(0.0)
        begin = time.perf_counter()
        for observer in self._observers:
            observer.begin(name, total)
        try:
            yield
        finally:
            for observer in self._observers:
                observer.end()
            end = time.perf_counter()
            self._seconds[name] += end - begin - self._inner.pop()
            if self._inner:
                self._inner[-1] += end - begin
            self._spans.append(Span(name, begin, end))

    def advance(self, count: int) -> None:
        """Tell that so many more things of the stage are done."""
        for observer in self._observers:
            observer.advance(count)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A context in which nobody who observes has a thread."""
        with ExitStack() as stack:
            for observer in self._observers:
                stack.enter_context(observer.alone())
            yield

    def waiting(self) -> None:
        """Tell that another build has to end first."""
        for observer in self._observers:
            observer.wait(WAITING)

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Each stage with its seconds, in the order in which they began."""
        return tuple(self._seconds.items())

    def trace(self) -> bytes:
        """Everything that was timed, in the Trace Event Format."""
        events = [_named("process_name", 0, "generator"), _named("thread_name", LANE, "stages")]
        spans = sorted(self._spans, key=lambda span: (span.begin, -span.end))
        events += [self._event(span) for span in spans]
        return msgspec.json.encode({"traceEvents": events, "displayTimeUnit": "ms"})

    def _event(self, span: Span) -> dict[str, object]:
        """Both ends are rounded, not the length: what lies within a span must stay within it."""
        begin, end = (round((at - self._start) * 1e6) for at in (span.begin, span.end))
        place = {"pid": PROCESS, "tid": LANE, "ts": begin, "dur": end - begin}
        return {"name": span.name, "ph": "X", **place}


def _named(what: str, number: int, name: str) -> dict[str, object]:
    """The event that names a process or a thread."""
    return {"name": what, "ph": "M", "pid": PROCESS, "tid": number, "args": {"name": name}}
