"""YAML text to nodes, safely.

In: text that anybody may have written. Out: PyYAML's nodes, which know where they stand, by libyaml
where it is there. Nothing is constructed from tags. Text that nests deeper than anybody writes by
hand is refused, because libyaml crashes on very deep nesting instead of complaining.
"""

from __future__ import annotations

from typing import Any

import yaml

DEEPEST = 50
"""Levels of nesting that are read. libyaml crashes on very deep ones instead of complaining."""
SHORT = 2_000
"""Characters that cannot nest deeply enough to do harm."""

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_WORDS = {
    "str": "text",
    "int": "a number",
    "float": "a number",
    "bool": "a yes or no",
    "timestamp": "a date",
    "null": "nothing",
    "seq": "a list",
    "map": "a mapping",
    "binary": "binary data",
    "set": "a set",
    "omap": "an ordered mapping",
    "pairs": "pairs",
}


def compose(block: str) -> yaml.Node | None:
    """The node of a block, or None where it says nothing.

    Raises yaml.YAMLError where it is not YAML, and RecursionError where it nests too deeply.
    """
    if len(block) > SHORT and _depth(block) > DEEPEST:
        raise RecursionError
    loader = _Loader(block)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return None if node is None or is_empty(node) else node


def tag_of(node: yaml.Node) -> str:
    """What kind of value a node is, such as `str`, `int`, `seq` or `map`."""
    return str(node.tag).removeprefix(_TAG)


def word_for(node: yaml.Node) -> str:
    """The same in words, for a message."""
    return _WORDS.get(tag_of(node), "something else")


def is_empty(node: yaml.Node) -> bool:
    """Whether a key was given without a value."""
    return tag_of(node) == "null"


def _depth(block: str) -> int:
    """How deeply a block is nested, up to just above `DEEPEST`."""
    depth = deepest = 0
    for event in yaml.parse(block, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
            if deepest > DEEPEST:
                break
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return deepest
