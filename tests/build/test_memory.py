"""A process that builds again: what it keeps, when it forgets, and that it is never wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pagefind_bin
import pytest

from generator.build import Memory, Options, build
from generator.build.searching import LATER
from generator.model import Report
from tests.archive import ROOT, tree
from tests.build.edits import KYIV, TALKS, built, clean_tree, edited_site, rewrite
from tests.small_site import put


@pytest.fixture
def memory() -> Iterator[Memory]:
    kept = Memory(lasts=True)
    yield kept
    kept.forget()


def again(site: Path, memory: Memory, **more: object) -> Report:
    asked = {"site": site, "output": site / "output", "search": False, "jobs": 1} | more
    return build(Options(**asked), memory=memory)  # type: ignore[arg-type]


def test_an_edit_of_words_leaves_every_other_value_as_it_is(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    again(site, memory)
    before = memory.planned
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Everybody lost."))
    report = again(site, memory)
    now = memory.planned
    assert before is not None
    assert now is not None
    assert now.lists is before.lists
    assert now.news is before.news
    assert memory.linkage.site is not None
    others = [page for page in now.plan.pages if page.source != "seeds/talks.txt"]
    known = {id(page) for page in before.plan.pages}
    assert all(id(page) in known for page in others)
    assert len(report.written.written) == 1
    assert tree(site / "output") == clean_tree(site)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("seeds/talks.txt", "Nobody won.", "Shells fell near the plant in Enerhodar."),
        ("seeds/talks.txt", "Talks end", "Talks go on"),
        ("seeds/talks.txt", "2026-02-18", "2025-12-31"),
        ("content/kyiv.md", "title: Kyiv", "title: Kyiv\naliases: [the capital]"),
        ("content/kyiv.md", "The capital.", "## A heading\n\nThe capital."),
        ("content/kyiv.md", "kind: place", "kind: person"),
        ("content/plant.md", "[[Kyiv]]", "Kyiv"),
        ("content/plant.md", "topics: [war]", "topics: [talks]"),
        ("site.yaml", "title: War", "title: Wars"),
        ("site.yaml", "/repo/", "/other/"),
    ],
)
def test_an_edit_of_anything_else_comes_out_as_from_nothing(
    tmp_path: Path, memory: Memory, path: str, old: str, new: str
) -> None:
    site = edited_site(tmp_path / "site")
    again(site, memory)
    rewrite(site / path, (old, new))
    again(site, memory)
    assert tree(site / "output") == clean_tree(site)
    rewrite(site / path, (new, old))
    again(site, memory)
    assert tree(site / "output") == clean_tree(site)


def test_a_link_to_a_heading_that_goes_is_told(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    put(site, **{"content/kyiv.md": KYIV + "\n## Streets\n\nMany.\n"})
    rewrite(site / "content/plant.md", ("[[Kyiv]]", "[[Kyiv#Streets]]"))
    assert again(site, memory).written is not None
    put(site, **{"content/kyiv.md": KYIV})
    report = again(site, memory)
    assert [each.rule for each in report.problems if each.severity == "error"] == [
        "unknown-heading"
    ]


def test_what_another_process_builds_is_not_overlooked(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    again(site, memory)
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Everybody lost."))
    command = [sys.executable, "-m", "generator", "build", "--no-search", "--site", str(site)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    put(site, **{"seeds/talks.txt": TALKS})
    report = again(site, memory)
    assert len(report.written.written) == 1
    assert tree(site / "output") == clean_tree(site)


def test_a_log_that_is_deleted_is_made_anew(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    again(site, memory)
    shutil.rmtree(site / ".cache")
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Everybody lost."))
    again(site, memory)
    assert (site / ".cache/build.sqlite").is_file()
    assert again(site, memory).written.written == ()
    memory.forget()
    assert built(site).written.written == ()


def test_another_build_may_run_while_the_memory_rests(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    again(site, memory)
    other = threading.Thread(target=built, args=(site,))
    other.start()
    other.join(20)
    assert not other.is_alive()


# --- Search, later --------------------------------------------------------------------------------


class Impatient:
    """Somebody to whom search does not matter as soon as the indexer has begun."""

    def __init__(self) -> None:
        self.asked = 0

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Nothing."""
        yield

    def placed(self, report: Report) -> None:
        """Nothing."""

    def is_waiting(self) -> bool:
        """Always."""
        self.asked += 1
        return True


def test_search_may_wait_and_is_made_up_for(tmp_path: Path, memory: Memory) -> None:
    site = edited_site(tmp_path / "site")
    report = again(site, memory, search=True, index=False)
    assert (report.searchable > 0, report.indexed) == (True, 0)
    assert not (site / "output/pagefind").exists()
    assert again(site, memory, search=True, index=False).written.written == ()
    assert again(site, memory, search=True).indexed > 0
    assert (site / "output/pagefind/shards.json").is_file()
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Everybody lost."))
    again(site, memory, search=True, index=False)
    memory.forget()
    assert built(site, search=True).indexed > 0


def test_indexing_that_nobody_waits_for_is_given_up(tmp_path: Path, monkeypatch) -> None:
    """With an indexer that never ends: it is ended, and the next build makes up for it."""
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nexec sleep 600\n")
    slow.chmod(0o755)
    site = edited_site(tmp_path / "site")
    audience = Impatient()
    memory = Memory(lasts=True, audience=audience)
    with monkeypatch.context() as patch:
        patch.setattr(pagefind_bin, "get_executable", lambda: slow)
        report = again(site, memory, search=True)
    assert report.written is not None
    assert report.indexed == 0
    assert audience.asked > 0
    assert not (site / "output/.search").exists()
    memory.forget()
    report = built(site, search=True)
    assert report.indexed > 0
    assert (site / "output/pagefind/shards.json").is_file()


def test_no_bundle_has_the_seal_of_one_that_waits(tmp_path: Path) -> None:
    from generator.write import bundle_seal

    assert bundle_seal(tmp_path) != LATER


def test_a_log_that_cannot_be_kept_is_forgotten_with_the_memory(
    tmp_path: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.log import Log, LogUnwritableError

    site = edited_site(tmp_path / "site")

    def full(_: Log) -> None:
        raise LogUnwritableError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Log, "commit", full)
        again(site, memory)
    assert memory.log is None
    assert memory.documents == {}
    rewrite(site / "seeds/talks.txt", ("Nobody won.", "Everybody lost."))
    again(site, memory)
    assert tree(site / "output") == clean_tree(site)
