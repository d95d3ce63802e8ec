"""Who names whom, with the sentence that does.

In: the mentions of a document and what its references lead to. Out: its `Naming`s, in reading
order; a document names another once, at the first place that names or links it. From all
documents' namings come the `Touch` values both ways: what a document touches (in reading order)
and what touches it (newest first).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.link.mentions import COUNTED
from generator.link.sentences import sentence_around
from generator.model import Card, Mention, Naming, Passage, Sentence, Touch


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


def namings(key: str, passages: Sequence[Passage], named: Sequence[Place]) -> Iterator[Naming]:
    """Whom document `key` names: each target at its first place."""
    seen = {key}
    replaced = [place for place in named if place.shown]
    for place in named:
        if place.target in seen or place.passage < 0:
            continue
        seen.add(place.target)
        passage = passages[place.passage]
        yield Naming(place.target, passage.id, _sentence(passage.text, place, replaced))


def touches(
    drawn: Mapping[str, Sequence[Naming]], cards: Mapping[str, Card]
) -> tuple[dict[str, tuple[Touch, ...]], dict[str, tuple[Touch, ...]]]:
    """What each document touches, and what touches it, by key; `cards` holds every document's.

    What touches a document comes by date, the newest first and the undated last; on one date by
    title. Documents are gone through in that order once, instead of sorting each list.
    """
    outgoing: dict[str, tuple[Touch, ...]] = {}
    incoming: dict[str, list[Touch]] = defaultdict(list)
    for card in newest_first(cards.values()):
        found = []
        for naming in drawn[card.key]:
            url = f"{card.url}#{naming.passage}" if naming.passage else card.url
            found.append(Touch(cards[naming.target], url, naming.sentence))
            incoming[naming.target].append(Touch(card, url, naming.sentence))
        outgoing[card.key] = tuple(found)
    return outgoing, {key: tuple(found) for key, found in incoming.items()}


def newest_first(cards: Iterable[Card]) -> list[Card]:
    """By date, the newest first and the undated last; on one date by title."""
    by_title = sorted(cards, key=lambda card: (card.title, card.key))
    return sorted(by_title, key=lambda card: card.date, reverse=True)


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
