"""How a process is started, and from how much work on it pays.

Forked processes are there in a few milliseconds and have all modules. Forking is safe on Linux and
with one thread only: a lock that another thread holds would stay locked in the copy for ever.
Elsewhere processes are spawned. They begin from nothing, import the program anew, and take some
tenths of a second of every core.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Literal

Method = Literal["fork", "spawn"]

POOL_PAYS: dict[Method, int] = {"fork": 300, "spawn": 1_500}
"""Items of a map from which processes pay; docs/architecture.md has the figures."""


def start_method() -> Method:
    """Fork where it is safe now, otherwise spawn."""
    return "fork" if sys.platform == "linux" and _has_one_thread() else "spawn"


def _has_one_thread() -> bool:
    """Whether this process has one thread by the system's count: libraries may start some, too."""
    try:
        threads = len(list(Path("/proc/self/task").iterdir()))
    except OSError:  # it may be missing in a container: then nobody knows
        return False
    return threads == threading.active_count() == 1
