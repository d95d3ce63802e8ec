"""The channel between the builds and the browsers.

In: events of builds, from one thread. Out: for any number of browsers what happened since the build
that their page is of, now and from now on. A tab may have slept for a day, or be of an earlier run
of the preview; it is told the little that changes its page, or to load it anew.

While files take their places (`placing`) nobody reads them, so that a page is of one build and
carries that build's number. Readers and the build wait for one another, but not for ever.
"""

from __future__ import annotations

import secrets
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

from generator.preview.events import Building, Built, Event, Failed, Mended, Reload

REMEMBERED = 50
"""Builds that a sleeping tab may miss without being loaded anew."""
PATIENCE = 2.0
"""Seconds that readers and a build that places its files wait for one another at most."""


class Channel:
    """All that browsers know of the builds. Every method may be called from any thread."""

    def __init__(self) -> None:
        self.run = secrets.token_hex(4)
        self.streams = 0
        self._changed = threading.Condition()
        self._events: deque[tuple[int, Event]] = deque(maxlen=REMEMBERED)
        self._serial = 0
        self._built: deque[Built] = deque(maxlen=REMEMBERED)
        self._number = 0
        self._failed: Failed | None = None
        self._building: tuple[int, Building] | None = None
        self._is_ready = False
        self._is_closed = False
        self._readers = 0
        self._is_placing = False

    # --- The builds' side -------------------------------------------------------------------------

    def announce(self, event: Event) -> None:
        """Tell all browsers."""
        with self._changed:
            self._serial += 1
            self._building = (self._serial, event) if isinstance(event, Building) else None
            if not isinstance(event, Building):
                self._events.append((self._serial, event))
            if isinstance(event, Built):
                self._built.append(event)
                self._number = event.number
            if isinstance(event, Built | Mended):
                self._failed, self._is_ready = None, True
            if isinstance(event, Failed):
                self._failed = event
            self._changed.notify_all()

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Nobody reads the output folder meanwhile."""
        with self._changed:
            self._is_placing = True
            self._changed.wait_for(lambda: self._readers == 0, PATIENCE)
        try:
            yield
        finally:
            with self._changed:
                self._is_placing = False
                self._changed.notify_all()

    def close(self) -> None:
        """End all streams."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    # --- The browsers' side -----------------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[int]:
        """The number of the build whose files stand while the context lasts."""
        with self._changed:
            self._changed.wait_for(lambda: not self._is_placing, PATIENCE)
            self._readers += 1
            number = self._number
        try:
            yield number
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @property
    def is_ready(self) -> bool:
        """Whether a build of this run has made the site."""
        with self._changed:
            return self._is_ready

    @property
    def building(self) -> Building | None:
        """How far the build is that goes on now."""
        with self._changed:
            return self._building[1] if self._building else None

    @property
    def failed(self) -> Failed | None:
        """What is wrong since the last build, if that was refused."""
        with self._changed:
            return self._failed

    def since(self, run: str, number: int) -> tuple[Event, ...]:
        """What a page of build `number` has missed."""
        with self._changed:
            return self._since(run, number)

    def follow(self, run: str, number: int, pause: float) -> Iterator[Event | None]:
        """What a page has missed, and then everything as it happens, until the channel is closed.

        None comes after each `pause` seconds in which nothing happened.
        """
        with self._changed:
            missed, serial = self._since(run, number), self._serial
            self.streams += 1
        try:
            yield from missed
            yield from self._from(serial, pause)
        finally:
            with self._changed:
                self.streams -= 1

    def _from(self, serial: int, pause: float) -> Iterator[Event | None]:
        while True:
            with self._changed:
                if self._serial == serial and not self._is_closed:
                    self._changed.wait(pause)
                if self._is_closed:
                    return
                known = [*self._events, *([self._building] if self._building else [])]
                fresh = [(at, event) for at, event in known if at > serial]
                serial = self._serial
            yield from (event for _, event in fresh)
            if not fresh:
                yield None

    def _since(self, run: str, number: int) -> tuple[Event, ...]:
        missed = tuple(event for event in self._built if event.number > number)
        if run != self.run or number > self._number or len(missed) != self._number - number:
            return (Reload(),)
        failed = (self._failed,) if self._failed else ()
        return (*missed, *failed, *((self._building[1],) if self._building else ()))
