"""The map over a `dask.distributed` cluster.

In: the address of a scheduler and this generator's version. Out: results in order, as from
processes; what is wrong with the cluster is raised as `ClusterProblem`.

Before a map begins, every worker receives what its chunks share and answers with its version; a
worker that joins later refuses the chunks of another version by itself. The scheduler gives the
chunks of a lost worker to another one. While there is no worker at all the build waits, up to
`PATIENCE`.

dask sends functions and values as pickles, so whoever can reach a machine of the cluster can run
programs on it: for trusted machines in a network of their own, or with dask's TLS.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self

import dask
from distributed import Client, KilledWorker
from distributed.client import FutureCancelledError

from generator.workers import remote
from generator.workers.contract import ClusterProblem, Task, name_of
from generator.workers.scheduler import check_address, find_scheduler

TIMEOUT = 10.0
"""Seconds in which the scheduler must answer, and in which there must be a first worker."""
PATIENCE = 60.0
"""Seconds without any worker after which a build gives up."""
LOOK = 1.0
"""Seconds between two looks whether there are workers."""
DEPTH = 2
"""Chunks that are sent for each thread of the cluster: one in work, one that waits."""
RETRIES = 2
"""How often a chunk that failed is tried again: a machine may be short of memory."""
UNLIMITED = {"distributed.admin.large-graph-warning-threshold": "1TiB"}
"""dask would warn of chunks above 10 MB, and propose to load files on the workers."""
INSTALL = "install the same generator and libraries there, and start it again"


class Chunk:
    """A chunk on its way: its bytes, and dask's promise of a result."""

    __slots__ = ("data", "future")

    def __init__(self, data: bytes, future: Any) -> None:
        self.data = data
        self.future = future


class Cluster:
    """Workers behind a scheduler. `patience` and `timeout` are seconds."""

    losses: tuple[str, ...] = ()
    """None: the scheduler makes them good without telling."""

    def __init__(
        self, address: str, version: str, patience: float = PATIENCE, timeout: float = TIMEOUT
    ) -> None:
        check_address(address)
        self._address = address
        self._version = version
        self._patience = patience
        self._timeout = timeout
        self._client: Any = None

    def __enter__(self) -> Self:
        """Connect, and check everything before there is any work."""
        # What is wrong is told as a problem; dask would tell the same again, with tracebacks.
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        find_scheduler(self._address, self._timeout)
        with self._contact():
            self._client = Client(self._address, timeout=self._timeout, set_as_default=False)
        try:
            self._check_scheduler()
            self._wait_for_worker()
            self._send(b"")
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def map(
        self,
        task: Task,
        shared: bytes,
        chunks: Iterable[bytes],
        items: int,  # noqa: ARG002 - of Workers.map
    ) -> Iterator[bytes]:
        """The results in order; see `Workers.map`. A cluster was asked for, so it does any map."""
        name, digest = name_of(task), remote.digest_of(shared)
        self._send(shared)
        room = DEPTH * max(1, self._threads())
        source = iter(chunks)
        flight: deque[Chunk] = deque()
        try:
            while True:
                while len(flight) < room and (data := next(source, None)) is not None:
                    flight.append(Chunk(data, self._submit(name, digest, None, data)))
                if not flight:
                    return
                word, result = self._answer(flight[0])
                if word == remote.MISSING:
                    flight[0].future = self._submit(name, digest, shared, flight[0].data)
                    word, result = self._answer(flight[0])
                if word == remote.REFUSED:
                    raise _refusal(["that joined the cluster"], result.decode(), self._version)
                flight.popleft()
                yield result
        finally:
            self._drop(flight)

    # --- Chunks -----------------------------------------------------------------------------------

    def _submit(self, name: str, digest: bytes, shared: bytes | None, data: bytes) -> Any:
        """Send a chunk. It is done even if dask has done an equal one before (`pure`)."""
        with dask.config.set(UNLIMITED):
            arguments = (self._version, name, digest, shared, data)
            return self._client.submit(remote.run, *arguments, pure=False, retries=RETRIES)

    def _answer(self, chunk: Chunk) -> tuple[str, bytes]:
        """Wait for a chunk, as long as there is hope for it."""
        last_seen = time.monotonic()
        while True:
            has_failed = chunk.future.status == "error"
            try:
                answer: tuple[str, bytes] = chunk.future.result(timeout=LOOK)
            except TimeoutError:
                if has_failed:  # then this is the task's own
                    raise
            except (FutureCancelledError, KilledWorker) as error:
                raise _dropped(error) from error
            else:
                return answer
            if self._threads():
                last_seen = time.monotonic()
            elif time.monotonic() - last_seen > self._patience:
                raise self._without_workers(f"has had no worker for {self._patience:g} seconds")

    def _drop(self, flight: Iterable[Chunk]) -> None:
        """Tell the cluster that nobody waits for these any more."""
        futures = [chunk.future for chunk in flight]
        if futures and self._client.status == "running":
            self._client.cancel(futures, force=True)

    # --- The cluster ------------------------------------------------------------------------------

    @contextmanager
    def _contact(self) -> Iterator[None]:
        """What fails within is a matter of the connection."""
        try:
            yield
        except OSError as error:
            raise ClusterProblem(
                f"the connection to the scheduler at {self._address} was lost: {error}",
                "see whether it still runs, and build again",
            ) from error

    def _threads(self) -> int:
        """How many threads all workers have."""
        with self._contact():
            return sum(self._client.nthreads().values())

    def _check_scheduler(self) -> None:
        """The scheduler unpacks what it hands on, so it must have the generator as well."""
        try:
            with self._contact():
                self._client.run_on_scheduler(remote.version_here)
        except ImportError as error:
            raise ClusterProblem(
                f"the scheduler at {self._address} cannot load the generator: {error}", INSTALL
            ) from error

    def _wait_for_worker(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=self._timeout)
        except TimeoutError as error:
            raise self._without_workers("has no workers") from error

    def _without_workers(self, what: str) -> ClusterProblem:
        return ClusterProblem(
            f"the cluster at {self._address} {what}",
            f"start some, one for each core: dask worker {self._address} --nthreads 1",
        )

    def _send(self, shared: bytes) -> None:
        """Give all workers what chunks share, and see that all have this version.

        A worker that was lost in between answers with an OSError; others will do its work.
        """
        with self._contact():
            answers = self._client.run(remote.receive, shared, on_error="return")
        wrong: dict[str, list[str]] = {}
        for address, answer in sorted(answers.items()):
            if isinstance(answer, Exception) and not isinstance(answer, OSError):
                raise ClusterProblem(
                    f"the worker at {address} cannot load the generator: {answer}", INSTALL
                )
            if isinstance(answer, str) and answer != self._version:
                wrong.setdefault(answer, []).append(f"at {address}")
        for version, places in sorted(wrong.items()):
            raise _refusal(places, version, self._version)


def _refusal(places: list[str], theirs: str, ours: str) -> ClusterProblem:
    more = f" (and {len(places) - 1} more)" if len(places) > 1 else ""
    return ClusterProblem(
        f"the worker {places[0]}{more} has another version of the generator: {theirs}, not {ours}",
        INSTALL,
    )


def _dropped(error: Exception) -> ClusterProblem:
    if isinstance(error, KilledWorker):
        return ClusterProblem(
            f"the same work ended {error.allowed_failures + 1} workers, one after the other",
            "look into the workers' logs; perhaps they have too little memory",
        )
    reason = str(getattr(error, "reason", "")).replace("-", " ")
    return ClusterProblem(
        f"the cluster dropped the work: {reason or 'for a reason unknown'}",
        "see whether the scheduler still runs, and build again",
    )
