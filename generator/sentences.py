"""Where sentences end.

In: a text and a place in it. Out: whether a sentence ends there, or the bounds of the sentence that
holds it. A sentence ends at `.`, `!`, `?` or `…` with its closing quotes, before a space and
something that can begin a sentence. Abbreviations and initials do not end one.
"""

from __future__ import annotations

import re

END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_a-zа-яіїєґ])")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Brig|Adm|Sen|Rep|Gov|St|Mt|No|"
    r"vs|cf|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Art|e\.g|i\.e|\w|"
    r"(?:\w\.)+\w)\.$"
)
ABBREVIATION_LENGTH = 12
"""Characters before a full stop in which an abbreviation and the space before it stand."""


def ends_sentence(text: str, mark: int) -> bool:
    """Whether the mark at this place ends a sentence, and not an abbreviation."""
    if text[mark] != ".":
        return True
    return not ABBREVIATION.search(text, max(0, mark - ABBREVIATION_LENGTH), mark + 1)


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence, or sentences, that hold `text[start:end]`, without spaces around."""
    low, high = 0, len(text)
    for match in END.finditer(text):
        if not ends_sentence(text, match.start()):
            continue
        if match.end() <= start:
            low = match.end()
        elif match.end() >= end:
            high = match.end()
            break
    while low < high and text[low].isspace():
        low += 1
    while high > low and text[high - 1].isspace():
        high -= 1
    return low, high
