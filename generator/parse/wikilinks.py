"""`[[name]]`, `[[name|text]]` and `[[name#heading]]` in Markdown.

In: the characters of an inline run. Out: an `<a data-wikilink="N">` around the shown text, where N
counts into the list that `found` returns. What a name leads to is not known here: parsing sees one
document only, so the link stage settles it and puts the address in.

A wikilink is taken literally: no Markdown inside, no line break, no second `[[`. The fragment may
stand alone (`[[#heading]]`, this page). Inside a code span or a Markdown link nothing happens, by
the order of rules that markdown-it-py follows.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from msgspec import Struct

from generator.urls import escape

WIKILINK = re.compile(r"\[\[([^\[\]|#\n]*)(?:#([^\[\]|\n]*))?(?:\|([^\[\]\n]*))?\]\]")
ENVIRONMENT_KEY = "wikilinks"


class Wikilink(Struct, frozen=True):
    """One wikilink as written; `source` is its exact text in the file."""

    source: str
    name: str
    fragment: str
    label: str

    @property
    def shown(self) -> str:
        """The text a reader sees unless the link stage knows a better one (the title)."""
        return self.label or self.name or self.fragment


def wikilink_plugin(parser: MarkdownIt) -> None:
    """Add the rule to a Markdown parser."""
    parser.inline.ruler.before("link", "wikilink", _rule)
    parser.add_render_rule("wikilink", _render)


def found(environment: MutableMapping[str, Any]) -> tuple[Wikilink, ...]:
    """The wikilinks of the text that was parsed with this environment, in order."""
    return tuple(environment.get(ENVIRONMENT_KEY, ()))


def _rule(state: StateInline, silent: bool) -> bool:
    match = WIKILINK.match(state.src, state.pos, state.posMax)
    if match is None or not (match[1].strip() or (match[2] or "").strip()):
        return False
    if not silent:
        links = state.env.setdefault(ENVIRONMENT_KEY, [])
        token = state.push("wikilink", "a", 0)
        token.meta = {"number": len(links)}
        links.append(_wikilink(match))
        token.content = links[-1].shown
    state.pos = match.end()
    return True


def _wikilink(match: re.Match[str]) -> Wikilink:
    name, fragment, label = ((match[group] or "").strip() for group in (1, 2, 3))
    return Wikilink(match[0], name, fragment, label)


def _render(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    token = tokens[index]
    return f'<a data-wikilink="{token.meta["number"]}">{escape(token.content)}</a>'
