"""Keys: digests of all that something was made from.

In: digests, texts and values. Out: 16 bytes. The generator's own version is part of every key, so
that another version finds nothing of its own in the log and begins anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from generator.version import code_version

Item = TypeVar("Item")

encode = msgspec.msgpack.Encoder(order="deterministic").encode
"""A value as canonical bytes: equal values give equal bytes."""


def digest_of(data: bytes) -> bytes:
    """BLAKE2b of some bytes, 128 bits."""
    return hashlib.blake2b(data, digest_size=16).digest()


def key_of(*parts: str | bytes) -> bytes:
    """The key of something that was made from all these parts."""
    total = _begun().copy()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        total.update(len(data).to_bytes(8, "big"))
        total.update(data)
    return total.digest()


def chunks(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Items in runs of one size, the last one shorter."""
    return (items[start : start + size] for start in range(0, len(items), size))


def only_new(
    wanted: dict[str, bytes], known: dict[str, tuple[bytes, bytes]]
) -> tuple[list[str], dict[str, bytes]]:
    """Of wanted keys by path: the paths that the log does not know, and what it knows of others."""
    remembered = {}
    fresh = []
    for path, key in wanted.items():
        row = known.get(path)
        if row is not None and row[0] == key:
            remembered[path] = row[1]
        else:
            fresh.append(path)
    return fresh, remembered


@cache
def _begun() -> hashlib.blake2b:
    return hashlib.blake2b(code_version().encode(), digest_size=16)


__all__ = ["chunks", "digest_of", "encode", "key_of", "only_new"]
