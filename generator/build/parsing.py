"""Every source's document: from the log where it was parsed before, else parsed now.

In: the listing of the site's files. Out: all documents and their problems, in the order of the
listing; the log has the texts of all of them then. A document's key is the digest of its bytes and
of the generator's code; its row is its path, which is the only other thing that parsing sees. What
the memory holds need not even be decoded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from generator.build.keys import chunks, encode, key_of, only_new
from generator.build.memory import Memory, ParsedBefore
from generator.clock import Clock
from generator.load import SiteFolder
from generator.log import Log
from generator.model import Document, Entry, Listing
from generator.parse import Row, parse_chunk, read_record, read_rows
from generator.problems import Problem
from generator.workers import Workers

CHUNK = 100
"""Sources that are handed to a worker at once."""


class Parsing(Struct, frozen=True):
    """All documents, drafts too, with their problems.

    `complete` says that no explainer is missing; `fresh` counts the sources that the log did not
    know.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    complete: bool
    fresh: int


def parse_all(
    listing: Listing,
    folder: SiteFolder,
    log: Log,
    memory: Memory,
    workers: Workers,
    *,
    clock: Clock,
) -> Parsing:
    """The documents of all seeds and explainers."""
    problems: list[Problem] = []
    seeds = _first_of_each(listing.seeds)
    entries = {entry.path: entry for entry in (*seeds.values(), *listing.explainers)}
    known = memory.documents
    unknown = [
        entry
        for path, entry in entries.items()
        if path not in known or known[path].digest != entry.digest
    ]
    in_log = log.documents([entry.path for entry in unknown] if known else None)
    log.forget_documents((known or in_log).keys() - entries.keys())
    records, fresh = _records(unknown, in_log)
    with clock.stage("parse", total=len(fresh)):
        sent = _sources(fresh, folder, problems)
        for result in workers.map(parse_chunk, b"", sent, items=len(fresh)):
            rows = read_rows(result)
            _keep(rows, entries, log)
            records.update((row.path, row.record) for row in rows)
            clock.advance(len(rows))
    parsed = dict(_parsed(entries, records, known))
    if memory.lasts:
        memory.documents = parsed
    documents = [each.document for each in parsed.values() if each.document is not None]
    for each in parsed.values():
        problems.extend(each.problems)
    problems.extend(_duplicates(listing.seeds, seeds, {each.card.key for each in documents}))
    return Parsing(
        documents=_with_twins(documents, listing.seeds),
        problems=tuple(problems),
        complete=_are_complete(documents, listing.explainers),
        fresh=len(fresh),
    )


def _sources(
    entries: Sequence[Entry], folder: SiteFolder, problems: list[Problem]
) -> Iterator[bytes]:
    """Sources in chunks, read as they are asked for; what cannot be read is told."""
    for chunk in chunks(entries, CHUNK):
        found = [folder.read(entry) for entry in chunk]
        problems.extend(each for each in found if isinstance(each, Problem))
        yield encode([each for each in found if not isinstance(each, Problem)])


def _records(
    wanted: Sequence[Entry], in_log: dict[str, tuple[bytes, bytes]]
) -> tuple[dict[str, bytes], list[Entry]]:
    """The records that the log has of the wanted sources, and the sources that it has none of."""
    keys = {entry.path: key_of(entry.digest) for entry in wanted}
    fresh, records = only_new(keys, in_log)
    by_path = {entry.path: entry for entry in wanted}
    return records, [by_path[path] for path in fresh]


def _parsed(
    entries: Mapping[str, Entry],
    records: Mapping[str, bytes],
    known: Mapping[str, ParsedBefore],
) -> Iterator[tuple[str, ParsedBefore]]:
    """What became of every source; one that could not be read is not among them."""
    for path, entry in entries.items():
        if path in records:
            yield path, ParsedBefore(entry.digest, *read_record(records[path]))
        elif path in known and known[path].digest == entry.digest:
            yield path, known[path]


def _keep(rows: Iterable[Row], entries: Mapping[str, Entry], log: Log) -> None:
    log.keep_texts((row.path, row.body, row.passages) for row in rows)
    log.keep_documents((row.path, key_of(entries[row.path].digest), row.record) for row in rows)


def _are_complete(documents: Iterable[Document], explainers: Iterable[Entry]) -> bool:
    """Whether every explainer has its document: without one, names and links would be missing."""
    found = {document.card.key for document in documents}
    return all(entry.path in found for entry in explainers)


# --- Twins: files with the same bytes -------------------------------------------------------------


def _first_of_each(seeds: Iterable[Entry]) -> dict[str, Entry]:
    """The first seed of each content, by digest."""
    first: dict[str, Entry] = {}
    for seed in seeds:
        first.setdefault(seed.digest, seed)
    return first


def _duplicates(
    seeds: Iterable[Entry], first: Mapping[str, Entry], documents: Collection[str]
) -> Iterator[Problem]:
    """A problem for each further seed of a content that has a document: empty files are none."""
    for seed in seeds:
        kept = first[seed.digest]
        if kept is not seed and kept.path in documents:
            yield _duplicate(seed, kept)


def _duplicate(seed: Entry, kept: Entry) -> Problem:
    return Problem(
        path=seed.path,
        severity="warning",
        rule="duplicate-seed",
        message=f"holds the same bytes as {kept.path}, so it has no page of its own",
        hint="remove one of the two",
    )


def _with_twins(documents: Iterable[Document], seeds: Iterable[Entry]) -> tuple[Document, ...]:
    """The documents, each with all the files that its text was found in."""
    files: dict[str, list[str]] = defaultdict(list)
    for seed in seeds:
        files[seed.digest].append(seed.path)
    alone: list[str] = []
    return tuple(
        document
        if len(found := files.get(document.digest, alone)) < 2
        else _with_files(document, found)
        for document in documents
    )


def _with_files(document: Document, files: Sequence[str]) -> Document:
    also = tuple(path for path in files if path != document.card.key)
    if document.provenance is None or not also:
        return document
    provenance = msgspec.structs.replace(document.provenance, also=also)
    return msgspec.structs.replace(document, provenance=provenance)
