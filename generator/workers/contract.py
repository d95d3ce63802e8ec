"""What the build may ask of workers, whichever they are, and how a task is named on its way."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

Task = Callable[[bytes, bytes], bytes]
"""A pure function of a module: what all chunks share, and one chunk, to its result."""


class ClusterProblem(Exception):  # noqa: N818 - shown to people as a problem, not as our defect
    """What is wrong with a cluster, and what would mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class Workers(Protocol):
    """Those who do the work, from `with` to its end."""

    @property
    def losses(self) -> tuple[str, ...]:
        """What went wrong and was made good by doing the work again, in words."""

    def map(
        self, task: Task, shared: bytes, chunks: Iterable[bytes], items: int
    ) -> Iterator[bytes]:
        """`task(shared, chunk)` for each chunk, in order; `items` is what the chunks hold in all.

        One map at a time. Raises what the task raises, with the worker's traceback as a note.
        """

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def name_of(task: Task) -> str:
    """The text by which another process finds a task: its module and its name."""
    name = f"{getattr(task, '__module__', '')}:{getattr(task, '__qualname__', '')}"
    try:
        found = task_named(name)
    except (ImportError, AttributeError, ValueError):
        found = None
    if found is not task:
        raise ValueError(f"{name} is not a function that a module holds by that name")
    return name


def task_named(name: str) -> Task:
    """The task of a name; its module is imported."""
    module, _, function = name.partition(":")
    task: Task = getattr(importlib.import_module(module), function)
    return task
