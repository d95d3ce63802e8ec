"""The whole archive, seen from above: what every document's links depend on.

In: the configuration, every document, and the files that lie beside explainers. Out: a `Survey`:
the outline (addresses and names), every link that an author wrote with where it leads, and what is
wrong with these. No text is read for it, so it is cheap and always whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from generator.link.outline import outline_of
from generator.link.references import Directory, Target
from generator.link.words import key
from generator.model import Config, Document, Outline, Placed, Reference, Survey
from generator.problems import Problem, in_order
from generator.rights import rights_of, shown_summary


def survey_archive(
    config: Config,
    documents: Sequence[Document],
    files: Iterable[str],
    last: Survey | None = None,
) -> Survey:
    """The archive's names, addresses and written links; `files` are paths below `content/`.

    `last` is what was made of an earlier state: it changes the time that this takes, nothing else.
    """
    outline = outline_of(config, documents, files, last)
    settled = _settled(documents, outline, last)
    directory = Directory(outline, settled)
    placed: dict[str, tuple[Placed, ...]] = {}
    problems = list(outline.problems)
    for document in settled:
        if document.references:
            placed[document.card.key], broken = _place(document, directory)
            problems.extend(broken)
    return Survey(
        outline=outline,
        sources=tuple(documents),
        documents=settled,
        placed=placed,
        problems=in_order(problems),
    )


def _settled(
    documents: Iterable[Document], outline: Outline, last: Survey | None
) -> tuple[Document, ...]:
    """The documents at their own addresses, with what may be told of them, sorted by key."""
    known: dict[int, Document] = {}
    if last is not None and last.outline is outline:
        before = {document.card.key: document for document in last.documents}
        known = {id(source): before[source.card.key] for source in last.sources}
    by_key = {
        document.card.key: known.get(id(document)) or _settle(document, outline)
        for document in documents
    }
    return tuple(by_key[each] for each in sorted(by_key))


def _settle(document: Document, outline: Outline) -> Document:
    card = document.card
    url = outline.moved.get(card.key, card.url)
    summary = shown_summary(document, rights_of(outline.config, document))
    if url == card.url and summary == card.summary:
        return document
    card = msgspec.structs.replace(card, url=url, summary=summary)
    return msgspec.structs.replace(document, card=card)


def _place(document: Document, directory: Directory) -> tuple[tuple[Placed, ...], list[Problem]]:
    """Every link that the author wrote, with where it leads; the broken ones as problems."""
    found: list[Placed] = []
    broken: list[Problem] = []
    for reference in document.references:
        target = directory.resolve(document, reference)
        if isinstance(target, Problem):
            broken.append(target)
        else:
            found.append(_placed(reference, target))
    return tuple(found), broken


def _placed(reference: Reference, target: Target) -> Placed:
    return Placed(
        at=reference.at,
        until=reference.until,
        passage=reference.passage,
        start=reference.start,
        end=reference.end,
        url=target.url,
        target=target.key,
        shown=_title(reference, target),
    )


def _title(reference: Reference, target: Target) -> str:
    """The target's title where the author wrote only its slug, else nothing."""
    slug = target.url.partition("#")[0].rstrip("/")
    bare = reference.kind == "wikilink" and not reference.label and not reference.fragment
    return target.title if bare and key(reference.name) in (slug, slug.rpartition("/")[2]) else ""
