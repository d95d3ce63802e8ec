"""The seal: how a build leaves the output folder, such that any later change shows.

In: what stands, and what this build changed. Out: the stamps of all folders and of the mark, and
the files whose stamps prove nothing. The stamp of what changed just now would not tell another
change within the same tick of the clock, so the seal waits for the next tick (20 ms at most). Where
the clock ticks in seconds it does not wait: what is too young is told as untrusted, and the next
build looks at it closely.

A folder that this build changed has a new stamp, which would hide what somebody else put into it at
the same time; so these folders are listed once more.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator

from msgspec import Struct

from generator.model import Stamp
from generator.write.disk import UNTRUSTED, Disk, is_settled, let_tick_pass
from generator.write.forbid import MARK, SEARCH_FOLDER
from generator.write.survey import Survey


class Seal(Struct, frozen=True):
    """Stamps of all folders (the top is the empty path) and of the mark, by path.

    `untrusted` are the paths of the files whose stamps prove nothing; of a folder of that kind the
    stamp is `UNTRUSTED`.
    """

    folders: dict[str, Stamp]
    untrusted: frozenset[str]


class Changes(Struct):
    """What a build changed in the output folder, by path.

    `placed` are files, `made` folders, and `touched` those whose contents changed.
    """

    placed: set[str]
    made: set[str]
    touched: set[str]


def seal_folder(disk: Disk, survey: Survey, changes: Changes) -> Seal:
    """Seal the folder. The survey's folders have their new stamps then."""
    changed = {"", *changes.touched, *changes.made} & survey.folders.keys()
    survey.folders.update({path: _stamp(disk, path) for path in changed})
    young = [survey.files[path] for path in changes.placed]
    let_tick_pass([*young, *(survey.folders[path] for path in changed)])

    now = time.time_ns()
    doubtful = survey.fresh - changes.placed - changed
    doubtful.update(_with_strangers(disk, survey, changed - changes.made))
    doubtful.update(path for path in changes.placed if not is_settled(survey.files[path], now))
    doubtful.update(path for path in changed if not is_settled(survey.folders[path], now))
    stamps = survey.folders | {MARK: survey.files[MARK]}
    return Seal(
        folders={path: UNTRUSTED if path in doubtful else stamps[path] for path in stamps},
        untrusted=frozenset(doubtful & survey.files.keys()),
    )


def _stamp(disk: Disk, path: str) -> Stamp:
    """The stamp as it is now; where somebody took the folder away, one that no folder has."""
    try:
        return disk.stamp(path)
    except OSError:
        return UNTRUSTED


def _with_strangers(disk: Disk, survey: Survey, folders: Collection[str]) -> Iterator[str]:
    """Which of these folders hold something else than they should."""
    names: dict[str, set[str]] = {path: set() for path in folders}
    for path in (*survey.files, *survey.folders):
        parent, _, name = path.rpartition("/")
        if path and parent in names:
            names[parent].add(name)
    for path, expected in names.items():
        try:
            found = disk.names(path)
        except OSError:
            found = set()
        if not path:
            found.discard(SEARCH_FOLDER)
        if found != expected:
            yield path
