"""What parse hands on: each source read by itself."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from generator.model.citations import Citation, Quotation
from generator.problems import Problem

Kind = Literal["article", "explainer", "person", "place", "organisation", "page"]
CARD_KINDS: tuple[Kind, ...] = ("person", "place", "organisation")


class Span(Struct, frozen=True, array_like=True):
    """A stretch of a source file in bytes: `data[start:end]`."""

    start: int
    end: int


class Run(Struct, frozen=True, array_like=True):
    """Characters of a passage's text that stand unbroken in the document's body.

    `text[start:end]`, escaped by `urls.escape`, is at `body[at:]`. `barrier` names what forbids a
    link here (`link`, `code`, `attribution` …); it is empty where a link may go.
    """

    start: int
    end: int
    at: int
    barrier: str = ""


class Passage(Struct, frozen=True, array_like=True):
    """One paragraph, heading, list item or table cell.

    `id` comes from the text, so it is the same wherever and whenever the passage is built.
    `section` counts the headings before it. `span` covers it in the source file.
    """

    id: str
    text: str
    section: int
    span: Span
    runs: tuple[Run, ...]


class Heading(Struct, frozen=True, array_like=True):
    """A heading of the body, for the table of contents; `level` is 2 to 6."""

    id: str
    level: int
    text: str


class Reference(Struct, frozen=True, array_like=True):
    """A link or image that the author wrote and that leads somewhere on this site.

    `[[name#fragment|label]]` is a `wikilink`: its shown text is `body[at:until]`, and the link
    stage puts the target around it. A `path` is a Markdown link or image with a relative address:
    the target's URL goes into the body at `at` (`until` equals `at`). `passage` is the index of
    the passage it stands in (-1: in none), `start` and `end` are characters of that passage.
    """

    kind: Literal["wikilink", "path"]
    name: str
    fragment: str
    label: str
    at: int
    until: int
    passage: int
    start: int
    end: int
    where: Problem
    """A problem without message at the reference's place, to be filled in by the link stage."""


class Name(Struct, frozen=True, array_like=True):
    """A title or alias that leads to a document.

    It counts only where one of the words `when` stands in the same passage (empty: everywhere).
    """

    text: str
    when: tuple[str, ...] = ()
    ignore_case: bool = False
    where: Problem = Problem()
    """A problem without message at the place where the name is given."""


class Card(Struct, frozen=True, array_like=True):
    """All that other documents may see of a document. It never depends on another document.

    `key` is the source's path and names the document inside the build. `url` is proposed by
    parsing; the link stage settles collisions. Dates are ISO (`2026-02-18`) or empty.
    """

    key: str
    kind: Kind
    url: str
    title: str
    summary: str = ""
    date: str = ""
    updated: str = ""
    status: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    publisher: str = ""
    original: str = ""


class Guess(Struct, frozen=True, array_like=True):
    """Something the seed reader derived rather than read: which `field`, and how it was found."""

    field: str
    value: str
    how: str


class Leftover(Struct, frozen=True, array_like=True):
    """A line of a seed that is not the article's text, and the rule that recognised it."""

    text: str
    rule: str
    span: Span


class Provenance(Struct, frozen=True, array_like=True):
    """Where a text came from, as a reader is told."""

    file: str
    encoding: str = "UTF-8"
    original: str = ""
    note: str = ""
    guesses: tuple[Guess, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    also: tuple[str, ...] = ()
    """Other files with the same bytes."""


class Rights(Struct, frozen=True, array_like=True):
    """How much of a text may be shown: `full`, an `excerpt` of so many words, or only its `link`.

    Of an excerpt `most` is a number of words, or of paragraphs where `unit` says so.
    """

    kind: Literal["full", "excerpt", "link"]
    most: int = 80
    unit: Literal["words", "paragraphs"] = "words"


class Silence(Struct, frozen=True, array_like=True):
    """What an author wrote to silence a rule: `<!-- allow: rule: reason -->`.

    It holds for its own line and the next; from above the text proper, for the whole file.
    """

    rule: str
    reason: str
    line: int
    is_for_file: bool = False


class Text(Struct, frozen=True, array_like=True):
    """What a document says: its body (HTML without links into the archive) and its passages."""

    body: str
    passages: tuple[Passage, ...]


class Document(Struct, frozen=True, array_like=True):
    """One source, read by itself: all but its text, which is kept apart (see `Text`).

    `digest` is that of the source. `ids` are all element ids of the body, for fragments;
    `topic_places` say where each of the card's topics is given. `rights` are what the file itself
    says. `outside` are links to other sites (the address as message), `unlabelled` pictures without
    a description. `signature` tells near-duplicates (`link.copies`).
    """

    card: Card
    digest: str
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    names: tuple[Name, ...] = ()
    never: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    draft: bool = False
    topic_places: tuple[Problem, ...] = ()
    slug_given: bool = False
    provenance: Provenance | None = None
    rights: Rights | None = None
    summary_given: bool = True
    reviewed: str = ""
    citations: tuple[Citation, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    outside: tuple[Problem, ...] = ()
    unlabelled: tuple[Problem, ...] = ()
    silences: tuple[Silence, ...] = ()
    signature: bytes = b""

    def face(self) -> Document:
        """The document as others may see it: without what shows on its own page only.

        Addresses, names, and the pages of all others are made from faces, so that an equal face
        is the proof that a change of words stays within its page.
        """
        return replace(
            self,
            digest="",
            headings=(),
            ids=(),
            references=(),
            provenance=None,
            reviewed="",
            citations=(),
            quotations=(),
            outside=(),
            unlabelled=(),
            silences=(),
            signature=b"",
        )


class Parsed(Struct, frozen=True, array_like=True):
    """What parsing one source gave: document and text (none where there is nothing to show)."""

    document: Document | None
    text: Text | None = None
    problems: tuple[Problem, ...] = ()
