"""Plan: a Site becomes every output of the site, as values.

In: a linked site and its sources. Out: a Plan, pages and files each sorted by path. A page's view
holds all that the page may show and nothing else, because its digest decides whether the page is
rendered again; a planner that puts more into a view makes builds slower, one that puts less in
cannot exist, since a template sees nothing but the view.

A new kind of page is a view in `model`, a planner here and a template. `PLANNERS` is the order in
which pages are made; it shows in no output.

Rejected: pages that are completed by a later step (who reads one too early prints half a page), and
a registry that planners enter themselves into (nobody can read what will run).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from operator import attrgetter

from generator.model import Output, Page, Plan, Site, Sources
from generator.plan.a_z import plan_a_z
from generator.plan.articles import plan_articles
from generator.plan.assets import asset_urls, plan_files
from generator.plan.chrome import plan_chrome
from generator.plan.desk import Desk, open_desk
from generator.plan.explainers import plan_explainer_index, plan_explainers
from generator.plan.feeds import plan_feeds
from generator.plan.home import plan_home
from generator.plan.mentions import plan_mentions
from generator.plan.publishers import plan_publisher_index, plan_publishers
from generator.plan.service import plan_service, plan_sitemap
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


def plan_site(site: Site, sources: Sources) -> Plan:
    """Every output of a site; the Search bundle is made later, from what was written.

    Raises ValueError where two outputs share a path: documents with the site's own addresses were
    refused while linking (`urls.is_reserved`), so what is left is a planner's defect.
    """
    desk = open_desk(site)
    pages = [page for planner in PLANNERS for page in planner(site, desk)]
    pages.append(plan_sitemap(pages))
    files = plan_files(site, sources)
    _refuse_shared_paths(pages, files)
    searchable = any(page.searchable for page in pages)
    return Plan(
        chrome=plan_chrome(site.config, asset_urls(sources.assets), searchable),
        pages=tuple(sorted(pages, key=attrgetter("path"))),
        files=tuple(sorted(files, key=attrgetter("path"))),
    )


def _refuse_shared_paths(pages: list[Page], files: list[Output]) -> None:
    outputs = [(page.path, f"{page.view.head.title!r} ({page.template})") for page in pages]
    outputs += [(output.path, f"a copied file of {len(output.data)} bytes") for output in files]
    shared = {path for path, times in Counter(path for path, _ in outputs).items() if times > 1}
    if shared:
        claims = [f"{path}: {name}" for path, name in sorted(outputs) if path in shared]
        raise ValueError("outputs share a path: " + "; ".join(claims))
