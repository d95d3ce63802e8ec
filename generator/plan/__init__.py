"""Plan: a Site becomes every output of the site, as values.

In: a linked site and the listing of its files. Out: a Plan, pages and copies each sorted by path. A
page's view holds all that the page may show and nothing else, because its digest decides whether
the page is rendered again; a planner that puts more into a view makes builds slower, one that puts
less in cannot exist, since a template sees nothing but the view.

A new kind of page is a view in `model`, a planner here and a template. `PLANNERS` is the order in
which pages are made; it shows in no output.

Rejected: pages that are completed by a later step (who reads one too early prints half a page), and
a registry that planners enter themselves into (nobody can read what will run).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter

from generator.model import Copy, Listing, Page, Plan, Site
from generator.plan.a_z import plan_a_z
from generator.plan.articles import plan_articles
from generator.plan.assets import asset_urls, plan_copies
from generator.plan.chrome import plan_chrome
from generator.plan.desk import Desk, open_desk
from generator.plan.explainers import plan_explainer_index, plan_explainers
from generator.plan.feeds import plan_feeds
from generator.plan.home import plan_home
from generator.plan.mentions import plan_mentions
from generator.plan.publishers import plan_publisher_index, plan_publishers
from generator.plan.service import plan_service, plan_sitemap
from generator.plan.shards import plan_shards
from generator.plan.topics import plan_topic_index, plan_topics
from generator.plan.years import plan_article_index, plan_months, plan_undated, plan_years

Planner = Callable[[Site, Desk], Iterable[Page]]

PLANNERS: tuple[Planner, ...] = (
    plan_home,
    plan_explainers,
    plan_mentions,
    plan_explainer_index,
    plan_articles,
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


def plan_site(site: Site, listing: Listing, *, search: bool = True) -> Plan:
    """Every output of a site; the Search bundle is made later, from what was written.

    Raises ValueError where two outputs share a path: documents with the site's own addresses were
    refused while linking (`urls.is_reserved`), so what is left is a planner's defect.
    """
    desk = open_desk(site)
    pages = [page for planner in PLANNERS for page in planner(site, desk)]
    pages.append(plan_sitemap(pages))
    copies = plan_copies(site, listing)
    _refuse_shared_paths(pages, copies)
    search = search and _is_searchable(site)
    return Plan(
        chrome=plan_chrome(site.config, asset_urls(listing.assets), search),
        pages=tuple(sorted(pages, key=attrgetter("path"))),
        copies=tuple(sorted(copies, key=attrgetter("path"))),
        shards=plan_shards(site, desk) if search else (),
    )


def _is_searchable(site: Site) -> bool:
    """Whether anything can be found: every document but plain pages."""
    return any(linked.document.card.kind != "page" for linked in site.documents)


def _refuse_shared_paths(pages: list[Page], copies: list[Copy]) -> None:
    outputs = [(page.path, f"{page.view.head.title!r} ({page.template})") for page in pages]
    outputs += [(copy.path, f"a copy of {copy.source}") for copy in copies]
    shared = {path for path, times in Counter(path for path, _ in outputs).items() if times > 1}
    if shared:
        claims = [f"{path}: {name}" for path, name in sorted(outputs) if path in shared]
        raise ValueError("outputs share a path: " + "; ".join(claims))
