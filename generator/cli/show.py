"""What a person sees of a command: problems on standard error, results on standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.annotations import to_annotation
from generator.model import Reason, Report, Written
from generator.problems import SEVERITIES, Problem, count, to_text
from generator.wording import number, plural

if TYPE_CHECKING:  # what only few builds need is not imported for all of them
    from generator.link import Explanation
    from generator.verify import Comparison, Difference

COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}
SHORT = 0.095
"""Seconds below which two digits are told, and a stage is not told at all."""
MOST = 50
"""Differences that are shown; a person needs no more, and `--json` has them all."""
KINDS = {
    "missing": "is missing, and a clean build has it",
    "unexpected": "is there, and a clean build has no such file",
    "different": "differs from a clean build's",
}


def problems(found: Iterable[Problem], *, notes: bool, form: str = "text") -> None:
    """Problems in one of `FORMS`; notes only where they were asked for."""
    for problem in found:
        if notes or problem.severity != "note":
            print(FORMS[form](problem), file=sys.stderr)


def refusal(found: Sequence[Problem], output: Path) -> None:
    """That nothing was built, and why."""
    name = output.absolute().name
    print(f"{counts(found)}; nothing was built and {name}/ is as it was", file=sys.stderr)


def reasons(found: Iterable[Reason]) -> None:
    """Why each file was written or removed."""
    for reason in found:
        print(f"{_printable(reason.path)}: {', '.join(reason.why)}")


def summary(report: Report, tree: Written, verified: Comparison | None) -> None:
    """What a build did, in a few lines."""
    total = _seconds(sum(spent for _, spent in report.seconds))
    pages = plural(report.pages, "page", "pages")
    documents = plural(report.documents, "document", "documents")
    print(f"Built {pages} from {documents} in {total}: {_changes(tree)}.")
    stages = [f"{name} {_seconds(spent)}" for name, spent in report.seconds if spent >= SHORT]
    print("; ".join([_work(report), *([", ".join(stages)] if stages else [])]) + ".")
    if verified is not None and not verified.differences:
        print(f"Equal to a clean build: {plural(verified.files, 'file', 'files')}.")
    if report.problems:
        hint = " (--notes shows the notes)" if count(report.problems, "note") else ""
        print(f"{counts(report.problems)}{hint}.")


def differences(verified: Comparison) -> None:
    """In what a site is not as a clean build has it."""
    found = verified.differences
    for difference in found[:MOST]:
        print(_difference(difference), file=sys.stderr)
    if len(found) > MOST:
        print(f"… and {number(len(found) - MOST)} more (--json lists them all)", file=sys.stderr)
    if found:
        many = plural(len(found), "difference", "differences")
        print(f"not equal to a clean build: {many}", file=sys.stderr)


def explanations(path: str, found: Iterable[Explanation], data: bytes) -> None:
    """Every decision about the names in the file at `path`, which holds `data`."""
    rules = []
    for each in found:
        line = data.count(b"\n", 0, each.passage.span.start) + 1
        print(f"{path}:{line}: {each.words} → {each.card.title} ({each.card.url}): {each.rule}")
        if each.rule != "linked":
            print(f"    {each.reason}")
        rules.append(each.rule)
    print(f"{plural(len(rules), 'mention', 'mentions')}, {rules.count('linked')} linked")


# --- In words -------------------------------------------------------------------------------------


def _changes(tree: Written) -> str:
    written, unchanged, removed = map(len, (tree.written, tree.unchanged, tree.removed))
    return f"{number(written)} written, {number(unchanged)} unchanged, {number(removed)} removed"


def _work(report: Report) -> str:
    """What had to be worked out anew."""
    words = f"{number(report.parsed)} parsed, {number(report.linked)} linked"
    if not report.searchable:
        return words
    return f"{words}, {number(report.indexed)} of {number(report.searchable)} indexed"


def _seconds(spent: float) -> str:
    return f"{spent:.1f} s" if spent >= SHORT else f"{spent:.2f} s"


def _difference(difference: Difference) -> str:
    place = f":{difference.line}" if difference.line else ""
    lines = [f"{_printable(difference.path)}{place}: {KINDS[difference.kind]}"]
    if difference.built or difference.clean:
        lines.append(f"    it has        {_printable(difference.built)}")
        lines.append(f"    a clean build {_printable(difference.clean)}")
    return "\n".join(lines)


def _annotation(problem: Problem) -> str:
    """As an annotation; paths are those of the repository that GitHub has checked out."""
    workspace = os.environ.get("GITHUB_WORKSPACE", "")
    folder = os.path.relpath(Path.cwd(), workspace) if workspace else "."
    return to_annotation(problem, "" if folder == "." else f"{Path(folder).as_posix()}/")


def _text(problem: Problem) -> str:
    """As a terminal shows it."""
    has_colours = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    return _coloured(problem) if has_colours else to_text(problem)


def _coloured(problem: Problem) -> str:
    word = f": {problem.severity}:"
    return to_text(problem).replace(word, f": {COLOURS[problem.severity]}{word[2:]}\x1b[0m", 1)


def counts(found: Sequence[Problem]) -> str:
    """How many problems of each severity there are, in words."""
    numbers = [(count(found, severity), severity) for severity in SEVERITIES]
    return ", ".join(plural(many, word, word + "s") for many, word in numbers if many)


def _printable(text: str) -> str:
    """Names of files and words in them, without anything that a terminal would obey."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


FORMS: dict[str, Callable[[Problem], str]] = {"text": _text, "github": _annotation}
"""How problems can be shown, by name."""
