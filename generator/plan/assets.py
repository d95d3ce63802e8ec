"""Files that are copied as they are: the look's assets, and files beside pages.

In: a site and the listing of its files. Out: copies. The URL of an asset carries a
part of its digest (`assets/style.3f9a2c01.css`), so browsers may keep it for ever and pages that
print it change exactly when it does.

A style sheet that names another asset (`url(fonts/serif.woff2)`) is not rewritten: that would make
a digest depend on other digests. What assets name among themselves belongs in `assets/fixed/`,
which keeps its file names.
"""

from __future__ import annotations

from generator.model import Copy, Entry, Listing, Site

FOLDER = "assets/"
FIXED = "fixed/"
DIGEST_SHOWN = 8


def asset_urls(assets: tuple[Entry, ...]) -> tuple[tuple[str, str], ...]:
    """Name (path below the folder of assets) and URL of every asset."""
    return tuple((_name(entry), _url(entry)) for entry in assets)


def plan_copies(site: Site, listing: Listing) -> list[Copy]:
    """Assets, and files beside pages."""
    beside = {entry.path: entry.digest for entry in listing.files}
    return [
        *(Copy(_url(entry), entry.path, entry.digest) for entry in listing.assets),
        *(Copy(url, path, beside[path]) for path, url in site.files),
    ]


def _name(entry: Entry) -> str:
    """`templates/assets/icons/map.svg` is called `icons/map.svg`."""
    return entry.path.partition(FOLDER)[2] or entry.path


def _url(entry: Entry) -> str:
    name = _name(entry)
    if name.startswith(FIXED):
        return FOLDER + name
    folder, slash, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    part = entry.digest[:DIGEST_SHOWN]
    hashed = f"{stem}.{part}.{suffix}" if dot else f"{file}.{part}"
    return FOLDER + folder + slash + hashed
