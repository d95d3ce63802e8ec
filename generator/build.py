"""The spine: every stage once, in order.

In: `Options`. Out: a `Report`, and the site in the output folder if nothing forbade it. Errors (and
under `strict` warnings) end the build before the output folder is touched; all problems that could
be seen by then are in the report. This is the only place that knows the order of the stages, and
the only path to a built site.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.config import missing_config, read_config
from generator.link import Explanation, explain_links, link_site
from generator.load import read_config_file, read_site
from generator.model import Config, Document, Output, Parsed, Plan, Report, Source, Sources
from generator.parse import parse_source
from generator.plan import plan_site
from generator.problems import Problem, in_order
from generator.render import Renderer
from generator.write import check_folder, index_search, write_tree


class Options(Struct, frozen=True):
    """What a build is asked for.

    `base_url` (with a slash at the end) replaces the configuration's where it is not empty.
    """

    site: Path
    output: Path
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    search: bool = True


class Reading(Struct, frozen=True):
    """The site's folder, loaded and parsed. `complete`: nothing is missing that link needs."""

    config: Config | None
    sources: Sources
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    complete: bool


def build(options: Options) -> Report:
    """Build the site."""
    clock = Clock()
    reading = read(options, clock)
    problems = reading.problems
    if reading.config is None or not reading.complete:
        return Report(in_order(problems), seconds=clock.seconds())

    with clock.stage("link"):
        site = link_site(reading.config, reading.documents, reading.sources.files)
    problems += site.problems
    if stops(problems, options):
        return Report(in_order(problems), len(site.documents), seconds=clock.seconds())

    with clock.stage("plan"):
        plan = plan_site(site, reading.sources)
        plan = _with_search(plan, options.search)
        renderer = Renderer(reading.sources.templates, plan.chrome)
    problems += renderer.check_templates()
    problems += check_folder(options.output, options.site, _paths(plan))
    if stops(problems, options):
        return Report(in_order(problems), len(site.documents), seconds=clock.seconds())

    with clock.stage("render"):
        rendered, faults = _render(plan, renderer)
    problems += faults
    if stops(problems, options):
        return Report(in_order(problems), len(site.documents), seconds=clock.seconds())

    with clock.stage("write"):
        written = write_tree(options.output, (*plan.files, *rendered))
    indexed = 0
    if options.search:
        with clock.stage("search"):
            searchable = sum(page.searchable for page in plan.pages)
            found = index_search(options.output, searchable, reading.config.language)
        indexed, problems = found.pages, problems + found.problems
    return Report(
        problems=in_order(problems),
        documents=len(site.documents),
        pages=len(plan.pages),
        indexed=indexed,
        written=written,
        seconds=clock.seconds(),
    )


def read(options: Options, clock: Clock | None = None) -> Reading:
    """Load and parse the site's folder."""
    clock = clock or Clock()
    with clock.stage("load"):
        config, problems = _configuration(options)
        sources = read_site(options.site, options.output)
    problems += sources.problems
    with clock.stage("parse"):
        unique, repeated = _without_duplicates(sources.seeds)
        parsed = [parse_source(source) for source in (*unique, *sources.explainers)]
    problems += repeated + tuple(problem for each in parsed for problem in each.problems)
    explainers = parsed[len(unique) :]
    return Reading(
        config=config,
        sources=sources,
        documents=tuple(_published(parsed, sources.seeds, options)),
        problems=problems,
        complete=all(each.document is not None for each in explainers),
    )


def explain(reading: Reading, path: str) -> tuple[Explanation, ...]:
    """Every decision about the names in the source at `path`, which must have a page."""
    if reading.config is None:
        raise ValueError("links cannot be explained without a configuration")
    return explain_links(reading.config, reading.documents, reading.sources.files, path)


def stops(problems: Iterable[Problem], options: Options) -> bool:
    """Whether problems forbid touching the output folder."""
    fatal = ("error", "warning") if options.strict else ("error",)
    return any(problem.severity in fatal for problem in problems)


# --- Parts of the spine ---------------------------------------------------------------------------


def _configuration(options: Options) -> tuple[Config | None, tuple[Problem, ...]]:
    data = read_config_file(options.site)
    if data is None:
        return None, (missing_config("site.yaml"),)
    config, problems = read_config("site.yaml", data)
    if config is not None and options.base_url:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    return config, problems


def _without_duplicates(seeds: Iterable[Source]) -> tuple[list[Source], tuple[Problem, ...]]:
    """The first seed of each content, and a problem for each further one."""
    first: dict[str, Source] = {}
    problems = []
    for seed in seeds:
        kept = first.setdefault(seed.digest, seed)
        if kept is not seed and seed.data.strip():
            problems.append(_duplicate(seed, kept))
    return list(first.values()), tuple(problems)


def _duplicate(seed: Source, kept: Source) -> Problem:
    return Problem(
        path=seed.path,
        severity="warning",
        rule="duplicate-seed",
        message=f"holds the same bytes as {kept.path}, so it has no page of its own",
        hint="remove one of the two",
    )


def _published(
    parsed: Iterable[Parsed], seeds: Iterable[Source], options: Options
) -> Iterator[Document]:
    """The documents that are built, each with all the files that its text was found in."""
    files: dict[str, list[str]] = defaultdict(list)
    for seed in seeds:
        files[seed.digest].append(seed.path)
    for each in parsed:
        document = each.document
        if document is None or (document.draft and not options.drafts):
            continue
        also = tuple(path for path in files[document.digest] if path != document.card.key)
        if document.provenance is not None and also:
            provenance = msgspec.structs.replace(document.provenance, also=also)
            document = msgspec.structs.replace(document, provenance=provenance)
        yield document


def _with_search(plan: Plan, search: bool) -> Plan:
    chrome = msgspec.structs.replace(plan.chrome, search=search)
    return msgspec.structs.replace(plan, chrome=chrome)


def _paths(plan: Plan) -> list[str]:
    return [*(page.path for page in plan.pages), *(file.path for file in plan.files)]


def _render(plan: Plan, renderer: Renderer) -> tuple[list[Output], tuple[Problem, ...]]:
    """Every page as bytes; all before any is written, because a template may be at fault."""
    rendered = [renderer.render(page) for page in plan.pages]
    outputs = [each for each in rendered if isinstance(each, Output)]
    return outputs, in_order(each for each in rendered if isinstance(each, Problem))


class Clock:
    """Seconds by stage, for the report only: nothing of it reaches an output."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage."""
        begin = time.perf_counter()
        yield
        self._seconds[name] = time.perf_counter() - begin

    def seconds(self) -> tuple[tuple[str, float], ...]:
        """Each stage with its seconds, in order."""
        return tuple(self._seconds.items())
