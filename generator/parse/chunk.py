"""Many sources at once, as bytes, so that another process can parse them.

In: `Source`s as msgpack. Out: a `Row` for each: its record (document and problems), its body and
its passages. Records and passages are msgpack of their own, because the build log keeps them as
they are and the main process reads only the records.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from generator.model import Document, Passage, Source
from generator.parse.source import parse_source
from generator.problems import Problem

Record = tuple[Document | None, tuple[Problem, ...]]
"""What the build log keeps of a parsed source besides its text."""


class Row(Struct, frozen=True, array_like=True):
    """One parsed source; without a document its body is empty."""

    path: str
    record: bytes
    body: str
    passages: bytes


_SOURCES = msgspec.msgpack.Decoder(list[Source])
_ROWS = msgspec.msgpack.Decoder(list[Row])
_RECORD = msgspec.msgpack.Decoder(Record)
_PASSAGES = msgspec.msgpack.Decoder(tuple[Passage, ...])
_encode = msgspec.msgpack.Encoder().encode


def parse_chunk(_shared: bytes, sources: bytes) -> bytes:
    """Parse many sources; each depends on itself alone, so there is nothing to share."""
    return _encode([_row(source) for source in _SOURCES.decode(sources)])


def read_rows(parsed: bytes) -> list[Row]:
    """What became of every source of a chunk."""
    return _ROWS.decode(parsed)


def read_record(record: bytes) -> Record:
    """A record as values."""
    read: Record = _RECORD.decode(record)
    return read


def read_passages(passages: bytes) -> tuple[Passage, ...]:
    """The passages of one document."""
    return _PASSAGES.decode(passages)


def _row(source: Source) -> Row:
    parsed = parse_source(source)
    record = _encode((parsed.document, parsed.problems))
    if parsed.text is None:
        return Row(source.path, record, "", _encode(()))
    return Row(source.path, record, parsed.text.body, _encode(parsed.text.passages))
