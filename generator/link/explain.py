"""Every decision about one document's names, for `explain-links`.

In: the same values as `link_site`. Out: one `Explanation` a mention, made by the same drawing that
the build uses, so that what is explained is what happens.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from generator.link.mentions import RULES
from generator.link.site import copied_files, draw_links
from generator.model import Card, Config, Document, Mention, Passage, Source


class Explanation(Struct, frozen=True):
    """One mention: the words that stand there, whose name they are, and why (not) linked."""

    passage: Passage
    words: str
    card: Card
    rule: str
    reason: str


def explain_links(
    config: Config, documents: Iterable[Document], files: Iterable[Source], key: str
) -> tuple[Explanation, ...]:
    """The decisions about document `key`, in reading order. Raises KeyError for another key."""
    drawing = draw_links(config, documents, copied_files(files))
    cards = {document.card.key: document.card for document in drawing.documents}
    drawn = drawing.drawn[key]
    return tuple(_explanation(drawn.document, mention, cards) for mention in drawn.mentions)


def _explanation(document: Document, mention: Mention, cards: dict[str, Card]) -> Explanation:
    passage = document.passages[mention.passage]
    words = passage.text[mention.start : mention.end]
    return Explanation(passage, words, cards[mention.target], mention.rule, RULES[mention.rule])
