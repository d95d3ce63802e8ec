"""How far a build has come, for whoever waits for it.

In: the calls of a `Clock`. Out, on a terminal: one line with the stage, a bar, the count and the
rate, which is gone when the build ends. Elsewhere: a plain line now and then. A quick build shows
neither.

    render |█████████████▌                  | 4,000 of 10,000 (2,100/s)
    render: 4,000 of 10,000 (2,100/s)

A thread draws, because a stage that waits for another program can tell nothing meanwhile; the build
only leaves it a note of how far it is. The line is made of characters and returns to its beginning,
nothing else: no cursor is hidden and no colour set that an interruption could leave behind.

tqdm fits the bar to the terminal. Only its drawing is used (its objects bring a lock that stays
locked after an interruption), and it is imported when there is a bar to draw: that takes longer
than many a build. Rejected: rich, as quick to import but twenty times the size, and it hides the
cursor.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

import msgspec
from msgspec import Struct

TICK = 0.1
"""Seconds between two looks at how far the build is."""
QUICK = 0.5
"""Seconds after which a build is long enough for a bar."""
LONG = 2.0
"""Seconds after which a stage is long enough for a plain line."""
PAUSE = 5.0
"""Seconds between two plain lines about one stage."""
WIDEST = 80
"""Columns that a bar takes at most."""


class Stage(Struct, frozen=True):
    """A stage and how far it is; `begin` is in seconds of `time.perf_counter`."""

    name: str
    total: int
    begin: float
    count: int = 0


class Drawing(Protocol):
    """One way to show a stage."""

    def draw(self, stage: Stage, now: float) -> None:
        """Show the stage, if it is time to."""

    def clear(self) -> None:
        """Leave the screen as it was found."""


class Display:
    """Shows a build's progress: a `clock.Progress`. To be closed, whatever happens."""

    def __init__(self, stream: TextIO, drawing: Drawing) -> None:
        self._stream = stream
        self._drawing = drawing
        self._stages: list[Stage] = []
        self._now: Stage | None = None
        self._lock = threading.Lock()
        self._is_closed = threading.Event()
        self._thread: threading.Thread | None = None

    def begin(self, stage: str, total: int) -> None:
        """A stage begins; the first one starts the thread that draws."""
        self._stages.append(Stage(stage, total, time.perf_counter()))
        self._now = self._stages[-1]
        if self._thread is None:
            self._start()

    def advance(self, count: int) -> None:
        """More of the stage is done."""
        stage = self._stages[-1]
        self._stages[-1] = msgspec.structs.replace(stage, count=stage.count + count)
        self._now = self._stages[-1]

    def end(self) -> None:
        """The stage is over; the one around it goes on, if there is one."""
        self._stages.pop()
        self._now = self._stages[-1] if self._stages else None

    def wait(self, message: str) -> None:
        """Say why nothing happens."""
        with self._lock:
            self._drawing.clear()
            self._stream.write(f"{message}\n")
            self._stream.flush()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """While other processes are started, no thread may be there to be copied half-way."""
        is_drawing = self._thread is not None
        self.close()
        yield
        if is_drawing:
            self._start()

    def close(self) -> None:
        """Stop drawing, and leave no trace of it on the screen."""
        self._is_closed.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _start(self) -> None:
        self._is_closed.clear()
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            while not self._is_closed.wait(TICK):
                stage = self._now
                if stage is not None:
                    with self._lock:
                        self._drawing.draw(stage, time.perf_counter())
            self._drawing.clear()
        except (OSError, ValueError):
            return  # the stream was closed: nobody is there any more to be shown anything


@contextmanager
def display(stream: TextIO) -> Iterator[Display]:
    """Show progress on a stream, as a bar or as plain lines, until the block is left."""
    shown = Display(stream, Bar(stream) if is_screen(stream) else Lines(stream))
    try:
        yield shown
    finally:
        shown.close()


def is_screen(stream: TextIO) -> bool:
    """Whether lines can be drawn over on a stream: a terminal that is not a dumb one."""
    terminal = os.environ.get("TERM", "dumb" if os.name == "posix" else "console")
    return stream.isatty() and terminal not in ("", "dumb", "unknown")


def progress_in_words(stage: Stage, now: float) -> str:
    """The count and the rate of a stage; its seconds, if any, where it counts nothing."""
    seconds = now - stage.begin
    if not stage.total and not stage.count:
        return f"{seconds:.0f} s" if seconds >= 1 else ""
    whole = f" of {stage.total:,}" if stage.total else ""
    rate = stage.count / seconds if seconds > 0 else 0.0
    speed = f" ({rate:,.0f}/s)" if rate >= 10 else f" ({rate:.1f}/s)"
    return f"{stage.count:,}{whole}{speed if stage.count else ''}"


class Bar:
    """One line at the foot of a terminal, drawn over and over."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._begin: float | None = None
        self._drawn = 0

    def draw(self, stage: Stage, now: float) -> None:
        """Draw the line anew, once the build has taken a while."""
        if self._begin is None:
            self._begin = stage.begin
        if now - self._begin >= QUICK:
            line = self._line(stage, now).rstrip()
            self._put(line.ljust(self._drawn))
            self._drawn = len(line)

    def clear(self) -> None:
        """Put spaces over the line."""
        if self._drawn:
            self._put(" " * self._drawn)
            self._drawn = 0

    def _line(self, stage: Stage, now: float) -> str:
        from tqdm import tqdm  # noqa: PLC0415 - see the design note

        words = progress_in_words(stage, now)
        bar = "|{bar}| " if stage.total else ""
        is_unicode = (self._stream.encoding or "").lower().startswith("utf")
        line: str = tqdm.format_meter(
            n=min(stage.count, stage.total),
            total=stage.total,
            elapsed=now - stage.begin,
            ncols=self._columns(),
            ascii=not is_unicode,
            bar_format=f"{stage.name} {bar}{words}",
        )
        return line

    def _columns(self) -> int:
        """One less than there are: a character in the last column would break the line."""
        try:
            columns = os.get_terminal_size(self._stream.fileno()).columns
        except OSError:  # a stream may be a terminal without having a file of its own
            columns = 0
        return max(1, min(columns or WIDEST, WIDEST) - 1)

    def _put(self, text: str) -> None:
        """The cursor rests at the beginning: what is typed or printed there covers the line."""
        self._stream.write(f"\r{text}\r")
        self._stream.flush()


class Lines:
    """Plain lines, few of them."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._last = ("", 0.0)
        self._next = 0.0

    def draw(self, stage: Stage, now: float) -> None:
        """Print a line when a stage turns out to be long, and then now and then."""
        if (stage.name, stage.begin) != self._last:
            self._last = (stage.name, stage.begin)
            self._next = stage.begin + LONG
        if now >= self._next:
            self._next = now + PAUSE
            self._stream.write(f"{stage.name}: {progress_in_words(stage, now)}\n")
            self._stream.flush()

    def clear(self) -> None:
        """Lines stay."""
