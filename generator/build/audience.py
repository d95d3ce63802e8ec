"""Who follows a build while it goes on: a preview that shows its outcome to somebody.

In: moments of a build. Out: nothing that a build's outcome depends on, but for one thing: indexing
the search may be given up, since it takes seconds and whoever writes does not wait for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from generator.model import Report


class Audience(Protocol):
    """Somebody who follows builds."""

    def placing(self) -> AbstractContextManager[object]:
        """A context in which files of the output folder are put into place."""

    def placed(self, report: Report) -> None:
        """All files stand, within `placing`. Search and what the log learns come later."""

    def is_waiting(self) -> bool:
        """Whether the sources changed again: search is then left for the next build."""


class Nobody:
    """No audience."""

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Nothing happens."""
        yield

    def placed(self, report: Report) -> None:
        """Nothing happens."""

    def is_waiting(self) -> bool:
        """Nobody waits."""
        return False
