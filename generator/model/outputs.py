"""The plan of all outputs, and what became of them."""

from __future__ import annotations

from msgspec import Struct

from generator.model.sources import MenuEntry, Stamp
from generator.model.views import View
from generator.problems import Problem


class Chrome(Struct, frozen=True, array_like=True):
    """What every page prints around its view. It holds no counts: those would touch every page."""

    title: str
    description: str
    language: str
    base_url: str
    authors: tuple[str, ...]
    menu: tuple[MenuEntry, ...]
    assets: tuple[tuple[str, str], ...]
    """Name and URL of each file in `templates/assets/`; the URL carries a digest."""
    search: bool = True


class Checked(Struct, frozen=True, array_like=True):
    """What templates decide without any page.

    `closures` holds for each template, by name, the digest of all that it reaches, `bytecode` the
    compiled code.
    """

    problems: tuple[Problem, ...]
    closures: dict[str, str]
    bytecode: dict[str, bytes]


class Page(Struct, frozen=True, array_like=True):
    """One output that a template makes. `path` is relative to the output folder.

    `source` is the key of the document whose text the page prints, and `words` the digest of that
    source; both are empty where a page prints no document's text.
    """

    path: str
    template: str
    view: View
    source: str = ""
    words: str = ""


class Copy(Struct, frozen=True, array_like=True):
    """One output with the bytes of a source: the file at path `source`, whose digest is given."""

    path: str
    source: str
    digest: str


class Output(Struct, frozen=True):
    """One output as bytes."""

    path: str
    data: bytes


class Standing(Struct, frozen=True, array_like=True):
    """One file of the output folder as a build left it; `digest` is that of its bytes."""

    path: str
    stamp: Stamp
    digest: str


class Key(Struct, frozen=True, array_like=True):
    """The rebuild key of one output, its parts kept apart so that a change has a name.

    Digests of: the source's words, the view (what others say of it included), the frame around it,
    the template with all that it reaches, and the generator itself. Empty where there is none.
    """

    words: bytes = b""
    view: bytes = b""
    frame: bytes = b""
    template: bytes = b""
    generator: bytes = b""


class Footprint(Struct, frozen=True, array_like=True):
    """One output as a build left it: the key it was made from, and how it stands."""

    key: Key
    standing: Standing


class SearchEntry(Struct, frozen=True, array_like=True):
    """Exactly what search knows of a page.

    `kind` and `year` are the words of their filters; a page without a date has `0000-00-00`, since
    Pagefind leaves pages without a value out of sorted results. `spellings` find the page under the
    names of what it mentions. `words` is the digest of its source, `source` where its body is.
    """

    path: str
    title: str
    kind: str
    date: str
    year: str
    summary: str
    publisher: str
    topics: tuple[str, ...]
    names: tuple[str, ...]
    spellings: tuple[str, ...]
    source: str
    words: str
    excerpt: str | None = None
    """What is searched in place of the body, where that may not be shown whole."""


class Shard(Struct, frozen=True, array_like=True):
    """A part of the search index: the pages of some months, in order of their paths."""

    name: str
    entries: tuple[SearchEntry, ...]


class Plan(Struct, frozen=True):
    """Every output of the site: pages to render and files to copy, each sorted by path."""

    chrome: Chrome
    pages: tuple[Page, ...]
    copies: tuple[Copy, ...]
    shards: tuple[Shard, ...] = ()
    """The parts of the search index, the newest first."""


class Written(Struct, frozen=True):
    """What became of the output folder: paths relative to it, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


class Reason(Struct, frozen=True):
    """Why an output was written or removed: which parts of its key changed, in words."""

    path: str
    why: tuple[str, ...]


class Report(Struct, frozen=True):
    """The outcome of a build.

    `documents` and `pages` count the whole site, `searchable` the pages that search knows;
    `parsed`, `linked`, `rendered` and `indexed` count what this build worked out anew. `written` is
    None where the output folder was not touched. `seconds` holds each stage with its time.
    """

    problems: tuple[Problem, ...]
    documents: int = 0
    pages: int = 0
    searchable: int = 0
    parsed: int = 0
    linked: int = 0
    rendered: int = 0
    indexed: int = 0
    written: Written | None = None
    reasons: tuple[Reason, ...] = ()
    seconds: tuple[tuple[str, float], ...] = ()
