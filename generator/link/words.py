"""Words in running text: where they begin and end, and which spellings count as the same.

In: text as it is shown. Out: a copy of the same length in which the variants of apostrophe, hyphen
and space are the plain ones (`plain`), and whether a stretch of it is a whole word (`is_whole`).
Lengths never change, so a position in one is a position in the other.

A word is letters, digits, combining marks and underscores of any script. An apostrophe between
letters belongs to the word (`Slov'iansk`), except before a possessive `s`. English endings stay
outside: `Kyiv's`, `Kyivs`, `Rosses` hold the words `Kyiv` and `Ross`.
"""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼʹʻˈ`´′＇", "'"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2060\u2009\u200a", " "),
        **dict.fromkeys("\u2010\u2011", "-"),
    }
)
_HISSING = ("s", "x", "z", "ch", "sh")


def plain(text: str) -> str:
    """The text with plain apostrophes, hyphens and spaces; the same length."""
    return text if text.isascii() else text.translate(_PLAIN)


def fold(text: str) -> str:
    """The text in lower case, character by character, so that its length stays."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def key(text: str) -> str:
    """The form under which a name is looked up: NFC, plain, case-folded, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(plain(unicodedata.normalize("NFC", text)).casefold().split())


def is_whole(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` (of a plain text) is one or more whole words."""
    return _begins(text, start) and (_ends(text, end) or _ends_as_form(text, start, end))


def stands_in(word: str, text: str) -> bool:
    """Whether the word stands in a plain text as a whole word, in any case."""
    word, text = fold(plain(word)), fold(text)
    start = text.find(word)
    while start >= 0:
        if is_whole(text, start, start + len(word)):
            return True
        start = text.find(word, start + 1)
    return False


def _is_letter(char: str) -> bool:
    return char.isalnum() or char == "_" or unicodedata.category(char).startswith("M")


def _begins(text: str, start: int) -> bool:
    if start == 0:
        return True
    before = text[start - 1]
    if before == "'":
        return start < 2 or not _is_letter(text[start - 2])
    return not _is_letter(before) or not _is_letter(text[start])


def _ends(text: str, end: int) -> bool:
    if end >= len(text):
        return True
    after = text[end]
    if after == "'" and end + 1 < len(text) and _is_letter(text[end + 1]):
        return text[end + 1] in "sS" and not (end + 2 < len(text) and _is_letter(text[end + 2]))
    return not _is_letter(after) or not _is_letter(text[end - 1])


def _ends_as_form(text: str, start: int, end: int) -> bool:
    """Whether an English plural ending follows and the word ends after it."""
    for ending in ("es", "s"):
        if text.startswith(ending, end) and _ends(text, end + len(ending)):
            return ending == "s" or text[start:end].lower().endswith(_HISSING)
    return False
