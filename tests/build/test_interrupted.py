"""A build that is killed, or finds the disk full, leaves whole pages, and the next completes it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.build import Options, build
from tests.archive import ROOT, tree
from tests.bench.corpus import make_archive
from tests.build.edits import built, clean_tree, edited_site
from tests.build.interruptions import CALLS, Killed, interrupted

KILLS = 12


def begin_build(site: Path) -> subprocess.Popen[bytes]:
    """A build of its own process."""
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--no-search", "--quiet"],
        cwd=site,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    )


@pytest.mark.slow
def test_killed_at_any_moment_the_next_build_completes_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    make_archive(site, 500, 10, 40)
    (site / "templates").symlink_to(ROOT / "templates")
    (site / "templates").unlink()
    edited_site(tmp_path / "look")
    (tmp_path / "look/templates").rename(site / "templates")
    whole = clean_tree(site)
    chance = random.Random("kills")
    for _ in range(KILLS):
        process = begin_build(site)
        time.sleep(chance.uniform(0.15, 1.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        standing = tree(site / "output") if (site / "output").exists() else {}
        pages = {path: data for path, data in standing.items() if not path.startswith(".part/")}
        assert [path for path, data in pages.items() if data != whole.get(path)] == []
        if chance.random() < 0.5:
            seed = next((site / "seeds/000").glob("*-7.txt"))
            seed.write_bytes(seed.read_bytes())
    built(site)
    assert tree(site / "output") == whole


def test_interrupted_anywhere_no_half_page_stands(tmp_path: Path) -> None:
    """Every tenth of the calls that touch the disk, one after the other."""
    for after in range(1, 700, 10):
        site = tmp_path / str(after) / "site"
        edited_site(site)
        finished = False
        with interrupted(after):
            built(site)
            finished = True
        whole = clean_tree(site)
        pages = tree(site / "output") if (site / "output").exists() else {}
        for path, data in pages.items():
            assert path.startswith(".part/") or data == whole[path], (after, path)
        built(site)
        assert tree(site / "output") == whole
        if finished:
            return
    raise AssertionError("the build was never left to finish")


def test_a_full_disk_is_told_and_nothing_is_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = edited_site(tmp_path / "site")
    whole = clean_tree(site)
    write, left = os.write, [8]

    def full(file: int, data: bytes) -> int:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(28, "No space left on device")
        return write(file, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        report = build(Options(site, site / "output", search=False, jobs=1))
    told = [(each.severity, each.rule) for each in report.problems]
    assert ("error", "unwritable-output") in told or report.written is not None
    pages = tree(site / "output") if (site / "output").exists() else {}
    assert [path for path, data in pages.items() if data != whole.get(path)] == []
    built(site)
    assert tree(site / "output") == whole


def test_the_calls_that_are_interrupted_are_those_that_builds_make(tmp_path: Path) -> None:
    """Else the tests above would interrupt nothing."""
    site = edited_site(tmp_path / "site")
    finished = []
    with interrupted(5):
        finished.append(built(site))
    assert finished == []
    assert set(CALLS) <= set(dir(os))
    assert issubclass(Killed, BaseException)
