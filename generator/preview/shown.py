"""Problems as a browser shows them: each with the source lines around its place.

In: problems, the site's folder, and the template of the editor's address. Out: `Shown` values. The
lines are read from the file as it is now; where that cannot be, the problem's own excerpt stands
in.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.preview.editor import editor_url
from generator.preview.events import Line, Shown
from generator.problems import Problem

AROUND = 2
"""Source lines before and after the place."""
WIDTH = 160
"""Characters of a line that are shown; a longer one is cropped around the place."""
LARGEST = 4_000_000
"""Bytes of a file that is read for it."""


def shown(index: int, problem: Problem, site: Path, editor: str) -> Shown:
    """A problem with the lines around it."""
    lines, caret = _frame(problem, site)
    return Shown(
        index=index,
        path=problem.path,
        line=problem.line,
        column=problem.column,
        severity=problem.severity,
        message=problem.message,
        hint=problem.hint,
        lines=lines,
        caret=caret,
        editor=editor_url(editor, site, problem),
    )


def _frame(problem: Problem, site: Path) -> tuple[tuple[Line, ...], int]:
    if not problem.line:
        return (), 0
    texts = _lines(site / problem.path)
    if not 0 < problem.line <= len(texts):
        return _excerpt(problem)
    start = _crop(problem.column)
    first, last = max(1, problem.line - AROUND), min(len(texts), problem.line + AROUND)
    window = slice(start, start + WIDTH)
    lines = tuple(Line(number, texts[number - 1][window]) for number in range(first, last + 1))
    return lines, max(0, problem.column - 1 - start)


def _excerpt(problem: Problem) -> tuple[tuple[Line, ...], int]:
    if not problem.excerpt:
        return (), 0
    return (Line(problem.line, problem.excerpt),), problem.caret


def _crop(column: int) -> int:
    """Where the shown part of the lines begins, such that the place is in it."""
    return 0 if column < WIDTH else column - WIDTH // 2


def _lines(file: Path) -> Sequence[str]:
    try:
        if file.stat().st_size > LARGEST:
            return ()
        return file.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return ()
