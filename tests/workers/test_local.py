"""Workers on this machine: when there are processes, and when there are none."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.workers import Workers, cores, local, open_workers, processes
from generator.workers.method import POOL_PAYS
from tests.workers import tasks

ROOT = Path(__file__).parent.parent.parent
HERE = str(os.getpid()).encode()

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")


def where(workers: Workers, items: int) -> bytes:
    (result,) = workers.map(tasks.who, b"", [b""], items)
    return result.split()[0]


@pytest.fixture(autouse=True)
def _fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever threads the tests before have left."""
    monkeypatch.setattr(local, "start_method", lambda: "fork")
    monkeypatch.setattr(processes, "start_method", lambda: "fork")


def test_little_is_done_here_and_much_elsewhere() -> None:
    with open_workers(2) as workers:
        assert where(workers, POOL_PAYS["fork"] - 1) == HERE
        assert where(workers, POOL_PAYS["fork"]) != HERE


def test_processes_that_run_do_little_as_well() -> None:
    with open_workers(2) as workers:
        where(workers, 10**6)
        assert where(workers, 1) != HERE


def test_spawning_must_pay_more(monkeypatch) -> None:
    monkeypatch.setattr(local, "start_method", lambda: "spawn")
    with open_workers(2) as workers:
        assert where(workers, POOL_PAYS["spawn"] - 1) == HERE
        assert where(workers, POOL_PAYS["spawn"]) != HERE


def test_one_job_is_always_done_here() -> None:
    with open_workers(1) as workers:
        assert where(workers, 10**6) == HERE


def test_no_process_is_left_at_the_end() -> None:
    with open_workers(2) as workers:
        where(workers, 10**6)
        assert multiprocessing.active_children()
    assert multiprocessing.active_children() == []


def test_no_process_is_left_when_the_work_is_interrupted() -> None:
    def work() -> None:
        with open_workers(2) as workers:
            for _ in workers.map(tasks.sleep, b"", [b"0", b"60", b"60"], 10**6):
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        work()
    assert multiprocessing.active_children() == []


def test_here_too_results_are_made_when_they_are_asked_for() -> None:
    taken: list[bytes] = []

    def source() -> Iterator[bytes]:
        for chunk in (b"1", b"2", b"3"):
            taken.append(chunk)
            yield chunk

    with open_workers(1) as workers:
        results = workers.map(tasks.echo, b"-", source(), 3)
        assert next(results) == b"-1"
        assert taken == [b"1"]
        assert list(results) == [b"-2", b"-3"]


def test_processes_are_started_while_this_one_is_alone() -> None:
    seen: list[str] = []

    @contextmanager
    def alone() -> Iterator[None]:
        seen.append(f"begin {len(multiprocessing.active_children())}")
        yield
        seen.append(f"end {len(multiprocessing.active_children())}")

    with open_workers(2, alone=alone) as workers:
        where(workers, 1)
        assert seen == []
        where(workers, 10**6)
        assert seen == ["begin 0", "end 2"]
        where(workers, 10**6)
        assert len(seen) == 2


def test_the_number_of_jobs_is_by_default_that_of_the_cores() -> None:
    assert 0 < cores() <= (os.cpu_count() or 1)
    with open_workers() as workers:
        list(workers.map(tasks.echo, b"", [b""], 10**6))
        assert len(multiprocessing.active_children()) == (cores() if cores() > 1 else 0)


def test_importing_workers_imports_nothing_that_may_not_be_needed() -> None:
    code = (
        "import sys, generator.workers as w\n"
        "with w.open_workers(2) as workers:\n"
        "    assert list(workers.map(bytes.__add__, b'', [b'1'], 1)) == [b'1']\n"
        "print(sorted({'multiprocessing', 'dask', 'distributed', 'asyncio', 'selectors'}"
        " & set(sys.modules)))"
    )
    shown = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (shown.stdout, shown.stderr) == ("[]\n", "")
