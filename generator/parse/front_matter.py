"""The YAML on top of a file: where it ends, and what it says.

In: the text of a seed or an explainer (byte order mark and carriage returns gone). Out: the head as
a struct, all its problems at their places, and the character where the text proper begins.

Front matter begins with a first line `---` and ends with a line `---` or `...`. An explainer needs
it. A seed need not have any, and may begin with a ruler that only looks like it: what does not hold
`key: value` lines is text there. Broken front matter of a seed is told, and its text is read all
the same.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.fields import Fields, IsoDate, read_fields, text_like
from generator.problems import Problem, fill, place

Slug = Annotated[
    str,
    text_like(
        r"^[a-z0-9]+(-[a-z0-9]+)*$",
        "lower-case words joined by hyphens, such as znpp-control",
        "The last part of the page's address: lower-case words joined by hyphens.",
    ),
]
Address = Annotated[
    str,
    text_like(r"^https?://[^\s/]+", "a web address, https://…", "Where the text was found."),
]
OldUrl = Annotated[
    str,
    text_like(
        r"^(?!/|.*(?:^|/)\.\.(?:/|$))[^\s:\\?#]+$",
        "an address on this site without a slash in front, such as old-name/",
        "An old address of the page, relative to the site.",
    ),
]


class SeedHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of a seed; everything is optional."""

    title: str = ""
    date: IsoDate = ""
    updated: IsoDate = ""
    publisher: str = ""
    url: Address = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slug: Slug = ""
    summary: str = ""
    note: str = ""
    encoding: str = ""


class Alias(Struct, frozen=True, forbid_unknown_fields=True):
    """Another name, with the words that must stand near it and whether its case matters."""

    name: str
    when: tuple[str, ...] = ()
    case: Literal["match", "ignore"] = "match"


class ExplainerHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of an explainer, card or page."""

    title: str
    summary: str = ""
    kind: Literal["explainer", "person", "place", "organisation", "page"] = "explainer"
    topics: tuple[str, ...] = ()
    aliases: tuple[str | Alias, ...] = ()
    never: tuple[str, ...] = ()
    date: IsoDate = ""
    updated: IsoDate = ""
    reviewed: IsoDate = ""
    status: str = ""
    authors: tuple[str, ...] = ()
    slug: Slug = ""
    redirect_from: tuple[OldUrl, ...] = ()
    draft: Annotated[bool, Meta(description="Built only with --drafts.")] = False


class Block(Struct, frozen=True):
    """Where front matter stands: its YAML is `text[start:end]`, the text proper `text[after:]`."""

    start: int
    end: int
    after: int


_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY_LINE = re.compile(r"^[\w-]+[ \t]*:(?:\s|$)", re.MULTILINE)
_MEANT_AS_KEYS = re.compile(r"\s*(?:#[^\n]*\n\s*)*[\w-]+[ \t]*:(?:\s|$)")


def find_block(text: str) -> Block | None:
    """The front matter of a text, or None where there is none."""
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end())
    if closing is None:
        return None
    return Block(opening.end(), closing.start(), closing.end())


def read_seed_head(text: str, path: str) -> tuple[SeedHead, tuple[Problem, ...], int]:
    """A seed's head, its problems, and where the text proper begins."""
    block = find_block(text)
    if block is None or not _looks_like_keys(text, block):
        return SeedHead(), (), 0
    fields = read_fields(text, path, SeedHead, block.start, block.end)
    return fields.value or SeedHead(), fields.problems, block.after


def read_explainer_head(
    text: str, path: str
) -> tuple[ExplainerHead | None, tuple[Problem, ...], int, tuple[Problem, ...]]:
    """An explainer's head, its problems, where the text proper begins, and the places of its names.

    The places are those of the title and of each alias, in order.
    """
    block = find_block(text)
    if block is None:
        return None, (_no_front_matter(text, path),), 0, ()
    fields = read_fields(text, path, ExplainerHead, block.start, block.end)
    head: ExplainerHead | None = fields.value
    if head is None:
        return None, fields.problems, block.after, ()
    problems = (*fields.problems, *_check_names(head, fields))
    places = (
        fields.where("title"),
        *(fields.where("aliases", index) for index in range(len(head.aliases))),
    )
    return head, problems, block.after, places


def _looks_like_keys(text: str, block: Block) -> bool:
    inside = text[block.start : block.end]
    return not inside.strip() or _MEANT_AS_KEYS.match(inside) is not None


def _no_front_matter(text: str, path: str) -> Problem:
    if _OPENING.match(text):
        message, hint = "the front matter has no end", "close it with a line '---'"
    else:
        message, hint = "front matter is missing", "begin with '---', 'title: …' and '---'"
    return fill(place(path, text, 0), "error", "front-matter", message, hint)


def _check_names(head: ExplainerHead, fields: Fields) -> tuple[Problem, ...]:
    """Names must be long enough to mean something, and the title must not be empty."""
    names = [(head.title, fields.where("title"))]
    for index, alias in enumerate(head.aliases):
        name = alias if isinstance(alias, str) else alias.name
        names.append((name, fields.where("aliases", index)))
    return tuple(
        fill(
            where, "error", "short-name", f"the name '{name}' is too short to link", "spell it out"
        )
        for name, where in names
        if len(name) < 2
    )
