"""The command `doctor`: what is wrong with a set-up, line by line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from generator.doctor import Finding

SIGNS = {"fine": "ok  ", "warning": "look", "problem": "MEND"}


def add_doctor(command: argparse.ArgumentParser) -> None:
    """The options of `doctor`."""
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.add_argument(
        "--remote", default="origin", help="where the site is published to (origin)"
    )
    command.add_argument("--json", action="store_true", help="print the findings as JSON")
    command.set_defaults(run=run_doctor)


def run_doctor(arguments: argparse.Namespace) -> int:
    """Examine the set-up; 1 where something forbids building or publishing."""
    from generator.doctor import Place, examine  # noqa: PLC0415 - of `doctor` only

    findings = examine(Place(arguments.site, arguments.remote))
    if arguments.json:
        print(json.dumps(msgspec.to_builtins(findings)))
    else:
        _show(findings)
    return 1 if any(finding.state == "problem" for finding in findings) else 0


def _show(findings: Sequence[Finding]) -> None:
    width = max(len(finding.name) for finding in findings)
    for finding in findings:
        print(f"{SIGNS[finding.state]}  {finding.name:<{width}}  {finding.found}")
        if finding.hint and finding.state != "fine":
            print(f"      {'':<{width}}  {finding.hint}")
