"""What runs on a cluster's workers; its scheduler imports this module, too.

In: bytes, and a task by its name. Out: bytes, with a word that says what they are. What all chunks
share is sent to every worker once, before a map begins, and kept. A worker that joins later answers
`MISSING` to its first chunk, which is then sent again with what it lacks. (dask's `scatter` would
leave that value in the cluster's keeping, where it is lost with the last worker that held it.)
"""

from __future__ import annotations

import threading
from hashlib import blake2b

from generator.version import code_version
from generator.workers.contract import task_named

DONE, MISSING, REFUSED = "done", "missing", "refused"
KEPT = 4
"""Shared values that a worker keeps, so that a few sites can be built by one cluster at a time."""

_kept: dict[bytes, bytes] = {}
_lock = threading.Lock()


def digest_of(shared: bytes) -> bytes:
    """What a shared value is called."""
    return blake2b(shared, digest_size=16).digest()


def version_here() -> str:
    """The version of the generator that this machine has."""
    return code_version()


def receive(shared: bytes) -> str:
    """Keep what all chunks of a map share; answers with this worker's version."""
    digest = digest_of(shared)
    _kept[digest] = _kept.pop(digest, shared)
    for oldest in list(_kept)[:-KEPT]:
        _kept.pop(oldest, None)
    return code_version()


def run(
    version: str, name: str, digest: bytes, shared: bytes | None, chunk: bytes
) -> tuple[str, bytes]:
    """Do one chunk, if this is the right version of the generator and it has what it needs.

    One chunk at a time, whatever the number of a worker's threads: tasks are made for processes.
    """
    if code_version() != version:
        return REFUSED, code_version().encode()
    if shared is not None:
        receive(shared)
    known = _kept.get(digest)
    if known is None:
        return MISSING, b""
    with _lock:
        return DONE, task_named(name)(known, chunk)
