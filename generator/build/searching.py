"""Temporary."""

from __future__ import annotations

from msgspec import Struct

from generator.build.options import Options
from generator.model import Plan
from generator.problems import Problem
from generator.write import bundle_seal, index_search


class Searching(Struct, frozen=True):
    shards: dict[str, str]
    seal: str
    searchable: int
    indexed: int
    problems: tuple[Problem, ...]


def index_site(options: Options, plan: Plan, language: str) -> Searching:
    pages = sum(bool(page.source) for page in plan.pages)
    if not options.search:
        return Searching({}, bundle_seal(options.output), 0, 0, ())
    found = index_search(options.output, pages, language)
    return Searching({}, bundle_seal(options.output), found.pages, found.pages, found.problems)
