"""The sentence around a place in a passage.

In: a passage's text and a stretch of it. Out: the sentence that holds the stretch, cut into what
stands before it, itself, and after. Used for every backlink, so it looks only at the neighbourhood.

A sentence that is too long to show is shortened at words, with an ellipsis.
"""

from __future__ import annotations

from generator.model import Sentence
from generator.sentences import END, ends_sentence

NEIGHBOURHOOD = 600
"""Characters on each side in which a sentence's ends are looked for."""
SIDE_LIMIT = 200
"""Characters shown on each side of the name at most."""


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence of `text` that holds `text[start:end]`."""
    return Sentence(before=_before(text, start), name=text[start:end], after=_after(text, end))


def _before(text: str, start: int) -> str:
    low = max(0, start - NEIGHBOURHOOD)
    begin = low
    for match in reversed(list(END.finditer(text, low, min(len(text), start + 1)))):
        if match.end() <= start and ends_sentence(text, match.start()):
            begin = match.end()
            break
    shown = text[begin:start].lstrip()
    if len(shown) <= SIDE_LIMIT and (begin > low or low == 0):
        return shown
    return "… " + shown[-SIDE_LIMIT:].partition(" ")[2]


def _after(text: str, end: int) -> str:
    high = min(len(text), end + NEIGHBOURHOOD)
    stop = high
    for match in END.finditer(text, end, min(len(text), high + 1)):
        if ends_sentence(text, match.start()):
            stop = match.end()
            break
    shown = text[end:stop].rstrip()
    if len(shown) <= SIDE_LIMIT and (stop < high or high == len(text)):
        return shown
    return shown[:SIDE_LIMIT].rpartition(" ")[0] + " …"
