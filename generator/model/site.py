"""What link hands on: all documents together, and what each adds to the others."""

from __future__ import annotations

from msgspec import Struct

from generator.model.documents import Card, Document
from generator.model.sources import Config
from generator.problems import Problem


class Mention(Struct, frozen=True):
    """A name found in a passage, and what was decided about it.

    `passage` is an index into the document's passages; `start` and `end` are characters of its
    text. `target` is the key of the document that owns the name. `rule` is `linked`, or the rule
    that left the mention without a link; `link.RULES` describes each.
    """

    passage: int
    start: int
    end: int
    target: str
    rule: str


class Insertion(Struct, frozen=True):
    """A link to put into a body: around `body[start:end]`, or its bare URL where they are equal.

    `text` replaces what stood there, where it is not empty. `auto` tells an automatic link from
    one that the author wrote.
    """

    start: int
    end: int
    url: str
    text: str = ""
    auto: bool = False


class Sentence(Struct, frozen=True):
    """The sentence that names a document: what stands before the name, the name, and after it."""

    before: str
    name: str
    after: str


class Touch(Struct, frozen=True):
    """One document naming another. `card` is the other side's; `url` leads to the passage."""

    card: Card
    url: str
    sentence: Sentence


class Linked(Struct, frozen=True):
    """A document with all that the archive knows about it.

    `touches` are the documents it names, in order of first mention; `touched_by` the documents
    that name it, newest first. `topics` are the document's own, or those of the explainers it
    names. `spellings` are the names of what it touches (and its own), for search.
    """

    document: Document
    insertions: tuple[Insertion, ...]
    touches: tuple[Touch, ...]
    touched_by: tuple[Touch, ...]
    related: tuple[Card, ...]
    topics: tuple[str, ...]
    spellings: tuple[str, ...]


class Redirect(Struct, frozen=True):
    """An old URL and the URL it now leads to."""

    url: str
    target: str


class Site(Struct, frozen=True):
    """The whole archive, linked. `documents` are sorted by key."""

    config: Config
    documents: tuple[Linked, ...]
    redirects: tuple[Redirect, ...]
    files: tuple[tuple[str, str], ...]
    """Source path and URL of every file that is copied as it is."""
    problems: tuple[Problem, ...]
