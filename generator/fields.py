"""A YAML mapping read against a type: every key checked, every problem with its place.

In: text in which a YAML mapping stands (`site.yaml`, or the front matter of a file) and a frozen
msgspec struct that says which keys there are. Out: `Fields`: the value, all problems at once, and
the place of each value for the checks that only its user knows.

The struct is the single source: its types decide here, and `schema` turns the same types into the
JSON Schema that editors check against. Understood: text (with a rule: `text_like`), `bool`,
`IsoDate`, one of several words (`Literal`), lists (`tuple[X, ...]`), mappings (`dict[str, X]`),
structs, and text or a struct. `field_reader` does the work.

YAML's surprises are refused, not interpreted: a number or date where text is wanted (an unquoted
`1984` or `no`), and what `yaml_nodes` refuses. A text is one line: line ends in it become spaces.
An empty value counts as not given.

Rejected: `msgspec.convert` and JSON Schema validators on plain data: they have lost the places, and
the first stops at the first problem.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta, Struct

from generator.field_reader import Path, Reader
from generator.problems import Problem, fill, place
from generator.urls import slugify
from generator.yaml_nodes import Flaw, read_tree

T = TypeVar("T", bound=Struct)

MOST = 100
"""Problems of one mapping that are told; of the rest only how many there are."""


class Fields(Struct, Generic[T], frozen=True):
    """What was read. `value` is None where a needed key is missing or nothing could be read."""

    value: T | None
    problems: tuple[Problem, ...]
    path: str
    text: str
    start: int
    offsets: Mapping[Path, int]
    """The character at which each value stands, by keys and indexes: `("aliases", 2, "name")`."""

    def where(self, *path: str | int) -> Problem:
        """The place of a value, or the mapping's own where the value is not given."""
        return place(self.path, self.text, self.offsets.get(path, self.start))


def read_fields(
    text: str, path: str, kind: type[T], start: int = 0, end: int | None = None
) -> Fields[T]:
    """Read `text[start:end]` of file `path` against the struct `kind`."""
    node, flaws = read_tree(text[start:end])
    reader = Reader(flaws)
    value = None
    if node is not None or not flaws:
        value = reader.whole(node, kind)
    problems = tuple(_told(flaws, path, text, start))
    offsets = {key: start + at for key, at in reader.offsets.items()}
    return Fields(value, problems, path, text, start, offsets)


def schema(kind: type[Struct], title: str, description: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a struct, for editors."""
    made = msgspec.json.schema(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        **made,
    }


def _told(flaws: list[Flaw], path: str, text: str, start: int) -> Iterator[Problem]:
    flaws = sorted(flaws, key=lambda flaw: flaw.at)
    for flaw in flaws[:MOST]:
        where = place(path, text, start + flaw.at)
        yield fill(where, "error", flaw.rule, flaw.message, flaw.hint)
    if len(flaws) > MOST:
        where = place(path, text, start + flaws[MOST].at)
        yield fill(where, "error", "many-problems", f"and {len(flaws) - MOST:,} more problems")


# --- Kinds of text --------------------------------------------------------------------------------
#
# Patterns go into the JSON Schema as they are, so they keep to what Python and JavaScript share.


def text_like(
    pattern: str, expected: str, description: str, mend: Callable[[str], str] = str
) -> Meta:
    """The rule for a text that must match a pattern.

    `expected` says in words what it should be; `mend` turns a near miss into what was meant (its
    answer is shown only if it matches).
    """
    extra: dict[str, Any] = {"expected": expected, "mend": mend}
    return Meta(pattern=pattern, description=description, extra=extra)


def distinct_by(field: str, description: str) -> Meta:
    """The rule for a list of structs no two of which may have the same `field`."""
    return Meta(description=description, extra={"distinct": field})


def bare_host(text: str) -> str:
    """The host of what somebody wrote for one: `https://www.NYPost.com/news` is `nypost.com`."""
    host = re.sub(r"^[a-z]+://", "", text.lower()).partition("/")[0]
    return host.removeprefix("www.")


def inside_address(text: str) -> str:
    """An address on this site without what is too much in front of it: `/topics/` is `topics/`."""
    return re.sub(r"^(?:[a-z]+://[^/]*)?(?:\.{0,2}/)*", "", text)


def _web_address(text: str) -> str:
    return "https://" + text.lstrip("/")


IsoDate = Annotated[
    str,
    Meta(
        description="A day, written 2026-02-18.",
        extra_json_schema={"format": "date"},
        extra={"date": True},
    ),
]
"""A day as ISO text, checked against the calendar; a time after it is cut off."""

NameText = Annotated[
    str,
    text_like(
        r"\w.*\w",
        "a name of two letters or more",
        "A name that pages are found and linked by.",
    ),
]

Slug = Annotated[
    str,
    text_like(
        r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
        "lower-case words joined by hyphens, such as peace-talks",
        "Lower-case words joined by hyphens, for an address.",
        slugify,
    ),
]

Host = Annotated[
    str,
    text_like(
        r"^(?!www\.)[a-z0-9-]+(?:\.[a-z0-9-]+)+$",
        "a bare host in lower case, such as nypost.com",
        "A publisher's host in lower case, without www.",
        bare_host,
    ),
]

WebAddress = Annotated[
    str,
    text_like(
        r"^https?://[^\s/?#@]+(?:[/?#]\S*)?$",
        "a web address, such as https://nypost.com/2026/02/18/talks/",
        "A full web address.",
        _web_address,
    ),
]

OldAddress = Annotated[
    str,
    text_like(
        r"^(?:(?!\.{1,2}(?:/|$))[^\s:\\?#/]+/)*(?!\.{1,2}$)[^\s:\\?#/]+/?$",
        "an address on this site without a slash in front, such as old-name/",
        "An address that the page once had, relative to the site.",
        inside_address,
    ),
]
