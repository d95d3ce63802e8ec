"""How a folder can be watched.

In: a folder. Out: why it has to be looked at over and over, if it has. Most systems tell of
changes. Some file systems do not: what another machine, a container's host or Windows writes
through them comes without any event. Linux names them in `/proc/mounts`; on other systems nobody is
known who fails without saying so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

MOUNTS = Path("/proc/mounts")
LIMIT = "fs.inotify.max_user_watches"
SILENT = frozenset(
    {"9p", "cifs", "drvfs", "nfs", "nfs4", "smb3", "smbfs", "v9fs", "vboxsf", "virtiofs"}
)
"""File systems that tell nothing of what others change."""


def polling_reason(folder: Path) -> str:
    """Why a folder cannot be watched by the system's own means; empty where it can."""
    kind = _file_system(folder)
    if kind in SILENT or kind.startswith("fuse"):
        return f"a file system of type {kind} does not tell of changes"
    return ""


def failure_reason(error: OSError) -> str:
    """What it means that the system refused to watch a folder, and how to mend it."""
    if error.errno == 28:
        return f"the system watches no more folders; raise the limit: sudo sysctl {LIMIT}=524288"
    if error.errno == 24:
        more = "sudo sysctl fs.inotify.max_user_instances=512"
        return f"the system has no more watchers to give; raise the limit: {more}"
    return f"the system cannot watch this folder: {(error.strerror or str(error)).lower()}"


def _file_system(folder: Path) -> str:
    """The type of the file system that a folder is on; empty where the system does not tell."""
    if sys.platform != "linux":
        return ""
    place = os.path.realpath(folder)
    found = ""
    longest = -1
    for point, kind in _mounts():
        inside = place == point or place.startswith(point.rstrip("/") + "/")
        if inside and len(point) >= longest:
            found, longest = kind, len(point)
    return found


def _mounts() -> Iterator[tuple[str, str]]:
    """Mount points with their types."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return
    for line in lines:
        _, point, kind, *_ = line.split(" ")
        yield point.replace("\\040", " ").replace("\\011", "\t"), kind
