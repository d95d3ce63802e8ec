"""The map over processes: equal results, order, bounds, losses, and nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from generator.workers import Task, open_workers, processes
from generator.workers.method import Method
from generator.workers.processes import FLIGHT, Processes
from tests.workers import tasks
from tests.workers.watching import deadline, is_running, wait_until

ROOT = Path(__file__).parent.parent.parent
METHODS: tuple[Method, ...] = ("fork", "spawn")
MANY = 100_000

pytestmark = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded")


@pytest.fixture(autouse=True)
def _end() -> Iterator[None]:
    with deadline():
        yield


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Processes]:
    """Two forked processes, whatever threads the tests before have left."""
    monkeypatch.setattr(processes, "start_method", lambda: "fork")
    made = Processes(2, nullcontext)
    yield made
    made.close()
    assert multiprocessing.active_children() == []


def run(crew: Processes, task: Task, shared: bytes, chunks: Iterable[bytes]) -> list[bytes]:
    return list(crew.map(task, shared, chunks, MANY))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_are_those_of_one_process_in_order(monkeypatch, method: Method, jobs: int) -> None:
    monkeypatch.setattr(processes, "start_method", lambda: method)
    chunks = [bytes([n % 251]) * (n * 7_919 % 40_000) for n in range(60)]
    crew = Processes(jobs, nullcontext)
    found = run(crew, tasks.sort, b"shared", chunks)
    crew.close()
    assert found == [tasks.sort(b"shared", chunk) for chunk in chunks]


def test_chunks_and_results_may_be_larger_than_any_socket(crew: Processes) -> None:
    chunks = [bytes([n]) * 9_000_000 for n in range(8)]
    assert run(crew, tasks.echo, b"", chunks) == chunks
    assert run(crew, tasks.large, b"", [b"abc" * 3_000]) == [b"abc" * 3_000_000]


def test_a_process_gets_the_rest_of_its_chunk_while_the_first_in_order_is_waited_for(crew) -> None:
    """The second process needs the main one to send on while that waits for the first."""
    begin = time.monotonic()
    results = crew.map(tasks.who, b"", iter([bytes(40_000_000)] * 6), MANY)
    assert len({result.split()[0] for result in results}) == 2
    assert time.monotonic() - begin < 50


@pytest.mark.parametrize("chunks", [[], [b""], [b"", b"a", b""]])
def test_few_and_empty_chunks(crew: Processes, chunks: list[bytes]) -> None:
    assert run(crew, tasks.echo, b"", chunks) == chunks
    assert run(crew, tasks.echo, b"-", chunks) == [b"-" + chunk for chunk in chunks]


def test_work_is_shared_and_processes_are_kept_for_the_next_map(crew: Processes) -> None:
    first = run(crew, tasks.who, b"a" * 100, [b""] * 200)
    second = run(crew, tasks.who, b"b" * 100, [b""] * 200)
    numbers = {result.split()[0] for result in first}
    assert len(numbers) == 2
    assert {result.split()[0] for result in second} == numbers
    assert str(os.getpid()).encode() not in numbers


def test_what_is_shared_goes_to_each_process_once(crew: Processes) -> None:
    assert len(set(run(crew, tasks.who, b"shared" * 1_000, [b""] * 200))) == 2


def test_each_map_has_its_own_task_and_shared_value(crew: Processes) -> None:
    assert run(crew, tasks.echo, b"1", [b"a", b"b", b"c"]) == [b"1a", b"1b", b"1c"]
    assert run(crew, tasks.echo, b"2", [b"a", b"b", b"c"]) == [b"2a", b"2b", b"2c"]
    assert run(crew, tasks.sort, b"2", [b"ba", b"ab", b"b"]) == [b"2ab", b"2ab", b"2b"]


def test_chunks_are_taken_as_they_are_needed(crew: Processes) -> None:
    taken: list[int] = []

    def source() -> Iterator[bytes]:
        for n in range(100):
            taken.append(n)
            yield str(n).encode()

    results = crew.map(tasks.echo, b"", source(), MANY)
    assert taken == []
    for n in range(100):
        assert next(results) == str(n).encode()
        assert len(taken) <= min(100, n + 1 + 2 * FLIGHT)
    assert next(results, None) is None


def test_few_items_start_few_processes(monkeypatch) -> None:
    monkeypatch.setattr(processes, "start_method", lambda: "fork")
    crew = Processes(8, nullcontext)
    list(crew.map(tasks.echo, b"", [b""], items=3 * processes.SHARE))
    few = len(multiprocessing.active_children())
    list(crew.map(tasks.echo, b"", [b""], items=MANY))
    many = len(multiprocessing.active_children())
    crew.close()
    assert (few, many) == (3, 8)


# --- Failures -------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", METHODS)
def test_a_failure_is_raised_in_its_turn_with_the_workers_traceback(monkeypatch, method) -> None:
    monkeypatch.setattr(processes, "start_method", lambda: method)
    crew = Processes(2, nullcontext)
    results = crew.map(tasks.fail, b"9", (str(n).encode() for n in range(50)), MANY)
    for n in range(9):
        assert next(results) == str(n).encode()
    with pytest.raises(LookupError, match="there is no 9") as caught:
        next(results)
    (note,) = caught.value.__notes__
    assert "In a worker process" in note
    assert "in fail" in note
    assert multiprocessing.active_children() == []
    assert run(crew, tasks.echo, b"", [b"afterwards"]) == [b"afterwards"]
    crew.close()


def test_a_failure_that_cannot_be_pickled_is_told_in_words(crew: Processes) -> None:
    with pytest.raises(RuntimeError, match="StubbornError: not simple"):
        run(crew, tasks.fail_stubbornly, b"", [b""])


def test_a_task_that_is_not_there_fails(crew: Processes, monkeypatch) -> None:
    monkeypatch.setattr(processes, "name_of", lambda _: "tests.workers.tasks:missing")
    with pytest.raises(AttributeError, match="missing"):
        run(crew, tasks.echo, b"", [b""])


def test_a_failing_source_of_chunks_ends_the_map(crew: Processes) -> None:
    def source() -> Iterator[bytes]:
        yield b"1"
        raise OSError("unreadable")

    with pytest.raises(OSError, match="unreadable"):
        run(crew, tasks.sleep, b"", source())
    assert multiprocessing.active_children() == []


def test_an_abandoned_map_leaves_no_process_and_no_result_behind(crew: Processes) -> None:
    results = crew.map(tasks.sleep, b"", [b"0", b"30", b"30", b"30"], MANY)
    next(results)
    results.close()  # type: ignore[attr-defined]  # it is a generator's
    assert multiprocessing.active_children() == []
    assert run(crew, tasks.echo, b"", [b"a", b"b"]) == [b"a", b"b"]


def test_two_maps_at_once_are_refused(crew: Processes) -> None:
    first = crew.map(tasks.echo, b"", [b"1", b"2"], MANY)
    assert next(first) == b"1"
    with pytest.raises(RuntimeError, match="before the last one is at its end"):
        next(crew.map(tasks.echo, b"", [b""], MANY))
    assert next(first) == b"2"


# --- Losses ---------------------------------------------------------------------------------------


def test_what_a_killed_process_had_is_done_by_the_others(crew: Processes) -> None:
    chunks = [str(n).encode() for n in range(100)]
    results = crew.map(tasks.echo, b"", chunks, MANY)
    found = [next(results)]
    os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
    assert found + list(results) == chunks
    (loss,) = crew.losses
    assert "killed by signal 9" in loss
    assert len(multiprocessing.active_children()) == 1


def test_when_all_are_lost_this_process_does_the_rest(crew: Processes) -> None:
    chunks = [b"die" if n == 20 else str(n).encode() for n in range(60)]
    here = str(os.getpid()).encode()
    assert run(crew, tasks.die, here, chunks) == chunks
    assert len(crew.losses) == 2
    assert multiprocessing.active_children() == []
    assert run(crew, tasks.who, b"", [b""])[0].split()[0] == here


def test_a_process_killed_in_the_midst_of_its_answer(crew: Processes, tmp_path: Path) -> None:
    """Where ProcessPoolExecutor waits for ever: half an answer has come, no more will."""
    shared = str(tmp_path).encode()
    results = crew.map(tasks.die_once_while_answering, shared, [b"first", b"die", b"last"], MANY)
    assert next(results) == b"first"
    time.sleep(1)  # without reading: the answer cannot have been sent when the process is killed
    assert list(results) == [b"die", b"last"]
    assert len(crew.losses) == 1


def test_processes_that_cannot_be_started_are_done_without(monkeypatch) -> None:
    def refuse(method: Method) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(processes, "Process", refuse)
    with open_workers(2) as workers:
        chunks = [str(n).encode() for n in range(10)]
        assert list(workers.map(tasks.echo, b"-", chunks, MANY)) == [b"-" + c for c in chunks]
        (loss,) = workers.losses
    assert "no more worker processes can be started" in loss
    assert "temporarily unavailable" in loss


# --- The main process's end -----------------------------------------------------------------------

PROGRAM = """
import sys, time
from generator.workers import open_workers, processes
from tests.workers import tasks

method, folder, seconds = sys.argv[1:]
if __name__ == "__main__":
    processes.start_method = lambda: method
    try:
        with open_workers(2) as workers:
            chunks = [seconds.encode()] * 8
            list(workers.map(tasks.sleep_and_sign, folder.encode(), chunks, 10**6))
            print("idle", flush=True)
            time.sleep(60)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


def start(tmp_path: Path, method: Method, seconds: str) -> tuple[subprocess.Popen[str], list[int]]:
    """A main process of its own, and the numbers of its two workers."""
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    signed = tmp_path / "signed"
    signed.mkdir()
    main = subprocess.Popen(
        [sys.executable, str(program), method, str(signed), seconds],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: len(list(signed.iterdir())) == 2)
    return main, [int(path.name) for path in signed.iterdir()]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("seconds", ["60", "0.1"], ids=["busy", "idle"])
def test_no_process_outlives_a_killed_main_process(tmp_path: Path, method, seconds: str) -> None:
    main, workers = start(tmp_path, method, seconds)
    if seconds == "0.1":
        assert main.stdout.readline() == "idle\n"
    assert all(is_running(worker) for worker in workers)
    main.kill()
    main.communicate()
    wait_until(lambda: not any(is_running(worker) for worker in workers))


@pytest.mark.parametrize("method", METHODS)
def test_an_interruption_ends_everything_at_once_without_a_word(tmp_path: Path, method) -> None:
    main, workers = start(tmp_path, method, "60")
    os.killpg(main.pid, signal.SIGINT)
    assert main.communicate() == ("interrupted\n", "")
    assert not any(is_running(worker) for worker in workers)
