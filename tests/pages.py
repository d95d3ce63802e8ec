"""Reading built pages: links, ids, visible text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from posixpath import normpath
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html
from lxml.html import HtmlElement

ADDRESSES = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action"))


def parse(data: bytes) -> HtmlElement:
    """A page's document."""
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))


def addresses(page: HtmlElement) -> Iterator[str]:
    """Every address that the page links to or loads."""
    for tag, attribute in ADDRESSES:
        for element in page.iter(tag):
            if element.get(attribute) is not None:
                yield element.get(attribute)


def ids(page: HtmlElement) -> list[str]:
    """Every id, in order, repetitions included."""
    return [element.get("id") for element in page.iter() if element.get("id") is not None]


def words(element: HtmlElement) -> str:
    """The visible text with single spaces."""
    return " ".join(element.text_content().split())


def dead_addresses(tree: Mapping[str, bytes], base_url: str) -> list[str]:
    """Every internal address of a built tree that leads to no file, or to no element of it.

    The site is thought of as served under the path of `base_url`. `pagefind/` is left out: it is
    made after the pages.
    """
    base = urlsplit(base_url).path
    pages = {path: parse(data) for path, data in tree.items() if path.endswith(".html")}
    known = {path: set(ids(page)) for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        here = base + path.removesuffix("index.html")
        for address in addresses(page):
            target = urljoin(here, address.replace(base_url, base))
            if urlsplit(target).scheme or "/pagefind/" in target:
                continue
            if not _leads_somewhere(target, base, tree, known):
                dead.append(f"{path}: {address}")
    return dead


def _leads_somewhere(
    target: str, base: str, tree: Mapping[str, bytes], known: Mapping[str, set[str]]
) -> bool:
    parts = urlsplit(target)
    path = unquote(parts.path)
    if not path.startswith(base):
        return False
    file = path.removeprefix(base)
    file = file + "index.html" if not file or file.endswith("/") else normpath(file)
    if file not in tree:
        return False
    fragment = parts.fragment.partition(":~:")[0]
    return not fragment or file not in known or unquote(fragment) in known[file]
