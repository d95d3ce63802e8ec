"""Every output of a site: which planner makes what, and what of it is as it was.

In: a linked site, the listing of its files, and what was planned the last time. Out: `Planned`.

Every document has a page of its own, made from all that is known of it. All other pages are made
from less: those that tell who names whom from the *faces* of documents (`Linked.face`), which hold
nothing of a document's own words, and lists from documents as they are *listed* (`Linked.listed`),
which do not even hold that. So where these are as they were, those pages are, too: nothing has to
be declared or recorded, and a planner cannot read what it must not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from generator.model import Copy, Linked, Listing, Page, Plan, SearchEntry, Site
from generator.plan.a_z import plan_a_z
from generator.plan.articles import plan_article
from generator.plan.assets import asset_urls, plan_copies
from generator.plan.chrome import plan_chrome
from generator.plan.desk import Desk, open_desk
from generator.plan.explainers import plan_explainer, plan_explainer_index
from generator.plan.feeds import plan_feeds
from generator.plan.home import plan_home
from generator.plan.mentions import plan_mentions
from generator.plan.publishers import plan_publisher_index, plan_publishers
from generator.plan.service import plan_service, plan_sitemap
from generator.plan.shards import plan_shards, search_entry
from generator.plan.topics import plan_topic_index, plan_topics
from generator.plan.years import plan_article_index, plan_months, plan_undated, plan_years

Planner = Callable[[Site, Desk], Iterable[Page]]

NEWS: tuple[Planner, ...] = (plan_home, plan_mentions)
"""What makes the pages that tell who names whom."""

LISTS: tuple[Planner, ...] = (
    plan_explainer_index,
    plan_article_index,
    plan_years,
    plan_months,
    plan_undated,
    plan_topics,
    plan_topic_index,
    plan_publishers,
    plan_publisher_index,
    plan_a_z,
    plan_feeds,
    plan_service,
)
"""What makes the pages that list documents, and those that only serve the site."""


class Planned(Struct, frozen=True):
    """A plan, and what it was made from, for the next one.

    `faces` and `listed` are the site as the pages called `news` and `lists` see it; `own` are the
    pages of documents, `entries` what search knows of them, by key.
    """

    plan: Plan
    site: Site
    faces: Site
    listed: Site
    desk: Desk
    news: tuple[Page, ...]
    lists: tuple[Page, ...]
    sitemap: Page
    own: dict[str, Page]
    entries: dict[str, SearchEntry]


def plan_site(
    site: Site, listing: Listing, *, search: bool = True, last: Planned | None = None
) -> Planned:
    """Every output of a site; the search bundle is made later, from what was written.

    `last` is an earlier state of the site: it changes the time that this takes, nothing else.

    Raises ValueError where two outputs share a path: documents with the site's own addresses were
    refused while linking (`urls.is_reserved`), so what is left is a planner's defect.
    """
    faces = _seen(site, last, last.faces if last else None, Linked.face)
    listed = _seen(site, last, last.listed if last else None, Linked.listed)
    is_listed_so = last is not None and last.listed == listed
    desk = last.desk if last and is_listed_so else open_desk(listed, last.desk if last else None)
    own = _own_pages(site, desk, last)
    news = last.news if last and last.faces == faces else _pages(NEWS, faces, desk, last)
    lists = last.lists if last and is_listed_so else _pages(LISTS, listed, desk, last)
    if last and is_listed_so and news is last.news:
        sitemap = last.sitemap
    else:
        sitemap = plan_sitemap([*own.values(), *news, *lists])
    search = search and _is_searchable(site)
    entries = _entries(site, desk, last) if search else {}
    outputs = [*own.values(), *news, *lists, sitemap]
    copies = plan_copies(site, listing)
    _refuse_shared_paths(outputs, copies)
    plan = Plan(
        chrome=plan_chrome(site.config, asset_urls(listing.assets), search),
        pages=tuple(sorted(outputs, key=attrgetter("path"))),
        copies=tuple(sorted(copies, key=attrgetter("path"))),
        shards=plan_shards(tuple(entries.values())) if search else (),
    )
    return Planned(plan, site, faces, listed, desk, news, lists, sitemap, own, entries)


def _seen(
    site: Site, last: Planned | None, before: Site | None, view: Callable[[Linked], Linked]
) -> Site:
    """The site with each document as some pages see it; what was seen before is the same value."""
    known: dict[int, Linked] = {}
    if last is not None and before is not None:
        pairs = zip(last.site.documents, before.documents, strict=True)
        known = {id(linked): seen for linked, seen in pairs}
    documents = tuple(known.get(id(linked)) or view(linked) for linked in site.documents)
    return replace(site, documents=documents, problems=())


def _pages(
    planners: Iterable[Planner], site: Site, desk: Desk, last: Planned | None
) -> tuple[Page, ...]:
    """The pages that some planners make; those that are as they were are the same values."""
    known = {} if last is None else {page.path: page for page in (*last.news, *last.lists)}
    pages = [page for planner in planners for page in planner(site, desk)]
    return tuple(known[page.path] if known.get(page.path) == page else page for page in pages)


def _own_pages(site: Site, desk: Desk, last: Planned | None) -> dict[str, Page]:
    """The page of every document, by key.

    A page follows from its document, the rows of all documents, the topics and the configuration.
    """
    known: dict[int, Page] = {}
    if last is not None and (last.desk is desk or _looks_alike(desk, last.desk)):
        own = last.own.values()
        known = {id(linked): page for linked, page in zip(last.site.documents, own, strict=True)}
    return {
        linked.document.card.key: known.get(id(linked)) or _own_page(linked, desk)
        for linked in site.documents
    }


def _looks_alike(desk: Desk, other: Desk) -> bool:
    return (desk.rows, desk.topics, desk.config) == (other.rows, other.topics, other.config)


def _own_page(linked: Linked, desk: Desk) -> Page:
    is_article = linked.document.card.kind == "article"
    return plan_article(linked, desk) if is_article else plan_explainer(linked, desk)


def _entries(site: Site, desk: Desk, last: Planned | None) -> dict[str, SearchEntry]:
    """What search knows of every document but plain pages, by key."""
    known: Mapping[int, SearchEntry | None] = {}
    if last is not None and last.desk is desk:
        known = {
            id(linked): last.entries.get(linked.document.card.key) for linked in last.site.documents
        }
    names = {
        linked.document.card.key: tuple(name.text for name in linked.document.names)
        for linked in site.documents
    }
    return {
        linked.document.card.key: known.get(id(linked)) or search_entry(linked, names, desk)
        for linked in site.documents
        if linked.document.card.kind != "page"
    }


def _is_searchable(site: Site) -> bool:
    """Whether anything can be found: every document but plain pages."""
    return any(linked.document.card.kind != "page" for linked in site.documents)


def _refuse_shared_paths(pages: Iterable[Page], copies: Iterable[Copy]) -> None:
    times = Counter([output.path for outputs in (pages, copies) for output in outputs])
    shared = {path for path, count in times.items() if count > 1}
    if shared:
        outputs = [(page.path, f"{page.view.head.title!r} ({page.template})") for page in pages]
        outputs += [(copy.path, f"a copy of {copy.source}") for copy in copies]
        claims = [f"{path}: {name}" for path, name in sorted(outputs) if path in shared]
        raise ValueError("outputs share a path: " + "; ".join(claims))
