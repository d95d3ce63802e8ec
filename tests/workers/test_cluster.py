"""The map over a real dask cluster on this machine: equal results, losses, refusals."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from distributed import Client, Scheduler

from generator.version import code_version
from generator.workers import ClusterProblem, Task, Workers, open_workers
from generator.workers.cluster import DEPTH, Cluster
from tests.workers import tasks
from tests.workers.local_cluster import (
    LocalCluster,
    another_generator,
    local_cluster,
    no_generator,
)
from tests.workers.watching import deadline, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _end() -> Iterator[None]:
    with deadline(120):
        yield


@pytest.fixture(scope="module")
def cluster(tmp_path_factory) -> Iterator[LocalCluster]:
    """Two workers, for the tests that leave them as they were."""
    with local_cluster(tmp_path_factory.mktemp("cluster"), workers=2) as started:
        yield started


@pytest.fixture(scope="module")
def workers(cluster: LocalCluster) -> Iterator[Workers]:
    with open_workers(cluster=cluster.address, version=code_version()) as opened:
        wait_until(lambda: len(numbers(run(opened, tasks.who, b"", [b""] * 20))) == 2)
        yield opened


def run(workers: Workers, task: Task, shared: bytes, chunks: Iterable[bytes]) -> list[bytes]:
    return list(workers.map(task, shared, chunks, 10**6))


def numbers(answers: Iterable[bytes]) -> set[int]:
    """The processes that gave the answers."""
    return {int(answer.split()[0]) for answer in answers}


def opened(cluster: LocalCluster, patience: float = 60.0, timeout: float = 10.0) -> Cluster:
    return Cluster(cluster.address, code_version(), patience, timeout)


def problem_with(cluster: Cluster) -> ClusterProblem:
    """What is said when it is opened."""
    with pytest.raises(ClusterProblem) as caught, cluster:
        pass
    return caught.value


# --- Results --------------------------------------------------------------------------------------


def test_results_are_those_of_this_process_in_order(workers: Workers) -> None:
    chunks = [bytes([n % 251]) * (n * 7_919 % 40_000) for n in range(60)]
    assert run(workers, tasks.sort, b"shared", chunks) == [
        tasks.sort(b"shared", chunk) for chunk in chunks
    ]
    assert run(workers, tasks.echo, b"", []) == []
    assert run(workers, tasks.echo, b"", [b"", b""]) == [b"", b""]
    assert workers.losses == ()


def test_chunks_may_be_larger_than_dask_likes(workers: Workers) -> None:
    chunks = [bytes([n]) * 12_000_000 for n in range(3)]
    assert run(workers, tasks.echo, b"", chunks) == chunks


def test_the_work_is_done_by_the_cluster_and_shared_values_are_kept_there(cluster, workers) -> None:
    answers = run(workers, tasks.who, b"shared" * 1_000, [b""] * 40)
    assert numbers(answers) == {worker.pid for worker in cluster.workers}
    assert len(set(answers)) == 2
    assert run(workers, tasks.who, b"shared" * 1_000, [b""] * 40)[0] in answers


def test_chunks_are_taken_as_they_are_needed(workers: Workers) -> None:
    taken: list[int] = []

    def source() -> Iterator[bytes]:
        for n in range(40):
            taken.append(n)
            yield str(n).encode()

    results = workers.map(tasks.echo, b"", source(), 1)
    assert taken == []
    for n in range(40):
        assert next(results) == str(n).encode()
        assert len(taken) <= min(40, n + 2 * DEPTH)


def test_a_failure_is_raised_in_its_turn_with_the_workers_traceback(workers: Workers) -> None:
    results = workers.map(tasks.fail, b"3", (str(n).encode() for n in range(9)), 1)
    assert [next(results) for _ in range(3)] == [b"0", b"1", b"2"]
    with pytest.raises(LookupError, match="there is no 3") as caught:
        next(results)
    assert caught.traceback[-1].name == "fail"
    assert run(workers, tasks.echo, b"", [b"afterwards"]) == [b"afterwards"]


def test_a_failure_that_looks_like_waiting_is_a_failure(workers: Workers) -> None:
    with pytest.raises(TimeoutError, match="the task's own"):
        run(workers, tasks.run_out_of_time, b"", [b""])


def test_what_a_map_has_not_finished_is_forgotten_by_the_cluster(cluster, workers) -> None:
    abandoned = workers.map(tasks.sleep, b"", [b"0", b"1", b"1", b"1", b"1"], 1)
    next(abandoned)
    abandoned.close()
    failed = workers.map(tasks.fail, b"0", [b"0", b"1", b"2", b"3"], 1)
    with pytest.raises(LookupError) as caught:
        next(failed)
    with Client(cluster.address, set_as_default=False) as client:
        wait_until(lambda: client.run_on_scheduler(_number_of_tasks) == 0)
    assert caught  # and with it everything that was at work when it was raised


def _number_of_tasks(dask_scheduler: Scheduler) -> int:
    return len(dask_scheduler.tasks)


# --- Workers that come and go ---------------------------------------------------------------------


def test_a_worker_killed_midway_costs_no_result(tmp_path: Path) -> None:
    chunks = [f"0.0{n % 7}".encode() for n in range(80)]
    with local_cluster(tmp_path, workers=2) as cluster, opened(cluster) as workers:
        wait_until(lambda: len(numbers(run(workers, tasks.who, b"", [b""] * 20))) == 2)
        results = workers.map(tasks.sleep, b"", chunks, 1)
        found = [next(results) for _ in range(10)]
        cluster.workers[0].kill()
        assert found + list(results) == chunks
        assert numbers(run(workers, tasks.who, b"", [b""] * 5)) == {cluster.workers[1].pid}


def test_a_worker_that_joins_midway_receives_what_is_shared(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster, opened(cluster) as workers:
        results = workers.map(tasks.sleep_and_tell, b"shared", [b"0.1"] * 300, 1)
        assert numbers([next(results)]) == {cluster.workers[0].pid}
        joined = cluster.start_worker()
        assert any(numbers([result]) == {joined.pid} for result in results)


def test_a_worker_of_another_version_that_joins_midway_is_refused(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster, opened(cluster) as workers:
        results = workers.map(tasks.sleep, b"", [b"0.1"] * 300, 1)
        next(results)
        cluster.start_worker(another_generator(tmp_path / "other"))
        with pytest.raises(ClusterProblem, match="joined the cluster has another version"):
            list(results)


def test_without_any_worker_the_build_waits_for_one(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster, opened(cluster) as workers:
        results = workers.map(tasks.sleep, b"", [b"0"] * 5 + [b"0.2"] * 10, 1)
        next(results)
        cluster.workers[0].kill()
        cluster.start_worker()
        assert len(list(results)) == 14


def test_without_any_worker_for_long_the_build_ends(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster, opened(cluster, patience=1.5) as workers:
        results = workers.map(tasks.sleep, b"", [b"0", b"30"], 1)
        next(results)
        cluster.workers[0].kill()
        with pytest.raises(ClusterProblem, match=r"has had no worker for 1\.5 seconds") as caught:
            next(results)
        assert f"dask worker {cluster.address}" in caught.value.hint


def test_work_that_ends_every_worker_ends_the_build(tmp_path: Path) -> None:
    with local_cluster(tmp_path, 1, allowed_failures=0) as cluster, opened(cluster) as workers:
        here = str(os.getpid()).encode()
        with pytest.raises(ClusterProblem, match="the same work ended 1 workers") as caught:
            run(workers, tasks.die, here, [b"die"])
        assert "memory" in caught.value.hint


def test_a_scheduler_killed_midway_ends_the_build(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster, opened(cluster) as workers:
        results = workers.map(tasks.sleep, b"", [b"0", b"30", b"30"], 1)
        next(results)
        os.kill(cluster.scheduler.pid, signal.SIGKILL)
        with pytest.raises(ClusterProblem, match="dropped the work: scheduler connection lost"):
            next(results)


# --- Before there is work -------------------------------------------------------------------------


def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    with local_cluster(tmp_path, workers=1) as cluster:
        other = another_generator(tmp_path / "other")
        cluster.start_worker(other)
        cluster.start_worker(other)
        with Client(cluster.address, set_as_default=False) as client:
            client.wait_for_workers(3)
        problem = problem_with(opened(cluster))
    assert "(and 1 more) has another version of the generator" in problem.message
    assert f", not {code_version()}" in problem.message
    assert "install the same generator" in problem.hint


def test_a_worker_without_the_generator_is_refused(tmp_path: Path) -> None:
    with local_cluster(tmp_path) as cluster:
        cluster.start_worker(no_generator(tmp_path / "none"))
        problem = problem_with(opened(cluster))
    assert "cannot load the generator" in problem.message
    assert "No module named 'generator'" in problem.message
    assert problem.message.startswith("the worker at tcp://127.0.0.1:")


def test_a_scheduler_without_the_generator_is_refused(tmp_path: Path) -> None:
    cluster = LocalCluster(tmp_path)
    try:
        cluster.start_scheduler(no_generator(tmp_path / "none"))
        problem = problem_with(opened(cluster))
    finally:
        cluster.end()
    assert problem.message.startswith(f"the scheduler at {cluster.address} cannot load")
    assert "No module named 'generator'" in problem.message


def test_a_cluster_without_workers_is_told(tmp_path: Path) -> None:
    with local_cluster(tmp_path) as cluster:
        threads = threading.active_count()
        problem = problem_with(opened(cluster, timeout=0.5))
        wait_until(lambda: threading.active_count() <= threads)
    assert problem.message == f"the cluster at {cluster.address} has no workers"
    assert f"dask worker {cluster.address}" in problem.hint


def test_dask_that_is_not_installed_is_told(monkeypatch) -> None:
    monkeypatch.delitem(sys.modules, "generator.workers.cluster")
    monkeypatch.setitem(sys.modules, "dask", None)
    with pytest.raises(ClusterProblem, match="needs the Python module dask") as caught:
        open_workers(cluster="tcp://127.0.0.1:8786")
    assert "[cluster]" in caught.value.hint


def test_an_address_that_is_none_is_told_at_once() -> None:
    with pytest.raises(ClusterProblem, match="'localhost' is not the address of a cluster"):
        open_workers(cluster="localhost")


def test_a_scheduler_that_does_not_answer_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"tcp://127.0.0.1:{nobody.getsockname()[1]}"
        problem = problem_with(Cluster(address, "1", timeout=0.5))
    assert problem.message == f"no scheduler answers at {address}: no answer within 0.5 seconds"
    assert problem.hint == "start one: dask scheduler"
