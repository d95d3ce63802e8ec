"""What plan hands on: views, each exactly what one template may print.

Every view has a `head`. A new kind of page is a view here, a planner in `plan/` and a template;
`TEMPLATES` says which template prints which view.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from generator.model.documents import Heading, Provenance
from generator.model.site import Insertion, Sentence
from generator.model.source_views import CitedView, CitePage, Link, MarkView, Shortened, SourceView


class Head(Struct, frozen=True, array_like=True):
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
    canonical: str = ""
    """URL of the page that search engines should show instead, where there is one."""


class Row(Struct, frozen=True, array_like=True):
    """A document in a list."""

    url: str
    title: str
    kind: str
    summary: str = ""
    date: str = ""
    publisher: str = ""


class Evidence(Struct, frozen=True, array_like=True):
    """A document in a list with the sentence that connects it; `at` leads to that passage."""

    row: Row
    sentence: Sentence
    at: str


class Named(Struct, frozen=True, array_like=True):
    """The people, places or organisations that a text names, each with its sentence."""

    kind: str
    title: str
    evidence: tuple[Evidence, ...]


class Group(Struct, frozen=True, array_like=True):
    """A part of a list under a heading of its own; `url` leads to more of it (or is empty)."""

    id: str
    title: str
    rows: tuple[Row, ...] = ()
    url: str = ""
    more: str = ""
    """What a link to `url` says, e.g. `All 214 articles of 2026`."""


class Tally(Struct, frozen=True, array_like=True):
    """A link with a count beside it."""

    url: str
    text: str
    count: int


class ArticleView(Struct, frozen=True, array_like=True, tag=True):
    """A seed's page: the explainers it touches, and the cards by kind."""

    head: Head
    insertions: tuple[Insertion, ...]
    publisher: Link | None
    month: Link | None
    topics: tuple[Link, ...]
    explained: tuple[Evidence, ...]
    named: tuple[Named, ...]
    related: tuple[Row, ...]
    provenance: Provenance
    cited: tuple[CitedView, ...] = ()
    shortened: Shortened | None = None
    anchors: tuple[tuple[str, int], ...] = ()
    cite: CitePage | None = None
    copies: tuple[Row, ...] = ()
    """Articles that are nearly the same."""


class ExplainerView(Struct, frozen=True, array_like=True, tag=True):
    """An explainer's, card's or plain page's page.

    `marks` are the numbers of its citations, `sources` what they stand for. `reviewed` is the day
    of its last review, `news_since` counts the articles that name it and are newer.

    `news` are the newest articles that mention it, `news_count` is how many there are in all, and
    `news_years` leads to all of them where `news` does not hold them all. `linked_from` are
    explainers and cards that name this one. `names` are its own.
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
    names: tuple[str, ...]
    marks: tuple[MarkView, ...] = ()
    sources: tuple[SourceView, ...] = ()
    reviewed: str = ""
    news_since: int = 0
    cite: CitePage | None = None


class ListingView(Struct, frozen=True, array_like=True, tag=True):
    """A list of documents in groups: a topic, publisher, year, month, or one of the indexes."""

    head: Head
    intro: str
    groups: tuple[Group, ...]
    tallies: tuple[Tally, ...] = ()
    """Lists below this one (the months of a year, the years of the archive, all topics)."""


class MentionsView(Struct, frozen=True, array_like=True, tag=True):
    """All articles of one year that mention an explainer, newest first, each with its sentence."""

    head: Head
    subject: Link
    mentions: tuple[Evidence, ...]
    years: tuple[Tally, ...]


class IndexEntry(Struct, frozen=True, array_like=True):
    """One line of the A–Z index: a title, or another name with the title it stands for."""

    name: str
    url: str
    kind: str
    title: str = ""


class IndexGroup(Struct, frozen=True, array_like=True):
    """All entries of one letter."""

    letter: str
    id: str
    entries: tuple[IndexEntry, ...]


class IndexView(Struct, frozen=True, array_like=True, tag=True):
    """The A–Z index of explainers, cards and all their names."""

    head: Head
    groups: tuple[IndexGroup, ...]


class HomeStory(Struct, frozen=True, array_like=True):
    """An article on the home page, with the explainers that it touches."""

    row: Row
    explained: tuple[Link, ...]


class HomeExplainer(Struct, frozen=True, array_like=True):
    """An explainer on the home page, with its newest mention in the news (or none)."""

    row: Row
    topics: tuple[Link, ...]
    news_count: int
    latest: Evidence | None


class HomeView(Struct, frozen=True, array_like=True, tag=True):
    """The home page: explainers, the newest articles, topics, and who and what is in the news."""

    head: Head
    explainers: tuple[HomeExplainer, ...]
    more_explainers: Link | None
    latest: tuple[HomeStory, ...]
    topics: tuple[Tally, ...]
    in_the_news: tuple[Tally, ...]
    """The cards that most of the newest articles name."""


class SearchView(Struct, frozen=True, array_like=True, tag=True):
    """The search page."""

    head: Head


class NotFoundView(Struct, frozen=True, array_like=True, tag=True):
    """`404.html`: served at any address, so its links start at the site's root."""

    head: Head
    explainers: tuple[Row, ...]


class RedirectView(Struct, frozen=True, array_like=True, tag=True):
    """A page that sends the browser on to `target`."""

    head: Head
    target: str


class FeedEntry(Struct, frozen=True, array_like=True):
    """One entry of an Atom feed. `updated` is a full timestamp (RFC 3339)."""

    url: str
    title: str
    published: str
    updated: str
    summary: str
    authors: tuple[str, ...]
    topics: tuple[str, ...]


class FeedView(Struct, frozen=True, array_like=True, tag=True):
    """An Atom feed (RFC 4287); `head.url` is its own address, `page` the page it belongs to."""

    head: Head
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Struct, frozen=True, array_like=True):
    """A line of the sitemap; `updated` may be empty."""

    url: str
    updated: str


class SitemapView(Struct, frozen=True, array_like=True, tag=True):
    """`sitemap.xml` (sitemaps.org 0.9)."""

    head: Head
    entries: tuple[SitemapEntry, ...]


class TextView(Struct, frozen=True, array_like=True, tag=True):
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

CITATION = "citation.html"
"""The template whose macros print marks and reverse evidence into the bodies of documents."""
