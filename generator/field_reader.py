"""The reader behind `fields`: YAML nodes to values, every problem with its place.

In: YAML text and the types that it should have. Out: values; problems and places are collected.
Nodes know where they stand (`yaml_nodes`); the values are made here, type by type, so that no value
is read that nobody asked for.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import yaml
from msgspec import NODEFAULT, Meta, Struct

from generator.problems import Problem, did_you_mean, fill, place
from generator.yaml_nodes import compose, is_empty, tag_of, word_for

Path = tuple[str | int, ...]
"""Where a value stands in a mapping: keys and indexes from the top."""
DATE = "date"
"""The mark, in a type's `Meta.extra`, of a text that must be a day."""

_MISSING = object()


class Reader:
    """Reads one mapping of file `path`, which begins at character `start` of `text`.

    `problems` and `offsets` (the character of each value) grow as it reads.
    """

    def __init__(self, text: str, path: str, start: int) -> None:
        self.problems: list[Problem] = []
        self.offsets: dict[Path, int] = {}
        self._text = text
        self._path = path
        self._start = start
        self._seen: set[int] = set()

    def whole(self, block: str, kind: type[Struct]) -> Any:
        """The value of a whole block of YAML, or None."""
        try:
            node = compose(block)
            if node is None:
                value = self._build(kind, {}, 0)
            elif isinstance(node, yaml.MappingNode):
                value = self._struct(node, kind, ())
            else:
                message = f"here stands {word_for(node)}, not 'key: value' lines"
                value = self._say(node, "not-a-mapping", message)
        except yaml.YAMLError as error:
            self._syntax(error)
            return None
        except RecursionError:
            self.problems.append(fill(self._at(0), "error", "yaml", "this is nested too deeply"))
            return None
        return None if value is _MISSING else value

    # --- Values by type ---

    def _read(self, node: yaml.Node, kind: Any, path: Path) -> Any:
        if id(node) in self._seen:
            return self._say(
                node, "yaml-alias", "YAML aliases are not understood here", "repeat the value"
            )
        self._seen.add(id(node))
        self.offsets[path] = self._start + node.start_mark.index
        kind, meta = _unwrap(kind)
        origin = get_origin(kind)
        if origin in (Union, UnionType):
            return self._either(node, get_args(kind), path)
        if origin is Literal:
            return self._choice(node, get_args(kind), path)
        if origin is tuple:
            return self._list(node, get_args(kind)[0], path)
        if origin is dict:
            return self._mapping(node, get_args(kind), path)
        if isinstance(kind, type) and issubclass(kind, Struct):
            return self._struct(node, kind, path)
        if kind is bool:
            return self._bool(node, path)
        if meta is not None and (meta.extra or {}).get("kind") == DATE:
            return self._date(node, path)
        return self._string(node, meta, path)

    def _struct(self, node: yaml.Node, kind: type[Struct], path: Path) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, "a mapping", path)
        types = _types(kind)
        values = {}
        for key_node, key, value_node in self._pairs(node):
            if key not in types:
                self._unknown(key_node, key, types)
            elif not is_empty(value_node):
                value = self._read(value_node, types[key], (*path, key))
                if value is not _MISSING:
                    values[key] = value
                elif key in _required(kind):
                    values[key] = _MISSING
        return self._build(kind, values, node.start_mark.index)

    def _build(self, kind: type[Struct], values: dict[str, Any], index: int) -> Any:
        missing = [name for name in _required(kind) if name not in values]
        for name in missing:
            message, hint = f"'{name}' is missing", f"add '{name}: …'"
            self.problems.append(fill(self._at(index), "error", "missing-key", message, hint))
        if missing or any(value is _MISSING for value in values.values()):
            return _MISSING
        return kind(**values)

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[yaml.Node, str, yaml.Node]]:
        """Keys (as node and text) with their values; one that is odd or comes again is told."""
        keys = set()
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            if key is None:
                self._say(key_node, "bad-key", "a key should be a single word")
            elif key in keys:
                self._say(key_node, "repeated-key", f"'{key}' stands here a second time")
            else:
                keys.add(key)
                yield key_node, key, value_node

    def _unknown(self, key_node: yaml.Node, key: str, types: Mapping[str, Any]) -> None:
        known = "the keys are " + ", ".join(types)
        hint = did_you_mean(key, types, known)
        self._say(key_node, "unknown-key", f"there is no key '{key}' here", hint)

    def _mapping(self, node: yaml.Node, kinds: tuple[Any, ...], path: Path) -> Any:
        """A mapping whose keys and values have the types `kinds`."""
        if not isinstance(node, yaml.MappingNode):
            return self._wrong(node, "a mapping", path)
        values = {}
        for key_node, key, value_node in self._pairs(node):
            self._string(key_node, _unwrap(kinds[0])[1], (*path, key))
            value = self._read(value_node, kinds[1], (*path, key))
            if value is not _MISSING:
                values[key] = value
        return values

    def _list(self, node: yaml.Node, kind: Any, path: Path) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            shown = node.value if isinstance(node, yaml.ScalarNode) else "…"
            return self._wrong(node, "a list", path, f"write [{shown}]")
        items: list[Any] = []
        for index, item_node in enumerate(node.value):
            item = self._read(item_node, kind, (*path, index))
            if item is _MISSING:
                continue
            if item in items:
                self._say(item_node, "repeated-item", "this stands in the list already")
            items.append(item)
        return tuple(items)

    def _either(self, node: yaml.Node, kinds: tuple[Any, ...], path: Path) -> Any:
        """Text or a struct, whichever the node looks like."""
        self._seen.discard(id(node))
        wants_mapping = isinstance(node, yaml.MappingNode)
        for kind in kinds:
            plain, _ = _unwrap(kind)
            if (isinstance(plain, type) and issubclass(plain, Struct)) == wants_mapping:
                return self._read(node, kind, path)
        return self._wrong(node, "text", path)

    def _choice(self, node: yaml.Node, words: tuple[str, ...], path: Path) -> Any:
        text = self._string(node, None, path)
        if text is _MISSING or text in words:
            return text
        hint = did_you_mean(text, words, f"use one of {', '.join(words)}")
        return self._say(node, "bad-value", f"{_name(path)} cannot be '{text}'", hint)

    def _bool(self, node: yaml.Node, path: Path) -> Any:
        if tag_of(node) != "bool":
            return self._wrong(node, "true or false", path, "write true or false, without quotes")
        return node.value.lower() in ("true", "yes", "on")

    def _date(self, node: yaml.Node, path: Path) -> Any:
        if tag_of(node) not in ("timestamp", "str"):
            return self._wrong(node, "a date", path, "write it as 2026-02-18")
        match = re.match(r"(\d{4}-\d{2}-\d{2})(?:$|[Tt ])", node.value.strip())
        try:
            return datetime.date.fromisoformat(match[1] if match else "").isoformat()
        except ValueError:
            message = f"{_name(path)} is no day of the calendar: '{node.value}'"
            return self._say(node, "bad-date", message, "write it as 2026-02-18")

    def _string(self, node: yaml.Node, meta: Meta | None, path: Path) -> Any:
        if tag_of(node) != "str":
            quoted = isinstance(node, yaml.ScalarNode)
            return self._wrong(node, "text", path, "put it in quotes" if quoted else "")
        text = node.value.strip()
        if meta is not None and meta.pattern is not None and not re.search(meta.pattern, text):
            expected = (meta.extra or {}).get("expected", "different")
            return self._say(node, "bad-value", f"{_name(path)} should be {expected}")
        return text

    # --- Problems ---

    def _wrong(self, node: yaml.Node, expected: str, path: Path, hint: str = "") -> Any:
        message = f"{_name(path)} should be {expected}, not {word_for(node)}"
        return self._say(node, "wrong-type", message, hint)

    def _say(self, node: yaml.Node, rule: str, message: str, hint: str = "") -> Any:
        self.problems.append(fill(self._mark(node), "error", rule, message, hint))
        return _MISSING

    def _mark(self, node: yaml.Node) -> Problem:
        return self._at(node.start_mark.index)

    def _at(self, index: int) -> Problem:
        return place(self._path, self._text, self._start + index)

    def _syntax(self, error: yaml.YAMLError) -> None:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        index = mark.index if mark is not None else getattr(error, "position", 0)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        hint = "quote a text that holds ': ' or begins with a sign" if mark is not None else ""
        self.problems.append(
            fill(self._at(index), "error", "yaml", f"this is not YAML: {reason}", hint)
        )


@cache
def _types(kind: type[Struct]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _required(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(
        field.name
        for field in msgspec.structs.fields(kind)
        if field.default is NODEFAULT and field.default_factory is NODEFAULT
    )


def _unwrap(kind: Any) -> tuple[Any, Meta | None]:
    if get_origin(kind) is not Annotated:
        return kind, None
    inner, *metas = get_args(kind)
    return inner, next((meta for meta in metas if isinstance(meta, Meta)), None)


def _name(path: Path) -> str:
    """How a message calls a value: by its nearest key."""
    keys = [part for part in path if isinstance(part, str)]
    in_list = bool(path) and isinstance(path[-1], int)
    name = f"'{keys[-1]}'" if keys else "this"
    return f"an entry of {name}" if in_list else name
