"""How a click on a problem opens the editor at its place.

In: the `editor` of the configuration, and a problem. Out: an address that the browser opens
(`vscode://file/{file}:{line}:{column}`, which is the default), or the words of a command that this
machine runs (`code -g {file}:{line}:{column}`). A command is split into words before the place is
put in, and no shell reads it, so a file's name stays one word whatever it holds.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from urllib.parse import quote

from generator.problems import Problem

DEFAULT = "vscode://file/{file}:{line}:{column}"
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://")


def editor_url(template: str, site: Path, problem: Problem) -> str:
    """The address that opens a problem's place; empty where a command does."""
    template = template or DEFAULT
    if not ADDRESS.match(template) or not _is_there(site, problem):
        return ""
    place = _place(site, problem)
    return _filled(template, place | {"file": quote(place["file"]).lstrip("/")})


def editor_command(template: str, site: Path, problem: Problem) -> list[str]:
    """The words of the command that opens a problem's place; none where an address does."""
    if not template or ADDRESS.match(template) or not _is_there(site, problem):
        return []
    words = [os.path.expandvars(word) for word in shlex.split(template)]
    place = _place(site, problem)
    return [_filled(word, place) for word in words]


def _is_there(site: Path, problem: Problem) -> bool:
    """Whether the problem names a file of the site's folder; some name an option, for instance."""
    return bool(problem.path) and (site / problem.path).is_file()


def _place(site: Path, problem: Problem) -> dict[str, str]:
    return {
        "file": str((site / problem.path).resolve()),
        "line": str(problem.line or 1),
        "column": str(problem.column or 1),
    }


def _filled(text: str, place: dict[str, str]) -> str:
    """The text with each `{name}` replaced, in one pass: what is put in is not looked at again."""
    return re.sub(r"\{(file|line|column)\}", lambda found: place[found[1]], text)
