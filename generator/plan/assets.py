"""Files that are copied as they are: the look's assets, and files beside pages.

In: a site and its sources. Out: outputs with the sources' own bytes. The URL of an asset carries a
part of its digest (`assets/style.3f9a2c01.css`), so browsers may keep it for ever and pages that
print it change exactly when it does.

A style sheet that names another asset (`url(fonts/serif.woff2)`) is not rewritten: that would make
a digest depend on other digests. What assets name among themselves belongs in `assets/fixed/`,
which keeps its file names.
"""

from __future__ import annotations

from generator.model import Output, Site, Source, Sources

FOLDER = "assets/"
FIXED = "fixed/"
DIGEST_SHOWN = 8


def asset_urls(assets: tuple[Source, ...]) -> tuple[tuple[str, str], ...]:
    """Name (path below the folder of assets) and URL of every asset."""
    return tuple((_name(source), _url(source)) for source in assets)


def plan_files(site: Site, sources: Sources) -> list[Output]:
    """Assets, files beside pages, and the mark that GitHub Pages is to serve files as they are."""
    beside = {source.path: source for source in sources.files}
    return [
        *(Output(_url(source), source.data) for source in sources.assets),
        *(Output(url, beside[path].data) for path, url in site.files),
        Output(".nojekyll", b""),
    ]


def _name(source: Source) -> str:
    """`templates/assets/icons/map.svg` is called `icons/map.svg`."""
    return source.path.partition(FOLDER)[2] or source.path


def _url(source: Source) -> str:
    name = _name(source)
    if name.startswith(FIXED):
        return FOLDER + name
    folder, slash, file = name.rpartition("/")
    stem, dot, suffix = file.rpartition(".")
    part = source.digest[:DIGEST_SHOWN]
    hashed = f"{stem}.{part}.{suffix}" if dot else f"{file}.{part}"
    return FOLDER + folder + slash + hashed
