"""The sentence around a place in a passage.

In: a passage's text and a stretch of it. Out: the sentence that holds the stretch, cut into what
stands before it, itself, and after. Used for every backlink, so it looks only at the neighbourhood.

A sentence ends at `.`, `!`, `?` or `…` with its closing quotes, before a space and something that
can begin a sentence. Abbreviations and initials do not end one. A sentence that is too long to show
is shortened at words, with an ellipsis.
"""

from __future__ import annotations

import re

from generator.model import Sentence

NEIGHBOURHOOD = 600
"""Characters on each side in which a sentence's ends are looked for."""
SIDE_LIMIT = 200
"""Characters shown on each side of the name at most."""
END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-zа-яіїєґ])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|St|Mt|No|"
    r"vs|cf|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Art|e\.g|i\.e|\w|"
    r"(?:\w\.)+\w)\.$"
)
ABBREVIATION_LENGTH = 12
"""Characters before a full stop in which an abbreviation and the space before it stand."""


def sentence_around(text: str, start: int, end: int) -> Sentence:
    """The sentence of `text` that holds `text[start:end]`."""
    return Sentence(before=_before(text, start), name=text[start:end], after=_after(text, end))


def _before(text: str, start: int) -> str:
    low = max(0, start - NEIGHBOURHOOD)
    begin = low
    for match in reversed(list(END.finditer(text, low, min(len(text), start + 1)))):
        if match.end() <= start and _ends_sentence(text, match.start()):
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
        if _ends_sentence(text, match.start()):
            stop = match.end()
            break
    shown = text[end:stop].rstrip()
    if len(shown) <= SIDE_LIMIT and (stop < high or high == len(text)):
        return shown
    return shown[:SIDE_LIMIT].rpartition(" ")[0] + " …"


def _ends_sentence(text: str, mark: int) -> bool:
    """Whether the mark at this place ends a sentence, and not an abbreviation."""
    if text[mark] != ".":
        return True
    return not ABBREVIATION.search(text, max(0, mark - ABBREVIATION_LENGTH), mark + 1)
