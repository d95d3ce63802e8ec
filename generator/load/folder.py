"""The site's folder to a listing of its files, with a digest each, and to their bytes.

In: the folder, and the stamps that the last build kept. Out: a `Listing`, each kind sorted by path,
and the problems of files that could not be taken; then the bytes of any entry. Only names and bytes
matter: no time stamp, owner or order of the folder reaches the result.

Which file is what:

* `seeds/**/*.txt` and `.md` (in any case) are seeds; other files there are told and left out;
* `content/**/*.md` are explainers; every other file there is copied beside them;
* `templates/assets/**` are assets; the `.html`, `.xml` and `.txt` files of `templates/` are
  templates; other files there are told and left out.

A file whose stamp is as it was need not be read to know its digest. That is safe only if the file
cannot have changed since within one tick of the clock, so a stamp is kept for the next build only
when its times lay well before the reading (git calls the others racily clean). What is read for its
digest is kept until it is asked for, within a budget, so that a clean build reads each file once.

A file that cannot be read is an error, not a gap: a site that lacks a page because a disk failed
must not replace one that has it. So is one that changes while the site is being built.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.load.walk import Found, stamp_of, unreadable, walk
from generator.model import Entry, Listing, Source, SourceKind, Stamp
from generator.problems import Problem, in_order
from generator.urls import digest

FOLDERS = ("seeds", "content", "templates")
SEED_SUFFIXES = (".txt", ".md")
EXPLAINER_SUFFIXES = (".md",)
TEMPLATE_SUFFIXES = (".html", ".xml", ".txt")
BUDGET = 64_000_000
"""Bytes that are kept between listing and reading."""
TICK = 50_000_000
"""Nanoseconds: longer than any clock of a file system that tells fractions of a second."""
COARSE_TICK = 2_000_000_000
"""Nanoseconds: the same for one that tells seconds, every other one in the worst case (FAT)."""

Stamps = Mapping[str, tuple[Stamp, str]]
"""Stamp and digest of files by path."""


class SiteFolder:
    """A site's folder, listed once; its files can be read until they change."""

    def __init__(self, root: Path, output: Path | None = None, known: Stamps | None = None) -> None:
        """Open the folder `root`; the folder `output` is no source, `known` are earlier stamps."""
        self._root = root
        self._output = output
        self._known: Stamps = known or {}
        self._files: dict[str, str] = {}
        self._kept: dict[str, bytes] = {}
        self._room = BUDGET
        self._stamps: dict[str, tuple[Stamp, str]] = {}

    def listing(self) -> Listing:
        """Every file with its kind and digest, and what is wrong with some."""
        problems = list(_missing_folders(self._root))
        found = [entry for folder in FOLDERS for entry in self._entries(folder, problems)]
        templates = [entry for entry in found if entry.kind == "template"]
        texts = [self.read(entry) for entry in templates]
        problems += [each for each in texts if isinstance(each, Problem)]
        return Listing(
            seeds=_of_kind(found, "seed"),
            explainers=_of_kind(found, "explainer"),
            files=_of_kind(found, "file"),
            assets=_of_kind(found, "asset"),
            templates=tuple(each for each in texts if isinstance(each, Source)),
            problems=in_order(problems),
        )

    def read(self, entry: Entry) -> Source | Problem:
        """The bytes of a file as it was listed, or why they cannot be had."""
        data = self._kept.pop(entry.path, None)
        if data is None:
            try:
                data = Path(self._files[entry.path]).read_bytes()
            except OSError as error:
                return unreadable(entry.path, error)
            if digest(data) != entry.digest:
                return _changed(entry.path)
        else:
            self._room += len(data)
        return Source(entry.path, entry.kind, entry.digest, data)

    def stamps(self) -> dict[str, tuple[Stamp, str]]:
        """What the next build may trust: stamp and digest of files, by path."""
        return self._stamps

    def _entries(self, folder: str, problems: list[Problem]) -> Iterator[Entry]:
        """Every source below a folder of the site; what is wrong is added to `problems`."""
        listed, told = walk(self._root, folder, self._output)
        problems.extend(told)
        for each in listed:
            kind = kind_of(each.path)
            if kind is None:
                problems.append(_misplaced(each.path))
                continue
            self._files[each.path] = each.file
            try:
                yield Entry(each.path, kind, self._digest(each))
            except OSError as error:
                problems.append(unreadable(each.path, error))

    def _digest(self, found: Found) -> str:
        """The digest of a file: remembered if it stands as it was, else of what is read now."""
        known = self._known.get(found.path)
        if known is not None and known[0] == found.stamp:
            self._stamps[found.path] = known
            return known[1]
        begin = time.time_ns()
        data, before, after = _read(found.file)
        name = digest(data)
        if before == after == found.stamp and is_settled(after, begin):
            self._stamps[found.path] = (after, name)
        if len(data) <= self._room:
            self._room -= len(data)
            self._kept[found.path] = data
        return name


def is_settled(stamp: Stamp, now: int) -> bool:
    """Whether a change after the moment `now` (nanoseconds) must give another stamp."""
    newest = max(stamp.modified, stamp.changed)
    is_coarse = newest % 1_000_000_000 == 0
    return newest + (COARSE_TICK if is_coarse else TICK) < now


def read_config_file(root: Path) -> bytes | None:
    """The bytes of `site.yaml`, or None where there is none."""
    try:
        return (root / "site.yaml").read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def kind_of(path: str) -> SourceKind | None:
    """What the file at a path is, or None where it has no place in the site."""
    lower = path.lower()
    if path.startswith("templates/assets/"):
        return "asset"
    if path.startswith("templates/"):
        return "template" if lower.endswith(TEMPLATE_SUFFIXES) else None
    if path.startswith("seeds/"):
        return "seed" if lower.endswith(SEED_SUFFIXES) else None
    return "explainer" if lower.endswith(EXPLAINER_SUFFIXES) else "file"


def _read(file: str) -> tuple[bytes, Stamp, Stamp]:
    """A file's bytes, and its stamp before and after they were read."""
    with open(file, "rb", buffering=0) as stream:  # noqa: PTH123 - a Path costs more than the reading
        before = stamp_of(os.fstat(stream.fileno()))
        data = stream.readall()
        return data, before, stamp_of(os.fstat(stream.fileno()))


def _of_kind(entries: Iterable[Entry], kind: SourceKind) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.kind == kind)


# --- Problems -------------------------------------------------------------------------------------


def _missing_folders(root: Path) -> Iterator[Problem]:
    for folder in ("seeds", "content"):
        if not (root / folder).is_dir():
            message = f"there is no folder {folder}/, so the site has none of its texts"
            yield Problem(path=folder, severity="warning", rule="no-folder", message=message)
    if not (root / "templates").is_dir():
        yield Problem(
            path="templates",
            rule="no-templates",
            message="there is no folder templates/, so no page can be made",
            hint="copy it from the project the generator came with",
        )


def _changed(path: str) -> Problem:
    message = "this changed while the site was being built"
    return Problem(path=path, rule="changed-while-building", message=message, hint="build again")


def _misplaced(path: str) -> Problem:
    if path.startswith("seeds/"):
        message = "only .txt and .md files are articles, so this one is left out"
        return Problem(path=path, severity="note", rule="not-a-seed", message=message)
    message = "only .html, .xml and .txt files are templates, so this one is left out"
    hint = "a file that pages need belongs in templates/assets/"
    return Problem(path=path, severity="note", rule="not-a-template", message=message, hint=hint)
