"""What a command costs: seconds, processor time, and the memory of all its processes together.

In: commands that run one after another in a folder. Out: their cost. Processor time is the kernel's
count for every process of the command's group that ended, so workers and indexers are in it.

Memory is looked at while the command runs, every 20 ms: the proportional share (PSS) of every
process below it, so that pages which processes have in common count once. (What a Python program
has in common with this one, which is Python too, counts half: some megabytes.) Looking takes the
kernel some milliseconds for a large process and holds it up meanwhile, so it is done in runs of its
own, whose times do not count. Where the kernel has no such figures (all but Linux), memory is that
of the largest process.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PROCESSES = Path("/proc")
INTERVAL = 0.02
"""Seconds between two looks."""
INDEXER = "pagefind"
"""How the names of indexing processes begin; their memory is told apart."""
LARGEST_UNIT = 1024 if sys.platform != "darwin" else 1
"""Bytes in a unit of `ru_maxrss`."""
ADOPT_ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER of `prctl`: what a command leaves behind becomes ours to wait for."""
MEGABYTE = 1_000_000


class Cost(NamedTuple):
    """Seconds by the clock and of processors; megabytes of all processes, and of the indexers."""

    wall: float
    cpu: float
    memory: float
    indexers: float = 0.0


class BuildError(Exception):
    """A command that did not end well, or not in time."""


def measure(
    commands: Sequence[Sequence[str]], folder: Path, environment: dict[str, str], limit: float
) -> Cost:
    """The cost of commands, timed; memory is that of the largest process. Raises `BuildError`."""
    costs = [_run(command, folder, environment, limit, None) for command in commands]
    wall = sum(cost.wall for cost in costs)
    return Cost(wall, sum(cost.cpu for cost in costs), max(cost.memory for cost in costs))


def watch(
    commands: Sequence[Sequence[str]], folder: Path, environment: dict[str, str], limit: float
) -> Cost:
    """The cost of commands, with the peak memory of all their processes. Raises `BuildError`."""
    watcher = Watcher()
    costs = [_run(command, folder, environment, limit, watcher) for command in commands]
    wall, cpu = sum(cost.wall for cost in costs), sum(cost.cpu for cost in costs)
    if not watcher.peak:
        return Cost(wall, cpu, max(cost.memory for cost in costs))
    return Cost(wall, cpu, watcher.peak / MEGABYTE, watcher.indexers / MEGABYTE)


class Watcher:
    """The largest memory seen, in bytes, of everything below a process."""

    def __init__(self) -> None:
        self.peak = 0
        self.indexers = 0

    def follow(self, process: int, ended: threading.Event) -> None:
        """Look at a process and all below it until it has ended."""
        while not ended.wait(INTERVAL):
            shares = [(_name(each), _share(each)) for each in _family(process)]
            self.peak = max(self.peak, sum(share for _, share in shares))
            indexing = sum(share for name, share in shares if name.startswith(INDEXER))
            self.indexers = max(self.indexers, indexing)


def _run(
    command: Sequence[str],
    folder: Path,
    environment: dict[str, str],
    limit: float,
    watcher: Watcher | None,
) -> Cost:
    _adopt_orphans()
    before = _children_cpu()
    log = folder.with_name(f"{folder.name}.log")
    ended = threading.Event()
    begin = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    stop = threading.Timer(limit, _kill, [process.pid])
    looking = (
        threading.Thread(target=watcher.follow, args=(process.pid, ended)) if watcher else None
    )
    try:
        stop.start()
        if looking:
            looking.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    finally:
        stop.cancel()
        ended.set()
        _end_group(process.pid)
        if looking:
            looking.join()
    if wall >= limit:
        raise BuildError(f"stopped after {limit:g} s")
    if process.returncode != 0:
        last = log.read_bytes()[-600:].decode("utf-8", "replace")
        raise BuildError(f"{' '.join(command)} ended with code {process.returncode}:\n{last}")
    largest = usage.ru_maxrss * LARGEST_UNIT / MEGABYTE
    return Cost(wall, _children_cpu() - before, largest)


def _kill(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _end_group(group: int) -> None:
    """End what a command left running, and wait for it, so that its processor time is counted."""
    _kill(group)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-group, 0)


def _children_cpu() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _adopt_orphans() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ADOPT_ORPHANS, 1, 0, 0, 0)


# --- Processes, as Linux tells of them; any may end while it is looked at -------------------------


def _family(process: int) -> Iterator[int]:
    """A process and all below it."""
    yield process
    with contextlib.suppress(OSError):
        for thread in (PROCESSES / str(process) / "task").iterdir():
            with contextlib.suppress(OSError):
                for child in (thread / "children").read_text().split():
                    yield from _family(int(child))


def _share(process: int) -> int:
    """The proportional memory of a process, in bytes; 0 if it is gone."""
    with contextlib.suppress(OSError):
        for line in (PROCESSES / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    return 0


def _name(process: int) -> str:
    with contextlib.suppress(OSError):
        return (PROCESSES / str(process) / "comm").read_text()
    return ""
