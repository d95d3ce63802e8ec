"""Opening the build log: its tables, and the lock between two builds of one site.

In: a path. Out: an open `Log` that no other process has open. SQLite's exclusive locking mode holds
the lock from the first transaction until the connection closes, and the system lets go of it when a
process dies; a lock file beside the log would be one more thing to be left behind.

A process that builds again and again lets the log `rest` between two builds: the file stays open,
the lock does not, so that other builds may have their turn. `resume` takes the lock again and finds
out whether one had: then what the log remembers is forgotten.

A file that is no log, or of another layout, or damaged, is replaced by an empty one: the log saves
work, and nothing else.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable
from pathlib import Path

from generator.log.rows import Log, LogDamagedError, LogUnwritableError, as_log_error, is_busy

SCHEMA = """
CREATE TABLE files (path TEXT PRIMARY KEY, size INT, modified INT, changed INT, inode INT,
    digest TEXT) WITHOUT ROWID;
CREATE TABLE documents (path TEXT PRIMARY KEY, key BLOB, record BLOB) WITHOUT ROWID;
CREATE TABLE texts (path TEXT PRIMARY KEY, body TEXT, passages BLOB);
CREATE TABLE drawn (path TEXT PRIMARY KEY, key BLOB, links BLOB) WITHOUT ROWID;
CREATE TABLE cited (path TEXT PRIMARY KEY, key BLOB, record BLOB) WITHOUT ROWID;
CREATE TABLE outputs (tree TEXT, path TEXT, words BLOB, view BLOB, frame BLOB, template BLOB,
    generator BLOB, size INT, modified INT, changed INT, inode INT, digest TEXT,
    PRIMARY KEY (tree, path)) WITHOUT ROWID;
CREATE TABLE folders (tree TEXT, path TEXT, size INT, modified INT, changed INT, inode INT,
    PRIMARY KEY (tree, path)) WITHOUT ROWID;
CREATE TABLE builds (tree TEXT PRIMARY KEY, key BLOB, record BLOB);
CREATE TABLE memos (name TEXT PRIMARY KEY, key BLOB, value BLOB);
"""
LAYOUT = zlib.crc32(SCHEMA.encode()) & 0x7FFFFFFF
"""Changes with the schema; kept in SQLite's own field for such a number."""
WAITS = 3600.0
"""Seconds that a build waits for another one at most."""
PAUSE = 0.05
"""Seconds between two looks at whether the other one has ended."""


def open_log(path: Path, waiting: Callable[[], None]) -> Log:
    """Open the log at `path`, or make it; `waiting` is called once if another build has it open.

    Raises LogUnwritableError where no file can be made there, or another build takes too long.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _open(path, waiting)
    except LogDamagedError:
        remove_log(path)
        return _open(path, waiting)
    except OSError as error:
        raise LogUnwritableError((error.strerror or str(error)).lower()) from error


def log_in_memory() -> Log:
    """A log that remembers nothing beyond this process."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(SCHEMA)
    return Log(connection, None)


def rest(log: Log) -> None:
    """Let other processes have the file until `resume`; everything is to be committed."""
    try:
        log.connection.execute("PRAGMA locking_mode = NORMAL")
        log.connection.execute("SELECT 1 FROM sqlite_master").fetchall()  # this lets go of the lock
        log.version = _version(log.connection)
        log.identity = None if log.path is None else _identity(log.path)
    except sqlite3.DatabaseError as error:
        raise as_log_error(error) from error
    except OSError as error:
        raise LogUnwritableError((error.strerror or str(error)).lower()) from error


def resume(log: Log, waiting: Callable[[], None]) -> bool:
    """Take the lock again; whether the log is as it was left.

    If not, another process wrote to it, or the file is gone or another one, or there never was one:
    close this log then, and open what is there.
    """
    if log.path is None:
        return False
    try:
        if _identity(log.path) != log.identity:
            return False
        log.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _lock(log.connection, waiting)
        is_same = _version(log.connection) == log.version
        log.connection.execute("COMMIT")
    except FileNotFoundError:
        return False
    except sqlite3.DatabaseError as error:
        raise as_log_error(error) from error
    return is_same and _identity(log.path) == log.identity


def _version(connection: sqlite3.Connection) -> int:
    """A number that changes when another connection writes to the file."""
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


def remove_log(path: Path) -> None:
    """Delete a log, and the journal that a killed build may have left beside it."""
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def _open(path: Path, waiting: Callable[[], None]) -> Log:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        _lock(connection, waiting)
        layout = connection.execute("PRAGMA user_version").fetchone()[0]
        if layout != LAYOUT:
            _lay_out(connection)
        connection.execute("COMMIT")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.DatabaseError as error:
        connection.close()
        raise as_log_error(error) from error
    except BaseException:
        connection.close()
        raise
    return Log(connection, path)


def _lock(connection: sqlite3.Connection, waiting: Callable[[], None]) -> None:
    """Begin a transaction that no other process can begin; wait for one that has.

    The waiting is done here: SQLite's own would not hear an interruption.
    """
    for attempt in range(int(WAITS / PAUSE)):
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
        else:
            return
        if attempt == 0:
            waiting()
        time.sleep(PAUSE)
    connection.execute("BEGIN EXCLUSIVE")


def _lay_out(connection: sqlite3.Connection) -> None:
    """Empty tables in place of whatever another version of the generator left."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    for (name,) in names:
        connection.execute(f'DROP TABLE "{name}"')
    for statement in SCHEMA.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {LAYOUT}")
