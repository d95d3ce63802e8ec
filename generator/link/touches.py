"""Who names whom, with the sentence that does.

In: documents, their mentions, and what their references lead to. Out: `Touch` values both ways:
what a document touches (in reading order) and what touches it (newest first). A document touches
another once, at the first place that names or links it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.link.mentions import COUNTED
from generator.link.sentences import sentence_around
from generator.model import Card, Document, Mention, Sentence, Touch


class Place(Struct, frozen=True, order=True):
    """Characters of a passage that name or link a document; `shown` replaces them where given."""

    passage: int
    start: int
    end: int
    target: str
    shown: str = ""


def places(mentions: Iterable[Mention], references: Iterable[Place]) -> list[Place]:
    """Every place that connects a document to another, in reading order."""
    found = [
        Place(mention.passage, mention.start, mention.end, mention.target)
        for mention in mentions
        if mention.rule in COUNTED
    ]
    return sorted([*found, *references])


def touches(
    document: Document, named: Sequence[Place], cards: Mapping[str, Card]
) -> Iterator[Touch]:
    """What the document touches: each target at its first place."""
    seen = {document.card.key}
    replaced = [place for place in named if place.shown]
    for place in named:
        if place.target in seen or place.passage < 0:
            continue
        seen.add(place.target)
        passage = document.passages[place.passage]
        yield Touch(
            card=cards[place.target],
            url=f"{document.card.url}#{passage.id}",
            sentence=_sentence(passage.text, place, replaced),
        )


def touched_by(
    touching: Mapping[str, Sequence[Touch]], cards: Mapping[str, Card]
) -> dict[str, tuple[Touch, ...]]:
    """For each key, the touches that lead to it, each with the card of its source."""
    turned: dict[str, list[Touch]] = defaultdict(list)
    for source, found in touching.items():
        for touch in found:
            turned[touch.card.key].append(Touch(cards[source], touch.url, touch.sentence))
    return {key: newest_first(found) for key, found in turned.items()}


def newest_first(found: Iterable[Touch]) -> tuple[Touch, ...]:
    """By date, the newest first and the undated last; on one date by title."""
    by_title = sorted(found, key=lambda touch: (touch.card.title, touch.card.key))
    return tuple(sorted(by_title, key=lambda touch: touch.card.date, reverse=True))


def _sentence(text: str, place: Place, replaced: Sequence[Place]) -> Sentence:
    """The sentence as a reader sees it: a bare `[[slug]]` shows the target's title."""
    start, end = place.start, place.end
    for other in reversed(replaced):
        if other.passage != place.passage:
            continue
        text = text[: other.start] + other.shown + text[other.end :]
        longer = len(other.shown) - (other.end - other.start)
        start += longer if other.start < place.start else 0
        end += longer if other.start <= place.start else 0
    return sentence_around(text, start, end)
