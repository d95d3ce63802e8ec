"""What tests of workers need to see: running processes, and an end to waiting."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


def is_running(process: int) -> bool:
    """Whether there is a process of this number that has not ended."""
    shown = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    state = shown.stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@contextmanager
def deadline(seconds: int = 60) -> Iterator[None]:
    """What waits for ever fails instead."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise AssertionError("waited in vain")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
