"""Where the pages that the archive makes of itself stand.

In: a topic's name, a publisher's host, an ISO date. Out: a URL relative to the site's root. Every
planner and every link between pages asks here, so that no two spellings of an address exist.
"""

from __future__ import annotations

from functools import lru_cache

from generator.urls import slugify

HOME = ""
ARTICLES = "articles/"
EXPLAINERS = "explainers/"
TOPICS = "topics/"
PUBLISHERS = "publishers/"
UNDATED = "undated/"
A_Z = "a-z/"
SEARCH = "search/"
NOT_FOUND = "404.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"


def year_part(year: str) -> str:
    """The last part of the URL of a year's list; no year leads to what has no date."""
    return f"{year}/" if year else UNDATED


def month_url(month: str) -> str:
    """The page of a month given as `2026-02`."""
    return month.replace("-", "/") + "/"


@lru_cache(maxsize=4_096)
def topic_url(name: str) -> str:
    """The page of a topic of the configuration."""
    return f"{TOPICS}{slugify(name)}/"


@lru_cache(maxsize=4_096)
def publisher_url(host: str) -> str:
    """The page of a publisher, or an empty string where the host has no letter or digit."""
    slug = slugify(host)
    return f"{PUBLISHERS}{slug}/" if slug else ""


def mentions_url(document: str, year: str) -> str:
    """All mentions in one year of the document at a URL."""
    return f"{document}mentions/{year_part(year)}"
