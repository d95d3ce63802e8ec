"""Words as they are compared: what editors may change in a quotation without saying so.

In: a text. Out: the same in a plain form. Straight and curly marks are one, dashes and hyphens are
one and lose the spaces around them, any space is a single one, marks that nobody sees are gone.
Everything else (words, numbers, commas inside, upper case) counts as it stands. `positions` gives
the way back, for the few passages whose own words are to be shown.
"""

from __future__ import annotations

import re
import unicodedata

_TABLE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»‹›＂", '"'),
        **dict.fromkeys("‘’‚‛ʼʹ′`´＇", "'"),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"),
    }
)
_DASH = re.compile(r"\s*-[\s-]*")
_QUOTE = re.compile(r"(?<!\w)'|'(?!\w)")
_SPACE = re.compile(r"\s+")


def normal(text: str) -> str:
    """The plain form of a text."""
    text = unicodedata.normalize("NFC", text).translate(_TABLE)
    text = _QUOTE.sub('"', _DASH.sub("-", text))
    return _SPACE.sub(" ", text).strip()


def original(text: str, start: int, end: int) -> str:
    """The words of `text` whose plain form is `normal(text)[start:end]`.

    Found by growing the text: a stretch of it is as long as its plain form says.
    """
    first = _prefix(text, start + 1) - 1
    last = _prefix(text, end)
    return " ".join(text[max(first, 0) : last].split())


def _prefix(text: str, length: int) -> int:
    """The least characters of a text whose plain form is at least so long."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high) // 2
        if len(normal(text[:middle] + "x")) - 1 >= length:
            high = middle
        else:
            low = middle + 1
    return low
