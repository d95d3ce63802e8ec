"""Links of the built site that lead nowhere, fragments included.

In: a tree and the site's base URL. Out: problems. The pages are our own, so attributes are found by
a pattern; a parser would take ten times as long over ten thousand pages and find the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote, urljoin, urlsplit

from generator.problems import Problem
from generator.publish.tree import Tree

ATTRIBUTE = re.compile(
    r"""\s(?P<name>href|src|id)=(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MOST = 50
"""Broken links that are told; somebody who broke more broke a template."""


def link_problems(tree: Tree, base_url: str) -> Iterator[Problem]:
    """Every link below the base URL that leads to no file or to no place in it."""
    ids: dict[str, frozenset[str]] = {}
    links: dict[str, list[str]] = {}
    for path in tree.pages:
        found, links[path] = _attributes(tree.text(path))
        ids[path] = frozenset(found)
    told = 0
    for path, written in links.items():
        for link in dict.fromkeys(written):
            fault = _fault(path, link, base_url, tree, ids)
            if fault:
                told += 1
                if told <= MOST:
                    yield Problem(path=path, rule="broken-link", message=f"'{link}' {fault}")
    if told > MOST:
        message = f"{told - MOST:,} more links are broken"
        yield Problem(path="the site", rule="broken-link", message=message)


def _attributes(text: str) -> tuple[list[str], list[str]]:
    """Ids and links of a page."""
    ids: list[str] = []
    links: list[str] = []
    if "<!--" in text:
        text = COMMENT.sub("", text)
    for match in ATTRIBUTE.finditer(text):
        value = unescape(match["double"] or match["single"] or match["bare"] or "")
        (ids if match["name"] == "id" else links).append(value)
    return ids, links


def _fault(page: str, link: str, base_url: str, tree: Tree, ids: dict[str, frozenset[str]]) -> str:
    """What is wrong with a link; nothing where it is well or leads elsewhere."""
    here = base_url + page.removesuffix("index.html")
    address, _, fragment = urljoin(here, link).partition("#")
    fragment = fragment.partition(":~:")[0]
    if not address.startswith(base_url):
        return _outside(link, base_url)
    path = unquote(urlsplit(address.removeprefix(base_url)).path)
    file = _file(path, tree)
    if not file:
        return "leads to no page or file"
    is_place = not fragment or fragment == "top" or file not in ids
    known = ids.get(file, frozenset())
    if is_place or unquote(fragment) in known or fragment in known:
        return ""
    return f"leads to {file}, which has no place of that name"


def _outside(link: str, base_url: str) -> str:
    """A link without a host that misses the base path is broken; others are not ours to judge."""
    has_no_host = not urlsplit(link).scheme and not link.startswith("//")
    return f"leaves the site's path {urlsplit(base_url).path}" if has_no_host else ""


def _file(path: str, tree: Tree) -> str:
    """The file that answers a path on Pages."""
    if not path or path.endswith("/"):
        candidates = [f"{path}index.html"]
    else:
        candidates = [path, f"{path}.html", f"{path}/index.html"]
    return next((each for each in candidates if each in tree.sizes), "")
