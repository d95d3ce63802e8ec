"""The output folder: exactly the planned files, each whole.

In: every output as bytes. Out: which files were written, left as they were, and removed.

A file is written only where its bytes differ, into one temporary file on top of the folder that
then takes its name, so a reader or a killed build never sees half of one. (A temporary beside each
was rejected: it could have the name of another output.) What is not planned is removed, and empty
folders with it. Nothing outside the folder is touched: no path leaves it, and links found in it are
removed, not followed.

A folder that this generator did not make is refused (`foreign-output`): somebody may have named the
wrong one, and everything unplanned in it would be lost. The mark is the file `.nojekyll`, which
every build writes first; an empty folder needs none, nor one that a build was killed in before.
Other folders carry that mark, too: a repository that GitHub publishes as it is. So a folder that
holds the site's sources or a repository is refused whatever its mark.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from generator.model import Output, Written
from generator.problems import Problem

MARK = ".nojekyll"
TEMPORARY = ".part"
SEARCH_FOLDER = "pagefind"
TAKEN = (SEARCH_FOLDER, ".search", TEMPORARY)
"""Names on top of the folder that no output may have: the search bundle's, and the temporaries'."""
REPOSITORIES = (".git", ".hg", ".svn")


def check_folder(folder: Path, site: Path, paths: Iterable[str]) -> tuple[Problem, ...]:
    """What forbids writing these paths into the folder; to be asked before anything is written.

    `site` is the folder of the sources.
    """
    paths = tuple(paths)
    refused = tuple(_unwritable(folder)) or tuple(_foreign(folder, site))
    return (*refused, *_bad_paths(paths), *_collisions(paths))


def write_tree(folder: Path, outputs: Iterable[Output]) -> Written:
    """Make the folder hold exactly these outputs, and the search bundle as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    before = set(_files(folder))
    if not (folder / MARK).is_file():
        _write_whole(folder, MARK, b"")
    written: list[str] = []
    unchanged: list[str] = []
    planned = {MARK}
    for output in outputs:
        planned.add(output.path)
        changed = _put(folder, output)
        (written if changed else unchanged).append(output.path)
    _remove_unplanned(folder, planned)
    removed = before - planned
    return Written(tuple(sorted(written)), tuple(sorted(unchanged)), tuple(sorted(removed)))


def _files(folder: Path) -> Iterator[str]:
    """Every file and every link below the folder, but for the search bundle's."""
    for current, folders, names in os.walk(folder):
        below = Path(current).relative_to(folder).as_posix()
        links = [name for name in folders if Path(current, name).is_symlink()]
        yield from (PurePosixPath(below, name).as_posix() for name in names + links)
        if below == ".":
            folders[:] = [name for name in folders if name != SEARCH_FOLDER]


# --- Writing --------------------------------------------------------------------------------------


def _put(folder: Path, output: Output) -> bool:
    """Write one output where its bytes differ; whether they did."""
    path = folder / output.path
    _make_way(folder, path)
    if path.is_file() and not path.is_symlink() and _holds(path, output.data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(folder, output.path, output.data)
    return True


def _holds(path: Path, data: bytes) -> bool:
    return path.stat().st_size == len(data) and path.read_bytes() == data


def _write_whole(folder: Path, path: str, data: bytes) -> None:
    temporary = folder / TEMPORARY
    _remove(temporary)
    temporary.write_bytes(data)
    temporary.replace(folder / path)


def _make_way(folder: Path, path: Path) -> None:
    """Remove what stands in the way of a file: a folder at its place, a file or link above it."""
    if path.is_symlink() or path.is_dir():
        _remove(path)
    parent = path.parent
    while parent != folder:
        if parent.is_symlink() or parent.is_file():
            _remove(parent)
        parent = parent.parent


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_unplanned(folder: Path, planned: set[str]) -> None:
    """Remove every file that is not planned, and every folder that is empty then."""
    for current, folders, names in os.walk(folder, topdown=False):
        below = Path(current).relative_to(folder).as_posix()
        if below.split("/")[0] == SEARCH_FOLDER:
            continue
        for name in names + [name for name in folders if Path(current, name).is_symlink()]:
            if PurePosixPath(below, name).as_posix() not in planned:
                Path(current, name).unlink()
        if below != "." and not any(Path(current).iterdir()):
            Path(current).rmdir()


# --- What forbids writing -------------------------------------------------------------------------


def _unwritable(folder: Path) -> Iterator[Problem]:
    """Whether a file or the system's rights stand in the way, as far as one can ask before."""
    above = (folder.absolute(), *folder.absolute().parents)
    standing = next(path for path in above if os.path.exists(path))  # noqa: PTH110 - never raises
    if not standing.is_dir():
        yield _refusal(folder, "unwritable-output", f"{standing.name} is a file, not a folder")
    elif not os.access(standing, os.W_OK | os.X_OK):
        yield _refusal(folder, "unwritable-output", "this account may not write here")


def _foreign(folder: Path, site: Path) -> Iterator[Problem]:
    if folder.is_symlink():
        message = "the output folder is a link"
    elif site.resolve().is_relative_to(folder.resolve()):
        message = "the output folder holds the site's sources, which a build would remove"
    elif any(os.path.lexists(folder / name) for name in REPOSITORIES):
        message = "the output folder holds a repository, which a build would remove"
    elif folder.is_dir() and not (folder / MARK).is_file() and _holds_more(folder):
        message = "the output folder holds files that no build made"
    else:
        return
    yield _refusal(folder, "foreign-output", message)


def _refusal(folder: Path, rule: str, message: str) -> Problem:
    hint = "name an empty folder or a new one with --output"
    return Problem(path=folder.absolute().name, rule=rule, message=message, hint=hint)


def _holds_more(folder: Path) -> bool:
    """Whether there is anything but what a build leaves that was killed at once."""
    return any(path.name != TEMPORARY for path in folder.iterdir())


def _bad_paths(paths: Iterable[str]) -> Iterator[Problem]:
    for path in paths:
        parts = path.split("/")
        leads_out = "" in parts or "." in parts or ".." in parts or "\\" in path or "\0" in path
        if leads_out or parts[0].lower() in TAKEN:
            message = "no output may have this path"
            yield Problem(path=path, rule="bad-output-path", message=message)


def _collisions(paths: Iterable[str]) -> Iterator[Problem]:
    """Paths that are the same, or one file on machines that ignore case; and a file as a folder."""
    seen = {MARK: MARK}
    for path in paths:
        other = seen.get(path.lower())
        if other is not None and path != MARK:
            yield _collision(path, other)
        seen.setdefault(path.lower(), path)
    for path in seen.values():
        for parent in PurePosixPath(path).parents:
            if parent.as_posix().lower() in seen:
                message = f"needs a folder where the file {parent.as_posix()} is"
                yield Problem(path=path, rule="case-collision", message=message)


def _collision(path: str, other: str) -> Problem:
    message = f"differs from {other} only by upper and lower case"
    return Problem(
        path=path,
        rule="case-collision",
        message="two outputs have this path" if path == other else message,
        hint="give one of the two another name",
    )
