"""The ordered map: many chunks through one pure function, on every core there is.

In: a task (a function of a module, from bytes to bytes), what all chunks share, and the chunks.
Out: the results in the order of the chunks, as they are asked for. The same map runs in this
process where little is to be done, in processes beside it, or on a `dask.distributed` cluster; all
three give the same bytes, because a task sees nothing but its arguments.

A map is lazy and bounded: it takes chunks from the iterator as workers become free, never many more
than twice as many as there are workers. Whoever stops asking for results ends it, and what was not
finished is dropped.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from generator.workers.contract import ClusterProblem, Task, Workers
from generator.workers.local import Local

__all__ = ["ClusterProblem", "Task", "Workers", "cores", "open_workers"]


def open_workers(
    jobs: int = 0,
    cluster: str = "",
    version: str = "",
    alone: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> Workers:
    """Workers on this machine, or on the cluster whose scheduler has the address `cluster`.

    `jobs` is how many processes may run; 0 means one for each core. `version` is the generator's,
    which the workers of a cluster must share. `alone()` is a context within which this process has
    no thread but the calling one: processes are started inside it, which is quicker then (see
    `processes`).
    """
    if not cluster:
        return Local(jobs or cores(), alone)
    try:
        from generator.workers.cluster import Cluster  # noqa: PLC0415 - an optional extra, and slow
    except ModuleNotFoundError as error:
        raise ClusterProblem(
            f"a cluster needs the Python module {error.name}, which is not installed",
            "pip install 'explainer-archive-generator[cluster]'",
        ) from error
    return Cluster(cluster, version)


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
