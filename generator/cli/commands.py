"""The commands: each asks the build for something, shows the answer, and returns the exit code.

What only some command lines need is imported where it is needed: a build that finds nothing to do
takes little longer than these imports.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from generator.build import Options, build, explain, read, stops
from generator.cli import show
from generator.clock import Clock
from generator.model import Report
from generator.problems import did_you_mean
from generator.progress import display

if TYPE_CHECKING:
    from generator.verify import Comparison

SCHEMA_FILE = "docs/site.schema.json"


def run_build(arguments: argparse.Namespace) -> int:
    """Build the site, and verify it where that was asked for."""
    options = options_of(arguments)
    with _clock(arguments) as clock:
        report = build(options, clock)
        is_built = report.written is not None
        verified = _verified(options, clock) if arguments.verify and is_built else None
    is_equal = verified is None or not verified.differences
    is_well = is_equal and not stops(report.problems, options)
    _show(report, verified, arguments, options, is_well=is_well)
    return 0 if is_well else 1


def run_explain_links(arguments: argparse.Namespace) -> int:
    """Print why each name of a page is a link or none."""
    options = options_of(arguments)
    path = _inside(arguments.file, options.site)
    reading = read(options)
    pages = [document.card.key for document in reading.documents]
    if reading.config is None:
        show.problems(reading.problems, notes=False)
        return 1
    if path not in pages:
        show.problems(reading.problems, notes=False)
        hint = did_you_mean(path, pages)
        print(f"{path} has no page in this site. {hint}".strip(), file=sys.stderr)
        return 1
    show.explanations(path, explain(options, path), _found(options.site, path).read_bytes())
    return 0


def run_schema(arguments: argparse.Namespace) -> int:
    """Write the JSON Schema of `site.yaml`."""
    from generator.config import schema_text  # noqa: PLC0415 - a build may need no configuration

    path: Path = arguments.output or arguments.site / SCHEMA_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema_text(), encoding="utf-8", newline="\n")
    print(f"wrote {path}")
    return 0


def _verified(options: Options, clock: Clock) -> Comparison:
    from generator.build import verify  # noqa: PLC0415 - see the design note

    return verify(options, clock)


def _show(
    report: Report,
    verified: Comparison | None,
    arguments: argparse.Namespace,
    options: Options,
    *,
    is_well: bool,
) -> None:
    """What became of a build, for a person or for a program."""
    show.problems(report.problems, notes=arguments.notes, form=arguments.format)
    if report.written is None:
        show.refusal(report.problems, options.output)
    if verified is not None:
        show.differences(verified)
    if arguments.json:
        from generator.cli.answer import answer_text  # noqa: PLC0415 - see the design note

        print(answer_text(report, verified, ok=is_well))
    elif report.written is not None and not arguments.quiet:
        if arguments.explain:
            show.reasons(report.reasons)
        show.summary(report, report.written, verified)


@contextmanager
def _clock(arguments: argparse.Namespace) -> Iterator[Clock]:
    """A clock that shows its progress, and whose trace is kept however the build ends."""
    with nullcontext() if arguments.quiet else display(sys.stderr) as progress:
        clock = Clock(progress) if progress else Clock()
        try:
            yield clock
        finally:
            if arguments.profile:
                arguments.profile.write_bytes(clock.trace())


def options_of(arguments: argparse.Namespace) -> Options:
    """What a build is asked for by the command line."""
    return Options(
        site=arguments.site,
        output=arguments.output or arguments.site / "output",
        base_url=arguments.base_url,
        drafts=arguments.drafts,
        strict=arguments.strict,
        search=not arguments.no_search,
        jobs=arguments.jobs,
        cluster=arguments.cluster,
    )


def _inside(file: str, site: Path) -> str:
    """A file's path below the site's folder as load tells it, however it was named."""
    path = Path(file)
    for candidate in (path, site / path):
        if candidate.exists() and candidate.resolve().is_relative_to(site.resolve()):
            path = candidate.resolve().relative_to(site.resolve())
            break
    return _nfc(path.as_posix())


def _found(site: Path, path: str) -> Path:
    """The file at a path as load tells it, whichever code points the disk has for its name."""
    place = site
    for part in path.split("/"):
        names = (
            each for each in place.iterdir() if unicodedata.normalize("NFC", each.name) == part
        )
        place = next(names, place / part)
    return place


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
