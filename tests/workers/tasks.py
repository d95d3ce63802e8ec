"""Tasks for tests, which any process can import as `tests.workers.tasks`."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path


def echo(shared: bytes, chunk: bytes) -> bytes:
    """What is shared, and the chunk."""
    return shared + chunk


def sort(shared: bytes, chunk: bytes) -> bytes:
    """Something that takes the longer the more there is."""
    return shared + bytes(sorted(chunk))


def large(shared: bytes, chunk: bytes) -> bytes:
    """The chunk a thousand times."""
    return chunk * 1_000


def who(shared: bytes, chunk: bytes) -> bytes:
    """The number of the process, and where in its memory the shared value is."""
    return f"{os.getpid()} {id(shared)}".encode()


def sleep(shared: bytes, chunk: bytes) -> bytes:
    """The chunk, after as many seconds as it says."""
    time.sleep(float(chunk))
    return chunk


def sleep_and_sign(shared: bytes, chunk: bytes) -> bytes:
    """As `sleep`, and first a file in the shared folder that is named after the process."""
    Path(shared.decode(), str(os.getpid())).touch()
    return sleep(shared, chunk)


def sleep_and_tell(shared: bytes, chunk: bytes) -> bytes:
    """As `who`, after as many seconds as the chunk says."""
    return who(shared, sleep(shared, chunk))


def fail(shared: bytes, chunk: bytes) -> bytes:
    """The chunk, unless it is what is shared."""
    if chunk == shared:
        raise LookupError(f"there is no {chunk.decode()}")
    return chunk


def run_out_of_time(shared: bytes, chunk: bytes) -> bytes:
    """Fail with the exception that waiting for a chunk may end with, too."""
    raise TimeoutError("the task's own")


class StubbornError(Exception):
    """An exception that cannot be made anew from its pickle."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} {second}")


def fail_stubbornly(shared: bytes, chunk: bytes) -> bytes:
    """Fail in a way that pickle does not like."""
    raise StubbornError("not", "simple")


def die(shared: bytes, chunk: bytes) -> bytes:
    """The chunk, but with `die` the process is killed; not the one whose number is shared."""
    if chunk == b"die" and os.getpid() != int(shared):
        os.kill(os.getpid(), signal.SIGKILL)
    return chunk


def die_once_while_answering(shared: bytes, chunk: bytes) -> bytes:
    """The chunk, but with `die` 64 MB, and the process is killed soon after; once in a folder."""
    if chunk == b"die":
        try:
            Path(shared.decode(), "died").touch(exist_ok=False)
        except FileExistsError:
            return chunk
        threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return bytes(64_000_000)
    return chunk
