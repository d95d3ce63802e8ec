"""Views of evidence: the numbers of citations, their notes, sources, and what rests on a text."""

from __future__ import annotations

from msgspec import Struct


class Link(Struct, frozen=True, array_like=True):
    """A URL and the text that leads there."""

    url: str
    text: str


class NoteView(Struct, frozen=True, array_like=True):
    """What a citation leads to: the numbered source, and the place in it.

    `url` is empty where the source is not in the archive; `words` are to be marked there.
    """

    number: int
    title: str
    place: str
    date: str
    url: str
    words: str
    locator: str
    is_verified: bool


class MarkView(Struct, frozen=True, array_like=True):
    """The numbers that stand at `at` in the body; `id` counts the page's marks."""

    at: int
    id: int
    notes: tuple[NoteView, ...]


class SourceView(Struct, frozen=True, array_like=True):
    """An entry of a page's sources. `url` leads to the archive's page, `original` elsewhere."""

    number: int
    title: str
    authors: tuple[str, ...]
    place: str
    date: str
    accessed: str
    note: str
    url: str
    original: str
    marks: tuple[int, ...]


class CitedView(Struct, frozen=True, array_like=True):
    """The places of explainers that rest on the passage which ends at `at` in the body."""

    at: int
    places: tuple[Link, ...]


class Shortened(Struct, frozen=True, array_like=True):
    """What is shown in place of a body, and why: `rights` are `excerpt` or `link`."""

    body: str
    rights: str
    words: int
    of: int


class CitePage(Struct, frozen=True, array_like=True):
    """How to cite a page, in four forms."""

    text: str
    bibtex: str
    csl: str
    ris: str
