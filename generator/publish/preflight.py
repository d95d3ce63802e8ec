"""Everything that is looked at before a site is published.

In: the built tree, the configuration, the target. Out: all problems at once. `CHECKS` is the list;
each check is a function of a `Flight` and knows nothing of the others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.model import Config, Document
from generator.problems import Problem, in_order
from generator.publish.addresses import pages_of
from generator.publish.links import link_problems
from generator.publish.names import name_problems, size_problems
from generator.publish.secrets import secret_problems
from generator.publish.target import Target
from generator.publish.tree import Tree
from generator.urls import output_path

NEEDED = (".nojekyll", "index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt")
SHRUNK = 0.8
"""Share of the published pages below which a site has shrunk."""


class Flight(Struct, frozen=True):
    """What is to be published where. `drafts` are documents that must not be in it."""

    site: Path
    tree: Tree
    config: Config
    base_url: str
    target: Target
    drafts: tuple[Document, ...]
    searchable: int
    allow_shrink: bool


def preflight(flight: Flight) -> tuple[Problem, ...]:
    """What every check finds."""
    return in_order(problem for check in CHECKS for problem in check(flight))


def _sizes(flight: Flight) -> Iterator[Problem]:
    yield from size_problems(flight.tree)


def _names(flight: Flight) -> Iterator[Problem]:
    yield from name_problems(flight.tree)


def _base_url(flight: Flight) -> Iterator[Problem]:
    """Whether the site is built for the address at which it will stand."""
    base, domain = flight.base_url, flight.config.domain
    pages = pages_of(flight.target.url, domain)
    if not base.startswith("https://"):
        yield _of_config("base-url", f"base_url '{base}' is no https address")
    if pages is not None and base != pages.base_url:
        what = f"with the domain '{domain}'" if domain else "of this remote"
        message = f"base_url is '{base}', and the site {what} stands at '{pages.base_url}'"
        yield _of_config("base-url", message, f"base_url: {pages.base_url}")
    elif pages is None and domain and base != f"https://{domain}/":
        yield _of_config("base-url", f"base_url is '{base}', and the domain '{domain}'")


def _parts(flight: Flight) -> Iterator[Problem]:
    """Whether all is there that every site has."""
    for path in NEEDED:
        if path not in flight.tree.sizes:
            yield Problem(path=path, rule="missing-file", message="is not in the built site")
    if flight.searchable and "pagefind/shards.json" not in flight.tree.sizes:
        yield Problem(path="pagefind", rule="missing-search", message="the search index is missing")
    if flight.searchable:
        yield from _shards(flight.tree)


def _shards(tree: Tree) -> Iterator[Problem]:
    """Whether every part of the search index that is named is there."""
    try:
        listed = msgspec.json.decode(tree.text("pagefind/shards.json"), type=dict[str, list[str]])
    except (OSError, msgspec.MsgspecError):
        return
    for name in listed.get("shards", []):
        entry = f"pagefind/{name}/pagefind-entry.json"
        if entry not in tree.sizes:
            yield Problem(
                path=entry, rule="missing-search", message="a part of the index is missing"
            )


def _addresses(flight: Flight) -> Iterator[Problem]:
    """Whether pages and the sitemap name the address at which the site will stand."""
    for path in ("index.html", "sitemap.xml", "feed.xml"):
        if path in flight.tree.sizes and flight.base_url not in flight.tree.text(path):
            message = f"does not name the site's address {flight.base_url}"
            yield Problem(path=path, rule="wrong-address", message=message, hint="build anew")


def _drafts(flight: Flight) -> Iterator[Problem]:
    for document in flight.drafts:
        path = output_path(document.card.url)
        if path in flight.tree.sizes:
            message = f"is a draft, and its page {path} is in the site"
            hint = "give the other page at this address a 'slug:' of its own"
            yield Problem(path=document.card.key, rule="draft", message=message, hint=hint)


def _secrets(flight: Flight) -> Iterator[Problem]:
    site = os.path.realpath(flight.site)
    folders = {site, os.path.expanduser("~")} - {"/", "~", "/root"}  # noqa: PTH111 - a text is wanted
    yield from secret_problems(flight.tree, sorted(each for each in folders if len(each) > 5))


def _links(flight: Flight) -> Iterator[Problem]:
    yield from link_problems(flight.tree, flight.base_url)


def _shrunk(flight: Flight) -> Iterator[Problem]:
    """Whether a fifth of the published pages would go: often a folder that was not there."""
    last = flight.target.marker
    pages = len(flight.tree.pages)
    if last is not None and pages < SHRUNK * last.pages and not flight.allow_shrink:
        message = f"the site has {pages:,} pages, and {last.pages:,} are published"
        hint = "look whether sources are missing; --allow-shrink publishes it all the same"
        yield Problem(path="the site", rule="shrunk", message=message, hint=hint)


def _of_config(rule: str, message: str, hint: str = "") -> Problem:
    return Problem(path="site.yaml", rule=rule, message=message, hint=hint)


CHECKS: tuple[Callable[[Flight], Iterable[Problem]], ...] = (
    _sizes,
    _names,
    _base_url,
    _parts,
    _addresses,
    _drafts,
    _secrets,
    _links,
    _shrunk,
)
