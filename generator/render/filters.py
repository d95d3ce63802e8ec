"""Filters that templates may use.

In: values of a view. Out: text. `FILTERS` is the whole list; a template that wants another one gets
it here, as a plain function.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from generator import wording
from generator.model import Link, Row
from generator.problems import did_you_mean

FRAGMENT_WORDS = 8
"""Words that stand in an address as they are; of more the first and the last do."""
UNSAFE_IN_SCRIPT = {
    ord(character): f"\\u{ord(character):04x}" for character in "<>&\N{LINE SEPARATOR}\u2029"
}
"""What could end a script element, or a line of a script in old browsers."""


def json(value: object) -> Markup:
    """A value as JSON that can stand in a script element; mappings keep their order."""
    text = msgspec.json.encode(value).decode("utf-8")
    return Markup(text.translate(UNSAFE_IN_SCRIPT))  # noqa: S704 - escaped in the line above


def kind_name(kind: str) -> str:
    """The kind of a document as a reader sees it; a template that asks for another is wrong."""
    if kind not in wording.KINDS:
        hint = did_you_mean(kind, wording.KINDS)
        raise TemplateRuntimeError(f"no kind of document is called '{kind}'; {hint}".rstrip("; "))
    return wording.kind_name(kind)


def are_mixed(rows: Iterable[Row]) -> bool:
    """Whether documents of more than one kind stand in a list."""
    return len({row.kind for row in rows}) > 1


def urls(links: Iterable[Link]) -> list[str]:
    """Where links lead."""
    return [link.url for link in links]


def as_authors(names: Iterable[str], organisations: Container[str]) -> list[dict[str, str]]:
    """Authors as search engines want them told (schema.org)."""
    return [
        {"@type": "Organization" if name in organisations else "Person", "name": name}
        for name in names
    ]


def text_fragment(words: str) -> str:
    """The end of an address that has a browser mark these words (WICG text fragments)."""
    if not words:
        return ""
    parts = words.split()
    ends = [words] if len(parts) <= FRAGMENT_WORDS else [parts[:4], parts[-4:]]
    shown = [each if isinstance(each, str) else " ".join(each) for each in ends]
    return ":~:text=" + ",".join(quote(each, safe="").replace("-", "%2D") for each in shown)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "are_mixed": are_mixed,
    "as_authors": as_authors,
    "json": json,
    "kind_name": kind_name,
    "long_date": wording.long_date,
    "plural": wording.plural,
    "text_fragment": text_fragment,
    "urls": urls,
}
