"""Which documents have most in common.

In: for each document, the documents it touches. Out: for each document, the few that share the
rarest of them. A document that N others name weighs log(all / N), in thousandths, so that sums are
exact on every machine; a link to everything says nothing. What more than `SHARED_LIMIT` documents
name is left out altogether: it says little, and comparing all who name it would make the build
quadratic.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

SHARED_LIMIT = 60
"""Documents that may share a link before it is too common to relate them."""
RELATED_COUNT = 5


def relate(touched: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """For each key, at most `RELATED_COUNT` other keys, the most related first.

    Equal weights are ordered by key. Documents that touch one another are left out:
    they are linked already.
    """
    sharers: dict[str, list[str]] = defaultdict(list)
    for document in sorted(touched):
        for target in touched[document]:
            sharers[target].append(document)
    total = max(len(touched), 2)
    weights = {
        target: round(1000 * math.log(total / len(group))) for target, group in sharers.items()
    }
    return {
        document: _nearest(document, touched[document], sharers, weights) for document in touched
    }


def _nearest(
    document: str,
    targets: Sequence[str],
    sharers: Mapping[str, list[str]],
    weights: Mapping[str, int],
) -> tuple[str, ...]:
    scores: dict[str, int] = defaultdict(int)
    for target in targets:
        if weights[target] > 0 and len(sharers[target]) <= SHARED_LIMIT:
            for other in sharers[target]:
                scores[other] += weights[target]
    linked = {document, *targets, *sharers.get(document, ())}
    best = sorted(scores.keys() - linked, key=lambda other: (-scores[other], other))
    return tuple(best[:RELATED_COUNT])
