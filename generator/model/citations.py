"""What an author rests on: citations, quotations and outside sources, as they are written."""

from __future__ import annotations

from msgspec import Struct

from generator.problems import Problem


class Part(Struct, frozen=True, array_like=True):
    """One source of a citation: `@key#fragment, "words"` or `@key, locator`.

    `where` is a problem without message at its place. Without a key it could not be understood.
    """

    key: str
    fragment: str = ""
    words: str = ""
    locator: str = ""
    where: Problem = Problem()


class Citation(Struct, frozen=True, array_like=True):
    """A place where an author cites: its number goes into the body at `at`.

    `passage` is the index of the passage before it (-1: none), `end` the character of that passage
    at which it stands.
    """

    at: int
    passage: int
    end: int
    parts: tuple[Part, ...]


class Quotation(Struct, frozen=True, array_like=True):
    """Words that an author quotes, paragraph by paragraph, and the citation that answers for them.

    `citation` is an index into the document's citations (-1: none follows).
    """

    paragraphs: tuple[str, ...]
    citation: int
    where: Problem


class Work(Struct, frozen=True, array_like=True):
    """An outside source: a book, a treaty, a page that is no seed. Dates are ISO, maybe in part.

    `kind` is CSL's type. `place` is where it appeared: newspaper, journal, book.
    """

    id: str
    kind: str
    title: str
    authors: tuple[str, ...] = ()
    place: str = ""
    publisher: str = ""
    issued: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""
    note: str = ""
    where: Problem = Problem()
