"""Markdown to HTML: the parser, its rules, and nothing about documents.

In: Markdown text. Out: `Rendered`: sanitised HTML in which every block carries `data-source`, the
lines it came from, for `body.read_body` to turn into passages; the wikilinks and citations met, in
order; and the words that were not understood, with their lines.

CommonMark with tables, strikethrough, footnotes, definition lists, attributes (`{#id .class}`),
callouts, wikilinks and citations. Two settings: `EXPLAINER` for what authors write, and `ARTICLE`
for Markdown that was found somewhere: there raw HTML is text, pictures (which lie elsewhere) give
way to their description, addresses within the other site are dropped, and our own syntax means
nothing.

`RULES` is the seam: a function for each change to the block tokens, run in order.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererProtocol
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from msgspec import Struct

from generator.parse.callouts import callout_plugin, unknown_kinds
from generator.parse.citations import WrittenCitation, citation_plugin, found_citations
from generator.parse.sanitise import sanitise
from generator.parse.wikilinks import Wikilink, found, wikilink_plugin
from generator.urls import escape, is_external

Setting = Literal["explainer", "article"]
HEADING_ID = re.compile(r"\s*\{#([^\s{}#]+)\}\s*$")
NOTES_TITLE = "Notes"


class Rendered(Struct, frozen=True):
    """Sanitised HTML with `data-source="first:last"` (lines from 0, last not included)."""

    html: str
    wikilinks: tuple[Wikilink, ...]
    citations: tuple[WrittenCitation, ...]
    unknown_callouts: tuple[tuple[str, int], ...]


def render_markdown(text: str, setting: Setting) -> Rendered:
    """Markdown as sanitised HTML."""
    environment: dict[str, Any] = {}
    html = _parser(setting).render(text, environment)
    return Rendered(
        html=sanitise(html),
        wikilinks=found(environment),
        citations=found_citations(environment),
        unknown_callouts=unknown_kinds(environment),
    )


# --- Changes to the block tokens ------------------------------------------------------------------


def heading_ids(tokens: list[Token]) -> None:
    """`## Title {#id}` gives the heading that id."""
    for opening, inline in itertools.pairwise(tokens):
        if opening.type != "heading_open":
            continue
        match = HEADING_ID.search(inline.content)
        if match is not None:
            opening.attrSet("id", match[1])
            inline.content = inline.content[: match.start()]


def heading_levels(tokens: list[Token]) -> None:
    """`#` is shown as `##`: the page's one first-level heading is its title."""
    for token in tokens:
        if token.tag == "h1":
            token.tag = "h2"


def column_alignment(tokens: list[Token]) -> None:
    """A class in place of the `style` that the table rule writes and that no page may carry."""
    for token in tokens:
        style = token.attrGet("style") if token.type in ("th_open", "td_open") else None
        if style is not None:
            del token.attrs["style"]
            token.attrJoin("class", "align-" + str(style).rpartition(":")[2])


def source_lines(tokens: list[Token]) -> None:
    """Every block says which lines it came from."""
    for token in tokens:
        if token.nesting == 1 and token.map:
            token.attrSet("data-source", f"{token.map[0]}:{token.map[1]}")


RULES = (heading_ids, heading_levels, column_alignment, source_lines)


# --- The parser -----------------------------------------------------------------------------------


@cache
def _parser(setting: Setting) -> MarkdownIt:
    own_words = setting == "explainer"
    parser = MarkdownIt("commonmark", {"html": own_words}).enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin)
    if own_words:
        parser.use(attrs_plugin).use(attrs_block_plugin)
        parser.use(callout_plugin).use(wikilink_plugin).use(citation_plugin)
    else:
        parser.add_render_rule("image", _image_as_text)
        parser.core.ruler.push("foreign_links", _foreign_links)
    parser.add_render_rule("footnote_block_open", _open_notes)
    parser.add_render_rule("footnote_caption", _note_mark)
    parser.core.ruler.before("inline", "own_rules", _apply_rules)
    return parser


def _apply_rules(state: StateCore) -> None:
    for rule in RULES:
        rule(state.tokens)


def _foreign_links(state: StateCore) -> None:
    """Drop addresses that are relative to a site we do not have; the words stay."""
    for block in state.tokens:
        for token in block.children or ():
            address = token.attrGet("href") if token.type == "link_open" else None
            if address is not None and not is_external(str(address)):
                del token.attrs["href"]


def _open_notes(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    return f'<section class="footnotes">\n<h2 id="footnotes">{NOTES_TITLE}</h2>\n<ol>\n'


def _note_mark(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    """The number of a note, the same at every place that leads to it."""
    return f"[{tokens[index].meta['id'] + 1}]"


def _image_as_text(
    renderer: RendererProtocol,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    environment: MutableMapping[str, Any],
) -> str:
    return escape(tokens[index].content)
