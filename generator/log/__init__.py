"""The build log: what earlier builds worked out, in one SQLite file."""

from generator.log.opening import log_in_memory, open_log, remove_log, rest, resume
from generator.log.rows import Log, LogDamagedError, LogUnwritableError

__all__ = [
    "Log",
    "LogDamagedError",
    "LogUnwritableError",
    "log_in_memory",
    "open_log",
    "remove_log",
    "rest",
    "resume",
]
