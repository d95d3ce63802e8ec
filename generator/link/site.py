"""All documents at once: what each adds to the others' pages.

In: the survey of the archive, and the links drawn for each document. Out: `Site`, in which each
document carries what the rest of the archive adds to its page. Who names whom is always worked out
whole: it is cheap, and a partial answer could be a wrong one. It follows from cards and namings
alone, so where these are all as they were the last time, the answer is, too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.link.copies import clusters
from generator.link.related import relate
from generator.link.topics import topics_of
from generator.link.touches import touches
from generator.model import Card, Cited, Document, Drawn, Linked, Naming, Site, Sourced, Survey
from generator.rights import rights_of

NOTHING = Sourced()


class Linkage(Struct, frozen=True):
    """A linked site, and what its links were made from."""

    cards: dict[str, Card]
    namings: dict[str, tuple[Naming, ...]]
    sourced: Mapping[str, Sourced]
    clusters: dict[str, tuple[str, ...]]
    site: Site


def link_site(
    survey: Survey,
    drawn: Mapping[str, Drawn],
    sourced: Mapping[str, Sourced],
    last: Linkage | None = None,
) -> Linkage:
    """The archive, linked.

    `drawn` holds the links of every document of the survey, by key, and `sourced` what the
    citations of those came to that have any.

    `last` is an earlier state: documents that are linked as they were then are the very same
    values, which saves the stages that follow from comparing them.
    """
    cards = {document.card.key: document.card for document in survey.documents}
    namings = {key: drawn[key].namings for key in cards}
    found = _clusters(survey, last)
    known = {} if last is None else {each.document.card.key: each for each in last.site.documents}
    if (
        last is not None
        and last.site.config == survey.config
        and last.cards == cards
        and last.namings == namings
        and last.sourced == sourced
        and last.clusters == found
    ):
        linked = [_reworded(known[each.card.key], each, drawn) for each in survey.documents]
    else:
        linked = [
            known[each.document.card.key] if known.get(each.document.card.key) == each else each
            for each in _linked(survey, drawn, cards, namings, sourced=sourced, clustered=found)
        ]
    site = Site(
        config=survey.config,
        documents=tuple(linked),
        redirects=survey.outline.redirects,
        files=survey.outline.files,
        problems=survey.problems,
    )
    return Linkage(cards, namings, sourced, found, site)


def _clusters(survey: Survey, last: Linkage | None) -> dict[str, tuple[str, ...]]:
    """Near-duplicates; as they were where no text and no date changed."""
    if last is not None and last.site.config == survey.config:
        before = last.site.documents
        if len(before) == len(survey.documents) and all(
            one.document.signature == other.signature
            and one.document.card == other.card
            and one.document.rights == other.rights
            for one, other in zip(before, survey.documents, strict=True)
        ):
            return last.clusters
    return clusters(survey.config, survey.documents)


def _reworded(known: Linked, document: Document, drawn: Mapping[str, Drawn]) -> Linked:
    """A document that the others see as they did; only its own words may be new."""
    found = drawn[document.card.key]
    if (
        known.document is document
        and known.insertions == found.insertions
        and known.excerpt == found.excerpt
        and known.anchors == found.anchors
    ):
        return known
    ends = dict(found.ends)
    cited = tuple(
        replace(each, at=ends[each.passage]) for each in known.cited if each.passage in ends
    )
    return replace(
        known,
        document=document,
        insertions=found.insertions,
        excerpt=found.excerpt,
        anchors=found.anchors,
        cited=cited,
    )


def _linked(
    survey: Survey,
    drawn: Mapping[str, Drawn],
    cards: dict[str, Card],
    namings: dict[str, tuple[Naming, ...]],
    *,
    sourced: Mapping[str, Sourced],
    clustered: Mapping[str, tuple[str, ...]],
) -> list[Linked]:
    outgoing, incoming = touches(namings, cards)
    related = relate({key: [each.target for each in named] for key, named in namings.items()})
    citing = _citing(sourced, cards)
    return [
        Linked(
            document=document,
            insertions=drawn[document.card.key].insertions,
            excerpt=drawn[document.card.key].excerpt,
            anchors=drawn[document.card.key].anchors,
            rights=rights_of(survey.config, document),
            cluster=tuple(cards[each] for each in clustered.get(document.card.key, ())),
            sourced=sourced.get(document.card.key, NOTHING),
            sources=tuple(
                cards[each.key] for each in sourced.get(document.card.key, NOTHING).used if each.key
            ),
            cited=tuple(
                Cited(passage, at, tuple(places))
                for passage, at in drawn[document.card.key].ends
                if (places := citing.get((document.card.key, passage)))
            ),
            touches=outgoing[document.card.key],
            touched_by=incoming.get(document.card.key, ()),
            related=tuple(cards[other] for other in related[document.card.key]),
            topics=topics_of(survey.config, document, outgoing[document.card.key]),
        )
        for document in survey.documents
    ]


def _citing(
    sourced: Mapping[str, Sourced], cards: Mapping[str, Card]
) -> dict[tuple[str, str], list[tuple[Card, int]]]:
    """Which places rest on each passage: by article and passage, in order of title."""
    found: dict[tuple[str, str], dict[tuple[str, int], Card]] = defaultdict(dict)
    for key in sorted(sourced, key=lambda each: (cards[each].title, each)):
        for backing in sourced[key].backings:
            found[backing.key, backing.passage][key, backing.mark] = cards[key]
    return {
        place: [(card, mark) for (_, mark), card in marks.items()] for place, marks in found.items()
    }
