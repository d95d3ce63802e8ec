"""Pages for browsers, crawlers and readers who lost their way.

In: a site, or the pages that the other planners made. Out: search, 404, redirects, `robots.txt` and
the sitemap. The sitemap lists what a search engine should show: documents and lists, not the pages
that only serve them. It stays far below the 50,000 lines that sitemaps.org 0.9 allows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model import (
    ArticleView,
    ExplainerView,
    Head,
    HomeView,
    IndexView,
    ListingView,
    MentionsView,
    NotFoundView,
    Page,
    RedirectView,
    SearchView,
    Site,
    SitemapEntry,
    SitemapView,
    TextView,
    View,
)
from generator.plan import addresses
from generator.plan.desk import Desk
from generator.plan.pages import to_page
from generator.plan.rows import latest_first

LISTED = (ArticleView, ExplainerView, ListingView, MentionsView, IndexView, HomeView)
SUGGESTIONS = 6
"""Explainers that a reader who lost the way is offered."""


def plan_service(site: Site, desk: Desk) -> Iterator[Page]:
    """Search, 404, `robots.txt` and the redirects."""
    yield to_page(SearchView(_head(addresses.SEARCH, "Search", "search", "Search the archive.")))
    suggested = latest_first(desk.explainers)[:SUGGESTIONS]
    lost = _head(addresses.NOT_FOUND, "Page not found", "not-found", "Nothing is at this address.")
    yield to_page(NotFoundView(lost, desk.rows_of(suggested)))
    robots = _head(addresses.ROBOTS, "Robots", "text", "What crawlers may read.")
    yield to_page(TextView(robots))
    for redirect in site.redirects:
        moved = _head(redirect.url, "Moved", "redirect", f"This page is now at {redirect.target}.")
        yield to_page(RedirectView(moved, redirect.target))


def plan_sitemap(pages: Iterable[Page]) -> Page:
    """`sitemap.xml` of all pages made so far; one without a date has that of the newest."""
    changed = {
        page.view.head.url: _changed(page.view) for page in pages if isinstance(page.view, LISTED)
    }
    newest = max(changed.values(), default="")
    entries = [SitemapEntry(url, changed[url] or newest) for url in sorted(changed)]
    head = _head(addresses.SITEMAP, "Sitemap", "sitemap", "All pages of the site.")
    return to_page(SitemapView(head, tuple(entries)))


def _head(url: str, title: str, kind: str, description: str) -> Head:
    return Head(url=url, title=title, description=description, kind=kind)


def _changed(view: View) -> str:
    """The newest date that a page knows of: its document's, or that of the rows it lists."""
    match view:
        case ArticleView() | ExplainerView():
            return view.head.updated or view.head.date
        case ListingView():
            return max((row.date for group in view.groups for row in group.rows), default="")
        case MentionsView():
            return max((mention.row.date for mention in view.mentions), default="")
        case HomeView():
            return max((story.row.date for story in view.latest), default="")
        case _:
            return ""
