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
from generator.cli.checking import add_check, run_desk, run_keep_ids
from generator.cli.commands import SCHEMA_FILE, run_build, run_explain_links, run_schema
from generator.cli.doctor import add_doctor
from generator.cli.publishing import add_publish
from generator.cli.watching import add_watch

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

    command = commands.add_parser("watch", help="serve the site, and rebuild it at every change")
    _site_options(command)
    add_watch(command)

    command = commands.add_parser("publish", help="publish the site on GitHub Pages, by git")
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    base_url = "instead of base_url in site.yaml"
    command.add_argument("--base-url", type=_base_url, default="", help=base_url)
    add_publish(command)

    command = commands.add_parser("check", help="what is wrong, and what editors should know")
    add_check(command)

    command = commands.add_parser("keep-ids", help="write down which paragraphs are cited")
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.set_defaults(run=run_keep_ids)

    command = commands.add_parser("desk", help="write the editors' page: what to take up next")
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.add_argument("--output", type=Path, help="where to (.cache/desk.html)")
    command.set_defaults(run=run_desk)

    command = commands.add_parser("doctor", help="what is wrong with this set-up, and its mending")
    add_doctor(command)

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


def _site_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.add_argument("--output", type=Path, help="where to (output/ in the site's folder)")
    base_url = "instead of base_url in site.yaml"
    command.add_argument("--base-url", type=_base_url, default="", help=base_url)
    command.add_argument("--drafts", action="store_true", help="build drafts as well")


def _build_options(command: argparse.ArgumentParser) -> None:
    yes = "store_true"
    command.add_argument("--strict", action=yes, help="warnings forbid building, too")
    command.add_argument("--no-search", action=yes, help="build no search index")
    command.add_argument("--notes", action=yes, help="show notes: what was guessed")
    command.add_argument("--quiet", action=yes, help="print problems only")
    form = "problems as text, or as annotations of a GitHub workflow"
    command.add_argument("--format", choices=("text", "github"), default="text", help=form)
    command.add_argument("--explain", action=yes, help="why each file was written or removed")
    verify = "build the site once more from nothing, and compare"
    command.add_argument("--verify", action=yes, help=verify)
    command.add_argument("--json", action=yes, help="print the outcome as one JSON object")
    profile = "write a trace for chrome://tracing, Perfetto or speedscope"
    command.add_argument("--profile", type=_new_file, metavar="FILE", help=profile)
    workers = command.add_mutually_exclusive_group()
    jobs = "processes to work with (as many as there are cores)"
    workers.add_argument("--jobs", type=_jobs, default=0, metavar="N", help=jobs)
    cluster = "work on a dask cluster, whose scheduler is there"
    workers.add_argument(
        "--cluster", type=_cluster, default="", metavar="tcp://HOST:PORT", help=cluster
    )


def _base_url(text: str) -> str:
    """A base address with its slash at the end; an empty one stands for that of site.yaml."""
    from generator.config import is_base_url  # noqa: PLC0415 - it imports YAML, and is rarely asked

    address = text.rstrip("/") + "/" if text else ""
    if address and not is_base_url(address):
        message = f"'{text}' is no full address such as https://user.github.io/repo/"
        raise argparse.ArgumentTypeError(message)
    return address


def _new_file(text: str) -> Path:
    """A file that can be written; better told before a long build than after it."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"'{text}' is no file in a folder that is there")
    return path


def _jobs(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no number of processes")
    return int(text)


def _cluster(text: str) -> str:
    """The address of a scheduler; an empty one stands for no cluster."""
    if text and not CLUSTER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"'{text}' is no address such as tcp://localhost:8786")
    return text
