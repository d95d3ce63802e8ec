"""What earlier builds worked out, as rows of one SQLite file.

In and out: values and digests. The log decides nothing; it answers "what came out of this, when it
went in the last time?", and whoever asks compares keys. Every key is a digest of contents (and of
the generator's own code), never a time, so the file may be deleted, copied to another machine or
kept in a CI's cache at any moment. Each source and each output has one row in a table, replaced
when it changes and forgotten when it goes, so the file does not grow with the number of builds.

What was asked or kept once is remembered as long as the log is open: a process that builds again
and again (`rest`, `resume` in `opening`) asks for little more than the texts of what changed.

Tables: `files` (stamp and digest of each source), `documents` and `texts` (what parsing made of it,
kept apart: linking needs all documents and few texts), `drawn` (the links of each document),
`cited` (what its citations came to), `outputs` and `folders` (what stands in the output folder, and
the parts of each page's key),
`builds` (the last finished build of each output folder) and `memos` (compiled templates).

Rejected: pickles (they run code), one file an entry (10,000 small files cost more than what they
save), and a log in the output folder (it would be published).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Self

from generator.model import Footprint, Key, Stamp, Standing

BATCH = 2_000
"""Rows that are asked for at once: SQLite allows 32,766 values in a question."""


class LogDamagedError(Exception):
    """The log cannot be read; it is to be removed and the build begun again."""


class LogUnwritableError(Exception):
    """The log cannot be written: the disk is full, or this account may not."""


class Log:
    """An open log. One process has it open at a time; close it, or leave its `with` block."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        """Take an open connection; `open_log` makes one. `path` is None for a log in memory.

        `version` and `identity` tell how the file was when the log was left to rest.
        """
        self.connection = connection
        self.path = path
        self.version = 0
        self.identity: tuple[int, int] | None = None
        self._stamps: dict[str, tuple[Stamp, str]] | None = None
        self._outputs: dict[str, dict[str, Footprint]] = {}
        self._folders: dict[str, dict[str, Stamp]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; what was not committed is lost."""
        self.connection.close()

    def commit(self) -> None:
        """Make sure of everything that was kept until now."""
        if self.connection.in_transaction:
            self._run("COMMIT")

    # --- Sources and what was made of them --------------------------------------------------------

    def stamps(self) -> dict[str, tuple[Stamp, str]]:
        """Stamp and digest of every source that the last build saw."""
        if self._stamps is None:
            rows = self._rows("SELECT path, size, modified, changed, inode, digest FROM files")
            self._stamps = {row[0]: (Stamp(*row[1:5]), row[5]) for row in rows}
        return self._stamps

    def keep_stamps(self, stamps: Mapping[str, tuple[Stamp, str]]) -> None:
        """Remember these stamps and no others."""
        known = self.stamps()
        gone = known.keys() - stamps.keys()
        fresh = {path: kept for path, kept in stamps.items() if known.get(path) != kept}
        self._forget("files", gone)
        self._many(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)",
            ((path, *_numbers(stamp), digest) for path, (stamp, digest) in fresh.items()),
        )
        self._stamps = dict(stamps)

    def documents(self, paths: Iterable[str] | None = None) -> dict[str, tuple[bytes, bytes]]:
        """Key and record of every document, or of those that are asked for, by path."""
        return self._pairs("SELECT path, key, record FROM documents", paths)

    def keep_documents(self, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Remember documents: path, key, record."""
        self._many("INSERT OR REPLACE INTO documents VALUES (?, ?, ?)", rows)

    def keep_texts(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Remember texts: path, body, passages."""
        self._many("INSERT OR REPLACE INTO texts VALUES (?, ?, ?)", rows)

    def bodies(self, paths: Iterable[str]) -> dict[str, str]:
        """The bodies of some documents, by path."""
        return dict(self._pick("SELECT path, body FROM texts WHERE path IN", paths))

    def passages(self, paths: Iterable[str]) -> dict[str, bytes]:
        """The passages of some documents, by path."""
        return dict(self._pick("SELECT path, passages FROM texts WHERE path IN", paths))

    def drawn(self, paths: Iterable[str] | None = None) -> dict[str, tuple[bytes, bytes]]:
        """Key and links of every document, or of those that are asked for, by path."""
        return self._pairs("SELECT path, key, links FROM drawn", paths)

    def keep_drawn(self, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Remember drawn links: path, key, links."""
        self._many("INSERT OR REPLACE INTO drawn VALUES (?, ?, ?)", rows)

    def cited(self, paths: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
        """Key and outcome of the citations of some documents, by path."""
        return self._pairs("SELECT path, key, record FROM cited", paths)

    def keep_cited(self, rows: Iterable[tuple[str, bytes, bytes]]) -> None:
        """Remember what citations came to: path, key, outcome."""
        self._many("INSERT OR REPLACE INTO cited VALUES (?, ?, ?)", rows)

    def forget_documents(self, paths: Iterable[str]) -> None:
        """Forget what was made of these sources."""
        paths = list(paths)
        for table in ("documents", "texts", "drawn", "cited"):
            self._forget(table, paths)

    # --- Outputs ----------------------------------------------------------------------------------

    def outputs(self, tree: str) -> dict[str, Footprint]:
        """What stands in an output folder, by path."""
        if tree not in self._outputs:
            rows = self._rows(
                "SELECT path, words, view, frame, template, generator, size, modified, changed,"
                " inode, digest FROM outputs WHERE tree = ?",
                (tree,),
            )
            self._outputs[tree] = {
                row[0]: Footprint(Key(*row[1:6]), Standing(row[0], Stamp(*row[6:10]), row[10]))
                for row in rows
            }
        return self._outputs[tree]

    def keep_outputs(self, tree: str, footprints: Iterable[Footprint]) -> None:
        """Remember outputs that were just put into their places."""
        fresh = {footprint.standing.path: footprint for footprint in footprints}
        self._many(
            "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (_output_row(tree, footprint) for footprint in fresh.values()),
        )
        if tree in self._outputs:
            self._outputs[tree].update(fresh)

    def forget_outputs(self, tree: str, paths: Iterable[str]) -> None:
        """Forget outputs that are gone."""
        paths = list(paths)
        self._many(
            "DELETE FROM outputs WHERE tree = ? AND path = ?", ((tree, path) for path in paths)
        )
        for path in paths:
            self._outputs.get(tree, {}).pop(path, None)

    def folders(self, tree: str) -> dict[str, Stamp]:
        """The stamp of every folder of an output folder, by path."""
        if tree not in self._folders:
            rows = self._rows(
                "SELECT path, size, modified, changed, inode FROM folders WHERE tree = ?", (tree,)
            )
            self._folders[tree] = {row[0]: Stamp(*row[1:]) for row in rows}
        return self._folders[tree]

    def keep_folders(self, tree: str, stamps: Mapping[str, Stamp]) -> None:
        """Remember these folders and no others."""
        known = self.folders(tree)
        self._many(
            "DELETE FROM folders WHERE tree = ? AND path = ?",
            ((tree, path) for path in known.keys() - stamps.keys()),
        )
        self._many(
            "INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?, ?)",
            (
                (tree, path, *_numbers(stamp))
                for path, stamp in stamps.items()
                if known.get(path) != stamp
            ),
        )
        self._folders[tree] = dict(stamps)

    def build(self, tree: str) -> tuple[bytes, bytes] | None:
        """Key and record of the last finished build of an output folder."""
        rows = self._rows("SELECT key, record FROM builds WHERE tree = ?", (tree,))
        return next(rows, None)

    def keep_build(self, tree: str, key: bytes, record: bytes) -> None:
        """Remember a finished build."""
        self._many("INSERT OR REPLACE INTO builds VALUES (?, ?, ?)", [(tree, key, record)])

    def forget_build(self, tree: str) -> None:
        """Take back that a build was finished: the next one begins to write."""
        self._many("DELETE FROM builds WHERE tree = ?", [(tree,)])

    # --- Memos ------------------------------------------------------------------------------------

    def memo(self, name: str, key: bytes) -> bytes | None:
        """What is remembered under a name, if it was made from the same key."""
        rows = self._rows("SELECT value FROM memos WHERE name = ? AND key = ?", (name, key))
        row = next(rows, None)
        return None if row is None else row[0]

    def keep_memo(self, name: str, key: bytes, value: bytes) -> None:
        """Remember a value under a name."""
        self._many("INSERT OR REPLACE INTO memos VALUES (?, ?, ?)", [(name, key, value)])

    # --- SQL --------------------------------------------------------------------------------------

    def _rows(self, question: str, values: tuple[object, ...] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self.connection.execute(question, values)
        except sqlite3.DatabaseError as error:
            raise as_log_error(error) from error

    def _pairs(self, question: str, paths: Iterable[str] | None) -> dict[str, tuple[bytes, bytes]]:
        """Two values by path, of all rows or of some."""
        found = (
            self._rows(question)
            if paths is None
            else self._pick(f"{question} WHERE path IN", paths)
        )
        return {path: (key, value) for path, key, value in found}

    def _pick(self, question: str, paths: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """Rows of some paths, in any order."""
        paths = list(paths)
        for start in range(0, len(paths), BATCH):
            batch = tuple(paths[start : start + BATCH])
            yield from self._rows(f"{question} ({', '.join('?' * len(batch))})", batch)

    def _forget(self, table: str, paths: Iterable[str]) -> None:
        self._many(f"DELETE FROM {table} WHERE path = ?", ((path,) for path in paths))  # noqa: S608

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if not self.connection.in_transaction:
            self._run("BEGIN")
        try:
            self.connection.executemany(statement, rows)
        except sqlite3.DatabaseError as error:
            raise as_log_error(error) from error

    def _run(self, statement: str) -> None:
        try:
            self.connection.execute(statement)
        except sqlite3.DatabaseError as error:
            raise as_log_error(error) from error


def as_log_error(error: sqlite3.DatabaseError) -> Exception:
    """What an error of SQLite means for a build."""
    if is_busy(error):
        return LogUnwritableError("another build has had it open for an hour")
    if isinstance(error, sqlite3.OperationalError):
        return LogUnwritableError(str(error))
    return LogDamagedError(str(error))


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another process has the file open."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def _numbers(stamp: Stamp) -> tuple[int, int, int, int]:
    return stamp.size, stamp.modified, stamp.changed, stamp.inode


def _output_row(tree: str, footprint: Footprint) -> tuple[object, ...]:
    key, standing = footprint.key, footprint.standing
    parts = (key.words, key.view, key.frame, key.template, key.generator)
    return (tree, standing.path, *parts, *_numbers(standing.stamp), standing.digest)
