"""A tree of YAML nodes against a type: the work behind `fields`.

In: the nodes of `yaml_nodes` and a frozen msgspec struct. Out: the struct's value; flaws and the
place of each value are collected on the way, so that one bad value hides no other. `fields` says
which types are understood; each has a method here.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import NODEFAULT, Meta, Struct

from generator import yaml_nodes
from generator.problems import did_you_mean
from generator.yaml_nodes import UNPRINTABLE, Flaw, Node, Pair, Refused, Scalar, Sequence, plain_tag

T = TypeVar("T", bound=Struct)
Path = tuple[str | int, ...]
"""Keys and indexes that lead to a value: `("aliases", 2, "name")`."""

_MISSING: Any = object()
_TRUE = ("true", "yes", "on")
_DATE_FORM = "write it as 2026-02-18"
_LOOSE_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:$|[Tt ])")
_TAG_WORDS = {
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "bool": "a yes or no",
    "timestamp": "a date",
    "null": "nothing",
}


class Reader:
    """Reads one tree; collects flaws, and the place of each value, as it goes."""

    def __init__(self, flaws: list[Flaw]) -> None:
        self.offsets: dict[Path, int] = {}
        self._flaws = flaws

    def whole(self, node: Node | None, kind: type[T]) -> T | None:
        """The value of a whole block of YAML, or None."""
        if node is None or _is_empty(node):
            node = yaml_nodes.Mapping(0, ())
        if not isinstance(node, yaml_nodes.Mapping):
            message = f"here stands {_word(node)}, not 'key: value' lines"
            self._say(node.at, "not-a-mapping", message)
            return None
        value: T | None = self._struct(node, kind, ())
        return None if value is _MISSING else value

    # --- Values by type ---

    def _read(self, node: Node, kind: Any, path: Path) -> Any:
        self.offsets[path] = node.at
        if isinstance(node, Refused):
            return _MISSING
        kind, meta = _unwrap(kind)
        origin = get_origin(kind)
        if kind is str:
            is_date = _extra(meta, "date")
            return self._date(node, path) if is_date else self._text(node, meta, path)
        if origin is tuple:
            return self._list(node, get_args(kind)[0], path, _extra(meta, "distinct"))
        if origin is Literal:
            return self._choice(node, get_args(kind), path)
        if origin in (Union, UnionType):
            return self._either(node, get_args(kind), path)
        if origin is dict:
            return self._mapping(node, get_args(kind), path)
        if kind is bool:
            return self._bool(node, path)
        return self._struct(node, kind, path)

    def _struct(self, node: Node, kind: type[Struct], path: Path) -> Any:
        if not isinstance(node, yaml_nodes.Mapping):
            return self._wrong(node, "a mapping", path)
        types = _types(kind)
        values, empty = {}, {}
        for pair in node.pairs:
            if pair.key not in types:
                self._unknown(pair, types)
            elif _is_empty(pair.value):
                empty[pair.key] = pair.at
            else:
                values[pair.key] = self._read(pair.value, types[pair.key], (*path, pair.key))
        for name in _required(kind):
            if name not in values:
                self._absent(name, node.at, empty.get(name))
                values[name] = _MISSING
        if any(values[name] is _MISSING for name in _required(kind)):
            return _MISSING
        fields = _fields(kind)
        return kind(
            **{fields[key]: value for key, value in values.items() if value is not _MISSING}
        )

    def _mapping(self, node: Node, kinds: tuple[Any, ...], path: Path) -> Any:
        """A mapping whose keys and values have the types `kinds`."""
        if not isinstance(node, yaml_nodes.Mapping):
            return self._wrong(node, "a mapping", path)
        values = {}
        for pair in node.pairs:
            key = self._text(Scalar(pair.at, pair.key, "str"), _unwrap(kinds[0])[1], path, "a key")
            value = self._read(pair.value, kinds[1], (*path, pair.key))
            if key is not _MISSING and value is not _MISSING:
                values[key] = value
        return values

    def _list(self, node: Node, kind: Any, path: Path, distinct: str | None) -> Any:
        """The list's entries, without those that are broken or come again.

        An entry that is partly broken may only look like another, so it is not told a second time.
        """
        if not isinstance(node, Sequence):
            return self._wrong(node, f"a list of {_many(kind)}", path, _as_list(node))
        items: dict[Any, Any] = {}
        for each in node.items:
            here = (*path, len(items))
            if _is_empty(each):
                self._say(each.at, "empty-item", f"{_name(here)} is empty")
                continue
            flaws = len(self._flaws)
            item = self._read(each, kind, here)
            is_sound = len(self._flaws) == flaws
            key = getattr(item, distinct) if distinct and item is not _MISSING else item
            if key in items and is_sound:
                shown = f"'{key}'" if isinstance(key, str) else "this"
                message = f"{shown} stands in the list already"
                self._say(each.at, "repeated-item", message, "keep one of the two")
            elif item is not _MISSING:
                items.setdefault(key, item)
        return tuple(items.values())

    def _either(self, node: Node, kinds: tuple[Any, ...], path: Path) -> Any:
        """Text or a struct, whichever the node looks like."""
        wants_struct = isinstance(node, yaml_nodes.Mapping)
        if not wants_struct and not isinstance(node, Scalar):
            return self._wrong(node, "a text or a mapping", path)
        fitting = (kind for kind in kinds if (_unwrap(kind)[0] is not str) == wants_struct)
        return self._read(node, next(fitting), path)

    def _choice(self, node: Node, words: tuple[str, ...], path: Path) -> Any:
        text = self._text(node, None, path)
        if text is _MISSING or text in words:
            return text
        hint = did_you_mean(text, words, f"use one of {', '.join(words)}")
        return self._say(node.at, "bad-value", f"{_name(path)} cannot be '{text}'", hint)

    def _bool(self, node: Node, path: Path) -> Any:
        if not isinstance(node, Scalar) or node.tag != "bool":
            hint = "write true or false, without quotes"
            return self._wrong(node, "true or false", path, hint)
        return node.text.lower() in _TRUE

    def _date(self, node: Node, path: Path) -> Any:
        if not isinstance(node, Scalar) or node.tag not in ("timestamp", "str"):
            return self._wrong(node, "a date", path, _DATE_FORM)
        written = node.text.strip()
        match = _LOOSE_DATE.match(written)
        try:
            year, month, day = (int(part) for part in match.groups()) if match else (0, 0, 0)
            meant = datetime.date(year, month, day).isoformat()
        except ValueError:
            message = f"{_name(path)} is no day of the calendar: '{written}'"
            return self._say(node.at, "bad-date", message, _DATE_FORM)
        if written.startswith(meant):
            return meant
        message = f"{_name(path)} should have two digits for month and day"
        return self._say(node.at, "bad-date", message, f"write it as {meant}")

    def _text(self, node: Node, meta: Meta | None, path: Path, name: str = "") -> Any:
        if not isinstance(node, Scalar):
            return self._wrong(node, "a text", path)
        if node.tag != "str":
            return self._wrong(node, "a text", path, "put it in quotes")
        text = re.sub(r"\s*\n\s*", " ", node.text.strip())
        hidden = UNPRINTABLE.search(text)
        if hidden:
            code = f"U+{ord(hidden[0]):04X}"
            message = f"{_name(path)} holds a character that cannot be shown ({code})"
            return self._say(node.at, "control-character", message, "leave it out")
        if meta is None or meta.pattern is None or re.search(meta.pattern, text):
            return text
        message = f"{name or _name(path)} should be {_extra(meta, 'expected')}"
        mended = _extra(meta, "mend")(text)
        hint = f"write {_plain(mended)}" if re.search(meta.pattern, mended) else ""
        return self._say(node.at, "bad-value", message, hint)

    # --- Problems ---

    def _unknown(self, pair: Pair, types: Mapping[str, Any]) -> None:
        known = "the keys are " + ", ".join(types)
        hint = did_you_mean(pair.key, types, known)
        self._say(pair.at, "unknown-key", f"there is no key '{pair.key}' here", hint)

    def _absent(self, name: str, at: int, empty_at: int | None) -> None:
        if empty_at is None:
            self._say(at, "missing-key", f"'{name}' is missing", f"add '{name}: …'")
        else:
            self._say(empty_at, "missing-key", f"'{name}' is empty", "write something after it")

    def _wrong(self, node: Node, expected: str, path: Path, hint: str = "") -> Any:
        message = f"{_name(path)} should be {expected}, not {_word(node)}"
        return self._say(node.at, "wrong-type", message, hint)

    def _say(self, at: int, rule: str, message: str, hint: str = "") -> Any:
        self._flaws.append(Flaw(at, rule, message, hint))
        return _MISSING


# --- Types ----------------------------------------------------------------------------------------


@cache
def _types(kind: type[Struct]) -> dict[str, Any]:
    """The type of each key. A key may be no Python word, so it need not be the field's name."""
    types = get_type_hints(kind, include_extras=True)
    return {key: types[name] for key, name in _fields(kind).items()}


@cache
def _fields(kind: type[Struct]) -> dict[str, str]:
    """The field of each key."""
    return {field.encode_name: field.name for field in msgspec.structs.fields(kind)}


@cache
def _required(kind: type[Struct]) -> tuple[str, ...]:
    return tuple(
        field.encode_name
        for field in msgspec.structs.fields(kind)
        if field.default is NODEFAULT and field.default_factory is NODEFAULT
    )


def _unwrap(kind: Any) -> tuple[Any, Meta | None]:
    if get_origin(kind) is not Annotated:
        return kind, None
    inner, *metas = get_args(kind)
    return inner, next((meta for meta in metas if isinstance(meta, Meta)), None)


def _extra(meta: Meta | None, name: str) -> Any:
    return (meta.extra or {}).get(name) if meta is not None else None


# --- Words ----------------------------------------------------------------------------------------


def _word(node: Node) -> str:
    """What a node is, for a message."""
    if isinstance(node, Scalar):
        return _TAG_WORDS.get(node.tag, "something else")
    return "a list" if isinstance(node, Sequence) else "a mapping"


def _many(kind: Any) -> str:
    """What a list should hold, for a message."""
    plain, _ = _unwrap(kind)
    if plain is str:
        return "texts"
    return "texts or mappings" if get_origin(plain) in (Union, UnionType) else "mappings"


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and (node.tag == "null" or not node.text.strip())


def _as_list(node: Node) -> str:
    """How a single text is written as a list."""
    plain = isinstance(node, Scalar) and re.fullmatch(r"[\w ,’'-]{1,40}", node.text)
    return f"write [{node.text}]" if plain and isinstance(node, Scalar) else "write [first, second]"


def _plain(text: str) -> str:
    """A text as it is written in YAML."""
    return text if plain_tag(text) == "str" else f"'{text}'"


def _name(path: Path) -> str:
    """How a message calls a value: by its nearest key."""
    keys = [part for part in path if isinstance(part, str)]
    in_list = bool(path) and isinstance(path[-1], int)
    name = f"'{keys[-1]}'" if keys else "this"
    return f"an entry of {name}" if in_list else name
