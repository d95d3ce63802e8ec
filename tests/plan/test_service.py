"""Sitemap, 404 and redirects."""

from __future__ import annotations

import msgspec

from generator.model import Listing, Redirect, SitemapEntry
from generator.plan import plan_site
from generator.plan.desk import open_desk
from generator.plan.service import plan_service
from tests.values import a_site, an_article, an_explainer


def sitemap_of(site):
    pages = plan_site(site, Listing()).plan.pages
    return next(page.view for page in pages if page.path == "sitemap.xml")


def test_the_sitemap_tells_when_each_page_changed() -> None:
    site = a_site(an_article(), an_explainer(updated="2026-03-01"), topics=())
    assert sitemap_of(site).entries == (
        SitemapEntry("", "2026-02-18"),
        SitemapEntry("2026/", "2026-02-18"),
        SitemapEntry("2026/02/", "2026-02-18"),
        SitemapEntry("a-z/", "2026-03-01"),
        SitemapEntry("articles/", "2026-02-18"),
        SitemapEntry("articles/plant-shelled/", "2026-02-18"),
        SitemapEntry("explainers/", "2026-03-01"),
        SitemapEntry("publishers/", "2026-03-01"),
        SitemapEntry("topics/", "2026-03-01"),
        SitemapEntry("znpp-control/", "2026-03-01"),
    )


def test_a_redirect_is_a_page_that_leads_on_and_is_not_in_the_sitemap() -> None:
    site = msgspec.structs.replace(a_site(an_explainer()), redirects=(Redirect("old/", "new/"),))
    pages = {page.path: page for page in plan_service(site, open_desk(site))}
    assert pages["old/index.html"].view.target == "new/"
    assert "old/" not in [entry.url for entry in sitemap_of(site).entries]


def test_a_reader_who_lost_the_way_is_offered_explainers() -> None:
    site = a_site(*(an_explainer(f"e{number}") for number in range(7)))
    pages = {page.path: page for page in plan_service(site, open_desk(site))}
    assert len(pages["404.html"].view.explainers) == 6
