"""What is known of a site without building it: for `check`, `keep-ids` and the desk.

In: what a build begins with. Out: a report, the ledger's text, or the desk's page. The stages are
those of a build up to the plan, and nothing is rendered or written.
"""

from __future__ import annotations

from generator.build.citing import apart, bibliography, ledger, quoted_passages
from generator.build.look import dress
from generator.build.memory import Memory
from generator.build.options import Options
from generator.build.stages import Progress, plan_archive, without_log
from generator.build.start import Start
from generator.check import check_site, keep_quiet
from generator.cite import ledger_text, renewed
from generator.clock import Clock
from generator.desk import desk_page, tasks_of
from generator.link import find_wanted, left_alone
from generator.log import Log
from generator.model import Report, Text
from generator.parse import read_passages
from generator.workers import Workers


def check_all(options: Options, start: Start, log: Log, workers: Workers, clock: Clock) -> Report:
    """Every problem of building and of the whole site; the output folder is not touched."""
    so_far = Progress(without_log(start, log))
    memory = Memory(lasts=True)
    plan = plan_archive(options, start, log, memory, so_far, workers=workers, clock=clock)
    if plan is None or memory.linkage is None:
        return so_far.report(clock)
    look = dress(start.listing.templates, plan.chrome, log)
    site = memory.linkage.site
    _, entry = apart(start.listing, site.config.bibliography)
    works = bibliography(site.config.bibliography, entry, start.folder, log)
    found = check_site(site, works.works)
    documents = [linked.document for linked in site.documents]
    so_far.problems += (*look.problems, *keep_quiet(found, documents, site.config))
    return so_far.report(clock)


def renewed_ledger(options: Options, start: Start, log: Log, workers: Workers, clock: Clock) -> str:
    """What the ledger of paragraph ids should say now; empty where the site has errors."""
    so_far = Progress()
    memory = Memory(lasts=True)
    plan = plan_archive(options, start, log, memory, so_far, workers=workers, clock=clock)
    if plan is None or memory.linkage is None:
        return ""
    kept, _ = ledger(start.listing, start.folder)
    cited = quoted_passages(dict(memory.linkage.sourced))
    places = {key: [each for each, _ in found] for key, found in cited.items()}
    passages = log.passages({*kept, *cited})
    texts = {key: read_passages(data) for key, data in passages.items()}
    return ledger_text(renewed(kept, places, texts))


def desk_of(options: Options, start: Start, log: Log, workers: Workers, clock: Clock) -> str:
    """The desk's page; empty where the site has errors."""
    so_far = Progress()
    memory = Memory(lasts=True)
    plan = plan_archive(options, start, log, memory, so_far, workers=workers, clock=clock)
    if plan is None or memory.linkage is None or memory.survey is None:
        return ""
    site = memory.linkage.site
    documents = [linked.document for linked in site.documents]
    found = keep_quiet(check_site(site, ()), documents, site.config)
    keys = [each.card.key for each in documents]
    texts = {key: read_passages(data) for key, data in log.passages(keys).items()}
    articles = [each.card.key for each in documents if each.card.kind == "article"]
    known = [name.text for each in documents for name in each.names]
    known += [publisher.name for publisher in site.config.publishers]
    wanted = find_wanted(((key, texts[key]) for key in articles), known)
    left = left_alone(memory.survey, ((key, Text("", texts[key])) for key in keys))
    return desk_page(site.config.title, tasks_of((*so_far.problems, *found), wanted, left))
