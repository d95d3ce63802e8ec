"""Workers on this machine: this process alone for little, processes beside it for much.

In: a map and how many items it has in all. Below `POOL_PAYS` items it is done here, one chunk after
the other, because starting processes would cost more than they save. Once there are processes they
are kept until the end of the build, and do the small maps as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Protocol, Self

from generator.workers.contract import Task
from generator.workers.method import POOL_PAYS, start_method


class Crew(Protocol):
    """The processes, as seen from here."""

    @property
    def losses(self) -> tuple[str, ...]:
        """As of `Workers`."""

    def map(
        self, task: Task, shared: bytes, chunks: Iterable[bytes], items: int
    ) -> Iterator[bytes]:
        """As of `Workers`."""

    def close(self) -> None:
        """End all processes."""


class Local:
    """Up to `jobs` processes, or none."""

    def __init__(self, jobs: int, alone: Callable[[], AbstractContextManager[object]]) -> None:
        self._jobs = jobs
        self._alone = alone
        self._crew: Crew | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._crew is not None:
            self._crew.close()

    @property
    def losses(self) -> tuple[str, ...]:
        """Processes that ended before their time."""
        return self._crew.losses if self._crew is not None else ()

    def map(
        self, task: Task, shared: bytes, chunks: Iterable[bytes], items: int
    ) -> Iterator[bytes]:
        """The results in order; see `Workers.map`."""
        if self._crew is None and not self._pays(items):
            return (task(shared, chunk) for chunk in chunks)
        return self._employed().map(task, shared, chunks, items)

    def _pays(self, items: int) -> bool:
        if self._jobs == 1 or items < POOL_PAYS["fork"]:
            return False
        if items >= POOL_PAYS["spawn"]:
            return True
        with self._alone():
            return start_method() == "fork"

    def _employed(self) -> Crew:
        if self._crew is None:
            from generator.workers.processes import Processes  # noqa: PLC0415 - often not needed

            self._crew = Processes(self._jobs, self._alone)
        return self._crew
