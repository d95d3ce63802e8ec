"""The spine: what a build does, from the log's opening to its closing.

In: `Options`. Out: a `Report`, and the site in the output folder if nothing forbade it. Errors (and
under `strict` warnings) end the build before the output folder is touched; all problems that could
be seen by then are in the report. There is no other path to a built site: a clean build is the one
that finds nothing in the log.

The first question is the largest: would everything come out as the last time? Then there is nothing
to do, and `stages` is not even imported; with its libraries it takes longer than such a build.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

import msgspec

from generator.build.memory import Memory, opened_log
from generator.build.options import LOG, Options
from generator.build.reading import Reading
from generator.build.start import as_last_time, begin
from generator.clock import Clock
from generator.log import Log, LogDamagedError, LogUnwritableError, log_in_memory, remove_log
from generator.model import Report
from generator.problems import Problem
from generator.version import code_version
from generator.workers import ClusterProblem, Workers, open_workers

if TYPE_CHECKING:
    from generator.link import Explanation
    from generator.verify import Comparison

Outcome = TypeVar("Outcome")


def build(options: Options, clock: Clock | None = None, memory: Memory | None = None) -> Report:
    """Build the site; with a `memory` that lasts, the next build of this process costs less."""
    clock, memory = clock or Clock(), memory or Memory()
    return _with_log(options, clock, memory, lambda log: _build(options, log, memory, clock))


def check(options: Options, clock: Clock | None = None) -> Report:
    """All that is wrong with a site and what its editors should know; nothing is built."""
    clock = clock or Clock()
    return _with_log(options, clock, Memory(), lambda log: _check(options, log, clock))


def renew_ledger(options: Options) -> str:
    """What the ledger of paragraph ids should say now; empty where the site has errors."""
    clock = Clock()
    return _with_log(options, clock, Memory(), lambda log: _renew(options, log, clock))


def desk(options: Options) -> str:
    """The editors' page; empty where the site has errors."""
    clock = Clock()
    return _with_log(options, clock, Memory(), lambda log: _desk(options, log, clock))


def read(options: Options, clock: Clock | None = None) -> Reading:
    """Load and parse the site's folder."""
    clock = clock or Clock()
    return _with_log(options, clock, Memory(), lambda log: _read(options, log, clock))


def explain(options: Options, path: str) -> tuple[Explanation, ...]:
    """Every decision about the names in the source at `path`, which must have a page."""
    clock = Clock()
    return _with_log(options, clock, Memory(), lambda log: _explain(options, path, log, clock))


def forget_output(options: Options) -> None:
    """Take the output folder of these options out of the log: it is gone, or about to go."""

    def work(log: Log) -> None:
        log.forget_build(options.tree)
        log.forget_outputs(options.tree, list(log.outputs(options.tree)))
        log.keep_folders(options.tree, {})

    _with_log(options, Clock(), Memory(), work)


def verify(options: Options, clock: Clock | None = None) -> Comparison:
    """Compare the output folder with a clean build of the same sources, made elsewhere."""
    from generator.verify import compare_trees  # noqa: PLC0415 - rarely asked for

    clock = clock or Clock()
    with clock.stage("verify"), TemporaryDirectory() as folder, log_in_memory() as log:
        clean = msgspec.structs.replace(options, output=Path(folder) / "output")
        _build(clean, log, Memory(), clock)
        return compare_trees(options.output, clean.output)


# --- With the log open ----------------------------------------------------------------------------


def _build(options: Options, log: Log, memory: Memory, clock: Clock) -> Report:
    with clock.stage("load"):
        start = begin(options, log)
        report = as_last_time(start, options)
    if report is not None:
        return msgspec.structs.replace(report, seconds=clock.seconds())
    with clock.stage("start"):
        from generator.build.stages import build_site  # noqa: PLC0415 - see the design note
    try:
        with _workers(options, clock) as workers:
            return build_site(options, start, log, memory, workers, clock=clock)
    except ClusterProblem as error:
        problem = Problem(path="--cluster", rule="cluster", message=error.message, hint=error.hint)
    except LogUnwritableError as error:
        problem = _unwritable(error)
    return Report(problems=(problem,), seconds=clock.seconds())


def _check(options: Options, log: Log, clock: Clock) -> Report:
    from generator.build.reports import check_all  # noqa: PLC0415 - see the design note

    with _workers(options, clock) as workers:
        return check_all(options, begin(options, log), log, workers, clock)


def _renew(options: Options, log: Log, clock: Clock) -> str:
    from generator.build.reports import renewed_ledger  # noqa: PLC0415 - see the design note

    with _workers(options, clock) as workers:
        return renewed_ledger(options, begin(options, log), log, workers, clock)


def _desk(options: Options, log: Log, clock: Clock) -> str:
    from generator.build.reports import desk_of  # noqa: PLC0415 - see the design note

    with _workers(options, clock) as workers:
        return desk_of(options, begin(options, log), log, workers, clock)


def _read(options: Options, log: Log, clock: Clock) -> Reading:
    from generator.build.stages import read_sources  # noqa: PLC0415 - see the design note

    start = begin(options, log)
    with _workers(options, clock) as workers:
        return read_sources(options, start, log, Memory(), workers, clock=clock)


def _explain(options: Options, path: str, log: Log, clock: Clock) -> tuple[Explanation, ...]:
    from generator.build.stages import explain_page  # noqa: PLC0415 - see the design note

    with _workers(options, clock) as workers:
        return explain_page(options, begin(options, log), log, workers, clock, path=path)


def _workers(options: Options, clock: Clock) -> Workers:
    return open_workers(options.jobs, options.cluster, code_version(), clock.alone)


def _unwritable(error: LogUnwritableError) -> Problem:
    return Problem(
        path=LOG,
        rule="build-log",
        message=f"the build log cannot be written: {error}",
        hint="make room on the disk",
    )


def _with_log(
    options: Options, clock: Clock, memory: Memory, work: Callable[[Log], Outcome]
) -> Outcome:
    """Do the work with the log open; once more with a new one where it is damaged."""
    with _without_collector():
        try:
            with opened_log(options, memory, clock.waiting) as log:
                return work(log)
        except (LogDamagedError, msgspec.DecodeError):
            remove_log(options.log)
        with opened_log(options, memory, clock.waiting) as log:
            return work(log)


@contextmanager
def _without_collector() -> Iterator[None]:
    """No garbage collection meanwhile: a build makes a million values and no circles of them.

    Looking for circles over and over took a third of a build's time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
