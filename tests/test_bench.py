"""Benchmarks are fair and see everything: the same words, all processes, no stale page."""

from __future__ import annotations

import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.bench.layouts import LAYOUTS, add_paragraph, rename
from tests.bench.measure import BuildError, measure, watch
from tests.bench.report import Target, ratios
from tests.bench.rounds import CLEAN, EDIT, NONE, TITLE, Run, compare
from tests.bench.tools import Tool

KEY = re.compile(r"(?im)^(title|date|publisher|names|aliases|summary|topics|tags): ")
PEERS = [layout for layout in LAYOUTS if layout != "ours"]


def sources(folder: Path, layout: str) -> dict[str, Path]:
    patterns = (LAYOUTS[layout].article, LAYOUTS[layout].explainer)
    found = [path for pattern in patterns for path in folder.glob(pattern.format("*"))]
    return {path.stem: path for path in found if path.stem not in ("index", "_index")}


def words(path: Path) -> Counter[str]:
    """The words of a source, without the names of its keys."""
    return Counter(re.findall(r"[\w.-]+", KEY.sub("", path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("peer", PEERS)
def test_every_layout_holds_the_same_words(tmp_path: Path, peer: str):
    for layout in ("ours", peer):
        LAYOUTS[layout].write(tmp_path / layout, 25, 4, 30)
    ours, theirs = (sources(tmp_path / layout, layout) for layout in ("ours", peer))
    assert len(ours) == 29
    assert ours.keys() == theirs.keys()
    for name, path in ours.items():
        assert words(path) - Counter({"---": 2}) == words(theirs[name]) - Counter({"---": 2}), name


@pytest.mark.parametrize("layout", LAYOUTS)
def test_edits_change_what_they_say_and_nothing_else(tmp_path: Path, layout: str):
    LAYOUTS[layout].write(tmp_path, 3, 2, 8)
    found = sources(tmp_path, layout)
    explainer = found["explainer-1"]
    article = next(path for name, path in found.items() if name.startswith("article"))
    before, lines = words(article), explainer.read_text().splitlines()
    add_paragraph(article, "Fresh words here.")
    rename(explainer, "Quite Another Name")
    assert words(article) - before == Counter(["Fresh", "words", "here."])
    assert article.read_text().endswith("\n\nFresh words here.\n")
    pairs = zip(lines, explainer.read_text().splitlines(), strict=True)
    ((old, new),) = [pair for pair in pairs if pair[0] != pair[1]]
    assert re.sub(r"\w+ \w+(?=\"?$)", "Quite Another Name", old) == new


# --- Measuring ------------------------------------------------------------------------------------

HOLD = "import time; held = bytearray(60_000_000); time.sleep(0.4)"
BUSY = "import time\nwhile time.process_time() < 0.3: pass"
BOTH = "import subprocess, sys; [p.wait() for p in [subprocess.Popen([sys.executable, '-c', {!r}]) for _ in 'ab']]"  # noqa: E501
LEFT = "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {!r}]); time.sleep(1)"


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


@pytest.mark.skipif(
    sys.platform != "linux", reason="other kernels tell of the largest process only"
)
def test_memory_is_that_of_all_processes_together(tmp_path: Path):
    place = tmp_path / "site"
    place.mkdir()
    environment = dict(os.environ)
    together = watch([python(BOTH.format(HOLD))], place, environment, limit=20).memory
    assert 120 < together < 300


def test_processor_time_is_that_of_all_processes_even_orphans(tmp_path: Path):
    place = tmp_path / "site"
    place.mkdir()
    environment = dict(os.environ)
    assert measure([python(BOTH.format(BUSY))], place, environment, limit=20).cpu > 0.6
    assert measure([python(LEFT.format(BUSY))], place, environment, limit=20).cpu > 0.3


def test_a_build_that_fails_or_takes_too_long_is_no_figure(tmp_path: Path):
    place = tmp_path / "site"
    place.mkdir()
    with pytest.raises(BuildError, match="code 3"):
        measure([python("exit(3)")], place, dict(os.environ), limit=20)
    with pytest.raises(BuildError, match=r"stopped after 0\.5 s"):
        measure([python(BOTH.format("import time; time.sleep(9)"))], place, dict(os.environ), 0.5)


# --- Rounds and ratios ----------------------------------------------------------------------------

GENERATOR = """
import pathlib, sys
output = pathlib.Path("output")
remembers = sys.argv[1] == "remembers"
for source in pathlib.Path("content").rglob("*.md"):
    page = output / f"{source.stem}.html"
    page.parent.mkdir(exist_ok=True)
    if not (remembers and page.exists()):
        page.write_text(source.read_text())
"""


def tool(name: str) -> Tool:
    command = (sys.executable, "-c", GENERATOR, name)
    return Tool(name, "pelican", (), (command,), "output", ("output",))


def test_a_generator_that_ships_stale_pages_is_found_out(tmp_path: Path):
    tools = [tool("forgets"), tool("remembers")]
    runs = list(compare(tmp_path, tools, [12], rounds=1, limit=20))
    honest = [run for run in runs if run.tool == "forgets"]
    assert [run.mode for run in honest] == [CLEAN, EDIT, TITLE, NONE] * 2
    assert {run.failure for run in honest} == {""}
    stale = [run for run in runs if run.tool == "remembers"]
    assert [run.mode for run in stale] == [CLEAN, EDIT]
    assert "stale" in stale[1].failure


def test_ratios_are_of_one_round_each():
    def run(name: str, number: int, wall: float, failure: str = "") -> Run:
        return Run(name, 10, CLEAN, number, watched=False, wall=wall, failure=failure)

    runs = [run("a", 0, 1.0), run("b", 0, 2.0), run("a", 1, 9.0), run("b", 1, 3.0)]
    runs += [run("a", 2, 5.0), run("b", 2, 1.0, failure="stopped"), run("a", 3, 5.0)]
    assert ratios(runs, Target("", "a", "b", CLEAN, "wall", 1.0, 10, 10)) == [0.5, 3.0]
    assert ratios(runs, Target("", "a", "c", CLEAN, "wall", 1.0, 10, 10)) == []
