"""One run of Pagefind's indexer, and the check of what it made.

In: a folder of pages. Out: a bundle beside them, or the problem that there is none to be used. The
pinned binary of `pagefind_bin` is run as a program, with a time limit, in an empty folder and
without the settings that it would take from the environment. (Its Python interface was rejected: it
waits for ever when the program dies, and handles a page in a tenth of a second.) It may be cut off
while writing and still say that all went well, so every file of the bundle is looked at.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import time
import zlib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pagefind_bin

from generator.problems import Problem, Severity
from generator.write.bundle import GivenUpError

RULE = "search-index"
PLACE = "pagefind"
"""What problems of the search bundle are told about."""
UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui.*",
    "pagefind-highlight.*",
)
LEFT_OUT = ".footnote-ref, .footnote-backref, .footnotes a"
"""Elements whose text is not searched: marks and addresses, which would fill the excerpts."""
TICK = 0.05
"""Seconds between two questions whether the index is still wanted."""
MAGIC = b"pagefind_dcd"
"""What every unpacked chunk of a bundle begins with."""


def run_indexer(
    site: Path,
    bundle: Path,
    language: str,
    threads: int,
    timeout: float,
    *,
    is_given_up: Callable[[], bool] = lambda: False,
) -> Problem | None:
    """Index the pages in folder `site` into a new folder `bundle`; the problem, if there is one.

    `timeout` is in seconds, `threads` is 0 for as many as there are cores. Raises GivenUpError,
    with the program ended, soon after nobody wants the index any more.
    """
    arguments = ["--site", str(site.resolve()), "--output-path", str(bundle.resolve())]
    arguments += ["--exclude-selectors", LEFT_OUT, "--force-language", language, "--quiet"]
    empty = bundle.with_name("empty")
    empty.mkdir(parents=True, exist_ok=True)
    try:
        process = subprocess.Popen(  # noqa: S603 - the pinned binary, with arguments of our own
            [str(pagefind_bin.get_executable()), *arguments],
            cwd=empty,
            env=_environment(threads),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
    except OSError as error:
        return problem(f"the indexer cannot be run: {error}", "reinstall pagefind_bin")
    with process:
        try:
            said = _what_it_says(process, timeout, is_given_up)
        except subprocess.TimeoutExpired:
            return problem(f"the indexer was stopped after {timeout:g} seconds")
        finally:
            process.kill()
    if process.returncode != 0:
        return problem(f"the indexer ended with code {process.returncode}", _last_words(said))
    return None


def _what_it_says(
    process: subprocess.Popen[bytes], timeout: float, is_given_up: Callable[[], bool]
) -> bytes:
    """Wait for the end of the indexer, and give all that it printed."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            return process.communicate(timeout=TICK)[0]
        except subprocess.TimeoutExpired:
            if is_given_up():
                raise GivenUpError from None
            if time.monotonic() >= deadline:
                raise


def remove_unused(bundle: Path) -> None:
    """Delete the parts of a bundle that this site's own search does not need."""
    for pattern in UNUSED:
        for unused in bundle.glob(pattern):
            unused.unlink()


def problem(message: str, hint: str = "", severity: Severity = "error") -> Problem:
    """A problem of the search bundle."""
    return Problem(path=PLACE, severity=severity, rule=RULE, message=message, hint=hint)


def _environment(threads: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    return kept | ({"RAYON_NUM_THREADS": str(threads)} if threads else {})


def _last_words(said: bytes) -> str:
    text = said.decode("utf-8", "replace")
    return " / ".join(line.strip() for line in text.splitlines() if line.strip())[-300:]


# --- Verifying ------------------------------------------------------------------------------------


def faults(bundle: Path, pages: int) -> Iterator[Problem]:
    """What is wrong with a fresh bundle; files that were cut short above all."""
    try:
        entry = json.loads((bundle / "pagefind-entry.json").read_bytes())
        languages = entry["languages"].values()
        named = [f"pagefind.{language['hash']}.pf_meta" for language in languages]
        named += [f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in languages]
        count = sum(language["page_count"] for language in languages)
        made_by = entry["version"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        yield problem(f"the index has no readable list of contents: {error}")
        return
    if made_by != version("pagefind_bin"):
        yield problem(f"the index was made by version {made_by}, not {version('pagefind_bin')}")
    if count != pages:
        yield problem(f"{count} pages are in the index, and {pages} should be")
    fragments = len(list(bundle.glob("fragment/*")))
    if fragments != pages:
        yield problem(f"the index holds {fragments} pages' texts, and should hold {pages}")
    for name in ("pagefind.js", "pagefind-worker.js", *named):
        if not (bundle / name).is_file() or not (bundle / name).stat().st_size:
            yield problem(f"the index lacks {name}")
    if not any(bundle.glob("index/*")):
        yield problem("the index lacks its words")
    for chunk in sorted([*bundle.rglob("*.pf_*"), *bundle.glob("wasm.*")]):
        if not _is_whole(chunk):
            yield problem(f"{chunk.relative_to(bundle).as_posix()} is damaged")


def _is_whole(chunk: Path) -> bool:
    try:
        return gzip.decompress(chunk.read_bytes()).startswith(MAGIC)
    except (OSError, EOFError, zlib.error):
        return False
