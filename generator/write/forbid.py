"""What forbids writing the site into a folder; asked before anything is written.

In: the output folder, the site's folder, and the paths of all outputs. Out: problems.

A folder that this generator did not make is refused (`foreign-output`): somebody may have named the
wrong one, and everything unplanned in it would be lost. The mark is the file `.nojekyll`, which
every build puts there first; an empty folder needs none, nor one that a build was killed in before.
Other folders carry that mark, too: a repository that GitHub publishes as it is. So a folder that
holds the site's sources or a repository is refused whatever its mark.
"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator
from pathlib import Path

from generator.problems import Problem

MARK = ".nojekyll"
STAGING = ".part"
SEARCH_FOLDER = "pagefind"
SEARCH_STAGING = ".search"
TAKEN = (SEARCH_FOLDER, SEARCH_STAGING, STAGING)
"""Names on top of the folder that no output may have: the search bundle's, and of what waits."""
REPOSITORIES = (".git", ".hg", ".svn")


def check_folder(folder: Path, site: Path, paths: Iterable[str]) -> tuple[Problem, ...]:
    """What forbids writing these paths into the folder; to be asked before anything is written.

    `site` is the folder of the sources.
    """
    paths = tuple(paths)
    refused = tuple(_unwritable(folder)) or tuple(_foreign(folder, site))
    return (*refused, *_bad_paths(paths), *_collisions(paths))


# --- The folder -----------------------------------------------------------------------------------


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
    return any(path.name != STAGING for path in folder.iterdir())


# --- The paths ------------------------------------------------------------------------------------


def _bad_paths(paths: Iterable[str]) -> Iterator[Problem]:
    for path in paths:
        parts = path.split("/")
        leads_out = "" in parts or "." in parts or ".." in parts or "\\" in path or "\0" in path
        if leads_out or parts[0].lower() in TAKEN or path.lower() == MARK:
            message = "no output may have this path"
            yield Problem(path=path, rule="bad-output-path", message=message)


def _collisions(paths: Iterable[str]) -> Iterator[Problem]:
    """Paths that are the same, or one file on machines that ignore case; and a file as a folder."""
    seen = {MARK: MARK}
    for path in paths:
        other = seen.get(path.lower())
        if other is not None and other != MARK:
            yield _collision(path, other)
        seen.setdefault(path.lower(), path)
    sound: set[str] = set()
    for path in seen.values():
        yield from _files_above(path, seen, sound)


def _files_above(path: str, files: Container[str], sound: set[str]) -> Iterator[Problem]:
    """Files that stand where a path needs a folder; `sound` are folders that were looked at."""
    folder = path.lower().rpartition("/")[0]
    while folder and folder not in sound:
        if folder in files:
            message = f"needs a folder where the file {path[: len(folder)]} is"
            yield Problem(path=path, rule="case-collision", message=message)
        else:
            sound.add(folder)
        folder = folder.rpartition("/")[0]


def _collision(path: str, other: str) -> Problem:
    message = f"differs from {other} only by upper and lower case"
    return Problem(
        path=path,
        rule="case-collision",
        message="two outputs have this path" if path == other else message,
        hint="give one of the two another name",
    )
