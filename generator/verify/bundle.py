"""What a search bundle says, whatever order it says it in.

In: a folder with a Pagefind bundle. Out: its parts by name, such that two runs over equal pages
give equal parts. Pagefind 1.5.2 lists facets and their values in another order every time, so the
facets' files, the list of contents that names them by their digests, and the entry that names that
list are never the same twice. Fragments and words are, and are compared as they stand.

Layout of the files: `pagefind/src/index/index_metadata.rs` and `index_filter.rs` of Pagefind.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from generator.verify.cbor import read_cbor

ENTRY = "pagefind-entry.json"
LOOSE = (ENTRY, "*.pf_meta", "filter/*.pf_filter")
"""The files whose bytes differ from run to run."""
MAGIC = b"pagefind_dcd"


class UnreadableBundleError(Exception):
    """A bundle that is damaged, or of another layout."""


class Part(Struct, frozen=True):
    """Something a bundle says, and the file that says it (relative to the bundle)."""

    path: str
    value: object


class Language(Struct, frozen=True, forbid_unknown_fields=True):
    """One language of the entry; `hash` names its list of contents."""

    hash: str
    wasm: str | None
    page_count: int


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """`pagefind-entry.json`."""

    version: str
    languages: dict[str, Language]
    include_characters: tuple[str, ...]


class Contents(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """A list of contents: pages, chunks of words, facets with the names of their files, orders."""

    version: str
    pages: tuple[tuple[str, int], ...]
    chunks: tuple[tuple[str, str, str], ...]
    filters: tuple[tuple[str, str], ...]
    sorts: tuple[tuple[str, tuple[int, ...]], ...]
    fields: tuple[str, ...]


class Filter(Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One facet: each value with the numbers of the pages that have it."""

    name: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


def loose_files(bundle: Path) -> set[str]:
    """The files of a bundle that `bundle_parts` speaks for."""
    found = (path for pattern in LOOSE for path in bundle.glob(pattern))
    return {path.relative_to(bundle).as_posix() for path in found if path.is_file()}


def bundle_parts(bundle: Path) -> dict[str, Part]:
    """What a bundle's loose files say, by names that do not depend on the run.

    Raises UnreadableBundleError where one of them cannot be understood.
    """
    try:
        parts = dict(_parts(bundle))
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise UnreadableBundleError(str(error)) from error
    spoken_for = {part.path for part in parts.values()}
    return parts | {path: Part(path, None) for path in loose_files(bundle) - spoken_for}


def _parts(bundle: Path) -> Iterator[tuple[str, Part]]:
    entry = msgspec.json.decode((bundle / ENTRY).read_bytes(), type=Entry)
    counts = {name: (each.wasm, each.page_count) for name, each in entry.languages.items()}
    yield ENTRY, Part(ENTRY, (entry.version, counts, sorted(entry.include_characters)))
    for name, language in entry.languages.items():
        path = f"pagefind.{language.hash}.pf_meta"
        contents = msgspec.convert(_unpacked(bundle / path), Contents)
        filters = dict(contents.filters)
        same = msgspec.structs.replace(contents, filters=())
        yield f"contents {name}", Part(path, (same, sorted(filters)))
        for filter_name, digest in filters.items():
            path = f"filter/{digest}.pf_filter"
            found = msgspec.convert(_unpacked(bundle / path), Filter)
            yield f"facet {name} {filter_name}", Part(path, (found.name, sorted(found.values)))


def _unpacked(path: Path) -> object:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(MAGIC):
        raise ValueError(f"{path.name} is not Pagefind's")
    return read_cbor(data[len(MAGIC) :])
