"""What a build costs: seconds, CPU and memory at several sizes.

    make bench
    python tests/bench/build_bench.py --sizes 1000,10000 --runs 3 --folder /dev/shm/bench

For each size a made-up archive (see `corpus.py`: 400 words a seed, 100 explainers, 1,000 names) is
built as a person would build it, in a process of its own: clean, without search. The sizes take
turns, so that a slow minute of the machine meets all of them; medians are printed, as the table
that `docs/benchmarks.md` holds. Memory is the peak of the building process.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.corpus import make_archive  # noqa: E402 - the path must be set first


class Cost(NamedTuple):
    """Of one build: seconds by the clock, seconds of processor time, and megabytes at the peak."""

    wall: float
    cpu: float
    memory: float


def measure(command: list[str], folder: Path) -> Cost:
    """Run a command in a folder and tell its cost."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, env=_environment())
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with code {process.returncode}")
    scale = 1024 if sys.platform != "darwin" else 1024 * 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / scale)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}


def prepare(folder: Path, size: int, explainers: int, names: int) -> Path:
    """A made-up archive of one size with the project's templates."""
    site = folder / str(size)
    shutil.rmtree(site, ignore_errors=True)
    make_archive(site, size, explainers, names)
    shutil.copytree(ROOT / "templates", site / "templates")
    return site


def clean_build(site: Path) -> Cost:
    """The cost of a build into an empty folder, without search."""
    shutil.rmtree(site / "output", ignore_errors=True)
    return measure([sys.executable, "-m", "generator", "build", "--no-search", "--quiet"], site)


def report(costs: dict[int, list[Cost]]) -> None:
    """Medians as a table; the last column is time a seed against the smallest size."""
    smallest = min(costs)
    base = statistics.median(cost.wall for cost in costs[smallest]) / smallest
    print("| seeds | wall | CPU | memory | wall a seed | against the smallest |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size, measured in sorted(costs.items()):
        wall, cpu, memory = (statistics.median(column) for column in zip(*measured, strict=True))
        each = wall / size
        print(
            f"| {size:,} | {wall:.2f} s | {cpu:.2f} s | {memory:.0f} MB | {each * 1000:.2f} ms |"
            f" {each / base:.2f} |"
        )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure builds of made-up archives.")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of seeds, with commas")
    parser.add_argument("--explainers", type=int, default=100)
    parser.add_argument("--names", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=3, help="builds of each size")
    parser.add_argument("--folder", type=Path, help="where to work (a RAM disk is best)")
    arguments = parser.parse_args()
    sizes = [int(size) for size in arguments.sizes.split(",")]
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        named = (arguments.explainers, arguments.names)
        sites = {size: prepare(Path(folder), size, *named) for size in sizes}
        costs: dict[int, list[Cost]] = {size: [] for size in sizes}
        for _ in range(arguments.runs):
            for size, site in sites.items():
                costs[size].append(clean_build(site))
    report(costs)


if __name__ == "__main__":
    main()
