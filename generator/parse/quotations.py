"""What an explainer quotes, and which citation answers for it.

In: the passages of a body, and where citations stand in them. Out: quotations in order. There are
two kinds: the words between quotation marks in the sentence that a citation ends or follows, and
blockquotes, whose citation stands inside them, in their source line or alone right behind them.

A longer quotation that no citation follows is one, too, with nothing to answer for it. A few words
between marks without a citation are a manner of speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.model import Passage
from generator.sentences import sentence_bounds

MARKED = re.compile(
    r"“(?P<curly>[^“”]+)”|\"(?P<straight>[^\"]+)\"|«(?P<angled>[^«»]+)»|„(?P<low>[^„“”]+)[“”]"
    r"|(?<!\w)‘(?P<single>(?:[^‘’“”]|’(?=\w)){4,}?)’(?!\w)"
)
MANNER = 6
"""Words between marks that may stand without a citation."""


class Stand(Struct, frozen=True):
    """Where a citation stands: in `passage` at character `end`, or alone behind `before`."""

    passage: int
    end: int
    before: int


class Quoted(Struct, frozen=True):
    """A quotation: its words by paragraph, its passage, and the index of its citation (or -1)."""

    paragraphs: tuple[str, ...]
    passage: int
    citation: int


def find_quotations(
    passages: Sequence[Passage], quotes: Sequence[tuple[int, bool]], stands: Sequence[Stand]
) -> list[Quoted]:
    """All quotations of a body; `quotes` tells each passage's blockquote, if any."""
    found = [*_blocks(passages, quotes, stands)]
    for index, passage in enumerate(passages):
        if quotes[index][0] < 0:
            found += _inline(passage.text, index, stands)
    return sorted(found, key=lambda quoted: quoted.passage)


def _blocks(
    passages: Sequence[Passage], quotes: Sequence[tuple[int, bool]], stands: Sequence[Stand]
) -> Iterator[Quoted]:
    blocks: dict[int, list[int]] = {}
    for index, (block, _) in enumerate(quotes):
        if block >= 0:
            blocks.setdefault(block, []).append(index)
    for members in blocks.values():
        words = [
            text
            for index in members
            if not quotes[index][1] and (text := _without_marks(passages[index].text))
        ]
        if words:
            yield Quoted(tuple(words), members[0], _of_block(members, stands))


def _of_block(members: Sequence[int], stands: Sequence[Stand]) -> int:
    """The last citation inside a block, or the one that is the next paragraph's beginning."""
    inside = [number for number, stand in enumerate(stands) if stand.passage in members]
    if inside:
        return inside[-1]
    behind = [
        number
        for number, stand in enumerate(stands)
        if stand.before == members[-1] and (stand.passage < 0 or stand.end == 0)
    ]
    return behind[0] if behind else -1


def _without_marks(text: str) -> str:
    """The words of a paragraph that may stand between marks as a whole."""
    text = " ".join(text.split())
    match = MARKED.fullmatch(text.rstrip(".,;"))
    return next(filter(None, match.groups())) if match else text


def _inline(text: str, index: int, stands: Sequence[Stand]) -> Iterator[Quoted]:
    """The quotations of one passage."""
    here = [(stand.end, number) for number, stand in enumerate(stands) if stand.passage == index]
    for match in MARKED.finditer(text):
        words = next(filter(None, match.groups()))
        citation = _following(text, match.start(), match.end(), here)
        if citation >= 0 or len(words.split()) > MANNER:
            yield Quoted((words,), index, citation)


def _following(text: str, start: int, end: int, here: Sequence[tuple[int, int]]) -> int:
    """The first citation behind a quotation, if it stands in the same sentence or ends it."""
    for place, number in here:
        if place < end:
            continue
        _, last = sentence_bounds(text, end - 1, end)
        return number if place <= last or not text[last:place].strip() else -1
    return -1
