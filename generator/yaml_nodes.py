"""YAML text to a tree of nodes that know their places, and what is wrong with it as YAML.

In: a block of YAML. Out: `Scalar`, `Sequence` and `Mapping` nodes, each with the character that it
begins at, and `Flaw`s: problems that do not know their file yet. The tree holds only what the file
says in plain sight: anchors and aliases (which can grow without bound), merge keys, tags, repeated
keys and a second document are told, not followed.

The tree is built from the parser's events. Rejected: PyYAML's own composer, which recurses in C, so
that a hundred thousand brackets in a found file would end the whole process; and its constructor,
which keeps no places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml
from msgspec import Struct
from yaml.resolver import Resolver

DEEPEST = 16
"""Levels of lists and mappings inside one another; our files need five."""

MOST_CHARACTERS = 20
"""Bad characters that are told one by one."""

UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that YAML does not allow (1.1, c-printable), and byte order marks inside a text."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_RESOLVER: Any = Resolver()
_TAG = "tag:yaml.org,2002:"


class Scalar(Struct, frozen=True):
    """A single value as written. `tag` is what YAML takes it for, such as `str` or `null`."""

    at: int
    text: str
    tag: str


class Sequence(Struct, frozen=True):
    """A list."""

    at: int
    items: tuple[Node, ...]


class Pair(Struct, frozen=True):
    """A key (which begins at `at`) and its value."""

    at: int
    key: str
    value: Node


class Mapping(Struct, frozen=True):
    """Keys with their values; each key once."""

    at: int
    pairs: tuple[Pair, ...]


class Refused(Struct, frozen=True):
    """What cannot be read; the flaws tell why."""

    at: int


Node = Scalar | Sequence | Mapping | Refused


class Flaw(Struct, frozen=True):
    """Something wrong at a character of the block."""

    at: int
    rule: str
    message: str
    hint: str = ""


def read_tree(block: str) -> tuple[Node | None, list[Flaw]]:
    """The block's one node (None where it is empty or no YAML), and all flaws that were seen.

    A character that YAML does not allow is told and read as U+FFFD, so that the rest is checked.
    """
    flaws = [_unprintable(match) for match in islice(UNPRINTABLE.finditer(block), MOST_CHARACTERS)]
    composer = _Composer(UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", block), flaws)
    try:
        return composer.document(), flaws
    except yaml.MarkedYAMLError as error:
        flaws.append(_syntax(block, error))
    except _TooDeepError as error:
        hint = "a list or mapping needs no more than a few levels"
        flaws.append(Flaw(error.at, "yaml", "this is nested too deeply", hint))
    return None, flaws


def plain_tag(text: str) -> str:
    """What YAML takes an unquoted text for.

    >>> plain_tag("1984"), plain_tag("no"), plain_tag("war and peace")
    ('int', 'bool', 'str')
    """
    return str(_RESOLVER.resolve(yaml.ScalarNode, text, (True, False))).removeprefix(_TAG)


class _TooDeepError(Exception):
    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class _Composer:
    """Builds nodes from events; `flaws` grows as it goes."""

    def __init__(self, block: str, flaws: list[Flaw]) -> None:
        self._next = _Loader(block).get_event
        self._flaws = flaws

    def document(self) -> Node | None:
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        node = self._node(self._next(), 0)
        self._next()
        after = self._next()
        if isinstance(after, yaml.DocumentStartEvent):
            message, hint = "a second document begins here", "keep one, without '---' between"
            self._flaw(after, "yaml", message, hint)
        return node

    def _node(self, event: Any, depth: int) -> Node:
        at: int = event.start_mark.index
        if depth > DEEPEST:
            raise _TooDeepError(at)
        if isinstance(event, yaml.AliasEvent):
            self._flaw(event, "yaml-alias", *_alias_words(f"*{event.anchor}"))
            return Refused(at)
        node = self._plain_node(event, at, depth)
        if event.anchor is not None:
            self._flaw(event, "yaml-alias", *_alias_words(f"&{event.anchor}"))
            return Refused(at)
        if event.tag is not None:
            message = f"YAML tags such as '{event.tag}' are not understood here"
            self._flaw(event, "yaml-tag", message, "leave it out, or put the text in quotes")
            return Refused(at)
        return node

    def _plain_node(self, event: Any, at: int, depth: int) -> Node:
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(at, event.value, plain_tag(event.value) if event.implicit[0] else "str")
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(at, tuple(self._children(yaml.SequenceEndEvent, depth)))
        return Mapping(at, tuple(self._pairs(depth)))

    def _children(self, end: type[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), end):
            yield self._node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[Pair]:
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            flaw = _bad_key(key, lines)
            if flaw is not None:
                self._flaws.append(flaw)
            elif isinstance(key, Scalar):
                lines[key.text.strip()] = event.start_mark.line
                yield Pair(key.at, key.text.strip(), value)

    def _flaw(self, event: Any, rule: str, message: str, hint: str) -> None:
        self._flaws.append(Flaw(event.start_mark.index, rule, message, hint))


# --- What is wrong --------------------------------------------------------------------------------


def _unprintable(match: re.Match[str]) -> Flaw:
    message = f"this character (U+{ord(match[0]):04X}) cannot be shown"
    return Flaw(match.start(), "control-character", message, "delete it")


def _alias_words(written: str) -> tuple[str, str]:
    message = f"YAML's anchors and aliases ({written}) are not understood here"
    return message, "write the value out, or put a text that begins like this in quotes"


def _bad_key(key: Node, seen: dict[str, int]) -> Flaw | None:
    """What is wrong with a key; `seen` are the keys before it and their lines."""
    if isinstance(key, Refused):
        return None
    if not isinstance(key, Scalar):
        return Flaw(key.at, "bad-key", "a key should be a word", "a text in braces needs quotes")
    if key.tag == "merge":
        message = "YAML's merge keys (<<) are not understood here"
        return Flaw(key.at, "bad-key", message, "write the keys out")
    if key.tag != "str" or not key.text.strip():
        message = f"a key should be a word, not '{key.text}'" if key.text else "a key is missing"
        return Flaw(key.at, "bad-key", message, "put it in quotes" if key.text else "")
    first = seen.get(key.text.strip())
    if first is None:
        return None
    message = f"'{key.text}' stands here a second time"
    return Flaw(key.at, "repeated-key", message, "keep one of the two")


_WORDS: tuple[tuple[str, str, str], ...] = (
    (
        "quoted scalar",
        "the quote that opens here is not closed",
        "close it; a quote inside single quotes is written twice",
    ),
    (
        "flow sequence",
        "the list that opens here is not finished",
        "write [first, second]; entries with commas, colons or brackets need quotes",
    ),
    (
        "flow mapping",
        "the mapping that opens here is not finished",
        "write {key: value, other: value}; a text that begins with a brace needs quotes",
    ),
    ("simple key", "this line is not 'key: value'", "add the colon, or join it to the line above"),
    ("block collection", "this line does not fit the list above it", "begin entries with '- '"),
)
"""What the parser was at when it gave up (its context), what is wrong, and how to mend it."""


def _syntax(block: str, error: yaml.MarkedYAMLError) -> Flaw:
    """The parser's complaint in plain words, at the place that a person has to look at."""
    mark = error.problem_mark or error.context_mark
    at = 0 if mark is None else min(mark.index, len(block))
    problem, context = error.problem or "", error.context or ""
    line = block[block.rfind("\n", 0, at) + 1 : at]
    if block[at : at + 1] == "\t" or "tab character" in problem:
        return Flaw(at, "yaml", "a tab stands where only spaces may", "use spaces")
    if "escape" in problem:
        message = "in double quotes a backslash begins an escape, and there is none like this"
        return Flaw(at, "yaml", message, "put the text in single quotes")
    if "cannot start any token" in problem:
        message = f"a text cannot begin with '{block[at : at + 1]}'"
        return Flaw(at, "yaml", message, "put it in quotes")
    if "mapping values are not allowed" in problem:
        return _colon(at, line)
    if "did not find expected key" in problem and error.context_mark and "block" in context:
        hint = "begin each key in the same column; a text that goes on after a quote needs quotes"
        return Flaw(at, "yaml", "here a key is expected", hint)
    if "sequence entries are not allowed" in problem:
        return Flaw(at, "yaml", "a list begins on a line of its own", "or put the text in quotes")
    if "document start" in problem:
        return Flaw(at, "yaml", "nothing may follow the end mark '...'", "remove the mark")
    for part, message, hint in _WORDS:
        if part in context and error.context_mark is not None:
            return Flaw(error.context_mark.index, "yaml", message, hint)
    return Flaw(at, "yaml", f"this is not YAML: {problem}", "put the text in quotes")


def _colon(at: int, line: str) -> Flaw:
    """A colon where none may stand: in a text, or on a line that something above spoils."""
    if re.search(r":\s", line):
        return Flaw(at, "yaml", "a text with ': ' in it needs quotes", "put all of it in quotes")
    if line.startswith(" "):
        message, hint = "this key is set in too far", "begin it in the column of the one above"
        return Flaw(at, "yaml", message, hint)
    message, hint = "the line above is not 'key: value'", "add its colon, or put its text in quotes"
    return Flaw(at, "yaml", message, hint)
