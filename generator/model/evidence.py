"""What citations came to: numbered sources, places in articles, and verdicts on quotations."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generator.model.citations import Work
from generator.problems import Problem

Outcome = Literal["verified", "altered", "not-found", "unchecked"]


class Lead(Struct, frozen=True, array_like=True):
    """What one part of a citation leads to: a numbered source, and where it stands.

    `url` is empty for an outside source. `words` are those that the browser is to mark there.
    """

    number: int
    url: str = ""
    words: str = ""
    locator: str = ""
    is_verified: bool = False


class Mark(Struct, frozen=True, array_like=True):
    """The number of a citation, put into the body at `at`; `id` counts the marks of a page."""

    at: int
    id: int
    leads: tuple[Lead, ...]


class Used(Struct, frozen=True, array_like=True):
    """An entry of a page's sources: an article (by its key) or a work; `marks` are ids of marks."""

    number: int
    key: str
    work: Work | None
    marks: tuple[int, ...]


class Verdict(Struct, frozen=True, array_like=True):
    """What became of a quotation; `said` is what the nearest passage says instead."""

    outcome: Outcome
    words: str
    said: str = ""
    where: Problem = Problem()


class Backing(Struct, frozen=True, array_like=True):
    """A passage of an article that a mark rests on; `extract` are its sentences that are quoted."""

    key: str
    passage: str
    mark: int
    extract: str = ""


class Sourced(Struct, frozen=True, array_like=True):
    """All that the citations of one document came to."""

    marks: tuple[Mark, ...] = ()
    used: tuple[Used, ...] = ()
    backings: tuple[Backing, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problems: tuple[Problem, ...] = ()
