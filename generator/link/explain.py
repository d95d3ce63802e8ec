"""Every decision about one document's names, for `explain-links`.

In: the same survey as the build's, and the document's text. Out: one `Explanation` a mention, from
the same mentions that the build draws, so that what is explained is what happens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.link.drawing import mentions_of
from generator.link.mentions import RULES
from generator.link.names import Names
from generator.model import Card, Mention, Passage, Sheet, Survey, Text

OPEN = ("ambiguous", "condition", "never", "crosses-markup")
"""Rules whose mentions an editor could settle by another alias or condition."""


class Explanation(Struct, frozen=True):
    """One mention: the words that stand there, whose name they are, and why (not) linked."""

    passage: Passage
    words: str
    card: Card
    rule: str
    reason: str


def explain_links(survey: Survey, key: str, text: Text) -> tuple[Explanation, ...]:
    """The decisions about document `key`, whose text is given, in reading order."""
    cards = {document.card.key: document.card for document in survey.documents}
    sheet = Sheet(key, text.passages, survey.placed.get(key, ()))
    mentions = mentions_of(sheet, Names(survey.names))
    return tuple(_explanation(text, mention, cards) for mention in mentions)


def left_alone(
    survey: Survey, texts: Iterable[tuple[str, Text]]
) -> Iterator[tuple[str, Explanation]]:
    """The mentions in many documents that an editor could settle, each with its document."""
    cards = {document.card.key: document.card for document in survey.documents}
    names = Names(survey.names)
    for key, text in texts:
        sheet = Sheet(key, text.passages, survey.placed.get(key, ()))
        for mention in mentions_of(sheet, names):
            if mention.rule in OPEN:
                yield key, _explanation(text, mention, cards)


def _explanation(text: Text, mention: Mention, cards: dict[str, Card]) -> Explanation:
    passage = text.passages[mention.passage]
    words = passage.text[mention.start : mention.end]
    return Explanation(passage, words, cards[mention.target], mention.rule, RULES[mention.rule])
