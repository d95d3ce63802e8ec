"""All stages, once, in order; each hands on whole values and asks the log for what it made before.

In: what a build begins with. Out: its `Report`, with the site in the output folder if nothing
forbade it. Read from top to bottom: parse, survey, draw, link, plan, render, write, search.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from generator.build.citing import (
    anchors,
    apart,
    bibliography,
    cite_all,
    ledger,
    moved_ids,
    quoted_passages,
)
from generator.build.config import configuration
from generator.build.drawing import draw_all
from generator.build.look import dress
from generator.build.memory import Memory
from generator.build.options import LOG, Options, stops
from generator.build.outdated import Task, find_outdated
from generator.build.parsing import parse_all
from generator.build.reading import Reading
from generator.build.rendering import copy_all, render_all
from generator.build.searching import index_site
from generator.build.start import LastBuild, Start, boot, settled
from generator.build.writing import finish, write_all
from generator.check import keep_quiet
from generator.clock import Clock
from generator.link import Explanation, explain_links, link_site, survey_archive
from generator.log import Log
from generator.model import Entry, Page, Plan, Report, Text
from generator.parse import read_passages
from generator.plan import plan_site
from generator.problems import Problem, in_order
from generator.workers import Workers
from generator.write import TreeUnwritableError, check_folder


class Progress(Struct):
    """What is known of a build so far; a report is made of it wherever the build ends."""

    problems: tuple[Problem, ...] = ()
    documents: int = 0
    parsed: int = 0
    linked: int = 0
    rendered: int = 0
    pages: int = 0

    def report(self, clock: Clock) -> Report:
        """The report of a build that ends here, before the output folder was touched."""
        return Report(
            problems=in_order(self.problems),
            documents=self.documents,
            pages=self.pages,
            parsed=self.parsed,
            linked=self.linked,
            rendered=self.rendered,
            seconds=clock.seconds(),
        )


def build_site(
    options: Options, start: Start, log: Log, memory: Memory, workers: Workers, *, clock: Clock
) -> Report:
    """Every stage from the listing to the search bundle."""
    so_far = Progress(without_log(start, log))
    plan = plan_archive(options, start, log, memory, so_far, workers=workers, clock=clock)
    if plan is None:
        return so_far.report(clock)
    with clock.stage("plan"):
        look = dress(start.listing.templates, plan.chrome, log)
        tasks = find_outdated(plan, look, start.known, start.tree, memory)
    so_far.problems += look.problems
    so_far.problems += check_folder(options.output, options.site, _outputs(plan))
    if stops(so_far.problems, options):
        return so_far.report(clock)
    try:
        so_far.problems += copy_all(tasks, start.listing, start.folder, start.tree)
        so_far.problems += render_all(tasks, look, log, workers, start.tree, clock=clock)
        so_far.rendered = sum(isinstance(task.output, Page) for task in tasks)
        so_far.problems += _losses(workers)
        if stops(so_far.problems, options):
            return so_far.report(clock)
        return _write(options, start, plan, tasks, so_far, log=log, memory=memory, clock=clock)
    except TreeUnwritableError as error:
        so_far.problems += (error.problem,)
        return so_far.report(clock)
    finally:
        start.tree.discard()


def plan_archive(
    options: Options,
    start: Start,
    log: Log,
    memory: Memory,
    so_far: Progress,
    *,
    workers: Workers,
    clock: Clock,
) -> Plan | None:
    """From the listing to the plan; nothing where problems forbid it."""
    reading = read_sources(options, start, log, memory, workers, clock=clock)
    so_far.problems += reading.problems
    named = "" if reading.config is None else reading.config.bibliography
    listing, entry = apart(start.listing, named)
    so_far.parsed, so_far.documents = reading.fresh, len(reading.documents)
    if reading.config is None or not reading.complete:
        return None
    with clock.stage("link"):
        files = _paths(listing.files)
        survey = survey_archive(reading.config, reading.documents, files, memory.survey)
        works = bibliography(named, entry, start.folder, log)
        so_far.problems += (*survey.problems, *works.problems)
        with clock.stage("cite"):
            kept, misread = ledger(start.listing, start.folder)
            so_far.problems += misread
            gone = moved_ids(survey, kept, log)
            sourced = cite_all(survey, works.works, gone, log)
        so_far.problems += tuple(each for key in sourced for each in sourced[key].problems)
        so_far.problems = keep_quiet(so_far.problems, reading.documents, reading.config)
        if stops(so_far.problems, options):
            return None
        quoted = quoted_passages(sourced)
        drawing = draw_all(survey, quoted, anchors(gone), log, memory, workers=workers, clock=clock)
        so_far.linked = drawing.fresh
        linkage = link_site(survey, drawing.drawn, sourced, memory.linkage)
    with clock.stage("plan"):
        site, search = linkage.site, options.search
        planned = plan_site(site, listing, search=search, last=memory.planned)
        so_far.pages = len(planned.plan.pages)
    if memory.lasts:
        memory.survey, memory.linkage, memory.planned = survey, linkage, planned
    return planned.plan


def _write(
    options: Options,
    start: Start,
    plan: Plan,
    tasks: Sequence[Task],
    so_far: Progress,
    *,
    log: Log,
    memory: Memory,
    clock: Clock,
) -> Report:
    """What is staged into its place, and the search bundle; then the log learns of it."""
    planned = _outputs(plan)
    with clock.stage("write"), memory.audience.placing():
        writing = write_all(options, start, tasks, planned, log)
        changes = {"written": writing.written, "reasons": writing.reasons}
        memory.audience.placed(msgspec.structs.replace(so_far.report(clock), **changes))
    with clock.stage("search"):
        searching = index_site(options, start, plan, log, memory.audience)
    so_far.problems += searching.problems
    report = msgspec.structs.replace(
        so_far.report(clock),
        searchable=searching.searchable,
        indexed=searching.indexed,
        **changes,
    )
    with clock.stage("log"):
        last = LastBuild(boot(), settled(report), searching.seal)
        finish(options, start, tasks, planned, last, log=log)
    return msgspec.structs.replace(report, seconds=clock.seconds())


def without_log(start: Start, log: Log) -> tuple[Problem, ...]:
    """A site's folder in which no log can be kept."""
    if log.path is not None or start.config is None:
        return ()
    message = "no build log can be kept here, so every build begins anew"
    return (Problem(path=LOG, severity="note", rule="build-log", message=message),)


def _losses(workers: Workers) -> tuple[Problem, ...]:
    """Workers that were lost; their work was done again."""
    return tuple(
        Problem(path="--jobs", severity="warning", rule="worker-lost", message=loss)
        for loss in workers.losses
    )


def read_sources(
    options: Options, start: Start, log: Log, memory: Memory, workers: Workers, *, clock: Clock
) -> Reading:
    """The configuration, and the document of every source that is to be published."""
    config, problems = configuration(options, start.config, log)
    parsing = parse_all(start.listing, start.folder, log, memory, workers, clock=clock)
    return Reading(
        config=config,
        documents=tuple(
            document for document in parsing.documents if options.drafts or not document.draft
        ),
        problems=(*problems, *start.listing.problems, *parsing.problems),
        complete=parsing.complete,
        fresh=parsing.fresh,
    )


def explain_page(
    options: Options, start: Start, log: Log, workers: Workers, clock: Clock, *, path: str
) -> tuple[Explanation, ...]:
    """Every decision about the names in one document."""
    reading = read_sources(options, start, log, Memory(), workers, clock=clock)
    if reading.config is None:
        raise ValueError("links cannot be explained without a configuration")
    survey = survey_archive(reading.config, reading.documents, _paths(start.listing.files))
    text = Text("", read_passages(log.passages([path])[path]))
    return explain_links(survey, path, text)


def _paths(entries: Iterable[Entry]) -> list[str]:
    return [entry.path for entry in entries]


def _outputs(plan: Plan) -> list[str]:
    return [*(page.path for page in plan.pages), *(copy.path for copy in plan.copies)]
