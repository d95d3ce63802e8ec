"""What the name of a found file says: whether it is an article at all, and a slug.

In: a path. Out: a slug, or an empty string where the name says nothing to a reader
(`000_c39ecb4bd2d6f9c2.txt`, `New Text Document (2).txt`). The date in a name is read by `dates`.
"""

from __future__ import annotations

import re

from generator.parse.dates import without_date
from generator.urls import slugify

NOT_A_SEED = re.compile(
    r"readme([-_. ].*)?|licen[cs]e([-_. ](mit|apache|bsd|gpl|cc).*)?|copying|changelog|changes"
    r"|contributing|contributors|authors|notice|security|todo|code[-_ ]of[-_ ]conduct",
    re.IGNORECASE,
)
LEADING_NUMBERS = re.compile(r"^[\W_]*(?:\d+[\W_]+)*(?:\d+$)?")
WORD = re.compile(r"[^\W\d_]{3,}")
HEXADECIMAL = re.compile(r"[0-9a-fA-F]+")
EMPTY_WORDS = frozenset(
    [
        "and",
        "article",
        "articles",
        "clipping",
        "copy",
        "doc",
        "document",
        "download",
        "draft",
        "file",
        "final",
        "for",
        "from",
        "html",
        "index",
        "new",
        "news",
        "noname",
        "note",
        "notes",
        "page",
        "paste",
        "post",
        "scan",
        "seed",
        "story",
        "temp",
        "test",
        "text",
        "the",
        "tmp",
        "txt",
        "unnamed",
        "untitled",
    ]
)


def stem(path: str) -> str:
    """The file's name without folders and suffix."""
    name = path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def is_about_the_folder(path: str) -> bool:
    """Whether the file is a README, licence or the like, which tells about the files beside it."""
    return NOT_A_SEED.fullmatch(stem(path)) is not None


def slug_from_name(path: str) -> str:
    """The slug that the file's name makes, without dates and leading numbers.

    >>> slug_from_name("seeds/2026-02-18_geneva-talks.txt"), slug_from_name("000_c39ecb4bd2.txt")
    ('geneva-talks', '')
    """
    name = LEADING_NUMBERS.sub("", without_date(stem(path)))
    return slugify(name) if any(_says_something(word) for word in re.split(r"[\W_]+", name)) else ""


def _says_something(word: str) -> bool:
    letters = WORD.match(word)
    if letters is None or HEXADECIMAL.fullmatch(word):
        return False
    rest = word[letters.end() :]
    return letters[0].lower() not in EMPTY_WORDS and (not rest or rest.isdecimal())
