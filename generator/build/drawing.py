"""Every document's links: from the log where they were drawn before, else drawn now.

In: the survey of the archive. Out: the links of every document. They depend on its text, on all
names of the archive, on where the links lead that its author wrote, and on what may be shown of it
(its rights, and the passages that explainers cite); these are the key. So
a new alias draws every document anew, and the edit of an article one. For what the memory holds not
even a key is made.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from generator.build.keys import chunks, digest_of, encode, key_of, only_new
from generator.build.memory import Asked, DrawnBefore, Memory
from generator.clock import Clock
from generator.link import draw_chunk
from generator.log import Log
from generator.model import Document, Drawn, Survey
from generator.rights import rights_of
from generator.workers import Workers

CHUNK = 200
"""Documents that are handed to a worker at once."""

_DRAWN = msgspec.msgpack.Decoder(Drawn)
_MANY_RAW = msgspec.msgpack.Decoder(list[msgspec.Raw])


class Drawing(Struct, frozen=True):
    """The links of every document by key; `fresh` counts those that the log did not know."""

    drawn: dict[str, Drawn]
    fresh: int


Quoted = Mapping[str, tuple[tuple[str, str], ...]]
"""For each article the passages that are cited, with what is quoted of them."""
Kept = Mapping[str, tuple[tuple[str, int], ...]]
"""For each article the old ids that are kept alive, each with its passage's index."""


def draw_all(
    survey: Survey,
    quoted: Quoted,
    kept: Kept,
    log: Log,
    memory: Memory,
    *,
    workers: Workers,
    clock: Clock,
) -> Drawing:
    """The links of all documents of the survey."""
    names = encode(survey.names)
    table = digest_of(names)
    before = {
        document.card.key: (document.digest, table, _asked(document, survey, quoted, kept))
        for document in survey.documents
    }
    known = memory.drawn
    keys = {
        path: key_of(digest, table, encode(asked))
        for path, (digest, _, asked) in before.items()
        if path not in known or not _is_drawn(known[path], digest, table, asked)
    }
    fresh, links = only_new(keys, log.drawn(keys if known else None))
    with clock.stage("draw", total=len(fresh)):
        sent = _sheets(fresh, before, log)
        results = workers.map(draw_chunk, names, sent, items=len(fresh))
        for chunk, result in zip(chunks(fresh, CHUNK), results, strict=True):
            made = [bytes(each) for each in _MANY_RAW.decode(result)]
            pairs = list(zip(chunk, made, strict=True))
            log.keep_drawn((path, keys[path], each) for path, each in pairs)
            links.update(pairs)
            clock.advance(len(pairs))
    drawn = {
        path: _DRAWN.decode(links[path]) if path in links else known[path].drawn for path in before
    }
    if memory.lasts:
        memory.drawn = {
            path: DrawnBefore(*before[path], drawn[path]) if path in keys else known[path]
            for path in before
        }
    return Drawing(drawn, len(fresh))


def _asked(document: Document, survey: Survey, quoted: Quoted, kept: Kept) -> Asked:
    """What is asked for besides the names: written links, rights, cited passages, kept ids."""
    key = document.card.key
    rights = rights_of(survey.config, document)
    return survey.placed.get(key, ()), rights, quoted.get(key, ()), kept.get(key, ())


def _is_drawn(known: DrawnBefore, digest: str, names: bytes, asked: Asked) -> bool:
    return known.digest == digest and known.names == names and known.asked == asked


def _sheets(
    fresh: Sequence[str], before: Mapping[str, tuple[str, bytes, Asked]], log: Log
) -> Iterator[bytes]:
    """The sheets of documents in chunks; their passages stay as the log has them."""
    for chunk in chunks(fresh, CHUNK):
        passages = log.passages(chunk)
        yield encode([(path, msgspec.Raw(passages[path]), *before[path][2]) for path in chunk])
