"""Reading CBOR: the RFC's own examples, and anything that is none of ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from generator.verify.cbor import DEEPEST, Value, read_cbor


# RFC 8949, Appendix A
@pytest.mark.parametrize(
    ("encoded", "value"),
    [
        ("00", 0),
        ("01", 1),
        ("0a", 10),
        ("17", 23),
        ("1818", 24),
        ("1864", 100),
        ("1903e8", 1000),
        ("1a000f4240", 1_000_000),
        ("1b000000e8d4a51000", 1_000_000_000_000),
        ("1bffffffffffffffff", 18_446_744_073_709_551_615),
        ("60", ""),
        ("6161", "a"),
        ("6449455446", "IETF"),
        ("62225c", '"\\'),
        ("62c3bc", "ü"),
        ("63e6b0b4", "水"),
        ("64f0908591", "\U00010151"),
        ("80", []),
        ("83010203", [1, 2, 3]),
        ("8301820203820405", [1, [2, 3], [4, 5]]),
        ("98190102030405060708090a0b0c0d0e0f101112131415161718181819", list(range(1, 26))),
    ],
)
def test_the_examples_of_the_rfc(encoded: str, value: Value) -> None:
    assert read_cbor(bytes.fromhex(encoded)) == value


@pytest.mark.parametrize(
    "encoded",
    [
        "",  # nothing
        "0000",  # two values
        "18",  # a number without its bytes
        "6261",  # a text cut short
        "8301",  # a list cut short
        "9bffffffffffffffff00",  # a list longer than the world
        "62c328",  # not UTF-8
        "20",  # a negative number
        "4101",  # bytes
        "a10102",  # a map
        "c000",  # a tag
        "f6",  # null
        "f93c00",  # a fraction
        "9f01ff",  # a list whose length is not told
        "1c",  # reserved
        "81" * (DEEPEST + 1) + "00",  # too deep
        "81" * 100_000,
    ],
)
def test_anything_else_is_refused(encoded: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_cbor(bytes.fromhex(encoded))


def encoded(value: Value) -> bytes:
    """A value as CBOR, with every number in its shortest form."""
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(4, len(value)) + b"".join(encoded(each) for each in value)


def head(kind: int, number: int) -> bytes:
    """Major type and number."""
    if number < 24:
        return bytes([kind << 5 | number])
    width = next(power for power in range(4) if number < 1 << (8 << power))
    return bytes([kind << 5 | 24 + width]) + number.to_bytes(1 << width, "big")


VALUES = some.recursive(
    some.integers(0, 2**64 - 1) | some.text(),
    lambda inner: some.lists(inner, max_size=30),
    max_leaves=20,
).filter(lambda value: depth(value) <= DEEPEST)


def depth(value: Value) -> int:
    """How deep lists lie within lists."""
    return 1 + max(map(depth, value), default=0) if isinstance(value, list) else 0


@given(VALUES)
def test_what_is_written_is_read(value: Value) -> None:
    assert read_cbor(encoded(value)) == value


@given(some.binary())
def test_any_bytes_are_a_value_or_refused(data: bytes) -> None:
    try:
        value = read_cbor(data)
    except ValueError:
        return
    assert len(encoded(value)) <= len(data)
