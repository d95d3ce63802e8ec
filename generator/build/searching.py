"""The search bundle of a site: made where a searchable page's words or values changed.

In: the plan, and the log for the bodies of pages. Out: what search knows, and how the bundle stands
then. A preview leaves the bundle for a quiet moment, and gives indexing up when that ends: shards
that are done by then stay, and the seal says that the bundle is not.
"""

from __future__ import annotations

from msgspec import Struct

from generator.build.audience import Audience
from generator.build.options import Options
from generator.build.start import Start
from generator.log import Log
from generator.model import Plan
from generator.problems import Problem
from generator.version import code_version
from generator.write import bundle_seal, index_search, remove_search

LATER = "later"
"""The seal of a bundle that is not what the plan says; no bundle has it."""


class Searching(Struct, frozen=True):
    """How many pages search knows and how many were indexed now; how the bundle stands."""

    searchable: int
    indexed: int
    seal: str
    problems: tuple[Problem, ...]


def index_site(
    options: Options, start: Start, plan: Plan, log: Log, audience: Audience
) -> Searching:
    """Make the search bundle hold the planned shards."""
    if not plan.shards:
        remove_search(options.output)
        return Searching(0, 0, "", ())
    if not options.index:
        return Searching(sum(len(shard.entries) for shard in plan.shards), 0, LATER, ())
    is_sealed = start.last is not None and start.last.seal == bundle_seal(options.output)
    found = index_search(
        options.output,
        plan.shards,
        log.bodies,
        plan.chrome.language,
        version=code_version(),
        trusted=is_sealed,
        is_given_up=audience.is_waiting,
    )
    seal = bundle_seal(options.output) if found.is_complete else LATER
    return Searching(found.pages, found.indexed, seal, found.problems)
