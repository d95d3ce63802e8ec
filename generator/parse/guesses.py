"""What a found text does not say in so many words: its title, date, publisher and authors.

In: the text in its parts, its path. Out: a `Finding` for each thing that could be derived, with how
and where it was found; or a `Doubt`, a date that does not settle it. What front matter gives is
never guessed: `seed` asks only for what is missing.

Each guess is a note to the person who runs the build and part of what a reader is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model import Guess
from generator.parse.apparatus import byline_authors, publisher_host
from generator.parse.characters import without_direction_marks
from generator.parse.dates import (
    Written,
    in_dateline,
    in_file_name,
    in_stamp,
    is_update,
    without_dateline,
)
from generator.parse.filenames import stem
from generator.parse.paragraphs import Paragraph
from generator.parse.titles import headline, title_from_lead
from generator.problems import Problem, fill, place

NEAR_THE_TOP = 3
"""Paragraphs in which a dateline is looked for."""


class Parts(Struct, frozen=True):
    """A found text in its parts.

    `headline` is the paragraph that serves as the title, if one does; it is then no part of `text`.
    `leftovers` are all apparatus, each with the name of its rule, the headline among them.
    """

    headline: Paragraph | None
    text: tuple[Paragraph, ...]
    leftovers: tuple[tuple[Paragraph, str], ...]


class Finding(Struct, frozen=True):
    """A guess. `at` is the character of the file that it was found at (-1: not in the text)."""

    guess: Guess
    at: int = -1


class Doubt(Struct, frozen=True):
    """A date that settles nothing, and the character that it stands at (-1: in the file's name)."""

    written: Written
    at: int


def find_title(parts: Parts) -> Finding:
    """The headline, else the beginning of the lead."""
    line = parts.headline or parts.text[0]
    text = without_direction_marks(line.text)
    if headline(text):
        return Finding(Guess("title", headline(text), "the first line"), line.start)
    title = title_from_lead(without_dateline(text))
    return Finding(Guess("title", title, "the lead sentence"), line.start)


def find_publisher(parts: Parts, address_host: str) -> Finding | None:
    """The host in a `Publisher:` line or disclaimer, else that of the front matter's address."""
    for line, rule in parts.leftovers:
        host = publisher_host(line.text) if rule in ("publisher", "disclaimer") else ""
        if host:
            return Finding(Guess("publisher", host, "a 'Publisher:' line"), line.start)
    if address_host:
        return Finding(Guess("publisher", address_host, "the address"))
    return None


def find_authors(parts: Parts) -> tuple[tuple[str, ...], Finding | None]:
    """The names in the byline."""
    for line, rule in parts.leftovers:
        authors = byline_authors(line.text) if rule == "byline" else ()
        if authors:
            return authors, Finding(Guess("authors", ", ".join(authors), "the byline"), line.start)
    return (), None


def find_date(path: str, parts: Parts) -> Finding | Doubt | None:
    """The first date that settles it; else the first that does not; else nothing."""
    doubt = None
    for written, how, at in _dates(path, parts):
        if written.iso:
            return Finding(Guess("date", written.iso, how), at)
        doubt = doubt or Doubt(written, at)
    return doubt


def _dates(path: str, parts: Parts) -> Iterator[tuple[Written, str, int]]:
    """Every date that counts, the best first; a date of change only where there is no other."""
    in_name = in_file_name(stem(path))
    if in_name:
        yield in_name, "the file's name", -1
    stamps = [line for line, rule in parts.leftovers if rule == "date"]
    for line in sorted(stamps, key=lambda line: is_update(line.text)):
        stamp = in_stamp(line.text)
        if stamp:
            yield stamp, "a line of the text", line.start
    for line in parts.text[:NEAR_THE_TOP]:
        dateline = in_dateline(line.text)
        if dateline:
            yield dateline, "the dateline", line.start


# --- As problems ----------------------------------------------------------------------------------


def as_note(finding: Finding, path: str, text: str) -> Problem:
    """The note that says what was guessed, where, and how to settle it."""
    guess = finding.guess
    return fill(
        _where(path, text, finding.at),
        "note",
        f"guessed-{guess.field}",
        f"no {guess.field} given; '{guess.value}' is taken from {guess.how}",
        f"'{guess.field}:' in the front matter settles it",
    )


def as_doubt(doubt: Doubt, path: str, text: str) -> Problem:
    """The note that says why a date was not taken."""
    return fill(
        _where(path, text, doubt.at),
        "note",
        "unclear-date",
        f"the date '{doubt.written.written}' {doubt.written.doubt}; the article stays undated",
        "'date: YYYY-MM-DD' in the front matter settles it",
    )


def _where(path: str, text: str, at: int) -> Problem:
    return place(path, text, at) if at >= 0 else Problem(path=path)
