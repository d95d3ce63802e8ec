"""What link hands on: all documents together, and what each adds to the others."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from generator.model.documents import Card, Document, Passage, Rights
from generator.model.evidence import Sourced
from generator.model.sources import Config
from generator.problems import Problem


class Owner(Struct, frozen=True, array_like=True):
    """A document's claim to a name; `is_ban` for a `never:` phrase."""

    target: str
    when: tuple[str, ...] = ()
    is_ban: bool = False


class NameTable(Struct, frozen=True, array_like=True):
    """Every name of the archive with its owners, sorted: as written, and with case ignored.

    `urls` says for each document that owns a name where it stands. Equal tables draw equal links.
    """

    exact: tuple[tuple[str, tuple[Owner, ...]], ...] = ()
    folded: tuple[tuple[str, tuple[Owner, ...]], ...] = ()
    urls: tuple[tuple[str, str], ...] = ()


class Placed(Struct, frozen=True, array_like=True):
    """A link that the author wrote, and where it leads: `Reference` and target in one.

    `target` is the key of a document, or empty for a file or a page of the site's own. `shown`
    replaces what the author wrote, where it is not empty.
    """

    at: int
    until: int
    passage: int
    start: int
    end: int
    url: str
    target: str = ""
    shown: str = ""


class Sheet(Struct, frozen=True, array_like=True):
    """All that drawing the links of document `key` needs besides the archive's names."""

    key: str
    passages: tuple[Passage, ...]
    placed: tuple[Placed, ...] = ()
    rights: Rights = Rights("full")
    cited: tuple[tuple[str, str], ...] = ()
    """Passages of an article that explainers cite, by id, each with what they quote of it."""
    kept: tuple[tuple[str, int], ...] = ()
    """Old ids of passages, by index."""


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


class Insertion(Struct, frozen=True, array_like=True):
    """A link to put into a body: around `body[start:end]`, or its bare URL where they are equal.

    `text` replaces what stood there, where it is not empty. `auto` tells an automatic link from
    one that the author wrote.
    """

    start: int
    end: int
    url: str
    text: str = ""
    auto: bool = False


class Sentence(Struct, frozen=True, array_like=True):
    """The sentence that names a document: what stands before the name, the name, and after it."""

    before: str
    name: str
    after: str


class Naming(Struct, frozen=True, array_like=True):
    """The first place where a document names the document `target`: passage id and sentence."""

    target: str
    passage: str
    sentence: Sentence


class Excerpt(Struct, frozen=True, array_like=True):
    """What may be shown in place of a body: its HTML, and how many words of how many it holds."""

    body: str
    words: int
    of: int


class Drawn(Struct, frozen=True, array_like=True):
    """The links of one document, and whom it names, in reading order.

    Insertions are those of the excerpt where there is one. `ends` tells where cited passages end.
    """

    insertions: tuple[Insertion, ...] = ()
    namings: tuple[Naming, ...] = ()
    excerpt: Excerpt | None = None
    ends: tuple[tuple[str, int], ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    """Old ids of passages, and where these begin."""


class Cited(Struct, frozen=True, array_like=True):
    """A passage that explainers cite: where it ends, and the places that do, with their cards."""

    passage: str
    at: int
    places: tuple[tuple[Card, int], ...]


class Redirect(Struct, frozen=True):
    """An old URL and the URL it now leads to."""

    url: str
    target: str


class Outline(Struct, frozen=True):
    """What follows from the faces of all documents: addresses, names, and what is wrong with them.

    `urls` and `titles` (names as they are looked up) lead to keys of documents, `moved` gives the
    URL of each document that could not have the one that it asked for; `files` says where each
    copied file goes.
    """

    config: Config
    faces: tuple[Document, ...]
    files: tuple[tuple[str, str], ...]
    moved: dict[str, str]
    names: NameTable
    redirects: tuple[Redirect, ...]
    urls: dict[str, str]
    titles: dict[str, tuple[str, ...]]
    problems: tuple[Problem, ...]


class Survey(Struct, frozen=True):
    """What every document's links depend on: all names, and where written links lead.

    `sources` are the documents as they were parsed; `documents` have addresses of their own and
    are sorted by key; `placed` are the links that authors wrote, by document.
    """

    outline: Outline
    sources: tuple[Document, ...]
    documents: tuple[Document, ...]
    placed: dict[str, tuple[Placed, ...]]
    problems: tuple[Problem, ...]

    @property
    def config(self) -> Config:
        """The site's configuration."""
        return self.outline.config

    @property
    def names(self) -> NameTable:
        """Every name of the archive."""
        return self.outline.names


class Touch(Struct, frozen=True):
    """One document naming another. `card` is the other side's; `url` leads to the passage."""

    card: Card
    url: str
    sentence: Sentence


class Linked(Struct, frozen=True):
    """A document with all that the archive knows about it.

    `touches` are the documents it names, in order of first mention; `touched_by` the documents
    that name it, newest first. `topics` are the document's own, or those of the explainers it
    names.
    """

    document: Document
    insertions: tuple[Insertion, ...]
    touches: tuple[Touch, ...]
    touched_by: tuple[Touch, ...]
    related: tuple[Card, ...]
    topics: tuple[str, ...]
    excerpt: Excerpt | None = None
    rights: Rights = Rights("full")
    sourced: Sourced = Sourced()
    sources: tuple[Card, ...] = ()
    """The articles among its sources, in their order."""
    cited: tuple[Cited, ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    cluster: tuple[Card, ...] = ()
    """The article and its near-duplicates, the canonical one first; empty where it has none."""

    def face(self) -> Linked:
        """The document as the pages of others may show it (see `Document.face`)."""
        return replace(
            self,
            document=self.document.face(),
            insertions=(),
            excerpt=None,
            sourced=Sourced(),
            sources=(),
            cited=(),
            anchors=(),
            cluster=(),
        )

    def listed(self) -> Linked:
        """The document as lists may show it: its face without who names whom."""
        return replace(self.face(), touches=(), touched_by=(), related=())


class Site(Struct, frozen=True):
    """The whole archive, linked. `documents` are sorted by key."""

    config: Config
    documents: tuple[Linked, ...]
    redirects: tuple[Redirect, ...]
    files: tuple[tuple[str, str], ...]
    """Source path and URL of every file that is copied as it is."""
    problems: tuple[Problem, ...]
