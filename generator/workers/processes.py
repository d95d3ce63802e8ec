"""The map over processes on this machine.

In: chunks, as they are wanted. Out: their results in order. Each process has a socket of its own
and up to `DEPTH` chunks: one in work, one waiting. The main process does all the handing out and
taking in from one thread, when it is asked for the next result.

Why not `concurrent.futures.ProcessPoolExecutor`: when one of its processes is killed while it hands
back a result of more than 64 kB, it waits for the rest for ever (seen with Python 3.11, and a
system short of memory does kill); its processes outlive a main process that is killed; when one is
lost, all are; what chunks share goes along with every chunk; and it took a tenth longer. With a
socket for each process all five are easy.

A process that is lost is not replaced: what it had goes to the others, and in the end this process
does the rest itself.
"""

from __future__ import annotations

import selectors
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager

from generator.workers.contract import Task, name_of
from generator.workers.method import start_method
from generator.workers.process import Chunk, Process

DEPTH = 2
"""Chunks that a process has at once: one in work, one that waits."""
FLIGHT = 3
"""Chunks for each process that are out at once, with those whose results wait for their turn."""
SHARE = 100
"""Items that are worth a process of their own."""


class Processes:
    """Up to `jobs` processes, started by the first map and kept for the next."""

    def __init__(self, jobs: int, alone: Callable[[], AbstractContextManager[object]]) -> None:
        self._limit = jobs
        self._alone = alone
        self._running: list[Process] = []
        self._waiting: deque[Chunk] = deque()
        self._selector = selectors.DefaultSelector()
        self._losses: list[str] = []
        self._is_mapping = False

    @property
    def losses(self) -> tuple[str, ...]:
        """Processes that ended before their time."""
        return tuple(self._losses)

    def map(
        self, task: Task, shared: bytes, chunks: Iterable[bytes], items: int
    ) -> Iterator[bytes]:
        """The results in order; see `Workers.map`."""
        if self._is_mapping:
            raise RuntimeError("a map begins before the last one is at its end")
        name = name_of(task)
        flight: deque[Chunk] = deque()
        self._is_mapping = True
        try:
            self._start(min(self._limit, max(1, items // SHARE)))
            source = iter(chunks)
            self._refill(flight, source, name, shared)
            while flight:
                yield self._first(flight, task, name, shared)
                self._refill(flight, source, name, shared)
        except BaseException:
            self._stop()  # chunks of a map that nobody wants any more would answer into the next
            raise
        finally:
            self._is_mapping = False

    def close(self) -> None:
        """End all processes, and have no more."""
        self._stop()
        self._selector.close()

    def _stop(self) -> None:
        """End all processes at once; the next map starts new ones."""
        self._waiting.clear()
        while self._running:
            process = self._running.pop()
            self._selector.unregister(process.line)
            process.end()

    # --- Chunks -----------------------------------------------------------------------------------

    def _refill(
        self, flight: deque[Chunk], source: Iterator[bytes], name: str, shared: bytes
    ) -> None:
        """Take chunks from the source as long as there is room for them."""
        self._exchange(name, shared, timeout=0)
        while len(flight) < max(1, FLIGHT * len(self._running)):
            data = next(source, None)
            if data is None:
                return
            chunk = Chunk(data)
            flight.append(chunk)
            self._waiting.append(chunk)
            self._hand_out(name, shared)

    def _first(self, flight: deque[Chunk], task: Task, name: str, shared: bytes) -> bytes:
        """The result that is next in order."""
        chunk = flight.popleft()
        while chunk.answer is None:
            if not self._running:
                self._waiting.remove(chunk)
                return task(shared, chunk.data)
            self._exchange(name, shared, timeout=None)
        return chunk.result()

    def _exchange(self, name: str, shared: bytes, timeout: float | None) -> None:
        """Take in what has come, send what can be sent, and hand out what waits."""
        for process in self._running:
            wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if process.is_sending else 0)
            self._selector.modify(process.line, wanted, process)
        for key, _ in self._selector.select(timeout):
            process = key.data
            try:
                process.take()
                process.push()
            except (OSError, EOFError):
                self._lose(process)
        self._hand_out(name, shared)

    def _hand_out(self, name: str, shared: bytes) -> None:
        while self._waiting and self._running:
            process = min(self._running, key=_load)
            if len(process.given) >= DEPTH:
                return
            try:
                process.give(self._waiting.popleft(), name, shared)
            except (OSError, EOFError):
                self._lose(process)

    # --- Processes --------------------------------------------------------------------------------

    def _start(self, wanted: int) -> None:
        """Start what is missing of the wanted number; fewer, if the system grants no more."""
        if len(self._running) >= wanted:
            return
        with self._alone():
            method = start_method()
            while len(self._running) < wanted:
                try:
                    process = Process(method)
                except OSError as error:
                    self._losses.append(f"no more worker processes can be started: {error}")
                    self._limit = len(self._running)
                    return
                self._running.append(process)
                self._selector.register(process.line, selectors.EVENT_READ, process)

    def _lose(self, process: Process) -> None:
        """What a lost process had is done by the others, before anything new."""
        self._running.remove(process)
        self._selector.unregister(process.line)
        self._limit -= 1
        self._waiting.extendleft(reversed(process.given))
        self._losses.append(f"a worker process was lost: {_ending(process.end())}")


def _load(process: Process) -> int:
    return len(process.given)


def _ending(code: int) -> str:
    if code < 0:
        return f"killed by signal {-code}, perhaps for want of memory"
    return f"it ended with code {code}"
