"""What stands in the output folder.

In: the folder, and what the build log knows of it. Out: a `Survey`. Where every known file and
folder has the stamp that the last build left it with, the log's knowledge is the survey and nothing
is listed: a file cannot come or go without its folder's stamp changing. Otherwise everything is
listed once. Links are told as what they are and never followed.

The search bundle is not part of it, nor are the two folders that a killed build leaves behind:
those have owners of their own. A bundle that is no folder has none, and counts as any other file.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

from msgspec import Struct

from generator.model import Stamp, Standing
from generator.write.disk import Disk, is_settled, stamp_of
from generator.write.forbid import MARK, SEARCH_FOLDER, SEARCH_STAGING, STAGING

LEFTOVERS = (STAGING, SEARCH_STAGING)


class Survey(Struct):
    """What stands, by path. Whoever changes the folder keeps it true.

    `others` are links, pipes and the like. `fresh` are the files and folders that changed so
    shortly before they were seen that they may change again and keep their stamp.
    """

    files: dict[str, Stamp]
    folders: dict[str, Stamp]
    others: set[str]
    fresh: set[str]


def survey_as_left(
    disk: Disk, known: Mapping[str, Standing], sealed: Mapping[str, Stamp]
) -> Survey | None:
    """The survey, if everything stands as the last build left it; None if anything changed.

    `sealed` are the stamps of all folders and of the mark. What a killed build left is a change,
    too: it stands on top of the folder, whose stamp is another one then.
    """
    files = {path: standing.stamp for path, standing in known.items()}
    files.update((path, stamp) for path, stamp in sealed.items() if path == MARK)
    folders = {path: stamp for path, stamp in sealed.items() if path != MARK}
    if "" in folders and disk.have(folders) and disk.have(files):
        return Survey(files, folders, set(), set())
    return None


def survey_folder(disk: Disk) -> Survey:
    """The survey of a folder as it is; empty where there is none.

    A folder's stamp is taken before it is listed: what is added later makes the stamp a wrong one.
    """
    now = time.time_ns()
    survey = Survey({}, {}, set(), set())
    if not disk.is_folder(""):
        return survey
    survey.folders[""] = disk.stamp("")
    waiting = [""]
    while waiting:
        waiting.extend(_list(disk, waiting.pop(), survey))
    stamps = (*survey.files.items(), *survey.folders.items())
    survey.fresh.update(path for path, stamp in stamps if not is_settled(stamp, now))
    return survey


def _list(disk: Disk, folder: str, survey: Survey) -> list[str]:
    """Add what is in a folder; the folders among it."""
    below = f"{folder}/" if folder else ""
    found = []
    for entry in disk.entries(folder):
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            if path != SEARCH_FOLDER and path not in LEFTOVERS:
                survey.folders[path] = stamp_of(entry.stat(follow_symlinks=False))
                found.append(path)
        elif path in LEFTOVERS:
            continue
        elif entry.is_file(follow_symlinks=False):
            survey.files[path] = stamp_of(entry.stat(follow_symlinks=False))
        else:
            survey.others.add(path)
    return found
