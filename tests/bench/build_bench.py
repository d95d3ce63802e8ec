"""What a build costs, and what it costs with others: seconds, CPU and memory.

    make bench
    python tests/bench/build_bench.py --install PEERS
    python tests/bench/build_bench.py --peers PEERS --sizes 100,1000,10000 --search --json FILE
    python tests/bench/build_bench.py --sizes 100000 --tools ours --rounds 1
    python tests/bench/build_bench.py --read FILE

A made-up archive (`corpus.py`: 400 words a seed, one explainer to ten seeds but 100 at most, ten
names an explainer) is built as a person would build it, by every generator in the folder PEERS and
by this one. `rounds.py` says how runs are paired, `measure.py` what is measured, `report.py` which
ratios are wanted. The tables go to standard output, what is going on to standard error.

Everything stands on a RAM disk where there is one: 10,000 small folders on a disk cost more than
any generator. All peers at 10,000 seeds need some 2 GB of it.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench.report import SEARCHING, Results, as_markdown, current_system  # noqa: E402
from tests.bench.rounds import Run, compare  # noqa: E402 - the path must be set first
from tests.bench.tools import TITLES, Tool, all_tools, install  # noqa: E402

RAM_DISK = Path("/dev/shm")


def main() -> None:
    """The command line."""
    arguments = _arguments()
    if arguments.install:
        install(arguments.install)
        return
    if arguments.read:
        results = msgspec.json.decode(arguments.read.read_bytes(), type=Results)
    else:
        results = _measured(arguments)
    if arguments.json:
        arguments.json.write_bytes(msgspec.json.format(msgspec.json.encode(results)) + b"\n")
    print(as_markdown(results))


def _measured(arguments: argparse.Namespace) -> Results:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))  # else the folder would stay
    sizes = [int(size) for size in arguments.sizes.split(",")]
    tools = _chosen(arguments)
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(dir=arguments.folder, prefix="bench-") as folder:
        found = compare(Path(folder), tools, sizes, arguments.rounds, arguments.limit)
        runs = tuple(_told(found))
    return Results(
        day=datetime.datetime.now(datetime.UTC).date().isoformat(),
        cores=len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1,
        python=platform.python_version(),
        system=current_system(),
        rounds=arguments.rounds,
        load=(before, os.getloadavg()[0]),
        runs=runs,
    )


def _chosen(arguments: argparse.Namespace) -> list[Tool]:
    """The tools that were asked for and are there."""
    found = all_tools(arguments.peers, arguments.jobs)
    if arguments.tools:
        wanted = arguments.tools.split(",")
        missing = ", ".join(name for name in wanted if name not in found)
        if missing:
            sys.exit(f"not installed, or no such tool: {missing}")
        return [found[name] for name in wanted]
    for name in TITLES.keys() - found.keys():
        if arguments.peers:
            print(f"{name} is not installed and left out", file=sys.stderr)
    return [tool for tool in found.values() if arguments.search or tool.name not in SEARCHING]


def _told(runs: Iterator[Run]) -> Iterator[Run]:
    """The runs, each told as soon as it is done."""
    for run in runs:
        kind = "memory" if run.watched else f"round {run.number + 1}"
        outcome = run.failure or f"{run.wall:.2f} s, CPU {run.cpu:.2f} s, {run.memory:.0f} MB"
        print(f"{kind}, {run.size:,} seeds, {run.mode}: {run.tool}: {outcome}", file=sys.stderr)
        yield run


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure builds of made-up archives.")
    parser.add_argument("--install", type=Path, metavar="PEERS", help="install the peers there")
    parser.add_argument("--peers", type=Path, help="where the peers were installed")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of seeds, with commas")
    parser.add_argument("--tools", default="", help=f"of: {', '.join(TITLES)} (all that are there)")
    parser.add_argument("--search", action="store_true", help="with search as well")
    parser.add_argument("--rounds", type=int, default=3, help="builds of each kind (3)")
    parser.add_argument("--jobs", type=int, default=0, help="of this generator (one a core)")
    parser.add_argument("--limit", type=float, default=300, help="seconds until a build is stopped")
    ram_disk = RAM_DISK if os.access(RAM_DISK, os.W_OK) else None
    parser.add_argument("--folder", type=Path, default=ram_disk, help="where to work (a RAM disk)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all runs there, too")
    parser.add_argument("--read", type=Path, metavar="FILE", help="tables of runs written earlier")
    return parser.parse_args()


if __name__ == "__main__":
    main()
