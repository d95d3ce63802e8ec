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
from generator.cite import Archive, Shelf, cite, needed
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


def apart(listing: Listing, path: str) -> tuple[Listing, Entry | None]:
    """The listing without the bibliography, which is read and not copied, and its entry."""
    found = [entry for entry in listing.files if entry.path == path]
    if not found:
        return listing, None
    files = tuple(entry for entry in listing.files if entry.path != path)
    return msgspec.structs.replace(listing, files=files), found[0]


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


def cite_all(survey: Survey, works: tuple[Work, ...], log: Log) -> dict[str, Sourced]:
    """What the citations of every document that has any came to, by key."""
    shelf = Shelf(survey.documents, works)
    citing = [each for each in survey.documents if each.citations or each.quotations]
    articles = {each.card.key: needed(each, shelf) for each in citing}
    all_works = encode(works)
    keys = {
        each.card.key: key_of(each.digest, all_works, _state(survey, each, articles, shelf))
        for each in citing
    }
    fresh, known = only_new(keys, log.cited(keys))
    sourced = {path: _SOURCED.decode(record) for path, record in known.items()}
    by_key = {each.card.key: each for each in citing}
    for path in fresh:
        sourced[path] = cite(by_key[path], shelf, _archive(survey, articles[path], log))
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


def _state(
    survey: Survey, document: Document, articles: dict[str, list[Document]], shelf: Shelf
) -> bytes:
    """All that following citations depends on besides the document and the works."""
    kinds = [type(shelf.find(part)).__name__ for each in document.citations for part in each.parts]
    return encode(
        (
            kinds,
            [
                shelf.find(part)
                for each in document.citations
                for part in each.parts
                if isinstance(shelf.find(part), Problem)
            ],
            [
                (each.card.key, each.digest, each.card.url, rights_of(survey.config, each))
                for each in articles[document.card.key]
            ],
        )
    )


def _archive(survey: Survey, articles: Iterable[Document], log: Log) -> Archive:
    articles = list(articles)
    passages = log.passages([each.card.key for each in articles])
    return Archive(
        {path: read_passages(data) for path, data in passages.items()},
        {each.card.key: rights_of(survey.config, each) for each in articles},
    )
