"""The lines of a found text to its paragraphs.

In: the text, and the character that it starts at. Out: paragraphs in order, each with the
characters that it covers. Every visible character is in exactly one of them.

Found texts come in three shapes. One paragraph a line: the usual shape of what is copied from a
web page. Blocks between blank lines. And lines wrapped at a column, as in mail and on wires, with
or without blank lines; these are told by the lines themselves: of one width, mostly ending in the
middle of a sentence and going on in lower case. In a wrapped text two lines are joined unless the
writer must have meant to break: the next word would have fitted, the next line is indented, or it
opens an item of a list.

Rejected: a blank line as the only mark of a paragraph, which makes one paragraph of a whole article
as soon as somebody puts a blank line before the credits.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from generator.parse.characters import clean, is_visible

LINE = re.compile(r"[^\n]+")
SENTENCE_END = re.compile(r"[.!?…:;。！？।؟۔][\"”’»)\]]*$")
LIST_ITEM = re.compile(r"(?:[-*•‣–—]|\d{1,3}[.)]) ")
NARROWEST, WIDEST = 40, 104
"""Characters of a wrapped line: what mail programs and wires use, with some room."""
FULL_SHARE = 0.75
"""A line of this share of the width may have been wrapped; a shorter one was ended on purpose."""


class Paragraph(Struct, frozen=True):
    """One paragraph: its text as it is shown, and the characters that it covers in the file."""

    start: int
    end: int
    text: str


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    indent: int
    block: int
    """How many stretches of blank lines stand before it."""


def split_paragraphs(text: str, start: int = 0) -> tuple[Paragraph, ...]:
    """The paragraphs of `text` from character `start` on."""
    lines = list(_lines(text, start))
    if not lines:
        return ()
    width = _wrap_width(lines)
    has_blocks = lines[-1].block > 0
    return tuple(_paragraph(text, group) for group in _groups(lines, width, has_blocks))


def _lines(text: str, start: int) -> Iterator[_Line]:
    """The lines with something to see in them."""
    block, last_end = 0, -1
    for match in LINE.finditer(text, start):
        piece = match[0]
        shown = "" if piece.isspace() else clean(piece)
        if not shown or not is_visible(shown):
            continue
        indent = len(piece) - len(piece.lstrip())
        if last_end >= 0 and match.start() > last_end + 1:
            block += 1
        last_end = match.end()
        end = match.start() + len(piece.rstrip())
        yield _Line(match.start() + indent, end, shown, indent, block)


def _groups(lines: Sequence[_Line], width: int, has_blocks: bool) -> Iterator[list[_Line]]:
    """The lines of each paragraph."""
    group = [lines[0]]
    for line in lines[1:]:
        if group[-1].block == line.block and _goes_on(group[-1], line, width, has_blocks):
            group.append(line)
        else:
            yield group
            group = [line]
    yield group


def _paragraph(text: str, group: Sequence[_Line]) -> Paragraph:
    start, end = group[0].start, group[-1].end
    shown = group[0].text if len(group) == 1 else clean(text[start:end])
    return Paragraph(start, end, shown)


# --- Wrapped lines --------------------------------------------------------------------------------


def _wrap_width(lines: Sequence[_Line]) -> int:
    """The column at which the text was wrapped, or 0 where it was not."""
    pairs = [
        (line, after) for line, after in itertools.pairwise(lines) if line.block == after.block
    ]
    lengths = sorted(len(line.text) for line, _ in pairs)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [pair for pair in pairs if width * FULL_SHARE <= len(pair[0].text) <= WIDEST]
    unfinished = sum(not SENTENCE_END.search(line.text[-8:]) for line, _ in full)
    going_on = sum(not after.text[0].isupper() for _, after in full)
    is_wrapped = (
        len(full) * 2 >= len(pairs) and unfinished * 2 > len(full) and going_on * 3 > len(full)
    )
    return width if is_wrapped else 0


def _goes_on(line: _Line, after: _Line, width: int, has_blocks: bool) -> bool:
    """Whether the line after this one belongs to the same paragraph."""
    if after.indent > line.indent + 1 or LIST_ITEM.match(after.text):
        return False
    ends_sentence = SENTENCE_END.search(line.text[-8:]) is not None
    in_lower_case = after.text[0].islower()
    if not width:
        return has_blocks and not ends_sentence and in_lower_case
    if len(line.text) > WIDEST:
        return False
    word = after.text.find(" ")
    with_next_word = len(line.text) + 1 + (word if word > 0 else len(after.text))
    was_full = with_next_word > width * FULL_SHARE + 4
    return was_full or (not ends_sentence and in_lower_case)
