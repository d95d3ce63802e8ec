"""Every value that the stages hand on.

All values are frozen `msgspec` structs that hold strings, numbers, tuples and one another, so they
can be compared, hashed to a digest, sent to another process and kept in a file. Two values are
equal exactly when a reader could not tell the difference; that is what the build relies on.

Words used everywhere, in code, templates and docs:

* a *source* is a file as it was found; a *document* is what parsing made of it;
* an *article* is the document of a seed; every other document is an *explainer*, a *card* (a short
  explainer about a person, place or organisation) or a *page* (About);
* a *passage* is one paragraph: the unit that is linked to, quoted and looked up;
* a *name* is a title or an alias that documents are found by; a *mention* is one place where a
  name stands in a passage; a *touch* is one document mentioning another, with the sentence;
* a *URL* is always relative to the site's root and has no leading slash (`znpp-control/#p-3f9a2c`);
  only `render` turns it into what a page needs.

Rejected: dataclasses (five times slower to make, no codec) and dictionaries (no types, mutable).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from generator.problems import Problem

SourceKind = Literal["seed", "explainer", "file", "template", "asset"]
Kind = Literal["article", "explainer", "person", "place", "organisation", "page"]
CARD_KINDS: tuple[Kind, ...] = ("person", "place", "organisation")


# --- What load hands on ---------------------------------------------------------------------------


class Source(Struct, frozen=True):
    """One file of the site's folder.

    `path` is relative to the site's folder and has forward slashes; `digest` is the BLAKE2b of
    `data` (hexadecimal, 128 bits).
    """

    path: str
    kind: SourceKind
    digest: str
    data: bytes


class Sources(Struct, frozen=True):
    """All files of a site, each kind sorted by path."""

    seeds: tuple[Source, ...] = ()
    explainers: tuple[Source, ...] = ()
    files: tuple[Source, ...] = ()
    templates: tuple[Source, ...] = ()
    assets: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


# --- The configuration ----------------------------------------------------------------------------


class MenuEntry(Struct, frozen=True):
    """One link of the site's menu; `url` is relative to the site or a full address."""

    text: str
    url: str


class Topic(Struct, frozen=True):
    """A subject that documents are filed under; `name` is what front matter says."""

    name: str
    title: str
    summary: str = ""


class Publisher(Struct, frozen=True):
    """Who first published an article; `host` is what seeds say (`nypost.com`)."""

    host: str
    name: str
    rights: Literal["full", "excerpt", "link"] = "excerpt"


class Config(Struct, frozen=True):
    """`site.yaml`, checked. `base_url` ends with a slash."""

    title: str
    base_url: str
    language: str = "en"
    description: str = ""
    authors: tuple[str, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    topics: tuple[Topic, ...] = ()
    publishers: tuple[Publisher, ...] = ()


# --- What parse hands on --------------------------------------------------------------------------


class Span(Struct, frozen=True):
    """A stretch of a source file in bytes: `data[start:end]`."""

    start: int
    end: int


class Run(Struct, frozen=True):
    """Characters of a passage's text that stand unbroken in the document's body.

    `text[start:end]`, escaped by `urls.escape`, is at `body[at:]`. `barrier` names what forbids a
    link here (`link`, `code`, `attribution` …); it is empty where a link may go.
    """

    start: int
    end: int
    at: int
    barrier: str = ""


class Passage(Struct, frozen=True):
    """One paragraph, heading, list item or table cell.

    `id` comes from the text, so it is the same wherever and whenever the passage is built.
    `section` counts the headings before it. `span` covers it in the source file.
    """

    id: str
    text: str
    section: int
    span: Span
    runs: tuple[Run, ...]


class Heading(Struct, frozen=True):
    """A heading of the body, for the table of contents; `level` is 2 to 6."""

    id: str
    level: int
    text: str


class Reference(Struct, frozen=True):
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


class Name(Struct, frozen=True):
    """A title or alias that leads to a document.

    It counts only where one of the words `when` stands in the same passage (empty: everywhere).
    """

    text: str
    when: tuple[str, ...] = ()
    ignore_case: bool = False
    where: Problem = Problem()
    """A problem without message at the place where the name is given."""


class Card(Struct, frozen=True):
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


class Guess(Struct, frozen=True):
    """Something the seed reader derived rather than read: which `field`, and how it was found."""

    field: str
    value: str
    how: str


class Leftover(Struct, frozen=True):
    """A line of a seed that is not the article's text, and the rule that recognised it."""

    text: str
    rule: str
    span: Span


class Provenance(Struct, frozen=True):
    """Where a text came from, as a reader is told."""

    file: str
    encoding: str = "UTF-8"
    original: str = ""
    note: str = ""
    guesses: tuple[Guess, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    also: tuple[str, ...] = ()
    """Other files with the same bytes."""


class Document(Struct, frozen=True):
    """One source, read by itself. `ids` are all element ids of the body, for fragments."""

    card: Card
    digest: str
    body: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...] = ()
    ids: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    names: tuple[Name, ...] = ()
    never: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    draft: bool = False
    slug_given: bool = False
    provenance: Provenance | None = None


class Parsed(Struct, frozen=True):
    """What parsing one source gave: its document (none where there is nothing to show)."""

    document: Document | None
    problems: tuple[Problem, ...] = ()


# --- What link hands on ---------------------------------------------------------------------------


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
    that name it, newest first. `topics` adds to the document's own topics those of the explainers
    it names. `spellings` are the names of what it touches (and its own), for search.
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


# --- What plan hands on: views, each exactly what one template may print --------------------------


class Link(Struct, frozen=True):
    """A URL and the text that leads there."""

    url: str
    text: str


class Head(Struct, frozen=True):
    """What the top of every page needs. `trail` is the way here from the home page, without it."""

    url: str
    title: str
    description: str
    kind: str
    date: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    trail: tuple[Link, ...] = ()
    feed: str = ""
    """URL of this page's own Atom feed, where it has one."""


class Row(Struct, frozen=True):
    """A document in a list."""

    url: str
    title: str
    kind: str
    summary: str = ""
    date: str = ""
    publisher: str = ""


class Evidence(Struct, frozen=True):
    """A document in a list with the sentence that connects it; `at` leads to that passage."""

    row: Row
    sentence: Sentence
    at: str


class Group(Struct, frozen=True):
    """A part of a list under a heading of its own; `url` leads to more of it (or is empty)."""

    id: str
    title: str
    rows: tuple[Row, ...] = ()
    url: str = ""
    more: str = ""
    """What a link to `url` says, e.g. `All 214 articles of 2026`."""


class Tally(Struct, frozen=True):
    """A link with a count beside it."""

    url: str
    text: str
    count: int


class ArticleView(Struct, frozen=True, tag=True):
    """A seed's page. `explained` holds explainers first, then cards."""

    head: Head
    insertions: tuple[Insertion, ...]
    publisher: Link | None
    month: Link | None
    topics: tuple[Link, ...]
    explained: tuple[Evidence, ...]
    related: tuple[Row, ...]
    provenance: Provenance
    spellings: tuple[str, ...]


class ExplainerView(Struct, frozen=True, tag=True):
    """An explainer's, card's or plain page's page.

    `news` are the newest articles that mention it, `news_count` is how many there are in all, and
    `news_years` leads to all of them where `news` does not hold them all. `linked_from` are
    explainers and cards that name this one.
    """

    head: Head
    insertions: tuple[Insertion, ...]
    status: str
    topics: tuple[Link, ...]
    contents: tuple[Heading, ...]
    news: tuple[Evidence, ...]
    news_count: int
    news_years: tuple[Tally, ...]
    linked_from: tuple[Evidence, ...]
    related: tuple[Row, ...]
    spellings: tuple[str, ...]


class ListingView(Struct, frozen=True, tag=True):
    """A list of documents in groups: a topic, publisher, year, month, or one of the indexes."""

    head: Head
    intro: str
    groups: tuple[Group, ...]
    tallies: tuple[Tally, ...] = ()
    """Lists below this one (the months of a year, the years of the archive, all topics)."""


class MentionsView(Struct, frozen=True, tag=True):
    """All articles of one year that mention an explainer, newest first, each with its sentence."""

    head: Head
    subject: Link
    mentions: tuple[Evidence, ...]
    years: tuple[Tally, ...]


class IndexEntry(Struct, frozen=True):
    """One line of the A–Z index: a title, or another name with the title it stands for."""

    name: str
    url: str
    kind: str
    title: str = ""


class IndexGroup(Struct, frozen=True):
    """All entries of one letter."""

    letter: str
    id: str
    entries: tuple[IndexEntry, ...]


class IndexView(Struct, frozen=True, tag=True):
    """The A–Z index of explainers, cards and all their names."""

    head: Head
    groups: tuple[IndexGroup, ...]


class HomeStory(Struct, frozen=True):
    """An article on the home page, with the explainers that it touches."""

    row: Row
    explained: tuple[Link, ...]


class HomeExplainer(Struct, frozen=True):
    """An explainer on the home page, with its newest mention in the news (or none)."""

    row: Row
    topics: tuple[Link, ...]
    news_count: int
    latest: Evidence | None


class HomeView(Struct, frozen=True, tag=True):
    """The home page: explainers, the newest articles, topics, and who and what is in the news."""

    head: Head
    explainers: tuple[HomeExplainer, ...]
    more_explainers: Link | None
    latest: tuple[HomeStory, ...]
    topics: tuple[Tally, ...]
    in_the_news: tuple[Tally, ...]
    """The cards that most of the newest articles name."""


class SearchView(Struct, frozen=True, tag=True):
    """The search page."""

    head: Head


class NotFoundView(Struct, frozen=True, tag=True):
    """`404.html`: served at any address, so its links start at the site's root."""

    head: Head
    explainers: tuple[Row, ...]


class RedirectView(Struct, frozen=True, tag=True):
    """A page that sends the browser on to `target`."""

    head: Head
    target: str


class FeedEntry(Struct, frozen=True):
    """One entry of an Atom feed. `updated` is a full timestamp (RFC 3339)."""

    url: str
    title: str
    published: str
    updated: str
    summary: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]


class FeedView(Struct, frozen=True, tag=True):
    """An Atom feed (RFC 4287); `head.url` is its own address, `page` the page it belongs to."""

    head: Head
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Struct, frozen=True):
    """A line of the sitemap; `updated` may be empty."""

    url: str
    updated: str


class SitemapView(Struct, frozen=True, tag=True):
    """`sitemap.xml` (sitemaps.org 0.9)."""

    head: Head
    entries: tuple[SitemapEntry, ...]


class TextView(Struct, frozen=True, tag=True):
    """A small file without values of its own (`robots.txt`)."""

    head: Head


View = (
    ArticleView
    | ExplainerView
    | ListingView
    | MentionsView
    | IndexView
    | HomeView
    | SearchView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
    | TextView
)

TEMPLATES: Mapping[type[Struct], str] = MappingProxyType(
    {
        ArticleView: "article.html",
        ExplainerView: "explainer.html",
        ListingView: "listing.html",
        MentionsView: "mentions.html",
        IndexView: "index.html",
        HomeView: "home.html",
        SearchView: "search.html",
        NotFoundView: "404.html",
        RedirectView: "redirect.html",
        FeedView: "feed.xml",
        SitemapView: "sitemap.xml",
        TextView: "robots.txt",
    }
)
"""The template that prints each view."""


class Chrome(Struct, frozen=True):
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


class Page(Struct, frozen=True):
    """One output that a template makes. `path` is relative to the output folder."""

    path: str
    template: str
    view: View
    body: str = ""
    searchable: bool = False


class Output(Struct, frozen=True):
    """One output as bytes."""

    path: str
    data: bytes


class Plan(Struct, frozen=True):
    """Every output of the site: pages to render and files to copy, each sorted by path."""

    chrome: Chrome
    pages: tuple[Page, ...]
    files: tuple[Output, ...]


# --- What build hands on --------------------------------------------------------------------------


class Written(Struct, frozen=True):
    """What became of the output folder: paths relative to it, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


class Report(Struct, frozen=True):
    """The outcome of a build. `seconds` holds each stage with the time it took."""

    problems: tuple[Problem, ...]
    documents: int = 0
    pages: int = 0
    indexed: int = 0
    written: Written | None = None
    seconds: tuple[tuple[str, float], ...] = ()
