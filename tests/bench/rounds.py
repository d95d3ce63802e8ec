"""Paired runs: every generator builds the same archive in the same minute.

In: tools and sizes. Out: runs, one by one. Within a round the tools take turns at each mode, and
each round begins with another tool, so a slow minute of the machine meets all of them and ratios of
one round compare like with like. The sizes are in one round, too, for what grows with the size.

A round goes clean, then one seed edited, then one explainer's title edited, then nothing changed:
each builds on what the one before left. After an edit the output is searched for the new words: a
build that left them out has failed, however quick it was. The edits are the same for all tools.

The last round is for memory alone (see `measure.py`). A tool that needs more than `SLOW` seconds
for a build is timed in one round only, and one that fails or is stopped is not run again.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import product
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tests.bench.corpus import Corpus
from tests.bench.layouts import LAYOUTS, add_paragraph, rename
from tests.bench.measure import BuildError, measure, watch
from tests.bench.tools import ROOT, Tool, copy_generator, environment

CLEAN, EDIT, TITLE, NONE = "clean", "edit", "title", "none"
MODES = (CLEAN, EDIT, TITLE, NONE)
SLOW = 30.0
"""Seconds of a build from which one round is enough."""
ALONE_ABOVE = 10_000
"""Seeds above which only this generator is run."""


class Run(Struct, frozen=True):
    """One build; `watched` are those for memory, whose times do not count."""

    tool: str
    size: int
    mode: str
    number: int
    watched: bool
    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    indexers: float = 0.0
    files: int = 0
    failure: str = ""


class Site(NamedTuple):
    """A tool's copy of an archive."""

    tool: Tool
    size: int
    folder: Path
    corpus: Corpus
    explainers: int


def prepare(folder: Path, tool: Tool, size: int) -> Site:
    """Write an archive as a tool reads it: one explainer to ten seeds, but 100 at most."""
    explainers = min(100, max(1, size // 10))
    place = folder / f"{tool.name}-{size}"
    LAYOUTS[tool.layout].write(place, size, explainers, explainers * 10)
    for site in tool.sites:
        shutil.copytree(site, place, dirs_exist_ok=True)
    if not tool.sites:
        shutil.copytree(ROOT / "templates", place / "templates")
    return Site(tool, size, place, Corpus(size, explainers, explainers * 10), explainers)


def compare(
    folder: Path, tools: Sequence[Tool], sizes: Sequence[int], rounds: int, limit: float
) -> Iterator[Run]:
    """Build with all tools at all sizes in all modes, `rounds` times, and once for the memory."""
    copy_generator(folder)
    for tool in tools:
        _warm_up(prepare(folder, tool, 10), limit)
    sites = [prepare(folder, tool, size) for size in sizes for tool in tools if _runs(tool, size)]
    slow: set[Path] = set()
    failed: set[Path] = set()
    for number in range(rounds + 1):
        watched = number == rounds
        for size in sizes:
            taking_part = _turned([site for site in sites if site.size == size], number)
            for mode, site in product(MODES, taking_part):
                left_out = site.folder in slow and (mode != CLEAN if watched else number > 0)
                if left_out or site.folder in failed:
                    continue
                run = _build(site, mode, number, watched, limit)
                slow |= {site.folder} if run.wall > SLOW else set()
                failed |= {site.folder} if run.failure else set()
                yield run


def _runs(tool: Tool, size: int) -> bool:
    return size <= ALONE_ABOVE or tool.layout == "ours"


def _turned(sites: list[Site], number: int) -> list[Site]:
    """The sites from another one on in each round."""
    begin = number % len(sites) if sites else 0
    return sites[begin:] + sites[:begin]


def _warm_up(site: Site, limit: float) -> None:
    """Build once untimed, so that programs are in the system's memory and Python is compiled."""
    with suppress(BuildError):  # it will fail again where it is told
        measure(site.tool.commands, site.folder, environment(site.folder.parent), limit)


def _build(site: Site, mode: str, number: int, watched: bool, limit: float) -> Run:
    """One build, in the state that its mode asks for."""
    words = _change(site, mode, number)
    run = Run(tool=site.tool.name, size=site.size, mode=mode, number=number, watched=watched)
    look = watch if watched else measure
    try:
        cost = look(site.tool.commands, site.folder, environment(site.folder.parent), limit)
        files = _check(site, words)
    except BuildError as error:
        return replace(run, failure=str(error))
    return replace(run, **cost._asdict(), files=files)


def _change(site: Site, mode: str, number: int) -> str:
    """Do what a mode is about; the words that must then be in the output."""
    layout = LAYOUTS[site.tool.layout]
    chance = random.Random(f"{mode} {number}")
    if mode == CLEAN:
        for made in site.tool.made:
            shutil.rmtree(site.folder / made, ignore_errors=True)
    if mode == EDIT:
        words = site.corpus.vocabulary.sentence(chance)
        name = site.corpus.article_name((site.size // 2 + number + 1) % site.size)
        add_paragraph(_source(site, layout.article, name), words)
        return words
    if mode == TITLE:
        words = " ".join(chance.choices(site.corpus.vocabulary.words, k=3)).title()
        rename(_source(site, layout.explainer, f"explainer-{site.explainers // 2}"), words)
        return words
    return ""


def _source(site: Site, pattern: str, name: str) -> Path:
    (path,) = site.folder.glob(pattern.format(name))
    return path


def _check(site: Site, words: str) -> int:
    """The number of files in the output, which must have a page a source, and the words."""
    output = site.folder / site.tool.output
    files = [path for path in output.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    if len(pages) < site.size + site.explainers:
        raise BuildError(f"only {len(pages)} pages were built")
    if words and not any(words.encode() in path.read_bytes() for path in pages):
        raise BuildError(f"the output is stale: it lacks {words!r}")
    return len(files)
