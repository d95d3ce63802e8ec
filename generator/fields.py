"""A YAML mapping read against a type: every key checked, every problem with its place.

In: text in which a YAML mapping stands (`site.yaml`, or the front matter of a file) and a frozen
msgspec struct that says which keys there are. Out: `Fields`: the value, all problems at once, and
the place of each value for the checks that only its user knows.

The struct is the single source: its types decide here, and `schema` turns the same types into the
JSON Schema that editors check against. Understood: text, yes/no, `IsoDate`, one of several words
(`Literal`), lists (`tuple[X, ...]`), mappings (`dict[str, X]`), structs, and text or a struct.

YAML's surprises are refused, not interpreted: a number or date where text is wanted (an unquoted
`1984`), aliases (`*x`, which can grow without bound), repeated keys, tags.

Rejected: `msgspec.convert` and JSON Schema validators on plain data: they have lost the places, and
the first stops at the first problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from generator.field_reader import DATE, Path, Reader
from generator.problems import Problem, place

IsoDate = Annotated[
    str,
    Meta(
        description="A day, written 2026-02-18.",
        extra_json_schema={"format": "date"},
        extra={"kind": DATE},
    ),
]
"""A day as ISO text, checked against the calendar; a time after it is cut off."""


def text_like(pattern: str, expected: str, description: str) -> Meta:
    """The rule for a text that must match a pattern; `expected` says so in words."""
    return Meta(pattern=pattern, description=description, extra={"expected": expected})


class Fields(Struct, frozen=True):
    """What was read. `value` is None where a needed key is missing or nothing could be read."""

    value: Any
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
    text: str, path: str, kind: type[Struct], start: int = 0, end: int | None = None
) -> Fields:
    """Read `text[start:end]` of file `path` against the struct `kind`."""
    reader = Reader(text, path, start)
    value = reader.whole(text[start:end], kind)
    return Fields(value, tuple(reader.problems), path, text, start, reader.offsets)


def schema(kind: type[Struct], title: str, description: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a struct, for editors."""
    made = msgspec.json.schema(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        **made,
    }
