"""What a cluster's worker does with a chunk."""

from __future__ import annotations

import threading
import time

import pytest

from generator.version import code_version
from generator.workers import remote
from generator.workers.remote import DONE, KEPT, MISSING, REFUSED, digest_of, receive, run
from tests.workers import tasks

VERSION = code_version()
ECHO = "tests.workers.tasks:echo"


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch) -> None:
    monkeypatch.setattr(remote, "_kept", {})


def test_a_chunk_is_done_with_what_was_received() -> None:
    assert receive(b"shared ") == VERSION
    assert run(VERSION, ECHO, digest_of(b"shared "), None, b"chunk") == (DONE, b"shared chunk")


def test_a_worker_that_has_not_received_it_asks_for_what_is_shared() -> None:
    digest = digest_of(b"shared ")
    assert run(VERSION, ECHO, digest, None, b"chunk") == (MISSING, b"")
    assert run(VERSION, ECHO, digest, b"shared ", b"chunk") == (DONE, b"shared chunk")
    assert run(VERSION, ECHO, digest, None, b"again") == (DONE, b"shared again")


def test_another_version_refuses() -> None:
    assert run("another", ECHO, digest_of(b""), b"", b"chunk") == (REFUSED, VERSION.encode())


def test_one_value_stays_one_value() -> None:
    """Tasks remember what they have made of it by its identity."""
    digest = digest_of(b"shared" * 9)
    who = "tests.workers.tasks:who"
    first = run(VERSION, who, digest, b"shared" * 9, b"")
    assert run(VERSION, who, digest, bytes(bytearray(b"shared" * 9)), b"") == first


def test_the_values_met_last_are_kept() -> None:
    for n in range(KEPT):
        receive(str(n).encode())
    receive(b"0")
    receive(b"new")
    assert run(VERSION, ECHO, digest_of(b"0"), None, b"")[0] == DONE
    assert run(VERSION, ECHO, digest_of(b"1"), None, b"")[0] == MISSING
    assert len(remote._kept) == KEPT


def test_one_chunk_at_a_time(monkeypatch) -> None:
    running = 0
    most = 0

    def task(shared: bytes, chunk: bytes) -> bytes:
        nonlocal running, most
        running += 1
        most = max(most, running)
        time.sleep(0.01)
        running -= 1
        return b""

    monkeypatch.setattr(tasks, "echo", task)
    arguments = (VERSION, ECHO, digest_of(b""), b"", b"")
    threads = [threading.Thread(target=run, args=arguments) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
