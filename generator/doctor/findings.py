"""What the doctor examines, and what it finds."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec import Struct

State = Literal["fine", "warning", "problem"]


class Place(Struct, frozen=True):
    """A site's folder, and the remote that it is published to."""

    site: Path
    remote: str = "origin"


class Finding(Struct, frozen=True):
    """The outcome of one check: its state, what was found, and how to mend it."""

    name: str
    state: State
    found: str
    hint: str = ""


def fine(name: str, found: str) -> Finding:
    """Nothing to mend."""
    return Finding(name, "fine", found)


def warning(name: str, found: str, hint: str = "") -> Finding:
    """Something to know, which forbids nothing."""
    return Finding(name, "warning", found, hint)


def problem(name: str, found: str, hint: str = "") -> Finding:
    """Something that forbids building or publishing."""
    return Finding(name, "problem", found, hint)
