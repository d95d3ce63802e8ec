"""The door: commands, options and exit codes. The only place that prints or exits.

    python -m generator build            the site into output/
    python -m generator explain-links    why each name of a page is (not) a link
    python -m generator schema           the JSON Schema of site.yaml

Problems go to standard error, results to standard output. The exit code is 0 if all went well, 1 if
a problem forbade it, 2 if the command line was wrong, 130 after an interruption.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import __version__
from generator.build import Options, build, explain, read, stops
from generator.config import is_base_url, schema_text
from generator.model import Report, Source, Sources, Written
from generator.problems import SEVERITIES, Problem, count, did_you_mean, to_text
from generator.wording import plural

SCHEMA_FILE = "docs/site.schema.json"
COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m", "note": "\x1b[36m"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _make_printable()
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


# --- Commands -------------------------------------------------------------------------------------


def _build(arguments: argparse.Namespace) -> int:
    options = _options(arguments)
    report = build(options)
    _show(report.problems, notes=arguments.notes)
    if report.written is None:
        print(_refusal(report, options), file=sys.stderr)
        return 1
    if not arguments.quiet:
        print(_summary(report, report.written))
    return 1 if stops(report.problems, options) else 0


def _explain_links(arguments: argparse.Namespace) -> int:
    options = _options(arguments)
    path = _inside(arguments.file, options.site)
    reading = read(options)
    pages = [document.card.key for document in reading.documents]
    if reading.config is None:
        _show(reading.problems, notes=False)
        return 1
    if path not in pages:
        _show(reading.problems, notes=False)
        hint = did_you_mean(path, pages)
        print(f"{path} has no page in this site. {hint}".strip(), file=sys.stderr)
        return 1
    explanations = explain(options, path)
    data = (options.site / path).read_bytes()
    for each in explanations:
        line = data.count(b"\n", 0, each.passage.span.start) + 1
        print(f"{path}:{line}: {each.words} → {each.card.title} ({each.card.url}): {each.rule}")
        if each.rule != "linked":
            print(f"    {each.reason}")
    linked = sum(each.rule == "linked" for each in explanations)
    print(f"{plural(len(explanations), 'mention', 'mentions')}, {linked} linked")
    return 0


def _schema(arguments: argparse.Namespace) -> int:
    path: Path = arguments.output or arguments.site / SCHEMA_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(schema_text(), encoding="utf-8", newline="\n")
    print(f"wrote {path}")
    return 0


# --- What is printed ------------------------------------------------------------------------------


def _show(problems: Iterable[Problem], *, notes: bool) -> None:
    """Problems on standard error; notes only where they were asked for."""
    shown = [problem for problem in problems if notes or problem.severity != "note"]
    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    for problem in shown:
        print(_coloured(problem) if coloured else to_text(problem), file=sys.stderr)


def _coloured(problem: Problem) -> str:
    word = f": {problem.severity}:"
    return to_text(problem).replace(word, f": {COLOURS[problem.severity]}{word[2:]}\x1b[0m", 1)


def _counts(problems: Sequence[Problem]) -> str:
    counts = [(count(problems, severity), severity) for severity in SEVERITIES]
    return ", ".join(plural(number, word, word + "s") for number, word in counts if number)


def _refusal(report: Report, options: Options) -> str:
    name = options.output.absolute().name
    return f"{_counts(report.problems)}; nothing was built and {name}/ is as it was"


def _summary(report: Report, tree: Written) -> str:
    """What a build did, in a line or two."""
    seconds = sum(spent for _, spent in report.seconds)
    pages = plural(report.pages, "page", "pages")
    documents = plural(report.documents, "document", "documents")
    built = f"Built {pages} from {documents} in {seconds:.1f} s"
    changes = (len(tree.written), len(tree.unchanged), len(tree.removed))
    tally = "{} written, {} unchanged, {} removed".format(*changes)
    lines = [f"{built}: {tally}; {report.indexed} in the search."]
    if report.problems:
        notes = count(report.problems, "note")
        hint = " (--notes shows the notes)" if notes else ""
        lines.append(f"{_counts(report.problems)}{hint}.")
    return "\n".join(lines)


def _source(sources: Sources, path: str) -> Source:
    return next(each for each in (*sources.seeds, *sources.explainers) if each.path == path)


# --- The command line -----------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator", description="Builds the site of an explainer archive."
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    command = commands.add_parser("build", help="build the site")
    _site_options(command)
    command.add_argument("--strict", action="store_true", help="warnings forbid building, too")
    command.add_argument("--no-search", action="store_true", help="build no search index")
    command.add_argument("--notes", action="store_true", help="show notes: what was guessed")
    command.add_argument("--quiet", action="store_true", help="print problems only")
    command.set_defaults(run=_build)

    command = commands.add_parser(
        "explain-links", help="print every name found in a page, and why it is (not) a link"
    )
    command.add_argument("file", metavar="FILE", help="a seed or explainer")
    _site_options(command)
    command.set_defaults(run=_explain_links, strict=False, no_search=True)

    command = commands.add_parser("schema", help="write the JSON Schema of site.yaml")
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder")
    command.add_argument("--output", type=Path, help=f"where to ({SCHEMA_FILE})")
    command.set_defaults(run=_schema)
    return parser


def _site_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--site", type=Path, default=Path(), help="the site's folder (this one)")
    command.add_argument("--output", type=Path, help="where to (output/ in the site's folder)")
    base_url = "instead of base_url in site.yaml"
    command.add_argument("--base-url", type=_base_url, default="", help=base_url)
    command.add_argument("--drafts", action="store_true", help="build drafts as well")


def _options(arguments: argparse.Namespace) -> Options:
    return Options(
        site=arguments.site,
        output=arguments.output or arguments.site / "output",
        base_url=arguments.base_url,
        drafts=arguments.drafts,
        strict=arguments.strict,
        search=not arguments.no_search,
    )


def _base_url(text: str) -> str:
    """A base address with its slash at the end; an empty one stands for that of site.yaml."""
    address = text.rstrip("/") + "/" if text else ""
    if address and not is_base_url(address):
        message = f"'{text}' is no full address such as https://user.github.io/repo/"
        raise argparse.ArgumentTypeError(message)
    return address


def _inside(file: str, site: Path) -> str:
    """A file's path below the site's folder as load tells it, however it was named."""
    path = Path(file)
    for candidate in (path, site / path):
        if candidate.exists() and candidate.resolve().is_relative_to(site.resolve()):
            path = candidate.resolve().relative_to(site.resolve())
            break
    return unicodedata.normalize("NFC", path.as_posix())


def _make_printable() -> None:
    """Let output that the terminal cannot show be printed as escapes instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
