"""The command line: what can be asked for, and the command that was.

In: the arguments. Out: the command, ready to be run. A wrong command line is told with its usage,
and the program ends with 2.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from generator import __version__
from generator.build import Options
from generator.cli.commands import SCHEMA_FILE, run_build, run_explain_links, run_schema

CLUSTER = re.compile(r"(tcp|tls)://[^\s/]+:[0-9]+")


def read_arguments(arguments: Sequence[str] | None) -> Callable[[], int]:
    """The command that the arguments ask for."""
    parsed = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = parsed.run
    return partial(command, parsed)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Builds the site of an explainer archive."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = commands.add_parser("build", help="build the site")
    _site_options(command)
    _build_options(command)
    command.set_defaults(run=run_build)

    command = commands.add_parser(
        "explain-links", help="print every name found in a page, and why it is (not) a link"
    )
    command.add_argument("file", metavar="FILE", help="a seed or explainer")
    _site_options(command)
    command.set_defaults(run=run_explain_links, strict=False, no_search=True, jobs=0, cluster="")

    command = commands.add_parser("schema", help="write the JSON Schema of site.yaml")
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder")
    command.add_argument("--output", type=Path, help=f"where to ({SCHEMA_FILE})")
    command.set_defaults(run=run_schema)
    return parser
