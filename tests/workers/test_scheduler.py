"""Finding a scheduler: addresses, and what else may answer there."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from generator.workers import ClusterProblem
from generator.workers.scheduler import check_address, find_scheduler
from tests.workers.local_cluster import local_cluster
from tests.workers.watching import deadline, wait_until


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.1:8786", "tls://scheduler.example:1", "tcp://[::1]:65535", "tcp://my_host:8786"],
)
def test_an_address(address: str) -> None:
    check_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "10.0.0.1:8786",
        "tcp://",
        "tcp://10.0.0.1",
        "tcp://10.0.0.1:",
        "tcp://10.0.0.1:0",
        "tcp://10.0.0.1:65536",
        "tcp://10.0.0.1:٨٧٨٦",
        "tcp://10.0.0.1:8786/",
        "tcp://10.0.0.1:8786\n",
        "tcp://a b:1",
        "http://10.0.0.1:8786",
        "inproc://10.0.0.1:8786",
    ],
)
def test_no_address(address: str) -> None:
    with pytest.raises(ClusterProblem, match="is not the address of a cluster") as caught:
        check_address(address)
    assert "tcp://192.168.1.5:8786" in caught.value.hint


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(ClusterProblem, match=f"no scheduler answers at tcp://127.0.0.1:{port}"):
        find_scheduler(f"tcp://127.0.0.1:{port}", 0.5)


def test_somebody_accepts_and_says_nothing() -> None:
    """Dask itself would wait for ever."""
    with socket.create_server(("127.0.0.1", 0)) as silent, deadline():
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(ClusterProblem, match=r"no answer within 0\.5 seconds"):
            find_scheduler(address, 0.5)


def test_encryption_that_is_not_set_up() -> None:
    with pytest.raises(ClusterProblem, match="TLS"):
        find_scheduler("tls://127.0.0.1:1", 0.5)


@pytest.mark.slow
def test_a_worker_answers_instead(tmp_path: Path) -> None:
    with deadline(), local_cluster(tmp_path, workers=1) as cluster:
        find_scheduler(cluster.address, 10)
        log = tmp_path / "worker-1.log"
        wait_until(lambda: "Listening to" in log.read_text("utf-8"))
        found = re.search(r"Listening to:\s+(tcp://\S+)", log.read_text("utf-8"))
        with pytest.raises(ClusterProblem, match="is no scheduler but a dask Worker"):
            find_scheduler(found.group(1), 10)
