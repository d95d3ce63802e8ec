"""What a program sees of a build (`--json`): one object on one line of standard output.

    ok           true where the exit code is 0
    built        true where the output folder was touched; else `written` and `removed` are empty
    documents, pages, searchable     counts of the whole site; `searchable` are pages in the search
    parsed, linked, rendered, indexed     counts of what this build worked out anew
    written, removed     paths of files in the output folder; `unchanged` only counts the others
    reasons      each of these paths with why: "new", "its words", "what others say of it",
                 "the frame", "the template", "the generator itself", "missing",
                 "changed by hand", "no longer planned"
    seconds      seconds by stage
    problems     each with path, line, column (0: the whole file), severity ("error", "warning",
                 "note"), rule, message, hint
    verified     null without --verify; else `files`, how many files a clean build has, and
                 `differences`, each with path, kind ("missing", "unexpected", "different"), line
                 (0: no text), byte, built, clean

`format` is raised when a key changes its meaning or goes; a new key may come at any time. A wrong
command line, an interruption and a defect of the generator print no object. Characters beyond
ASCII are escaped, so the line comes through whatever encoding standard output has.
"""

from __future__ import annotations

import json

import msgspec
from msgspec import Struct

from generator.model import Report, Written
from generator.problems import Problem, Severity
from generator.verify import Comparison

FORMAT = 1
NOTHING = Written((), (), ())


class Trouble(Struct, frozen=True):
    """A problem; the source line that a person is shown is left out."""

    path: str
    line: int
    column: int
    severity: Severity
    rule: str
    message: str
    hint: str


class Answer(Struct, frozen=True):
    """The outcome of a build; see the module."""

    format: int
    ok: bool
    built: bool
    documents: int
    pages: int
    searchable: int
    parsed: int
    linked: int
    rendered: int
    indexed: int
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    reasons: dict[str, tuple[str, ...]]
    seconds: dict[str, float]
    problems: tuple[Trouble, ...]
    verified: Comparison | None


def answer_text(report: Report, verified: Comparison | None, *, ok: bool) -> str:
    """The outcome of a build as JSON."""
    tree = report.written or NOTHING
    answer = Answer(
        format=FORMAT,
        ok=ok,
        built=report.written is not None,
        documents=report.documents,
        pages=report.pages,
        searchable=report.searchable,
        parsed=report.parsed,
        linked=report.linked,
        rendered=report.rendered,
        indexed=report.indexed,
        written=tree.written,
        unchanged=len(tree.unchanged),
        removed=tree.removed,
        reasons={reason.path: reason.why for reason in report.reasons},
        seconds={stage: round(seconds, 4) for stage, seconds in report.seconds},
        problems=tuple(_trouble(problem) for problem in report.problems),
        verified=verified,
    )
    return json.dumps(msgspec.to_builtins(answer))


def _trouble(problem: Problem) -> Trouble:
    return Trouble(**{name: getattr(problem, name) for name in Trouble.__struct_fields__})
