"""A terminal for tests: a program runs in it, keys are typed, and its screen is read.

In: a program. Out: what a person would see. The screen obeys what a plain line needs (new line,
return, and the break at the last column); a program that sends anything else is found out by
`Terminal.said`, which holds all that came.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Self

from tests.archive import ROOT

PATIENCE = 30.0
"""Seconds until a program that does not do what it should fails its test."""
TAKE_TERMINAL = "import fcntl, termios\nfcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
"""What a program does first, so that keys typed in the terminal reach it as signals."""


class Terminal:
    """A program in a terminal of its own, which decides what Ctrl+C does."""

    def __init__(self, program: str, *, columns: int = 80, **environment: str) -> None:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._columns = columns
        self.said = ""
        self._process = subprocess.Popen(
            [sys.executable, "-c", TAKE_TERMINAL + program],
            env={"PYTHONPATH": str(ROOT), "TERM": "xterm", "LANG": "C.UTF-8", **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._ours)

    def wait_for(self, words: str) -> None:
        """Read until the program has said these words."""
        end = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < end, f"{words!r} never came: {self.said!r}"
            assert self._read(), f"the program ended without {words!r}: {self.said!r}"

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._ours, keys)

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def end(self) -> int:
        """Read until the program ends, and return its exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def screen(self) -> list[str]:
        """The lines that are on the screen, without those that are empty."""
        lines = [[" "] * self._columns]
        column = 0
        for character in self.said:
            if character == "\n":
                lines.append([" "] * self._columns)
            elif character == "\r":
                column = 0
            else:
                if column == self._columns:
                    lines.append([" "] * self._columns)
                    column = 0
                lines[-1][column] = character
                column += 1
        return [line for line in ("".join(line).rstrip() for line in lines) if line]

    def _read(self) -> bool:
        """Whether anything came before the program closed the terminal."""
        assert select.select([self._ours], [], [], PATIENCE)[0], f"nothing comes: {self.said!r}"
        data = b""
        with contextlib.suppress(OSError):  # Linux's way to say that nobody is at the other end
            data = os.read(self._ours, 65536)
        self.said += data.decode("utf-8", "replace")
        return bool(data)


def until(file: Path) -> str:
    """Python code that waits for a file; so a test decides how long something takes."""
    return f"\nimport os, time\nwhile not os.path.exists({str(file)!r}): time.sleep(0.01)\n"
