"""What the runs say: tables of costs, and ratios against the targets.

In: runs. Out: Markdown. A cost is the median over the rounds. A ratio is taken within each round,
and then their median: a slow minute hits both sides of it. Beside it stand the least and the
greatest.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from tests.bench.rounds import CLEAN, EDIT, MODES, NONE, Run
from tests.bench.tools import (
    ELEVENTY,
    HUGO,
    HUGO_LINKING,
    HUGO_SEARCH,
    OURS,
    OURS_SEARCH,
    PELICAN,
    TITLES,
)

WALL, CPU, MEMORY, INDEXERS = "wall", "cpu", "memory", "indexers"
SEARCHING = (OURS_SEARCH, HUGO_SEARCH)


class Results(Struct, frozen=True):
    """All runs, and where they were made; `load` is the machine's before and after."""

    day: str
    cores: int
    python: str
    system: str
    rounds: int
    load: tuple[float, float]
    runs: tuple[Run, ...]


class Target(NamedTuple):
    """A ratio that must not be exceeded: `ours` at `size` against `theirs` at `their_size`."""

    says: str
    ours: str
    theirs: str
    mode: str
    measure: str
    limit: float
    size: int = 10_000
    their_size: int = 10_000


TARGETS = (
    Target("clean, wall", OURS, HUGO, CLEAN, WALL, 0.9),
    Target("clean, CPU", OURS, HUGO, CLEAN, CPU, 1.0),
    Target("one seed edited, wall", OURS, HUGO, EDIT, WALL, 0.18),
    Target("nothing changed, wall", OURS, HUGO, NONE, WALL, 0.06),
    Target("peak memory", OURS, HUGO, CLEAN, MEMORY, 0.5),
    Target("clean, wall", OURS, HUGO_LINKING, CLEAN, WALL, 0.45),
    Target("clean, CPU", OURS, HUGO_LINKING, CLEAN, CPU, 0.45),
    Target("one seed edited, wall", OURS, HUGO_LINKING, EDIT, WALL, 0.08),
    Target("nothing changed, wall", OURS, HUGO_LINKING, NONE, WALL, 0.03),
    Target("peak memory", OURS, HUGO_LINKING, CLEAN, MEMORY, 0.25),
    Target("with search, clean, wall", OURS_SEARCH, HUGO_SEARCH, CLEAN, WALL, 0.6),
    Target("with search, one seed edited, wall", OURS_SEARCH, HUGO_SEARCH, EDIT, WALL, 0.15),
    Target("with search, nothing changed, wall", OURS_SEARCH, HUGO_SEARCH, NONE, WALL, 0.015),
    Target("peak memory of Pagefind", OURS_SEARCH, HUGO_SEARCH, CLEAN, INDEXERS, 0.2),
    Target("clean, wall, 100 seeds", OURS, PELICAN, CLEAN, WALL, 0.5, 100, 100),
    Target("clean, wall, 100 seeds", OURS, ELEVENTY, CLEAN, WALL, 0.5, 100, 100),
    Target("1,000 to 10,000 seeds, clean, wall", OURS, OURS, CLEAN, WALL, 9.0, 10_000, 1_000),
)


def current_system() -> str:
    """The system and the processor, as far as they can be told without naming the machine."""
    return f"{platform.system()} {platform.machine()}"


def as_markdown(results: Results) -> str:
    """All tables."""
    parts = [_where(results)]
    for size in sorted({run.size for run in results.runs}):
        for heading, chosen in (("without search", False), ("with search", True)):
            rows = list(_cost_rows(results.runs, size, chosen))
            if rows:
                parts.append(f"### {size:,} seeds, {heading}\n\n{_cost_head()}" + "".join(rows))
    rows = [_target_row(results.runs, target) for target in TARGETS]
    head = (
        "| ratio | against | measured | least to greatest | target | |\n"
        "|---|---|---:|---:|---:|---|\n"
    )
    parts.append("### Targets\n\n" + head + "".join(rows))
    failures = [_failure(run) for run in results.runs if run.failure]
    if failures:
        parts.append("### Not finished\n\n" + "".join(failures))
    return "\n".join(parts)


def _where(results: Results) -> str:
    before, after = results.load
    return (
        f"{results.day}: {results.cores} cores, {results.system}, Python {results.python};"
        f" rounds: {results.rounds}, and one for the memory; load {before:.1f} before,"
        f" {after:.1f} after.\n"
    )


# --- Costs ----------------------------------------------------------------------------------------


def _cost_head() -> str:
    return (
        "| | clean | CPU | memory | one seed | CPU | a title | nothing | files |\n"
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    )


def _cost_rows(runs: Sequence[Run], size: int, searching: bool) -> Iterator[str]:
    present = {run.tool for run in runs if run.size == size}
    for tool, title in TITLES.items():
        if tool not in present or (tool in SEARCHING) != searching:
            continue
        wall = [_cost(runs, tool, size, mode, WALL) for mode in MODES]
        cpu = [_cost(runs, tool, size, mode, CPU) for mode in (CLEAN, EDIT)]
        memory = _cost(runs, tool, size, CLEAN, MEMORY)
        files = max((run.files for run in runs if (run.tool, run.size) == (tool, size)), default=0)
        cells = [_seconds(wall[0]), _seconds(cpu[0]), f"{memory:.0f} MB" if memory else "–"]
        cells += [_seconds(wall[1]), _seconds(cpu[1]), *map(_seconds, wall[2:]), f"{files:,}"]
        yield f"| {title} | {' | '.join(cells)} |\n"


def _cost(runs: Sequence[Run], tool: str, size: int, mode: str, measure: str) -> float | None:
    values = _values(runs, tool, size, mode, measure).values()
    return median(values) if values else None


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f} s"


def _values(runs: Sequence[Run], tool: str, size: int, mode: str, measure: str) -> dict[int, float]:
    """A measure by round; memory is only in watched runs, times only in the others."""
    watched = measure in (MEMORY, INDEXERS)
    read: Callable[[Run], float] = lambda run: float(getattr(run, measure))  # noqa: E731
    asked = (tool, size, mode, watched, "")
    return {
        run.number: read(run)
        for run in runs
        if (run.tool, run.size, run.mode, run.watched, run.failure) == asked
    }


# --- Targets --------------------------------------------------------------------------------------


def ratios(runs: Sequence[Run], target: Target) -> list[float]:
    """The target's ratio in each round in which both sides ran."""
    ours = _values(runs, target.ours, target.size, target.mode, target.measure)
    theirs = _values(runs, target.theirs, target.their_size, target.mode, target.measure)
    return [ours[number] / theirs[number] for number in sorted(ours.keys() & theirs.keys())]


def _target_row(runs: Sequence[Run], target: Target) -> str:
    against = "itself" if target.theirs == target.ours else TITLES[target.theirs]
    found = ratios(runs, target)
    if not found:
        return f"| {target.says} | {against} | – | – | {target.limit:g} | not measured |\n"
    middle = median(found)
    verdict = "met" if middle <= target.limit else "**missed**"
    spread = f"{min(found):.3g} to {max(found):.3g}" if len(found) > 1 else "one round"
    return (
        f"| {target.says} | {against} | {middle:.3g} | {spread} | {target.limit:g} | {verdict} |\n"
    )


def _failure(run: Run) -> str:
    return f"- {TITLES[run.tool]}, {run.size:,} seeds, {run.mode}: {run.failure.splitlines()[0]}\n"
