"""Slugs, URLs, output paths, and the one way to escape text.

Inside the build a URL is relative to the site's root and has no leading slash: `znpp-control/`,
`articles/geneva/#p-3f9a2c`, `feed.xml`; the home page is the empty string. Pages are folders with
an `index.html`, which GitHub Pages serves at the folder's address. A page prints links relative to
itself (`../znpp-control/`), so a site works under any base path and even from a disk.

Slugs are lower-case ASCII; other scripts are transliterated by `anyascii` (a table, so the same on
every machine).
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from anyascii import anyascii

SLUG_LIMIT = 80
"""Characters of a slug at most; a longer one is cut after a whole word."""

RESERVED = frozenset(
    [
        "404",
        "a-z",
        "articles",
        "assets",
        "explainers",
        "feed",
        "files",
        "index",
        "pagefind",
        "publishers",
        "robots",
        "search",
        "sitemap",
        "topics",
        "undated",
    ]
)
"""First parts of URLs that the site's own pages stand at, besides the years (`2026/`)."""

SITE_PAGES = frozenset(
    (
        "",
        "a-z/",
        "articles/",
        "explainers/",
        "feed.xml",
        "publishers/",
        "search/",
        "sitemap.xml",
        "topics/",
        "undated/",
    )
)
"""Pages of the site's own that exist in every archive, for links by path."""


PLAIN_URL = re.compile(r"[a-z0-9_-][a-z0-9_./-]*(?:#[A-Za-z0-9_-]*)?")
"""A URL of the site in which nothing needs quoting; it has no scheme and names no host."""


@lru_cache(maxsize=16_384)
def slugify(text: str) -> str:
    """Lower-case ASCII words joined by hyphens, or an empty string where nothing is left.

    >>> slugify("Запоріжжя: who runs the plant?")
    'zaporizhzhya-who-runs-the-plant'
    """
    plain = anyascii(unicodedata.normalize("NFC", text)).lower()
    plain = re.sub(r"(?<=\w)['’](?=\w)", "", plain)
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(slug) <= SLUG_LIMIT:
        return slug
    return slug[: SLUG_LIMIT + 1].rpartition("-")[0] or slug[:SLUG_LIMIT]


def is_reserved(slug: str) -> bool:
    """Whether no document may have this slug at the site's root: the site's own pages do.

    >>> is_reserved("topics"), is_reserved("2026"), is_reserved("znpp-control")
    (True, True, False)
    """
    return slug in RESERVED or bool(re.fullmatch(r"[0-9]{4}", slug))


def output_path(url: str) -> str:
    """The file that serves a URL: a folder's is its `index.html`."""
    path = url.partition("#")[0]
    return path + "index.html" if not path or path.endswith("/") else path


def relative(page: str, url: str) -> str:
    """How the page at URL `page` links to `url`; full addresses stay as they are.

    >>> relative("articles/geneva/", "znpp-control/#status")
    '../../znpp-control/#status'
    >>> relative("a/", "a/#top")
    '#top'
    """
    if PLAIN_URL.fullmatch(url) and not page.startswith(url.partition("#")[0] or "#"):
        return "../" * page.count("/") + url
    if is_external(url):
        return url
    target, hash_mark, fragment = url.partition("#")
    suffix = hash_mark + quote(fragment, safe="-._~!$&'()*+,;=:@/?")
    here = page.partition("#")[0]
    if target == here and hash_mark:
        return suffix
    up = "../" * here.count("/")
    return (up + quote(target, safe="/-._~!$&'()*+,;=:@") or "./") + suffix


def absolute(base: str, url: str) -> str:
    """The full address of `url` on the site at `base`, which ends with a slash.

    >>> absolute("https://example.org/repo/", "znpp-control/#status")
    'https://example.org/repo/znpp-control/#status'
    """
    if PLAIN_URL.fullmatch(url):
        return base + url
    return url if is_external(url) else base + relative("", url).removeprefix("./")


def is_external(url: str) -> bool:
    """Whether a link leaves the site: it has a scheme, or names a host."""
    return bool(re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//", url))


def digest(data: bytes) -> str:
    """BLAKE2b of some bytes, 128 bits, hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def passage_id(text: str) -> str:
    """The id of a passage: made from its words, so that spacing does not change it."""
    is_tidy = text.isascii() and text.isprintable() and "  " not in text and text.strip() == text
    words = text if is_tidy else " ".join(text.split())
    data = words.encode("utf-8", "surrogatepass")
    return "p-" + hashlib.blake2b(data, digest_size=3).hexdigest()


def escape(text: str) -> str:
    """Text as HTML, for element content and quoted attributes alike."""
    return (
        text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    )
