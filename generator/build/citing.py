"""Every document's citations: from the log where they were followed before, else followed now.

In: the survey and the bibliography. Out: what the citations of every document came to. They depend
on the document, and on the texts, addresses and rights of what it cites; these are the key. So a
quotation is checked again when it or its source changes, and at no other time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from msgspec import Struct

from generator.build.keys import encode, key_of, only_new
from generator.cite import Archive, Ledger, Moved, Shelf, cite, moved, needed, read_ledger
from generator.load import SiteFolder
from generator.log import Log
from generator.model import Document, Entry, Listing, Sourced, Survey, Work
from generator.parse import read_bibliography, read_passages
from generator.problems import Problem
from generator.rights import rights_of

MEMO = "bibliography"
_SOURCED = msgspec.msgpack.Decoder(Sourced)
_WORKS = msgspec.msgpack.Decoder(tuple[tuple[Work, ...], tuple[Problem, ...]])


class Bibliography(Struct, frozen=True):
    """The outside sources, and what is wrong with their file."""

    works: tuple[Work, ...] = ()
    problems: tuple[Problem, ...] = ()


LEDGER = "content/paragraphs.txt"
Gone = dict[str, tuple[Moved, ...]]
"""For each article the ids that are gone, and where their words are now."""


def apart(listing: Listing, path: str) -> tuple[Listing, Entry | None]:
    """The listing without what is read and not copied, and the entry of the bibliography."""
    found = [entry for entry in listing.files if entry.path == path]
    files = tuple(entry for entry in listing.files if entry.path not in (path, LEDGER))
    if len(files) < len(listing.files):
        listing = msgspec.structs.replace(listing, files=files)
    return listing, found[0] if found else None


def ledger(listing: Listing, folder: SiteFolder) -> tuple[Ledger, tuple[Problem, ...]]:
    """The paragraphs that were cited, by the file that keeps their ids."""
    entry = next((entry for entry in listing.files if entry.path == LEDGER), None)
    if entry is None:
        return {}, ()
    source = folder.read(entry)
    if isinstance(source, Problem):
        return {}, (source,)
    return read_ledger(LEDGER, source.data.decode("utf-8-sig", "replace"))


def moved_ids(survey: Survey, kept: Ledger, log: Log) -> Gone:
    """For each article of which an id is gone, where its words are now."""
    changed = [
        each.card.key
        for each in survey.documents
        if each.card.key in kept and kept[each.card.key].keys() - set(each.ids)
    ]
    passages = log.passages(changed)
    return {
        key: tuple(moved(kept[key], read_passages(passages[key])))
        for key in changed
        if key in passages
    }


def bibliography(path: str, entry: Entry | None, folder: SiteFolder, log: Log) -> Bibliography:
    """The bibliography at a path: read anew where its file changed."""
    if entry is None:
        return Bibliography((), _missing(path))
    key = key_of(path, entry.digest)
    known = log.memo(MEMO, key)
    if known is None:
        source = folder.read(entry)
        if isinstance(source, Problem):
            return Bibliography((), (source,))
        known = encode(read_bibliography(source))
        log.keep_memo(MEMO, key, known)
    return Bibliography(*_WORKS.decode(known))


def _missing(path: str) -> tuple[Problem, ...]:
    """A bibliography is needed only where one was named."""
    if path == "content/sources.yaml":
        return ()
    message = f"there is no file {path}, which 'bibliography' names"
    return (Problem(path="site.yaml", rule="no-bibliography", message=message),)


def cite_all(survey: Survey, works: tuple[Work, ...], gone: Gone, log: Log) -> dict[str, Sourced]:
    """What the citations of every document that has any came to, by key."""
    shelf = Shelf(survey.documents, works)
    citing = [each for each in survey.documents if each.citations or each.quotations]
    articles = {each.card.key: needed(each, shelf) for each in citing}
    all_works = encode(works)
    keys = {
        each.card.key: key_of(each.digest, all_works, _state(survey, each, shelf, gone))
        for each in citing
    }
    fresh, known = only_new(keys, log.cited(keys))
    sourced = {path: _SOURCED.decode(record) for path, record in known.items()}
    by_key = {each.card.key: each for each in citing}
    for path in fresh:
        sourced[path] = cite(by_key[path], shelf, _archive(survey, articles[path], gone, log))
    log.keep_cited((path, keys[path], encode(sourced[path])) for path in fresh)
    return sourced


def quoted_passages(sourced: dict[str, Sourced]) -> dict[str, tuple[tuple[str, str], ...]]:
    """For each article the passages that are cited, in order of id, with what is quoted of them."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for each in sourced.values():
        for backing in each.backings:
            found[backing.key][backing.passage].add(backing.extract)
    return {
        key: tuple((each, " … ".join(sorted(passages[each] - {""}))) for each in sorted(passages))
        for key, passages in found.items()
    }


def anchors(gone: Gone) -> dict[str, tuple[tuple[str, int], ...]]:
    """For each article the ids that are kept alive, each with its passage's index."""
    return {
        key: tuple((each.id, each.passage) for each in found if each.passage >= 0)
        for key, found in gone.items()
    }


def _state(survey: Survey, document: Document, shelf: Shelf, gone: Gone) -> bytes:
    """What each part of the citations leads to, and all of that which they depend on."""
    found = [shelf.find(part) for each in document.citations for part in each.parts]
    return encode([_known_by(survey, each, gone) for each in found])


def _known_by(survey: Survey, cited: Document | Work | Problem, gone: Gone) -> object:
    if isinstance(cited, Work):
        return cited.id
    if isinstance(cited, Problem):
        return cited
    key = cited.card.key
    rights = rights_of(survey.config, cited)
    return key, cited.digest, cited.card.url, rights, gone.get(key, ())


def _archive(survey: Survey, articles: Iterable[Document], gone: Gone, log: Log) -> Archive:
    articles = list(articles)
    passages = log.passages([each.card.key for each in articles])
    return Archive(
        {path: read_passages(data) for path, data in passages.items()},
        {each.card.key: rights_of(survey.config, each) for each in articles},
        {key: {each.id: each.passage for each in found} for key, found in gone.items()},
    )
