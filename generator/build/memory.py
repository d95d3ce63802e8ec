"""What a process that builds again and again keeps of its last build.

In and out: values of each stage, next to what they were made from. A stage that is given the same
values once more gives the same answer; so `watch` asks for as little as an edit has changed, and a
single build, which begins with an empty memory, takes the same path. Nothing here decides anything:
forgetting is always right, and costs time.

It is valid as long as the build log is the one that these values were read from or kept in. Where
another process wrote to the log, or a build ended in an exception, everything is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.build.audience import Audience, Nobody
from generator.build.options import Options
from generator.log import Log, LogUnwritableError, log_in_memory, open_log, rest, resume
from generator.model import Document, Drawn, Page, Placed, Rights, Survey
from generator.problems import Problem

if TYPE_CHECKING:  # a build that finds nothing to do needs no stage
    from generator.link import Linkage
    from generator.plan import Planned


class ParsedBefore(Struct, frozen=True):
    """One source's document (none where there is nothing to show), for the digest that it had."""

    digest: str
    document: Document | None
    problems: tuple[Problem, ...]


Asked = tuple[tuple[Placed, ...], Rights, tuple[tuple[str, str], ...], tuple[tuple[str, int], ...]]
"""What drawing was asked for besides names: written links, rights, cited passages, kept ids."""


class DrawnBefore(Struct, frozen=True):
    """One document's links, with what they were drawn from: source, names, the rest."""

    digest: str
    names: bytes
    asked: Asked
    drawn: Drawn


class Viewed(Struct, frozen=True):
    """A page, and the digest of its view."""

    page: Page
    digest: bytes


class Memory(Struct):
    """The last value of each stage; empty in the beginning.

    `documents` and `drawn` are by path, `views` by output path. `lasts` is false where the process
    builds once: then nothing is kept longer than its stage needs it. The audience stays whatever
    is forgotten.
    """

    lasts: bool = False
    audience: Audience = Nobody()
    log: Log | None = None
    documents: dict[str, ParsedBefore] = field(default_factory=dict)
    survey: Survey | None = None
    drawn: dict[str, DrawnBefore] = field(default_factory=dict)
    linkage: Linkage | None = None
    planned: Planned | None = None
    views: dict[str, Viewed] = field(default_factory=dict)

    def forget(self) -> None:
        """Close the log, and begin anew."""
        if self.log is not None:
            self.log.close()
        empty = Memory(self.lasts, self.audience)
        for name in self.__struct_fields__:
            setattr(self, name, getattr(empty, name))


@contextmanager
def opened_log(options: Options, memory: Memory, waiting: Callable[[], None]) -> Iterator[Log]:
    """The build log, which rests or is closed afterwards; where none can be kept, one in memory."""
    try:
        log = _resumed(memory, waiting) or _opened(options, waiting)
        memory.log = log
        yield log
        _let_rest(log, memory)
    except BaseException:
        memory.forget()
        raise


def _let_rest(log: Log, memory: Memory) -> None:
    """End the use of the log. If what was done cannot be kept, the next build begins from less."""
    try:
        log.commit()
    except LogUnwritableError:
        memory.forget()
        return
    if memory.lasts:
        rest(log)
    else:
        memory.forget()


def _resumed(memory: Memory, waiting: Callable[[], None]) -> Log | None:
    if memory.log is not None and not resume(memory.log, waiting):
        memory.forget()
    return memory.log


def _opened(options: Options, waiting: Callable[[], None]) -> Log:
    """The log of a site's folder; one in memory where none can be written, or this is no site's."""
    try:
        is_site = (options.site / "site.yaml").is_file()
        return open_log(options.log, waiting) if is_site else log_in_memory()
    except LogUnwritableError:
        return log_in_memory()
