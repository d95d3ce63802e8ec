"""Which characters of a found text are shown, and how.

In: any text. Out: the text as a passage prints it. Control characters, lone surrogates and
noncharacters are left out (no browser shows them, and HTML forbids most); runs of white space
become one space, except that no-break spaces stay; everything is in Unicode's form NFC, so that a
name is found however its accents were typed.

Rejected: `str.isprintable` as the test, which also drops the joiners that Persian and Hindi need.
"""

from __future__ import annotations

import re
import unicodedata

_NONCHARACTERS = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
CONTROL = re.compile(
    "[\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f\ud800-\udfff\ufdd0-\ufdef" + _NONCHARACTERS + "]"
)
"""Characters that are left out. Vertical tab, form feed and NEL are line ends, not controls."""

BIDI_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
VISIBLE = re.compile(
    "[^\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
)
SPACES = re.compile(r"[^\S\u00a0\u2007\u202f]+")
HYPHEN_AT_LINE_END = re.compile(r"(?<=\w)([-\u00ad])[^\S\n]*\n[^\S\n]*(?=\w)")
MANY_MARKS = re.compile(r"([^\w\s\x00-\x7f]{64,})")
"""A run that may be combining marks alone: sorting n of them takes n squared steps."""
MARKS_AT_ONCE = 32


def clean(text: str) -> str:
    r"""Some text on one line, as a passage shows it.

    A word that was broken after a hyphen keeps the hyphen and gets no space.

    >>> clean("long-\nstanding \x00 talks")
    'long-standing talks'
    """
    if text.isprintable():
        is_tidy = "  " not in text and text[:1] != " " != text[-1:]
        return compose(text if is_tidy else " ".join(text.split()))
    text = CONTROL.sub("", text)
    if "\n" in text:
        text = HYPHEN_AT_LINE_END.sub(r"\1", text)
    return compose(SPACES.sub(" ", text).strip())


def has_control(text: str) -> bool:
    """Whether characters of the text are left out.

    What can be printed, lines apart, holds none; only then is each character looked at.
    """
    return not text.replace("\n", "").isprintable() and CONTROL.search(text) is not None


def compose(text: str) -> str:
    """The text in form NFC; a run of very many combining marks is composed in pieces."""
    if text.isascii():
        return text
    pieces = MANY_MARKS.split(text)
    pieces[1::2] = ["".join(_in_parts(run)) for run in pieces[1::2]]
    pieces[0::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[0::2]]
    return "".join(pieces)


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of the text."""
    return VISIBLE.search(text) is not None


def is_right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (Hebrew, Arabic …)."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def without_direction_marks(text: str) -> str:
    """The text without the invisible characters that turn the direction of what follows.

    In a title they would turn the rest of a list or of the browser's tab.
    """
    return BIDI_CONTROL.sub("", text).strip()


def _in_parts(run: str) -> list[str]:
    return [
        unicodedata.normalize("NFC", run[at : at + MARKS_AT_ONCE])
        for at in range(0, len(run), MARKS_AT_ONCE)
    ]
