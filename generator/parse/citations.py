"""`[@key]` in Markdown: what a claim rests on.

In: the characters of an inline run. Out: an empty `<span data-citation="N">` where the citation
stood, N counting into the list that `found_citations` returns.

    [@geneva-talks]                        an article, by its slug, or a source of the bibliography
    [@geneva-talks#p-3f9a2c]               one of its paragraphs, by its id
    [@geneva-talks, "dragging out"]        the paragraph that holds these words
    [@charap-2024, p. 12]                  with a place inside an outside source
    [@a; @b#p-3f9a2c]                      several

What a key leads to is settled later, when all documents are known. A space before the bracket is
dropped, so that the number stands at the word. In a code span, and before `(` or `[`, which would
make it a link, nothing happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from msgspec import Struct

CITATION = re.compile(r'\[@(?:[^\[\]"“”]|"[^"]*"|“[^”]*”){1,2000}+\](?![(\[])')
PART = re.compile(
    r"""@(?P<key>[^\s;,\#"“”]+)(?:\#(?P<fragment>[^\s;,"“”]+))?"""
    r"""(?:\s*,\s*(?:["“](?P<words>[^"“”]+)["”]|(?P<locator>[^"“”]+)))?\s*""",
)
BETWEEN = re.compile(r'(?:[^;"“”]|"[^"]*"|“[^”]*”)+')
ENVIRONMENT_KEY = "citations"


class WrittenPart(Struct, frozen=True):
    """One source of a citation as written; `at` counts characters from the bracket.

    `key` is empty where the part cannot be understood.
    """

    source: str
    at: int
    key: str = ""
    fragment: str = ""
    words: str = ""
    locator: str = ""


class WrittenCitation(Struct, frozen=True):
    """One citation as written; `source` is its exact text in the file."""

    source: str
    parts: tuple[WrittenPart, ...]


def citation_plugin(parser: MarkdownIt) -> None:
    """Add the rule to a Markdown parser."""
    parser.inline.ruler.before("link", "citation", _rule)
    parser.add_render_rule("citation", _render)


def found_citations(environment: MutableMapping[str, Any]) -> tuple[WrittenCitation, ...]:
    """The citations of the text that was parsed with this environment, in order."""
    return tuple(environment.get(ENVIRONMENT_KEY, ()))


def _rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[@", state.pos):
        return False
    match = CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        found = state.env.setdefault(ENVIRONMENT_KEY, [])
        state.pending = state.pending.rstrip(" ")
        token = state.push("citation", "span", 0)
        token.meta = {"number": len(found)}
        found.append(WrittenCitation(match[0], tuple(_parts(match[0]))))
    state.pos = match.end()
    return True


def _parts(source: str) -> Iterator[WrittenPart]:
    """The sources of a citation; a part that cannot be understood has no key."""
    for between in BETWEEN.finditer(source, 1, len(source) - 1):
        text = between[0].strip()
        at = between.start() + len(between[0]) - len(between[0].lstrip())
        match = PART.fullmatch(text)
        if match is None:
            yield WrittenPart(text, at)
            continue
        fields = {
            name: " ".join((value or "").split()) for name, value in match.groupdict().items()
        }
        yield WrittenPart(text, at, **fields)


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    return f'<span data-citation="{tokens[index].meta["number"]}"></span>'
