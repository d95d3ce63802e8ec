"""Temporary (coordinator): helper E replaces this file."""

from __future__ import annotations
import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor
import multiprocessing


class ClusterProblem(Exception):
    pass


class Workers:
    def __init__(self, jobs: int) -> None:
        self.jobs = jobs or len(os.sched_getaffinity(0))
        self.pool = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def map(self, task, shared, chunks, items):
        if self.jobs == 1 or (items < 300 and not self.pool):
            for chunk in chunks:
                yield task(shared, chunk)
            return
        if not self.pool:
            self.pool = ProcessPoolExecutor(self.jobs, multiprocessing.get_context("fork"))
        flying = deque()
        for chunk in chunks:
            flying.append(self.pool.submit(task, shared, chunk))
            if len(flying) >= 2 * self.jobs:
                yield flying.popleft().result()
        while flying:
            yield flying.popleft().result()


def open_workers(jobs: int = 0, cluster: str = "", version: str = "") -> Workers:
    return Workers(jobs)
