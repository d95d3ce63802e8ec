"""The command `watch`, and what a person sees of it in the terminal."""

from __future__ import annotations

import argparse
import sys
import time
import webbrowser
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from generator.cli import show
from generator.cli.commands import options_of
from generator.clock import Progress
from generator.model import Report, Written
from generator.problems import to_text
from generator.progress import display
from generator.wording import enumerate_words, plural

NAMED = 3
"""Changed files that are named; more are counted."""


def add_watch(command: argparse.ArgumentParser) -> None:
    """The options of `watch` beside those of every build."""
    yes = "store_true"
    command.add_argument("--strict", action=yes, help="warnings forbid building, too")
    command.add_argument("--no-search", action=yes, help="build no search index")
    command.add_argument("--notes", action=yes, help="show notes: what was guessed")
    command.add_argument("--quiet", action=yes, help="print problems and the address only")
    command.add_argument("--open", action=yes, help="open a browser")
    command.add_argument("--follow", action=yes, help="let the browser go to the changed page")
    poll = "look every SECONDS instead of being told by the system"
    command.add_argument(
        "--poll", type=_seconds, nargs="?", const=0.5, metavar="SECONDS", help=poll
    )
    command.add_argument("--port", type=_port, help="the port (the first that is free from 8000)")
    host = "the address to listen on (127.0.0.1: this machine alone)"
    command.add_argument("--host", default="127.0.0.1", help=host)
    allow = "another name under which this machine may be asked; may be repeated"
    command.add_argument("--allow-host", action="append", default=[], metavar="NAME", help=allow)
    command.set_defaults(run=run_watch, jobs=0, cluster="")


def run_watch(arguments: argparse.Namespace) -> int:
    """Serve the site and rebuild it at every change, until it is interrupted."""
    from generator.preview import CannotListenError, Settings, preview  # noqa: PLC0415 - of `watch` only

    options = options_of(arguments)
    settings = Settings(
        host=arguments.host,
        port=arguments.port,
        allowed_hosts=tuple(name.lower() for name in arguments.allow_host),
        follows=arguments.follow,
        poll=arguments.poll,
    )
    terminal = Terminal(options.output, arguments)
    try:
        preview(options, settings, terminal)
    except CannotListenError as error:
        print(to_text(error.problem), file=sys.stderr)
        return 1
    except KeyboardInterrupt as ending:
        if type(ending) is not KeyboardInterrupt:  # a request to end: the door tells of it
            raise
    return 0


class Terminal:
    """What happens, line by line: results on standard output, problems on standard error."""

    def __init__(self, output: Path, arguments: argparse.Namespace) -> None:
        self._output = output
        self._arguments = arguments

    def serving(self, address: str, method: str, reason: str) -> None:
        """Say where the site is, and how changes are seen."""
        print(f"Serving {address} (Ctrl+C ends it)", flush=True)
        if self._arguments.host not in ("127.0.0.1", "localhost", "::1"):
            print("Everybody who reaches this machine can read the site.", file=sys.stderr)
        if reason:
            print(f"Watching by {method}: {reason}.", file=sys.stderr)
        if self._arguments.open:
            webbrowser.open(address)

    def changed(self, paths: Sequence[str]) -> None:
        """Name what changed."""
        if not paths or self._arguments.quiet:
            return
        named = list(paths[:NAMED])
        if len(paths) > NAMED:
            named.append(f"{len(paths) - NAMED:,} more")
        print(f"{time.strftime('%H:%M:%S')} {enumerate_words(named)}", flush=True)

    def outcome(self, report: Report, seconds: float) -> None:
        """Say what a build did, or why it did nothing."""
        show.problems(report.problems, notes=self._arguments.notes)
        if report.written is None:
            show.refusal(report.problems, self._output)
        elif not self._arguments.quiet:
            print(f"    {_work(report.written)} in {seconds:.2f} s", flush=True)

    def indexed(self, report: Report, seconds: float) -> None:
        """Say that search is up to date."""
        show.problems(report.problems, notes=False)
        if report.indexed and not self._arguments.quiet:
            pages = plural(report.indexed, "page", "pages")
            print(f"    {pages} indexed for search in {seconds:.1f} s", flush=True)

    def defect(self, trace: str) -> None:
        """Show an error of our own in full."""
        print(trace, file=sys.stderr)
        print("this is a defect of the generator; save again to try again", file=sys.stderr)

    def progress(self) -> AbstractContextManager[Progress | None]:
        """A bar for a build that takes a while."""
        return nullcontext() if self._arguments.quiet else display(sys.stderr)


def _work(written: Written) -> str:
    """What a build did to the output folder."""
    parts = []
    if written.written:
        parts.append(f"{plural(len(written.written), 'file', 'files')} written")
    if written.removed:
        parts.append(f"{plural(len(written.removed), 'file', 'files')} removed")
    return enumerate_words(parts) if parts else "nothing to write"


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0.05 <= seconds <= 60:
        raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds from 0.05 to 60")
    return seconds


def _port(text: str) -> int:
    if not text.isdecimal() or not int(text) < 65_536:
        raise argparse.ArgumentTypeError(f"'{text}' is no port")
    return int(text)
