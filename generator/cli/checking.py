"""`check`: what is wrong with a site, and what its editors should know.

In: the command line. Out: problems in the form that was asked for (text, JSON, SARIF 2.1.0 or
annotations of a GitHub workflow), and the exit code: 1 for errors, and under `--strict` for
warnings. Nothing is built.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator import __version__
from generator.build import Options, check, desk, renew_ledger, stops
from generator.cli import show
from generator.problems import Problem
from generator.wording import plural

FORMS = ("text", "json", "sarif", "github")
LEVELS = {"error": "error", "warning": "warning", "note": "note"}


def add_check(command: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.add_argument("--drafts", action="store_true", help="check drafts as well")
    command.add_argument("--strict", action="store_true", help="warnings are errors")
    command.add_argument("--notes", action="store_true", help="show notes, too")
    command.add_argument("--format", choices=FORMS, default="text", help="how to print problems")
    command.set_defaults(run=run_check)


def run_check(arguments: argparse.Namespace) -> int:
    """Check the site."""
    options = Options(
        site=arguments.site,
        output=arguments.site / "output",
        drafts=arguments.drafts,
        strict=arguments.strict,
    )
    found = check(options).problems
    if arguments.format == "json":
        print(json.dumps({"format": 1, "problems": [msgspec.to_builtins(each) for each in found]}))
    elif arguments.format == "sarif":
        print(json.dumps(sarif(found)))
    else:
        show.problems(found, notes=arguments.notes, form=arguments.format)
        print(show.counts(found) or "nothing found")
    return 1 if stops(found, options) else 0


def sarif(found: Sequence[Problem]) -> dict[str, Any]:
    """Problems as SARIF 2.1.0 (OASIS), which code hosts and editors read."""
    from generator.check import RULES  # noqa: PLC0415 - asked for by this form only

    names = sorted({problem.rule for problem in found})
    rules = [
        {"id": name, "shortDescription": {"text": RULES.get(name, name.replace("-", " "))}}
        for name in names
    ]
    driver = {"name": "explainer-archive", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "results": [_result(problem, names) for problem in found]}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }


def _result(problem: Problem, names: Sequence[str]) -> dict[str, Any]:
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    place: dict[str, Any] = {"artifactLocation": {"uri": problem.path}}
    if problem.line:
        place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    return {
        "ruleId": problem.rule,
        "ruleIndex": names.index(problem.rule),
        "level": LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def run_keep_ids(arguments: argparse.Namespace) -> int:
    """Write down which paragraphs are cited, so that their ids outlive an edit."""
    site: Path = arguments.site
    text = renew_ledger(Options(site=site, output=site / "output"))
    if not text:
        print("the site has errors; 'check' tells them", file=sys.stderr)
        return 1
    path = site / "content" / "paragraphs.txt"
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {path}: {plural(text.count(chr(10)) - 1, 'paragraph', 'paragraphs')}")
    return 0


def run_desk(arguments: argparse.Namespace) -> int:
    """Write the editors' page; it holds withheld texts, so it is no part of the site."""
    site: Path = arguments.site
    text = desk(Options(site=site, output=site / "output"))
    if not text:
        print("the site has errors; 'check' tells them", file=sys.stderr)
        return 1
    path: Path = arguments.output or site / ".cache" / "desk.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {path}")
    return 0
