"""The search bundle: Pagefind's index of the pages, in shards.

In: the output folder, the shards, and the bodies of their pages. Out: how many pages were indexed,
and what went wrong, as problems; the site itself is there in any case.

A shard stands in a folder whose name carries a digest of all that search knows of its pages and of
the generator: where that folder is, the shard need not be made again, and a browser that has a part
of it may keep it. Any other shard is indexed: pages that hold just what search is to know
(`index_page`) are written to a staging folder, because they are smaller than the pages of the site
and a change of the look indexes nothing. The result is verified and takes its place by a rename.
`shards.json` names the shards, the newest first, and is written when all of them stand. All of this
happens inside the output folder; what a killed build leaves there is removed by the next.

A folder's name says what a build put into it, not that nobody touched it since. The spine knows
that from its log (`bundle_seal`); where it does not, each standing shard is verified again.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.model import Shard
from generator.problems import Problem
from generator.urls import digest
from generator.write.bundle import GivenUpError
from generator.write.index_page import index_page

BUNDLE = "pagefind"
STAGING = ".search"
LIST = "shards.json"
AT_ONCE = 2
"""Shards that are indexed side by side, each by one thread; more would take more memory."""
TIMEOUT = 600.0
"""Seconds that the indexer may take for a shard."""

Bodies = Callable[[Iterable[str]], Mapping[str, str]]
"""Gives the bodies of documents by the paths of their sources."""


class SearchResult(Struct, frozen=True):
    """How many pages the search knows, how many were indexed now, and what went wrong."""

    pages: int
    indexed: int = 0
    problems: tuple[Problem, ...] = ()
    is_complete: bool = True
    """Whether indexing was not given up."""


class Wanted(Struct, frozen=True):
    """A shard and the folder of the bundle that it belongs in."""

    shard: Shard
    name: str


def index_search(
    folder: Path,
    shards: Sequence[Shard],
    bodies: Bodies,
    language: str,
    *,
    version: str,
    trusted: bool,
    is_given_up: Callable[[], bool] = lambda: False,
) -> SearchResult:
    """Make the bundle hold exactly these shards.

    `version` names the generator; `trusted`: nobody touched the bundle since it was made. A shard
    that cannot be indexed is missing then: an index of other pages would lead readers astray. Once
    `is_given_up`, the bundle's list stays as it is, beside the shards that were done by then.
    """
    language = language.partition("-")[0]
    wanted = [Wanted(shard, _folder_name(shard, language, version)) for shard in shards]
    try:
        return _index(folder, wanted, bodies, language, trusted=trusted, is_given_up=is_given_up)
    except GivenUpError:
        _remove(folder / STAGING)
        return SearchResult(sum(len(shard.entries) for shard in shards), is_complete=False)
    except OSError as error:
        from generator.write.pagefind import problem  # noqa: PLC0415 - see `_index_shards`

        for name in (BUNDLE, STAGING):
            shutil.rmtree(folder / name, ignore_errors=True)
        reason = error.strerror or type(error).__name__
        return SearchResult(0, 0, (problem(f"the index cannot be written: {reason.lower()}"),))


def remove_search(folder: Path) -> None:
    """Leave no bundle: the site is built without search."""
    for name in (BUNDLE, STAGING):
        _remove(folder / name)


def _index(
    folder: Path,
    wanted: Sequence[Wanted],
    bodies: Bodies,
    language: str,
    *,
    trusted: bool,
    is_given_up: Callable[[], bool],
) -> SearchResult:
    _remove(folder / STAGING)
    if (folder / BUNDLE).is_symlink() or (folder / BUNDLE).is_file():
        _remove(folder / BUNDLE)
    standing = {each.name for each in wanted if _stands(folder, each, trusted)}
    outdated = [each for each in wanted if each.name not in standing]
    problems = _index_shards(folder, outdated, bodies, language, is_given_up) if outdated else {}
    names = [each.name for each in wanted if each.name not in problems]
    _keep_only(folder / BUNDLE, [*names, LIST] if names else [])
    if names:
        _write_list(folder, names)
    _remove(folder / STAGING)
    return SearchResult(
        pages=sum(len(each.shard.entries) for each in wanted if each.name not in problems),
        indexed=sum(len(each.shard.entries) for each in outdated if each.name not in problems),
        problems=tuple(dict.fromkeys(found for told in problems.values() for found in told)),
    )


def _folder_name(shard: Shard, language: str, version: str) -> str:
    """The shard's name, and a digest of all that its index is made of."""
    entries = msgspec.msgpack.encode(shard.entries)
    key = digest(b"\0".join((entries, language.encode(), version.encode())))
    return f"{shard.name}-{key[:16]}"


def _stands(folder: Path, wanted: Wanted, trusted: bool) -> bool:
    bundle = folder / BUNDLE / wanted.name
    if not bundle.is_dir() or bundle.is_symlink():
        return False
    if trusted:
        return True
    from generator.write.pagefind import faults  # noqa: PLC0415 - see `_index_shards`

    return not any(faults(bundle, len(wanted.shard.entries)))


def _index_shards(
    folder: Path,
    outdated: Sequence[Wanted],
    bodies: Bodies,
    language: str,
    is_given_up: Callable[[], bool],
) -> dict[str, tuple[Problem, ...]]:
    """Index some shards and put them into place; the problems of those that failed, by name.

    The indexer's module is imported here, because most builds index nothing.
    """
    from generator.write.pagefind import faults, remove_unused, run_indexer  # noqa: PLC0415

    def make(wanted: Wanted) -> tuple[Problem, ...]:
        work = folder / STAGING / wanted.name
        failure = run_indexer(
            work / "site", work / "bundle", language, threads, TIMEOUT, is_given_up=is_given_up
        )
        shutil.rmtree(work / "site")
        if failure:
            return (failure,)
        found = tuple(faults(work / "bundle", len(wanted.shard.entries)))
        if not found:
            remove_unused(work / "bundle")
        return found

    threads = 1 if len(outdated) > 1 else 0
    problems: dict[str, tuple[Problem, ...]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for wanted, future in _staged(folder, outdated, bodies, pool, make):
            if is_given_up():
                raise GivenUpError
            found = future.result()
            if found:
                problems[wanted.name] = found
            else:
                _place(folder, wanted)
    return problems


def _staged(
    folder: Path,
    outdated: Sequence[Wanted],
    bodies: Bodies,
    pool: ThreadPoolExecutor,
    make: Callable[[Wanted], tuple[Problem, ...]],
) -> Iterator[tuple[Wanted, Future[tuple[Problem, ...]]]]:
    """Every shard with the run that indexes it; pages are staged one shard ahead of the runs."""
    running: list[tuple[Wanted, Future[tuple[Problem, ...]]]] = []
    for wanted in outdated:
        _write_pages(folder / STAGING / wanted.name / "site", wanted.shard, bodies)
        running.append((wanted, pool.submit(make, wanted)))
        if len(running) > AT_ONCE:
            yield running.pop(0)
    yield from running


def _write_pages(site: Path, shard: Shard, bodies: Bodies) -> None:
    found = bodies(entry.source for entry in shard.entries)
    for entry in shard.entries:
        page = site / entry.path
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(index_page(entry, found[entry.source]), encoding="utf-8", newline="\n")


# --- The bundle -----------------------------------------------------------------------------------


def _place(folder: Path, wanted: Wanted) -> None:
    (folder / BUNDLE).mkdir(exist_ok=True)
    place = folder / BUNDLE / wanted.name
    _remove(place)
    (folder / STAGING / wanted.name / "bundle").rename(place)


def _keep_only(bundle: Path, names: Sequence[str]) -> None:
    """Remove every other file and folder of the bundle, and itself where nothing is kept."""
    if not names:
        _remove(bundle)
        return
    for path in bundle.iterdir():
        if path.name not in names:
            _remove(path)


def _write_list(folder: Path, names: Sequence[str]) -> None:
    """Name the shards, if the list does not say so already."""
    place = folder / BUNDLE / LIST
    data = json.dumps({"shards": list(names)}).encode() + b"\n"
    if place.is_file() and not place.is_symlink() and place.read_bytes() == data:
        return
    _remove(place)
    (folder / STAGING).mkdir(exist_ok=True)
    waiting = folder / STAGING / LIST
    waiting.write_bytes(data)
    waiting.rename(place)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif os.path.lexists(path):
        shutil.rmtree(path)
