"""This machine: Python, libraries, the indexer, file watching, space, the terminal.

In: a place. Out: findings. Nothing is written.
"""

from __future__ import annotations

import importlib.metadata
import re
import shutil
import subprocess
import sys
from pathlib import Path

from generator.doctor.findings import Finding, Place, fine, problem, warning
from generator.preview.watching import polling_reason

OLDEST = (3, 11)
PACKAGE = "explainer-archive-generator"
PINNED = re.compile(
    r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)(?P<where> *;)?", re.MULTILINE
)
"""A pinned library; behind a semicolon stands on which machines it is needed."""
WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
ROOM = 1_000_000_000
"""Bytes of free space below which a large site may not fit."""
SECONDS = 20


def python(_: Place) -> Finding:
    """The version of Python."""
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < OLDEST:
        return problem("Python", version, "3.11 or newer is needed")
    return fine("Python", f"{version} ({sys.executable})")


def libraries(place: Place) -> Finding:
    """Whether the libraries are there, and in the versions that the project pins."""
    try:
        text = (place.site / "requirements.txt").read_text(encoding="utf-8")
    except OSError:
        return warning("Libraries", "no requirements.txt here, so versions cannot be compared")
    missing, other, count = [], [], 0
    for pin in PINNED.finditer(text):
        try:
            version = importlib.metadata.version(pin["name"])
        except importlib.metadata.PackageNotFoundError:
            if not pin["where"]:
                missing.append(pin["name"])
            continue
        count += 1
        if version != pin["version"]:
            other.append(f"{pin['name']} {version} (pinned: {pin['version']})")
    hint = "python -m pip install --require-hashes -r requirements.txt"
    if missing:
        return problem("Libraries", f"missing: {', '.join(missing)}", hint)
    if other:
        return warning("Libraries", f"other versions: {', '.join(other)}", hint)
    return fine("Libraries", f"{count} in their pinned versions")


def search(_: Place) -> Finding:
    """Whether the indexer of the search runs."""
    hint = "python -m pip install --force-reinstall pagefind-bin; or build with --no-search"
    try:
        import pagefind_bin  # noqa: PLC0415 - that it may be missing is the question

        program = str(pagefind_bin.get_executable())
        wanted = importlib.metadata.version("pagefind_bin")
        done = subprocess.run(  # noqa: S603 - the pinned binary
            [program, "--version"], capture_output=True, timeout=SECONDS, check=True
        )
    except ImportError:
        return problem("Search", "the library pagefind_bin is missing", hint)
    except (OSError, subprocess.SubprocessError) as error:
        return problem("Search", f"the indexer does not run: {error}", hint)
    said = done.stdout.decode("utf-8", "replace").strip()
    if wanted not in said:
        return problem("Search", f"the indexer is '{said}', and {wanted} is wanted", hint)
    return fine("Search", said)


def watching(place: Place) -> Finding:
    """Whether the system tells of changes, and of enough folders."""
    reason = polling_reason(place.site)
    if reason:
        return warning("Watching", f"{reason}; `watch` will look every half second")
    folders = sum(
        1 for name in ("seeds", "content", "templates") for _ in _folders(place.site / name)
    )
    try:
        limit = int(WATCHES.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return fine("Watching", "by the system's own events")
    if folders > limit:
        hint = "sudo sysctl fs.inotify.max_user_watches=524288; until then `watch` looks by itself"
        return warning("Watching", f"{folders:,} folders, and the system watches {limit:,}", hint)
    return fine("Watching", f"by the system's own events ({folders:,} of {limit:,} watches)")


def space(place: Place) -> Finding:
    """Whether there is room on the disk."""
    free = shutil.disk_usage(place.site).free
    shown = f"{free / 1e9:,.1f} GB free"
    return fine("Disk", shown) if free > ROOM else warning("Disk", shown, "make room")


def terminal(_: Place) -> Finding:
    """Whether messages can show every character."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        return fine("Terminal", "shows every character")
    hint = "set PYTHONUTF8=1, or a UTF-8 locale; until then some are shown as escapes"
    return warning("Terminal", f"shows {sys.stdout.encoding or 'no'} characters only", hint)


def _folders(top: Path) -> list[Path]:
    return [top, *(path for path in top.rglob("*") if path.is_dir())] if top.is_dir() else []
