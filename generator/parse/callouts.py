"""Callouts: a blockquote that begins with `[!note]` becomes a framed aside.

    > [!warning] Numbers differ by counter
    > Always name who counted, and when.

In: the block tokens of a document. Out: the same tokens, where such a blockquote is a
`<div class="callout callout-warning" role="note">` whose first paragraph is its title (the kind's
own name where none is given). It is no `<aside>`: several would be landmarks without a name.

The kinds are GitHub's five; Obsidian's fold marks (`[!note]-`) are accepted and mean nothing. An
unknown kind is kept in the environment for the caller to report, and shown as a note, so that no
text is lost.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

KINDS = {
    "note": "Note",
    "tip": "Tip",
    "important": "Important",
    "warning": "Warning",
    "caution": "Caution",
}
MARK = re.compile(r"\[!(\w+)\][+-]?[ \t]*([^\n]*)(?:\n|$)")
ENVIRONMENT_KEY = "unknown_callouts"


def callout_plugin(parser: MarkdownIt) -> None:
    """Add the rule to a Markdown parser."""
    parser.core.ruler.after("block", "callout", _rule)


def unknown_kinds(environment: MutableMapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The unknown kinds met, each with its line (from 0)."""
    return tuple(environment.get(ENVIRONMENT_KEY, ()))


def _rule(state: StateCore) -> None:
    tokens = state.tokens
    for index in range(len(tokens) - 3, -1, -1):
        if [token.type for token in tokens[index : index + 3]] != _OPENING:
            continue
        match = MARK.match(tokens[index + 2].content)
        if match is not None:
            _make_callout(state, index, match)


_OPENING = ["blockquote_open", "paragraph_open", "inline"]


def _make_callout(state: StateCore, index: int, match: re.Match[str]) -> None:
    opening, inline = state.tokens[index], state.tokens[index + 2]
    kind = _kind(state, match[1], opening)
    closing = _closing(state.tokens, index)
    opening.tag = closing.tag = "div"
    opening.attrJoin("class", f"callout callout-{kind}")
    opening.attrSet("role", "note")
    title = _title(match[2].strip() or KINDS[kind], inline)
    inline.content = inline.content[match.end() :]
    if inline.content.strip():
        state.tokens[index + 1 : index + 1] = title
    else:
        state.tokens[index + 1 : index + 4] = title


def _kind(state: StateCore, word: str, opening: Token) -> str:
    kind = word.lower()
    if kind in KINDS:
        return kind
    line = opening.map[0] if opening.map else 0
    state.env.setdefault(ENVIRONMENT_KEY, []).append((word, line))
    return "note"


def _closing(tokens: list[Token], index: int) -> Token:
    level = tokens[index].level
    return next(
        token
        for token in tokens[index:]
        if token.type == "blockquote_close" and token.level == level
    )


def _title(text: str, inline: Token) -> list[Token]:
    opening = Token("paragraph_open", "p", 1, map=inline.map, block=True)
    opening.attrJoin("class", "callout-title")
    words = Token("inline", "", 0, map=inline.map, content=text, children=[], block=True)
    return [opening, words, Token("paragraph_close", "p", -1, block=True)]
