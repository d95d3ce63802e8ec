"""The date of a found text, where the text or its file's name says it plainly.

In: a file's name, a paragraph. Out: `Written`: the date as ISO (`2026-02-18`), or the reason why
what stands there does not settle it.

Three places count. A file's name (`2026-02-18-geneva.txt`). A stamp: a line that holds nothing but
a date, a time and words like `Published`. A dateline: the beginning of a paragraph, up to a dash
(`KYIV, 24 December 2025 —`). A date in running text tells when something happened, not when the
text was written, and is never taken. English, Ukrainian and Russian months are known.

A date without a year, or one like 2/3/2026 that Europe and America read differently, is not
guessed: it is handed on as a doubt.

Rejected: `dateutil`, which finds a date in nearly anything and fills in today's year.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec import Struct

from generator.wording import MONTHS as MONTH_NAMES

EARLIEST, LATEST = 1900, 2100
"""Years that a text can be from; other numbers are taken for something else."""
NO_SUCH_DAY = f"is no day of the calendar between {EARLIEST} and {LATEST}"

NAMES_OF_MONTHS = (
    ("january", "jan", "січня", "января"),
    ("february", "feb", "лютого", "февраля"),
    ("march", "mar", "березня", "марта"),
    ("april", "apr", "квітня", "апреля"),
    ("may", "травня", "мая"),
    ("june", "jun", "червня", "июня"),
    ("july", "jul", "липня", "июля"),
    ("august", "aug", "серпня", "августа"),
    ("september", "sept", "sep", "вересня", "сентября"),
    ("october", "oct", "жовтня", "октября"),
    ("november", "nov", "листопада", "ноября"),
    ("december", "dec", "грудня", "декабря"),
)
MONTHS = {name: number for number, names in enumerate(NAMES_OF_MONTHS, 1) for name in names}

_MONTH = "(?:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"\d{4}(?!\d)(?: (?:року|года|р\.|г\.))?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
FIND_DATE = re.compile(
    r"(?<![\w.])(?:"
    r"\d{4}-\d\d-\d\d(?=T\d)"
    r"|(?:"
    r"\d{4}([-/.])\d{1,2}\1\d{1,2}"
    rf"|\d{{1,2}}([-/.])\d{{1,2}}\2{_YEAR}"
    rf"|{_MONTH} {_DAY}(?:,? {_YEAR})?"
    rf"|{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?"
    r")(?![\w/]))",
    re.IGNORECASE,
)

_LABEL = (
    r"(?:first |last |originally )?(?:published|updated|posted|modified|created|issued|date"
    r"|publication date|опубліковано|оновлено|дата|опубликовано|обновлено)\b"
)
UPDATE = re.compile(r"(?:last )?(?:updated|modified|оновлено|обновлено)\b", re.IGNORECASE)
STAMP_REST = re.compile(
    rf"(?:{_LABEL}"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|T?\d{1,2}[:.]\d\d(?:[:.]\d\d(?:\.\d+)?)?|\d{1,2} ?(?=[ap]\.?m)|[ap]\.?m\b\.?"
    r"|(?:on|at)\b|Z\b|[A-Z]{1,3}T\b|GMT|UTC|[+-]\d\d:?\d\d|[\s,.|•·:()–—@/-])*+",
    re.IGNORECASE,
)
"""What a stamp may hold besides dates: labels, weekdays, times, zones, punctuation."""
STAMP_LENGTH = 140

DATELINE_LENGTH = 110
DASH = re.compile(r"\.? ?[—–] ?|\.? --? |: ")
AGENCY = re.compile(r"\([A-Z][^()]{1,40}\)")
KNOWN_AGENCY = re.compile(
    r"\((?:Reuters|AP|AFP|CNN|TASS|Interfax|Ukrinform|UPI|dpa|ANI|PTI|Xinhua|EFE|ANSA|Bloomberg)\b"
)
PLACE = re.compile(
    r"(?:(?!(?:after|as|at|before|by|during|for|from|in|on|since|the|until)\b)"
    r"[^\W\d_][\w.'’/-]*+,?(?: |$)){0,6}+",
    re.IGNORECASE,
)
SENTENCE_START = re.compile(r"[\"“«‘'(\[]*[^\W_]")


class Written(Struct, frozen=True):
    """A date as it was written. `iso` is empty where `doubt` says why it settles nothing."""

    iso: str
    written: str
    doubt: str = ""


# --- File names -----------------------------------------------------------------------------------

IN_FILE_NAME = re.compile(
    r"(?<![0-9A-Za-z])(\d{4})([-_.]?)(\d\d)\2(\d\d)(?![0-9A-Za-z]|-[0-9A-Fa-f]{4}-)"
)


def in_file_name(stem: str) -> Written | None:
    """The first calendar date in a file's name without its suffix.

    >>> in_file_name("20260218_geneva").iso, in_file_name("20260218c39ecb4b")
    ('2026-02-18', None)
    """
    for match in IN_FILE_NAME.finditer(stem):
        iso = _calendar(match[1], match[3], match[4])
        if iso:
            return Written(iso, match[0])
    return None


def without_date(stem: str) -> str:
    """A file's name with a space in place of its dates."""
    return IN_FILE_NAME.sub(
        lambda match: " " if _calendar(match[1], match[3], match[4]) else match[0], stem
    )


# --- Lines of the text ----------------------------------------------------------------------------


def in_stamp(text: str) -> Written | None:
    """The date of a line that holds nothing but dates, times and words like `Published`.

    >>> in_stamp("Updated: Feb. 18, 2026, 10:15 a.m. ET").iso
    '2026-02-18'
    """
    found = FIND_DATE.search(text) if len(text) <= STAMP_LENGTH else None
    if found is None or STAMP_REST.fullmatch(FIND_DATE.sub(" ", text)) is None:
        return None
    return read_date(found[0])


def is_update(text: str) -> bool:
    """Whether a stamp tells when a text was changed rather than when it came out."""
    return UPDATE.match(text) is not None


def in_dateline(text: str) -> Written | None:
    """The date in the beginning of a paragraph, up to its dash.

    >>> in_dateline("KYIV, 24 December 2025 — The talks ended.").iso
    '2025-12-24'
    """
    found = FIND_DATE.search(_dateline(text))
    return read_date(found[0]) if found else None


def without_dateline(text: str) -> str:
    """A paragraph without its dateline: `GENEVA (Reuters) - Talks ended` is `Talks ended`."""
    return text[len(_dateline(text)) :]


def _dateline(text: str) -> str:
    """The dateline with its dash, or an empty string."""
    for dash in DASH.finditer(text[:DATELINE_LENGTH]):
        follows = SENTENCE_START.match(text, dash.end())
        if _is_dateline(text[: dash.start()], dash[0]) and follows:
            return text[: dash.end()] if not follows[0][-1].islower() else ""
    return ""


def _is_dateline(beginning: str, dash: str) -> bool:
    """Whether it holds a date, an agency or a place in capitals, and nothing but those."""
    found = FIND_DATE.search(beginning)
    rest = AGENCY.sub(" ", FIND_DATE.sub(" ", beginning, count=1))
    place = " ".join(rest.replace(" ,", " ").split()).strip(" ,")
    if PLACE.fullmatch(place) is None:
        return False
    if found or dash == ": ":
        return found is not None
    city = place.partition(",")[0]
    return KNOWN_AGENCY.search(beginning) is not None or (len(city) > 2 and city.isupper())


# --- Reading a date -------------------------------------------------------------------------------


def read_date(written: str) -> Written:
    """What a date says, or why it settles nothing.

    >>> read_date("Feb. 18, 2026").iso, read_date("2/3/2026").doubt
    ('2026-02-18', 'may be 2 March or 3 February')
    """
    words = re.findall(r"[^\W\d_]+|\d+", written.lower())
    numbers = [word for word in words if word.isdecimal()]
    month = next((MONTHS[word] for word in words if word in MONTHS), 0)
    if month and len(numbers) == 1:
        return Written("", written, "has no year")
    if month:
        return _on_calendar(written, numbers[1], str(month), numbers[0])
    if len(numbers[0]) == 4:
        return _on_calendar(written, *numbers)
    return _day_or_month_first(written, *numbers)


def _day_or_month_first(written: str, first: str, second: str, year: str) -> Written:
    """Points mean day first. Otherwise a number above 12 is the day, and else nobody can tell."""
    if "." in written or int(first) > 12 or int(first) == int(second):
        return _on_calendar(written, year, second, first)
    if int(second) > 12:
        return _on_calendar(written, year, first, second)
    as_day = f"{int(first)} {MONTH_NAMES[int(second) - 1]}" if int(second) else ""
    as_month = f"{int(second)} {MONTH_NAMES[int(first) - 1]}" if int(first) else ""
    if not (as_day and as_month):
        return Written("", written, NO_SUCH_DAY)
    return Written("", written, f"may be {as_day} or {as_month}")


def _on_calendar(written: str, year: str, month: str, day: str) -> Written:
    iso = _calendar(year, month, day)
    return Written(iso, written, "" if iso else NO_SUCH_DAY)


def _calendar(year: str, month: str, day: str) -> str:
    """The date as ISO, or an empty string where the calendar does not have it."""
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if EARLIEST <= found.year <= LATEST else ""
