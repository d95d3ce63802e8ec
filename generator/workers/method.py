"""How a process is started, and from how much work on it pays.

Forked processes are there in a few milliseconds and have all modules. Forking is safe on Linux and
with one thread only: a lock that another thread holds would stay locked in the copy for ever.
Elsewhere processes are spawned. They begin from nothing, import the program anew, and take some
tenths of a second of every core.
"""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Literal

Method = Literal["fork", "spawn"]

POOL_PAYS: dict[Method, int] = {"fork": 300, "spawn": 2_000}
"""Items of a map from which processes pay; docs/architecture.md has the figures."""
LOOKS = 20
"""How often threads are counted, a thousandth of a second apart, before they count as staying."""


def start_method() -> Method:
    """Fork where it is safe now, otherwise spawn."""
    return "fork" if sys.platform == "linux" and _has_one_thread() else "spawn"


def _has_one_thread() -> bool:
    """Whether this process has one thread by the system's count: libraries may start some, too.

    A thread that has just ended may still be counted for a moment.
    """
    if threading.active_count() > 1:
        return False
    for _ in range(LOOKS):
        try:
            if len(list(Path("/proc/self/task").iterdir())) == 1:
                return True
        except OSError:  # it may be missing in a container: then nobody knows
            return False
        time.sleep(0.001)
    return False
