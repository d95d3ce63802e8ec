"""The front matter that most seeds have, read without a YAML parser.

In: the YAML block of a seed. Out: its head, or None where anything about it is not of the plainest
kind; then the caller asks the real reader, which knows all of YAML and tells what is wrong. So this
may be as narrow as it likes, but where it answers, the answer must be the real reader's: a test
compares the two on thousands of made-up blocks.

Of the plainest kind is a block of lines `key: value`, each key one of ours and there once, each
value a date, a text of letters that YAML takes for nothing else, or a text in double quotes without
a backslash. Reading such a block with libyaml takes ten times as long, and a found archive has one
in every file.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from generator.parse.heads import SeedHead

LINE = re.compile(
    r"(?P<key>title|publisher|slug|summary|note): "
    r"(?:(?P<plain>[^\W\d_](?:[\w .,;()/’”–—+-]*[\w.)”])?)"
    r"|\"(?P<quoted>[^\"\\\s](?:[^\"\\\n]*[^\"\\\s])?)\")\n"
    r"|(?P<date_key>date|updated): (?P<date>\d{4}-\d\d-\d\d)\n"
)
OTHER_THAN_TEXT = frozenset(["yes", "no", "true", "false", "on", "off", "null", "y", "n"])
"""Words that YAML 1.1 reads as something else than text, in any case."""


def read_plain_head(block: str) -> SeedHead | None:
    """The head of a block of the plainest kind, else None."""
    values: dict[str, str] = {}
    at = 0
    while at < len(block):
        line = LINE.match(block, at)
        if line is None:
            return None
        key = line["key"] or line["date_key"]
        value = _value(line)
        if value is None or key in values:
            return None
        values[key] = value
        at = line.end()
    try:
        return msgspec.convert(values, SeedHead)
    except msgspec.ValidationError:
        return None


def _value(line: re.Match[str]) -> str | None:
    """The value of a line, or None where the real reader must look at it."""
    if line["date"]:
        return line["date"] if _is_day(line["date"]) else None
    if line["quoted"]:
        return line["quoted"] if line["quoted"].isprintable() else None
    text = line["plain"]
    return text if text.isprintable() and text.lower() not in OTHER_THAN_TEXT else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
