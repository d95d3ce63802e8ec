"""All documents at once: what each adds to the others' pages.

In: the survey of the archive, and the links drawn for each document. Out: `Site`, in which each
document carries what the rest of the archive adds to its page. Who names whom is always worked out
whole: it is cheap, and a partial answer could be a wrong one. It follows from cards and namings
alone, so where these are all as they were the last time, the answer is, too.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.link.related import relate
from generator.link.topics import topics_of
from generator.link.touches import touches
from generator.model import Card, Document, Drawn, Linked, Naming, Site, Survey


class Linkage(Struct, frozen=True):
    """A linked site, and what its links were made from."""

    cards: dict[str, Card]
    namings: dict[str, tuple[Naming, ...]]
    site: Site


def link_site(survey: Survey, drawn: Mapping[str, Drawn], last: Linkage | None = None) -> Linkage:
    """The archive, linked. `drawn` holds the links of every document of the survey, by key.

    `last` is an earlier state: documents that are linked as they were then are the very same
    values, which saves the stages that follow from comparing them.
    """
    cards = {document.card.key: document.card for document in survey.documents}
    namings = {key: drawn[key].namings for key in cards}
    known = {} if last is None else {each.document.card.key: each for each in last.site.documents}
    if (
        last is not None
        and last.site.config == survey.config
        and last.cards == cards
        and last.namings == namings
    ):
        linked = [_reworded(known[each.card.key], each, drawn) for each in survey.documents]
    else:
        linked = [
            known[each.document.card.key] if known.get(each.document.card.key) == each else each
            for each in _linked(survey, drawn, cards, namings)
        ]
    site = Site(
        config=survey.config,
        documents=tuple(linked),
        redirects=survey.outline.redirects,
        files=survey.outline.files,
        problems=survey.problems,
    )
    return Linkage(cards, namings, site)


def _reworded(known: Linked, document: Document, drawn: Mapping[str, Drawn]) -> Linked:
    """A document that the others see as they did; only its own words may be new."""
    insertions = drawn[document.card.key].insertions
    if known.document is document and known.insertions == insertions:
        return known
    return replace(known, document=document, insertions=insertions)


def _linked(
    survey: Survey,
    drawn: Mapping[str, Drawn],
    cards: dict[str, Card],
    namings: dict[str, tuple[Naming, ...]],
) -> list[Linked]:
    outgoing, incoming = touches(namings, cards)
    related = relate({key: [each.target for each in named] for key, named in namings.items()})
    return [
        Linked(
            document=document,
            insertions=drawn[document.card.key].insertions,
            touches=outgoing[document.card.key],
            touched_by=incoming.get(document.card.key, ()),
            related=tuple(cards[other] for other in related[document.card.key]),
            topics=topics_of(survey.config, document, outgoing[document.card.key]),
        )
        for document in survey.documents
    ]
