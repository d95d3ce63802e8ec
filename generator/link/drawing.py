"""Drawing the links of one document, each by itself.

In: a `Sheet` (a document's passages, and the links that its author wrote with where they lead) and
the archive's names. Out: `Drawn`: the links to put into its body, and the first place where it
names each other document. Pure, and the same wherever it is done, so the build remembers it for
each pair of sheet and name table, and `draw_chunk` draws many sheets in another process.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from generator.link.excerpts import draw_excerpt, end_of
from generator.link.mentions import AuthorLinks, find_mentions, run_at
from generator.link.names import Names
from generator.link.touches import Place, namings, places
from generator.model import Drawn, Insertion, Mention, NameTable, Passage, Placed, Sheet
from generator.urls import escape

_SHEETS = msgspec.msgpack.Decoder(tuple[Sheet, ...])


def draw_chunk(names: bytes, sheets: bytes) -> bytes:
    """Draw many: a `NameTable` and a tuple of `Sheet`s to a tuple of `Drawn`s, all as msgpack."""
    table = _names(names)
    return msgspec.msgpack.encode([draw(sheet, table) for sheet in _SHEETS.decode(sheets)])


def draw(sheet: Sheet, names: Names) -> Drawn:
    """The links of one document."""
    mentions = mentions_of(sheet, names)
    if sheet.rights.kind != "full":
        return draw_excerpt(sheet, names, mentions)
    insertions = [
        Insertion(placed.at, placed.until, placed.url, placed.shown) for placed in sheet.placed
    ]
    insertions += [
        _automatic(sheet.passages, mention, names)
        for mention in mentions
        if mention.rule == "linked"
    ]
    insertions.sort(key=_start)
    written = [_written(placed) for placed in sheet.placed if placed.target]
    named = places(mentions, written)
    found = tuple(namings(sheet.key, sheet.passages, named))
    cited = {each for each, _ in sheet.cited}
    ends = tuple((each.id, end_of(each)) for each in sheet.passages if each.id in cited)
    anchors = tuple((old, sheet.passages[at].runs[0].at) for old, at in sheet.kept)
    return Drawn(tuple(insertions), found, None, ends, anchors)


def mentions_of(sheet: Sheet, names: Names) -> Sequence[Mention]:
    """Every mention of a document, the refused ones too."""
    return find_mentions(sheet.key, sheet.passages, names, _author_links(sheet))


@lru_cache(maxsize=2)
def _names(table: bytes) -> Names:
    """Automata are made once in a process for all chunks of a build."""
    return Names(msgspec.msgpack.decode(table, type=NameTable))


def _author_links(sheet: Sheet) -> AuthorLinks:
    return frozenset(
        (sheet.passages[placed.passage].section, placed.target)
        for placed in sheet.placed
        if placed.target and placed.passage >= 0
    )


def _written(placed: Placed) -> Place:
    return Place(placed.passage, placed.start, placed.end, placed.target, placed.shown)


def _automatic(passages: Sequence[Passage], mention: Mention, names: Names) -> Insertion:
    passage = passages[mention.passage]
    run = run_at(passage, mention.start)
    start = run.at + len(escape(passage.text[run.start : mention.start]))
    end = start + len(escape(passage.text[mention.start : mention.end]))
    return Insertion(start, end, names.urls[mention.target], auto=True)


def _start(insertion: Insertion) -> int:
    return insertion.start
