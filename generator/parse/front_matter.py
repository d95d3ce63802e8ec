"""The YAML on top of a file: where it ends, and what it says.

In: the text of a seed or an explainer (byte order mark and carriage returns gone). Out:
`FrontMatter`: the head as a struct, all its problems at their places, and the character where the
text proper begins.

Front matter begins with a first line `---` and ends with a line `---` or `...`. An explainer needs
it. A seed need not have any, and may begin with a ruler that only looks like it: what was not meant
as `key: value` lines is text there. Broken front matter of a seed is a warning, and its text is
read all the same: one found file must not stop an archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from generator.fields import Fields, read_fields
from generator.parse.heads import Alias, ExplainerHead, SeedHead
from generator.parse.plain_head import read_plain_head
from generator.problems import Problem, fill, place

Head = TypeVar("Head")


class Block(Struct, frozen=True):
    """Where front matter stands: its YAML is `text[start:end]`, the text proper `text[after:]`."""

    start: int
    end: int
    after: int


LOOKED_AT = 2_000
"""Characters of a seed's first block that decide whether it is front matter."""

__all__ = [
    "Alias",
    "Block",
    "ExplainerHead",
    "FrontMatter",
    "SeedHead",
    "find_block",
    "read_explainer_head",
    "read_seed_head",
]

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_SEED_KEY = re.compile(
    rf"^(?:{'|'.join(SeedHead.__struct_fields__)})[ \t]*:(?:\s|\Z)", re.MULTILINE | re.IGNORECASE
)
_FIRST_KEY = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*[a-z][a-z_-]*[ \t]*:(?:\s|\Z)")


class FrontMatter(Struct, Generic[Head], frozen=True):
    """A head with its problems; the text proper begins at character `after`.

    `names` are the places of the title and of each alias, `topics` those of each topic, in order.
    """

    head: Head
    problems: tuple[Problem, ...] = ()
    after: int = 0
    names: tuple[Problem, ...] = ()
    topics: tuple[Problem, ...] = ()


def find_block(text: str) -> Block | None:
    """The front matter of a text, or None where there is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return None
    return Block(opening.end(), closing.start(), closing.end())


def read_seed_head(text: str, path: str) -> FrontMatter[SeedHead]:
    """The front matter of a seed; an empty head where it has none."""
    block = find_block(text)
    if block is None:
        return FrontMatter(SeedHead(), _unclosed(text, path))
    if not _is_meant(text[block.start : min(block.end, block.start + LOOKED_AT)]):
        return FrontMatter(SeedHead())
    plain = read_plain_head(text[block.start : block.end])
    if plain is not None:
        return FrontMatter(plain, after=block.after)
    fields = read_fields(text, path, SeedHead, block.start, block.end)
    head = fields.value or SeedHead()
    topics = _places(fields, "topics", head.topics)
    return FrontMatter(head, _as_warnings(fields.problems), block.after, topics=topics)


def read_explainer_head(text: str, path: str) -> FrontMatter[ExplainerHead | None]:
    """The front matter of an explainer; no head where it cannot be used."""
    block = find_block(text)
    if block is None:
        return FrontMatter(None, (_no_front_matter(text, path),))
    fields = read_fields(text, path, ExplainerHead, block.start, block.end)
    head = fields.value
    if head is None:
        return FrontMatter(None, fields.problems, block.after)
    names = (fields.where("title"), *_places(fields, "aliases", head.aliases))
    topics = _places(fields, "topics", head.topics)
    return FrontMatter(head, fields.problems, block.after, names, topics)


def _as_warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """A found text never stops the build: what is wrong with its front matter is a warning."""
    return tuple(msgspec.structs.replace(problem, severity="warning") for problem in problems)


def _places(fields: Fields[Any], key: str, values: Sized) -> tuple[Problem, ...]:
    """The place of each entry of a list."""
    return tuple(fields.where(key, index) for index in range(len(values)))


def _is_meant(beginning: str) -> bool:
    """Whether a seed's first block is meant as front matter rather than text between rulers.

    It is if a line begins with one of our keys, or the first line with any `word:` in lower case.
    """
    if not beginning.strip():
        return True
    return _SEED_KEY.search(beginning) is not None or _FIRST_KEY.match(beginning) is not None


def _unclosed(text: str, path: str) -> tuple[Problem, ...]:
    """A warning where front matter seems to begin and never ends: it is read as text."""
    opening = _OPENING.match(text)
    if opening is None or not _SEED_KEY.match(text, opening.end()):
        return ()
    message = "this looks like front matter without an end, so it is read as text"
    hint = "close it with a line '---'"
    return (fill(place(path, text, 0), "warning", "front-matter", message, hint),)


def _no_front_matter(text: str, path: str) -> Problem:
    if _OPENING.match(text):
        message, hint = "the front matter has no end", "close it with a line '---'"
    else:
        message, hint = "front matter is missing", "begin with '---', 'title: …' and '---'"
    return fill(place(path, text, 0), "error", "front-matter", message, hint)
