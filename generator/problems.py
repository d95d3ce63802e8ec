"""What is wrong with somebody's text, as a value, and how a person sees it.

A stage returns all of its problems at once instead of raising the first. A problem knows its file,
line and column, carries the source line itself (so that showing it needs no file), and says what
would mend it. What is not a `Problem` is a defect of ours and keeps its traceback.

    content/znpp-control.md:14:28: error: no explainer or article is called 'energodar-town'
        the plant's staff live in [[energodar-town]] under …
                                  ^ did you mean 'enerhodar'?

Lines and columns count from 1, columns in characters, as editors do.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

EXCERPT_WIDTH = 76
"""Characters of the source line that are shown; a longer line is cropped around the caret."""
EXCERPT_LEAD = 40
"""Characters kept before the caret in a cropped line."""


class Problem(Struct, frozen=True):
    """One thing to mend (`error`, `warning`) or to know (`note`: a guess, for instance).

    `rule` is a stable name such as `unknown-link`. `line` and `column` are 0 where a problem
    concerns the whole file; then `excerpt` is empty. `caret` is an index into `excerpt`.
    """

    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = "error"
    rule: str = ""
    message: str = ""
    hint: str = ""
    excerpt: str = ""
    caret: int = 0


def place(path: str, text: str, offset: int, first_line: int = 1) -> Problem:
    """The place of character `offset` of `text` in file `path`, as a problem to be filled in.

    `first_line` is the number of the line that `text` starts with.
    """
    offset = max(0, min(offset, len(text)))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line_text = text[start : len(text) if end < 0 else end].rstrip()
    excerpt, caret = _crop(line_text, offset - start)
    return Problem(
        path=path,
        line=first_line + text.count("\n", 0, start),
        column=offset - start + 1,
        excerpt=excerpt,
        caret=caret,
    )


def fill(where: Problem, severity: Severity, rule: str, message: str, hint: str = "") -> Problem:
    """The problem at place `where`."""
    return msgspec.structs.replace(where, severity=severity, rule=rule, message=message, hint=hint)


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """A hint that names the nearest known word in any case, or `otherwise` where none is near."""
    by_folded = {each.casefold(): each for each in sorted(known, reverse=True)}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return f"did you mean '{by_folded[near[0]]}'?" if near else otherwise


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems without repetition, sorted by file, line, column, severity and rule."""
    return tuple(sorted(dict.fromkeys(problems), key=_order))


def count(problems: Iterable[Problem], severity: Severity) -> int:
    """How many of the problems have this severity."""
    return sum(problem.severity == severity for problem in problems)


def to_text(problem: Problem) -> str:
    """The problem as a terminal shows it, without a newline at the end.

    Names and words of files are quoted in it, so nothing that a terminal obeys gets through.
    """
    lines = [_printable(f"{_position(problem)}: {problem.severity}: {problem.message}")]
    hint = _printable(problem.hint)
    if problem.excerpt:
        lines.append("    " + problem.excerpt)
        lines.append("    " + " " * problem.caret + f"^ {hint}".rstrip())
    elif hint:
        lines.append("    " + hint)
    return "\n".join(lines)


def _order(problem: Problem) -> tuple[str, int, int, int, str, str]:
    severity = SEVERITIES.index(problem.severity)
    return problem.path, problem.line, problem.column, severity, problem.rule, problem.message


def _position(problem: Problem) -> str:
    if not problem.line:
        return problem.path
    return f"{problem.path}:{problem.line}:{problem.column}"


def _crop(line: str, caret: int) -> tuple[str, int]:
    """A window of the line around the caret, printable, one column a character."""
    start = 0 if caret <= EXCERPT_WIDTH - 8 else caret - EXCERPT_LEAD
    window = line[start : start + EXCERPT_WIDTH]
    shown = _printable(window)
    before = "… " if start else ""
    after = " …" if start + EXCERPT_WIDTH < len(line) else ""
    return before + shown + after, caret - start + len(before)


def _printable(text: str) -> str:
    """As many characters as `text` has, on one line: spaces for spaces, U+FFFD for controls."""
    if text.isprintable():
        return text
    return "".join(_printable_character(char) for char in text)


def _printable_character(char: str) -> str:
    if char.isprintable():
        return char
    return " " if char.isspace() else "\N{REPLACEMENT CHARACTER}"
