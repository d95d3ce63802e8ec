"""All documents at once: what each adds to the others' pages.

In: the survey of the archive, and the links drawn for each document. Out: `Site`, in which each
document carries what the rest of the archive adds to its page. Always whole: it is cheap, and a
partial answer could be a wrong one.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.link.related import relate
from generator.link.topics import topics_of
from generator.link.touches import touches
from generator.model import Drawn, Linked, Site, Survey


def link_site(survey: Survey, drawn: Mapping[str, Drawn]) -> Site:
    """The archive, linked. `drawn` holds the links of every document of the survey, by key."""
    cards = {document.card.key: document.card for document in survey.documents}
    namings = {key: drawn[key].namings for key in cards}
    outgoing, incoming = touches(namings, cards)
    related = relate({key: [each.target for each in named] for key, named in namings.items()})
    linked = []
    for document in survey.documents:
        key = document.card.key
        linked.append(
            Linked(
                document=document,
                insertions=drawn[key].insertions,
                touches=outgoing[key],
                touched_by=incoming.get(key, ()),
                related=tuple(cards[other] for other in related[key]),
                topics=topics_of(survey.config, document, outgoing[key]),
            )
        )
    return Site(
        config=survey.config,
        documents=tuple(linked),
        redirects=survey.redirects,
        files=survey.files,
        problems=survey.problems,
    )
