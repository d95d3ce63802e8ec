"""The output folder: exactly the planned files, each whole.

In: every output that is not as it should be, as bytes. Out: how each stands then, in the order in
which they came to stand there.

First all outputs are staged, which changes nothing that a reader could see, and may be taken back.
Then each takes its place by a rename: a reader, or a build that is killed or finds the disk full,
sees whole files only. At last what is not planned is removed, and empty folders with it. Nothing
outside the folder is touched: no path leaves it (`check_folder`), and links found in it are
removed, not followed.

A file that has its bytes already is left as it is. What the build log knows saves reading it: a
file with the stamp that the last build left it with has the bytes of then. Any other file is read
and compared by its digest, once.

    tree = Tree(folder, known, folders)     # what the log says
    if tree.is_as_left(): …                 # nothing came, went or was changed by hand
    tree.state(path)                        # of a known output
    tree.stage(path, data)                  # of each that is to be made; or discard() them all
    for standings in tree.place(): …        # tell the log
    tree.remove_unplanned(planned)
    tree.seal()                             # when the search bundle stands, too
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Literal

from generator.model import Stamp, Standing
from generator.urls import digest
from generator.write.disk import UNTRUSTED, Disk, TreeUnwritableError, parent_of, readable
from generator.write.forbid import MARK, SEARCH_STAGING
from generator.write.seal import Changes, Seal, seal_folder
from generator.write.staging import Staging
from generator.write.survey import Survey, survey_as_left, survey_folder

State = Literal["kept", "missing", "changed"]

BATCH = 500
"""Files that are placed before the log is told."""


class Tree:
    """One build's hold on the output folder. Methods raise TreeUnwritableError."""

    def __init__(
        self, folder: Path, known: Mapping[str, Standing], folders: Mapping[str, Stamp]
    ) -> None:
        """Take what the last build knew: its outputs, and the stamps that it sealed with."""
        self._disk = Disk(folder)
        self._known = known
        self._sealed = folders
        self._staging = Staging(self._disk)
        self._staged: dict[str, tuple[str, str]] = {}
        self._standings: dict[str, Standing] = {}
        self._changes = Changes(set(), set(), set())
        self._gone: set[str] = set()

    # --- What stands ------------------------------------------------------------------------------

    def is_as_left(self) -> bool:
        """Whether everything stands as the last build left it, and no build was killed since."""
        return self._as_left is not None

    @cached_property
    def _as_left(self) -> Survey | None:
        return survey_as_left(self._disk, self._known, self._sealed)

    @cached_property
    def _survey(self) -> Survey:
        """What stands: asked for once, before the first change, and kept true from then on."""
        try:
            return self._as_left or survey_folder(self._disk)
        except OSError as error:
            raise self._disk.failure(error, "listed") from error

    def state(self, path: str) -> State:
        """How a known output stands: as the last build left it, or not at all, or otherwise."""
        known, stamp = self._known[path], self._survey.files.get(path)
        if stamp is None:
            is_there = path in self._survey.folders or path in self._survey.others
            return "changed" if is_there else "missing"
        if known.stamp.size not in (stamp.size, -1):
            return "changed"
        return "kept" if self._digest(path) == known.digest else "changed"

    def standing(self, path: str) -> Standing:
        """How an output stands that was placed, or found as it should be by `state` or `stage`."""
        return self._standings[path]

    def _digest(self, path: str) -> str:
        """The digest of a file that stands; empty where it cannot be read, like no other."""
        stamp = self._survey.files[path]
        standing = self._standings.get(path) or self._known.get(path)
        if standing is None or standing.stamp != stamp:
            try:
                data = self._disk.read(path)
            except OSError:
                return ""
            standing = Standing(path, stamp, digest(data))
        self._standings[path] = standing
        return standing.digest

    # --- Staging ----------------------------------------------------------------------------------

    def stage(self, path: str, data: bytes) -> bool:
        """Write an output, to be placed later; False where the file has these bytes already."""
        if path in self._staged:
            raise ValueError(f"{path} was staged before")
        name, stamp = digest(data), self._survey.files.get(path)
        if stamp is not None and stamp.size == len(data) and self._digest(path) == name:
            return False
        try:
            self._staged[path] = self._staging.add(data), name
        except OSError as error:
            raise self._given_up(error, path) from error
        return True

    def discard(self) -> None:
        """Take back everything that is staged. What was placed stays; nothing happens twice."""
        self._staged.clear()
        try:
            self._staging.undo()
        except OSError as error:
            raise self._disk.failure(error, "removed") from error

    # --- Placing ----------------------------------------------------------------------------------

    def place(self) -> Iterator[tuple[Standing, ...]]:
        """Put every staged output into its place; in batches, how each stands there."""
        try:
            self._put_mark()
            batch = []
            for path, (waiting, name) in self._staged.items():
                standing = Standing(path, self._move(waiting, path), name)
                self._standings[path] = standing
                batch.append(standing)
                if len(batch) == BATCH:
                    yield tuple(batch)
                    batch = []
            if batch:
                yield tuple(batch)
            self._staging.close()
        except OSError as error:
            raise self._given_up(error) from error
        self._staged.clear()

    def _put_mark(self) -> None:
        """Put the mark first: from then on the folder is a build's, even if that is killed."""
        survey = self._survey
        survey.folders.setdefault("", UNTRUSTED)
        if MARK not in survey.files or survey.files[MARK].size > 0:
            self._move(self._staging.add(b""), MARK)

    def _move(self, waiting: str, path: str) -> Stamp:
        """Put a waiting file into its place, whatever stands there; its stamp."""
        survey, parent = self._survey, parent_of(path)
        if parent not in survey.folders:
            self._make_folder(parent)
        if path in survey.folders:
            self._disk.remove_whole(path)
            del survey.folders[path]
        self._disk.move(waiting, path)
        stamp = survey.files[path] = self._disk.stamp(path)
        survey.others.discard(path)
        self._changes.placed.add(path)
        self._changes.touched.add(parent)
        return stamp

    def _make_folder(self, path: str) -> None:
        """Make a folder and those above it; a file or link that has the name of one gives way."""
        survey, missing = self._survey, []
        while path not in survey.folders:
            missing.append(path)
            path = parent_of(path)
        for path in reversed(missing):
            if path in survey.files or path in survey.others:
                self._remove(path)
            self._disk.make_folder(path)
            survey.folders[path] = UNTRUSTED
            self._changes.made.add(path)
            self._changes.touched.add(parent_of(path))

    # --- Removing ---------------------------------------------------------------------------------

    def remove_unplanned(self, planned: Collection[str]) -> tuple[str, ...]:
        """Remove what is not planned, and empty folders; the paths of all files that are gone."""
        keep = {*planned, MARK}
        needed = _folders_above(keep)
        survey = self._survey
        files = [path for path in (*survey.files, *survey.others) if path not in keep]
        folders = sorted(survey.folders.keys() - needed, reverse=True)
        if files or folders:
            same = self._same_names(keep | needed)
            files = [path for path in files if path.lower() not in same]
            folders = [path for path in folders if path.lower() not in same]
        try:
            for path in files:
                self._remove(path)
            for path in folders:
                self._disk.remove_folder(path)
                del survey.folders[path]
                self._changes.touched.add(parent_of(path))
            self._disk.remove_whole(SEARCH_STAGING)
        except OSError as error:
            raise self._disk.failure(error, "removed") from error
        return tuple(sorted(readable(path) for path in self._gone))

    def _remove(self, path: str) -> None:
        self._disk.remove(path)
        self._survey.files.pop(path, None)
        self._survey.others.discard(path)
        self._changes.touched.add(parent_of(path))
        self._gone.add(path)

    def _same_names(self, paths: Iterable[str]) -> set[str]:
        """What these are called where the disk ignores case: there `A.txt` may be `a.txt`.

        Removing it by its old name would take away the file that was placed.
        """
        loud = MARK.upper()
        stands = loud in self._survey.files or loud in self._survey.others
        if stands or not self._disk.exists(loud):
            return set()
        return {path.lower() for path in paths}

    # --- The end ----------------------------------------------------------------------------------

    def seal(self) -> Seal:
        """How everything is left: asked for at the very end, the search bundle in its place."""
        return seal_folder(self._disk, self._survey, self._changes)

    def _given_up(self, error: OSError, path: str = "") -> TreeUnwritableError:
        """What went wrong, with the staging taken back as far as the system allows it."""
        with suppress(OSError):
            self._staging.undo()
        self._staged.clear()
        return self._disk.failure(error, "written", path)


def _folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder that these files need."""
    folders = {""}
    for path in paths:
        parent = parent_of(path)
        while parent not in folders:
            folders.add(parent)
            parent = parent_of(parent)
    return folders
