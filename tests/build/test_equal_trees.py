"""In this process, in several, and on a cluster that loses a worker: the same tree."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.model import Report
from tests.archive import ROOT, tree
from tests.bench.corpus import make_archive
from tests.build.edits import built
from tests.workers.local_cluster import local_cluster

SEEDS = 600


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up archive, large enough for several processes."""
    folder = tmp_path_factory.mktemp("archive") / "site"
    make_archive(folder, SEEDS, 20, 100)
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


@pytest.fixture(scope="module")
def serial(site: Path) -> dict[str, bytes]:
    built(site, output=site.parent / "serial")
    return tree(site.parent / "serial")


def anew(site: Path, name: str, **more: object) -> Report:
    """A clean build into a folder of this name."""
    shutil.rmtree(site / ".cache", ignore_errors=True)
    return built(site, output=site.parent / name, **more)


def test_processes_give_the_serial_tree(site: Path, serial: dict[str, bytes]) -> None:
    report = anew(site, "processes", jobs=3)
    assert report.parsed == SEEDS + 20
    assert tree(site.parent / "processes") == serial


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_serial_tree(
    site: Path, serial: dict[str, bytes], tmp_path: Path
) -> None:
    with local_cluster(tmp_path, workers=2) as cluster:
        killer = threading.Timer(0.6, cluster.workers[0].kill)
        killer.start()
        report = anew(site, "cluster", cluster=cluster.address)
        killer.join()
        assert cluster.workers[0].wait(timeout=10) != 0
        assert report.rendered > SEEDS
        anew(site, "cluster-again", cluster=cluster.address)
    assert tree(site.parent / "cluster") == serial
    assert tree(site.parent / "cluster-again") == serial


def test_a_cluster_that_is_not_there_is_a_problem(site: Path) -> None:
    options = Options(site, site.parent / "none", search=False, cluster="tcp://127.0.0.1:9")
    report = build(options)
    assert report.written is None
    assert [(each.path, each.rule) for each in report.problems] == [("--cluster", "cluster")]
    assert not (site.parent / "none").exists()
