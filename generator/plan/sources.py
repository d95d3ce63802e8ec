"""The numbered citations of a page, its sources, and the places that rest on an article.

In: what the link stage knows of a document. Out: views of its marks and sources, or of the
explainers that cite it. Ids of the frame begin with `site-`: a mark is `site-cite-3`, its note
`site-note-3`, a source `site-source-2`.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import (
    CitedView,
    Lead,
    Link,
    Linked,
    Mark,
    MarkView,
    NoteView,
    Shortened,
    SourceView,
    Used,
    Work,
)
from generator.plan.desk import Desk


def sources_of(linked: Linked, desk: Desk) -> tuple[SourceView, ...]:
    """The numbered sources of a document."""
    cards = {card.key: card for card in linked.sources}
    found = []
    for used in linked.sourced.used:
        if used.work is not None:
            found.append(_work(used, used.work))
            continue
        card = cards[used.key]
        found.append(
            SourceView(
                number=used.number,
                title=card.title,
                authors=card.authors,
                place=desk.rows[card.key].publisher,
                date=card.date,
                accessed="",
                note="",
                url=card.url,
                original=card.original if card.original.startswith("http") else "",
                marks=used.marks,
            )
        )
    return tuple(found)


def marks_of(linked: Linked, sources: tuple[SourceView, ...]) -> tuple[MarkView, ...]:
    """The numbers to put into a document's body."""
    by_number = {source.number: source for source in sources}
    return tuple(
        MarkView(mark.at, mark.id, tuple(_notes(mark, by_number))) for mark in linked.sourced.marks
    )


def cited_places(linked: Linked) -> tuple[CitedView, ...]:
    """Who rests on which passage; a document that cites one often is named once."""
    found = []
    for cited in linked.cited:
        first: dict[str, Link] = {}
        for card, mark in cited.places:
            first.setdefault(card.key, Link(f"{card.url}#site-cite-{mark}", card.title))
        found.append(CitedView(cited.at, tuple(first.values())))
    return tuple(sorted(found, key=lambda view: view.at))


def shortened(linked: Linked) -> Shortened | None:
    """What is shown of an article that may not be shown whole."""
    excerpt = linked.excerpt
    if excerpt is None or (linked.rights.kind == "excerpt" and excerpt.words >= excerpt.of):
        return None if excerpt is None else Shortened(excerpt.body, "", excerpt.words, excerpt.of)
    return Shortened(excerpt.body, linked.rights.kind, excerpt.words, excerpt.of)


def _notes(mark: Mark, sources: dict[int, SourceView]) -> Iterator[NoteView]:
    for lead in mark.leads:
        yield _note(lead, sources[lead.number])


def _note(lead: Lead, source: SourceView) -> NoteView:
    return NoteView(
        number=lead.number,
        title=source.title,
        place=source.place,
        date=source.date,
        url=lead.url or source.original,
        words=lead.words,
        locator=lead.locator,
        is_verified=lead.is_verified,
    )


def _work(used: Used, work: Work) -> SourceView:
    return SourceView(
        number=used.number,
        title=work.title,
        authors=work.authors,
        place=work.place or work.publisher,
        date=work.issued,
        accessed=work.accessed,
        note=work.note,
        url="",
        original=work.url or (f"https://doi.org/{work.doi}" if work.doi else ""),
        marks=used.marks,
    )
