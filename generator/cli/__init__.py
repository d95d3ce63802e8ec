"""The door: commands, options and exit codes. The only room that prints or exits.

    python -m generator build            the site into output/
    python -m generator watch            the site while it is written, in a browser
    python -m generator publish          the site onto GitHub Pages
    python -m generator doctor           what is wrong with this set-up, and how to mend it
    python -m generator explain-links    why each name of a page is (not) a link
    python -m generator schema           the JSON Schema of site.yaml

Problems and progress go to standard error, results to standard output. The exit code is 0 if all
went well, 1 if a problem forbade it, 2 if the command line was wrong, 130 after an interruption
(Ctrl+C) and 143 after a request to end (SIGTERM), which stops a build just as cleanly.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from generator.cli.arguments import read_arguments


class TerminatedError(KeyboardInterrupt):
    """SIGTERM came. Whatever cleans up after an interruption cleans up after this, too."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _make_printable()
    run = read_arguments(arguments)
    try:
        with _ending_cleanly():
            return _run(run)
    except TerminatedError:
        print("terminated", file=sys.stderr)
        return 143
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _run(command: Callable[[], int]) -> int:
    try:
        code = command()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


@contextmanager
def _ending_cleanly() -> Iterator[None]:
    """Let SIGTERM end the program as Ctrl+C does. Only a main thread may ask for that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _terminate(*_: object) -> None:
    raise TerminatedError


def _make_printable() -> None:
    """Let output that the terminal cannot show be printed as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
