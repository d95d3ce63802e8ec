"""How the site says dates, counts and kinds of documents, in English.

In: ISO dates, numbers, kinds. Out: words. Both `plan` (titles and descriptions) and `render`
(filters for templates) need the same words, so they stand beside `urls` rather than in a stage.

Rejected: `strftime`, `calendar` and `locale`, which answer in the language of the machine; and a
translation library, as long as the archive is written in one language.
"""

from __future__ import annotations

from collections.abc import Sequence

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

KINDS: dict[str, tuple[str, str]] = {
    "explainer": ("explainer", "explainers"),
    "person": ("person", "people"),
    "place": ("place", "places"),
    "organisation": ("organisation", "organisations"),
    "article": ("article", "articles"),
    "page": ("page", "pages"),
}
"""One and many of each kind of document, in the order in which lists show them."""


def long_date(date: str) -> str:
    """An ISO date, month or year in words; an empty string stays empty.

    >>> long_date("2026-02-08"), long_date("2026-02")
    ('8 February 2026', 'February 2026')
    """
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    parts = [str(int(day))] if day else []
    if month:
        parts.append(MONTHS[int(month) - 1])
    return " ".join([*parts, year])


def number(count: int) -> str:
    """A number with commas between its thousands."""
    return f"{count:,}"


def plural(count: int, one: str, many: str) -> str:
    """A number and the word for what is counted.

    >>> plural(1, "article", "articles"), plural(1200, "article", "articles")
    ('1 article', '1,200 articles')
    """
    return f"{number(count)} {one if count == 1 else many}"


def kind_name(kind: str) -> str:
    """The kind of a document as a reader sees it: `Person`."""
    return KINDS[kind][0].capitalize()


def kind_title(kind: str) -> str:
    """The heading over documents of one kind: `People`."""
    return KINDS[kind][1].capitalize()


def enumerate_words(words: Sequence[str]) -> str:
    """Words as a list in a sentence: `one, two and three`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"
