"""Reading CBOR (RFC 8949), as far as Pagefind's lists of contents use it.

In: bytes. Out: numbers, texts, and lists of them. Anything else that CBOR knows is refused, as is
anything cut short or nested deeper than Pagefind nests: who asks compares the bytes then. A library
was rejected, because these forty lines are all that a comparison needs of it.
"""

from __future__ import annotations

from typing import TypeAlias

Value: TypeAlias = "int | str | list[Value]"

DEEPEST = 8
"""Lists within lists; Pagefind's go five deep."""
UNSIGNED, TEXT, LIST = 0, 3, 4
"""The major types that are read."""


def read_cbor(data: bytes) -> Value:
    """The one value that the bytes hold. Raises ValueError where they are anything else."""
    value, end = _value(data, 0, DEEPEST)
    if end != len(data):
        raise ValueError("more follows the value")
    return value


def _value(data: bytes, start: int, depth: int) -> tuple[Value, int]:
    """The value that begins at `start`, and where it ends."""
    kind, number, start = _head(data, start)
    if kind == UNSIGNED:
        return number, start
    if kind == TEXT:
        return _slice(data, start, number).decode("utf-8"), start + number
    if kind != LIST or not depth:
        raise ValueError("not a value that is read here")
    values = []
    for _ in range(number):
        value, start = _value(data, start, depth - 1)
        values.append(value)
    return values, start


def _head(data: bytes, start: int) -> tuple[int, int, int]:
    """Major type and number of the value at `start`, and where its contents begin."""
    first = _slice(data, start, 1)[0]
    kind, short = first >> 5, first & 31
    if short < 24:
        return kind, short, start + 1
    if short > 27:
        raise ValueError("a length that is not told beforehand")
    width = 1 << (short - 24)
    number = int.from_bytes(_slice(data, start + 1, width), "big")
    return kind, number, start + 1 + width


def _slice(data: bytes, start: int, length: int) -> bytes:
    if start + length > len(data):
        raise ValueError("the bytes end too early")
    return data[start : start + length]
