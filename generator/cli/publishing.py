"""The command `publish`: what can be asked for, and what a person sees of it."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from generator.build import Options
from generator.cli import show
from generator.clock import Clock
from generator.progress import display
from generator.wording import plural

if TYPE_CHECKING:
    from generator.publish import Outcome
    from generator.publish.changes import Changes

NAMED = 10
"""Files that are named of each kind; more are counted."""


def add_publish(command: argparse.ArgumentParser) -> None:
    """The options of `publish`."""
    yes = "store_true"
    command.add_argument("--remote", default="origin", help="where to (origin)")
    command.add_argument("--branch", default="gh-pages", help="the branch to publish to (gh-pages)")
    command.add_argument("--dry-run", action=yes, help="do everything but the push")
    command.add_argument("--undo", action=yes, help="put the previous publication back")
    command.add_argument("--adopt", action=yes, help="take over a branch that this did not make")
    command.add_argument("--no-history", action=yes, help="replace the branch by one commit")
    dirty = "publish although files are not committed"
    command.add_argument("--allow-dirty", action=yes, help=dirty)
    shrink = "publish although a fifth of the pages would go"
    command.add_argument("--allow-shrink", action=yes, help=shrink)
    command.add_argument("--yes", action=yes, help="do not ask")
    command.add_argument("--message", default="", help="the first line of the commit's message")
    command.add_argument("--quiet", action=yes, help="print problems only")
    command.set_defaults(run=run_publish, jobs=0)


def run_publish(arguments: argparse.Namespace) -> int:
    """Publish the site, or put the previous publication back."""
    from generator.publish import Wish, publish, undo  # noqa: PLC0415 - of `publish` only

    options = Options(
        site=arguments.site, output=arguments.site / "output", base_url=arguments.base_url
    )
    wish = Wish(
        remote=arguments.remote,
        branch=arguments.branch,
        adopt=arguments.adopt,
        keeps_history=not arguments.no_history,
        allow_dirty=arguments.allow_dirty,
        allow_shrink=arguments.allow_shrink,
        is_dry=arguments.dry_run,
        message=arguments.message,
    )

    def agree(changes: Changes) -> bool:
        _show_changes(changes)
        if arguments.yes or not sys.stdin.isatty():
            return True
        return input(f"Publish this to {wish.branch}? [y/N] ").strip().lower() in ("y", "yes")

    if arguments.undo:
        outcome = undo(options, wish, agree)
    else:
        with display(sys.stderr) as progress:
            outcome = publish(options, wish, Clock(progress), agree)
    _show(outcome, wish.branch, quiet=arguments.quiet, dry=wish.is_dry)
    return 0 if outcome.is_well else 1


def _show(outcome: Outcome, branch: str, *, quiet: bool, dry: bool) -> None:
    show.problems(outcome.problems, notes=False)
    if not outcome.is_well:
        print("nothing was published", file=sys.stderr)
        return
    if quiet:
        return
    if not outcome.changes:
        print(f"Nothing changed since the last publication; {branch} is as it was.")
    elif dry:
        _show_changes(outcome.changes)
        print("Nothing was pushed: this was a dry run.")
    elif outcome.is_pushed:
        where = f" at {outcome.base_url}" if outcome.base_url else ""
        print(f"Published {outcome.commit[:12]} to {branch} of {outcome.url}{where}.")
        print("GitHub takes a minute or two, and browsers keep pages for ten.")
    else:
        print("Nothing was published.")


def _show_changes(changes: Changes) -> None:
    for sign, paths in (("+", changes.added), ("~", changes.changed), ("-", changes.removed)):
        for path in paths[:NAMED]:
            print(f"  {sign} {path}")
        if len(paths) > NAMED:
            print(f"  {sign} … and {plural(len(paths) - NAMED, 'file', 'files')} more")
    counts = [len(changes.added), len(changes.changed), len(changes.removed)]
    print("{:,} added, {:,} changed, {:,} removed".format(*counts), end="")
    print(f"; {changes.bytes / 1_000_000:,.1f} MB are new.")
