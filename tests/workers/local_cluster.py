"""A real dask cluster on this machine: a scheduler and workers as processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.workers.watching import wait_until

ROOT = Path(__file__).parent.parent.parent


class LocalCluster:
    """Starts and ends the programs of one cluster; their words are kept in files of the folder.

    `path` says where a program finds the generator: ROOT, a changed copy, or where there is none.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._logs: list[IO[bytes]] = []
        self.scheduler: subprocess.Popen[bytes] | None = None
        self.workers: list[subprocess.Popen[bytes]] = []
        self.address = ""

    def start_scheduler(self, path: Path = ROOT, allowed_failures: int = 3) -> None:
        """Start the scheduler on a free port; work may be lost with so many workers."""
        told = self._folder / "scheduler.json"
        arguments = ["--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0"]
        arguments += ["--no-show", "--scheduler-file", str(told)]
        self.scheduler = self._start("scheduler", arguments, path, allowed_failures)
        wait_until(lambda: told.exists() and told.read_bytes().rstrip().endswith(b"}"))
        self.address = json.loads(told.read_bytes())["address"]

    def start_worker(self, path: Path = ROOT) -> subprocess.Popen[bytes]:
        """Start a worker with one thread, and no nanny that would start it again."""
        arguments = [self.address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny"]
        arguments += ["--dashboard-address", "127.0.0.1:0", "--memory-limit", "0"]
        arguments += ["--local-directory", str(self._folder / f"worker-{len(self.workers)}")]
        self.workers.append(self._start("worker", arguments, path))
        return self.workers[-1]

    def end(self) -> None:
        """End all programs."""
        programs = [*self.workers, *filter(None, [self.scheduler])]
        for program in programs:
            program.kill()
        for program in programs:
            program.wait()
        for log in self._logs:
            log.close()

    def _start(
        self, kind: str, arguments: list[str], path: Path, allowed_failures: int = 3
    ) -> subprocess.Popen[bytes]:
        log = (self._folder / f"{kind}-{len(self._logs)}.log").open("wb")
        self._logs.append(log)
        settings = {
            "PYTHONPATH": str(path),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(allowed_failures),
        }
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments],
            cwd=self._folder,
            env={**os.environ, **settings},
            stdout=log,
            stderr=subprocess.STDOUT,
        )


@contextmanager
def local_cluster(
    folder: Path, workers: int = 0, allowed_failures: int = 3
) -> Iterator[LocalCluster]:
    """A cluster with so many workers of this generator."""
    cluster = LocalCluster(folder)
    try:
        cluster.start_scheduler(allowed_failures=allowed_failures)
        for _ in range(workers):
            cluster.start_worker()
        yield cluster
    finally:
        cluster.end()


def another_generator(folder: Path) -> Path:
    """A copy of this generator and the tests' tasks, with one comment more."""
    for name in ("generator", "tests/workers"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "generator" / "urls.py").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    return folder


def no_generator(folder: Path) -> Path:
    """A place where importing the generator fails, even if it is installed."""
    folder.mkdir()
    text = "raise ModuleNotFoundError(\"No module named 'generator'\", name='generator')\n"
    (folder / "generator.py").write_text(text, encoding="utf-8")
    return folder
