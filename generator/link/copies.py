"""Articles that are nearly the same: one story as several publishers carried it.

In: all documents, with the signatures of their texts. Out: for each article that has copies, its
cluster in order; the first is canonical: what may be shown whole before what may not, then the
oldest, then by path. Two articles are copies if their signatures share six of ten numbers, and
whatever is a copy of a copy belongs to the cluster. Candidates share a quarter of one of sixteen
bands (locality-sensitive hashing), so no two are compared that have nothing in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from generator.model import Config, Document
from generator.rights import rights_of

BAND = 16
"""Bytes of a band: four of 64 numbers."""
NUMBER = 4
ALIKE = 0.6
ORDER = {"full": "0", "excerpt": "1", "link": "2"}


def clusters(config: Config, documents: Sequence[Document]) -> dict[str, tuple[str, ...]]:
    """The cluster of each article that has copies, by key, the canonical one first."""
    by_key = {each.card.key: each for each in documents if each.signature}
    leaders = {key: key for key in by_key}
    for group in _candidates(by_key):
        for other in group[1:]:
            if _alike(by_key[group[0]].signature, by_key[other].signature):
                _unite(leaders, group[0], other)
    found: dict[str, list[str]] = defaultdict(list)
    for key in by_key:
        found[_leader(leaders, key)].append(key)
    ordered = [
        tuple(sorted(members, key=lambda key: _rank(config, by_key[key])))
        for members in found.values()
        if len(members) > 1
    ]
    return {key: members for members in ordered for key in members}


def _candidates(by_key: dict[str, Document]) -> list[list[str]]:
    """Articles that share a band."""
    bands: dict[tuple[int, bytes], list[str]] = defaultdict(list)
    for key, document in by_key.items():
        for at in range(0, len(document.signature), BAND):
            bands[at, document.signature[at : at + BAND]].append(key)
    return [group for group in bands.values() if len(group) > 1]


def _alike(one: bytes, other: bytes) -> bool:
    numbers = range(0, len(one), NUMBER)
    equal = sum(one[at : at + NUMBER] == other[at : at + NUMBER] for at in numbers)
    return equal >= ALIKE * len(numbers)


def _leader(leaders: dict[str, str], key: str) -> str:
    while leaders[key] != key:
        leaders[key] = leaders[leaders[key]]
        key = leaders[key]
    return key


def _unite(leaders: dict[str, str], one: str, other: str) -> None:
    first, second = sorted((_leader(leaders, one), _leader(leaders, other)))
    leaders[second] = first


def _rank(config: Config, document: Document) -> tuple[str, str, str]:
    kind = rights_of(config, document).kind
    return ORDER[kind], document.card.date or "9999", document.card.key
