"""The search bundle: Pagefind's index of the written pages.

In: the output folder with all pages written, and how many of them are to be found by search. Out:
how many were indexed, and what went wrong, as problems; the site itself is there in any case.

The pinned binary of `pagefind_bin` is run as a program, with a time limit, in an empty folder and
without the settings that it would take from the environment. (Its Python interface was rejected: it
waits for ever when the program dies, and handles a page in a tenth of a second.) It writes into a
fresh folder, because it never deletes old files; the result is verified and only then takes the
place of the last one, by renaming both. All of this happens inside the output folder, below one
name: what a killed build leaves there is removed by the next.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import zlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pagefind_bin
from msgspec import Struct

from generator.problems import Problem, Severity

BUNDLE = "pagefind"
STAGING = ".search"
RULE = "search-index"
UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.*",
)
LEFT_OUT = ".footnote-ref, .footnote-backref, .footnotes a"
"""Elements whose text is not searched: marks and addresses, which would fill the excerpts."""
MAGIC = b"pagefind_dcd"
"""What every unpacked chunk of a bundle begins with."""


class SearchResult(Struct, frozen=True):
    """How many pages the search knows now, and what went wrong."""

    pages: int
    problems: tuple[Problem, ...] = ()


def index_search(folder: Path, pages: int, language: str, timeout: float = 600.0) -> SearchResult:
    """Index the pages in the folder that are marked for it; there should be `pages` of them.

    `timeout` is in seconds. On any problem the last bundle is removed: an index of other pages
    would lead readers astray.
    """
    try:
        return _index(folder, pages, language, timeout)
    except OSError as error:
        for name in (BUNDLE, STAGING):
            shutil.rmtree(folder / name, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        return SearchResult(0, (_problem(f"the index cannot be written: {reason.lower()}"),))


def _index(folder: Path, pages: int, language: str, timeout: float) -> SearchResult:
    staging = folder / STAGING
    _remove(staging)
    if pages == 0:
        _remove(folder / BUNDLE)
        return SearchResult(0, (_problem("no page is to be searched", severity="note"),))
    (staging / "empty").mkdir(parents=True)
    failure = _run(folder, staging, language, timeout)
    problems = (failure,) if failure else tuple(_faults(staging / BUNDLE, pages))
    _move(folder / BUNDLE, staging / "old")
    if not problems:
        _remove_unused(staging / BUNDLE)
        _move(staging / BUNDLE, folder / BUNDLE)
    _remove(staging)
    return SearchResult(0 if problems else pages, problems)


def _remove_unused(bundle: Path) -> None:
    for pattern in UNUSED:
        for unused in bundle.glob(pattern):
            unused.unlink()


def _run(folder: Path, staging: Path, language: str, timeout: float) -> Problem | None:
    """Run the indexer; its problem, if it has one."""
    arguments = ["--site", str(folder.resolve())]
    arguments += ["--output-path", str((staging / BUNDLE).resolve())]
    arguments += ["--exclude-selectors", LEFT_OUT]
    arguments += ["--force-language", language.partition("-")[0], "--quiet"]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")
    }
    try:
        done = subprocess.run(  # noqa: S603 - the pinned binary, with arguments of our own
            [str(pagefind_bin.get_executable()), *arguments],
            cwd=staging / "empty",
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return _problem(f"the indexer was stopped after {timeout:g} seconds")
    except OSError as error:
        return _problem(f"the indexer cannot be run: {error}", "reinstall pagefind_bin")
    if done.returncode != 0:
        return _problem(f"the indexer ended with code {done.returncode}", _last_words(done))
    return None


def _last_words(done: subprocess.CompletedProcess[bytes]) -> str:
    text = (done.stdout + done.stderr).decode("utf-8", "replace")
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())[-300:]


# --- Verifying ------------------------------------------------------------------------------------


def _faults(bundle: Path, pages: int) -> Iterator[Problem]:
    """What is wrong with a fresh bundle; files that were cut short above all."""
    try:
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        languages = entry["languages"].values()
        named = [f"pagefind.{language['hash']}.pf_meta" for language in languages]
        named += [f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages]
        count = sum(language["page_count"] for language in languages)
        made_by = entry["version"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield _problem(f"the index has no readable list of contents: {error}")
        return
    if made_by != version("pagefind_bin"):
        yield _problem(f"the index was made by version {made_by}, not {version('pagefind_bin')}")
    if count != pages:
        yield _problem(f"{count} pages are in the index, and {pages} should be")
    fragments = len(list(bundle.glob("fragment/*")))
    if fragments != pages:
        yield _problem(f"the index holds {fragments} pages' texts, and should hold {pages}")
    for name in ("pagefind.js", "pagefind-worker.js", *named):
        if not (bundle / name).is_file() or not (bundle / name).stat().st_size:
            yield _problem(f"the index lacks {name}")
    if not any(bundle.glob("index/*")):
        yield _problem("the index lacks its words")
    for chunk in sorted([*bundle.rglob("*.pf_*"), *bundle.glob("wasm.*")]):
        if not _is_whole(chunk):
            yield _problem(f"{chunk.relative_to(bundle).as_posix()} is damaged")


def _is_whole(chunk: Path) -> bool:
    try:
        return gzip.decompress(chunk.read_bytes()).startswith(MAGIC)
    except (OSError, EOFError, zlib.error):
        return False


def _problem(message: str, hint: str = "", severity: Severity = "error") -> Problem:
    return Problem(path=BUNDLE, severity=severity, rule=RULE, message=message, hint=hint)


def _move(path: Path, place: Path) -> None:
    """Rename what is at `path`, if anything is; a link is moved itself."""
    if os.path.lexists(path):
        path.rename(place)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        shutil.rmtree(path)
