"""All documents at once: names, references, mentions and backlinks.

In: the configuration, every document, and the files that lie beside explainers. Out: `Site`, in
which each document carries what the rest of the archive adds to its page. Always whole: linking is
cheap (one pass of one automaton a document), and a partial answer could be a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.link.addresses import collect_redirects, settle_addresses
from generator.link.mentions import AuthorLinks, find_mentions, run_at
from generator.link.names import Names, collect_names
from generator.link.references import Directory, Target
from generator.link.related import relate
from generator.link.topics import topics_of, unknown_topics
from generator.link.touches import Place, places, touched_by, touches
from generator.link.words import key
from generator.model import (
    Card,
    Config,
    Document,
    Insertion,
    Linked,
    Mention,
    Reference,
    Site,
    Source,
    Touch,
)
from generator.problems import Problem, in_order
from generator.urls import escape


class Drawn(Struct, frozen=True):
    """A document with its links drawn."""

    document: Document
    mentions: tuple[Mention, ...]
    insertions: tuple[Insertion, ...]
    touches: tuple[Touch, ...]


class Drawing(Struct, frozen=True):
    """All documents with their links drawn, and what is wrong with names and references."""

    documents: tuple[Document, ...]
    drawn: dict[str, Drawn]
    problems: tuple[Problem, ...]


def link_site(config: Config, documents: Iterable[Document], files: Iterable[Source]) -> Site:
    """The archive, linked. Problems are in `Site.problems`."""
    file_urls = copied_files(files)
    drawing = draw_links(config, documents, file_urls)
    redirects, hidden = collect_redirects(drawing.documents)
    cards = {document.card.key: document.card for document in drawing.documents}
    touching = {name: drawn.touches for name, drawn in drawing.drawn.items()}
    incoming = touched_by(touching, cards)
    related = relate(
        {name: [touch.card.key for touch in found] for name, found in touching.items()}
    )
    names = {document.card.key: _spellings(document) for document in drawing.documents}
    linked = (
        Linked(
            document=drawn.document,
            insertions=drawn.insertions,
            touches=drawn.touches,
            touched_by=incoming.get(drawn.document.card.key, ()),
            related=tuple(cards[other] for other in related[drawn.document.card.key]),
            topics=topics_of(config, drawn.document, drawn.touches),
            spellings=_all_spellings(drawn, names),
        )
        for drawn in drawing.drawn.values()
    )
    return Site(
        config=config,
        documents=tuple(linked),
        redirects=redirects,
        files=tuple(sorted(file_urls.items())),
        problems=in_order((*drawing.problems, *hidden, *unknown_topics(config, drawing.documents))),
    )


def copied_files(files: Iterable[Source]) -> dict[str, str]:
    """Where each file beside an explainer is copied to: its path below `content/`.

    A hyphen stands for what has a meaning of its own in addresses (`#`, `?`, `%`).
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    for source in sorted(files, key=lambda source: source.path):
        folder, _, name = source.path.partition("/")[2].rpartition("/")
        url = re.sub(r"[#?%]", "-", f"files/{folder}/{name}" if folder else f"files/{name}")
        while url in taken:
            url = f"{url.rpartition('/')[0]}/-{url.rpartition('/')[2]}"
        taken.add(url)
        urls[source.path] = url
    return urls


def draw_links(config: Config, documents: Iterable[Document], file_urls: dict[str, str]) -> Drawing:
    """Every link of every document: what authors wrote, and what their names say."""
    settled, collisions = settle_addresses(documents)
    names, conflicts = collect_names(settled)
    directory = Directory(config, settled, file_urls)
    cards = {document.card.key: document.card for document in settled}
    problems = [*collisions, *conflicts]
    drawn = {}
    for document in settled:
        found, broken = _resolve(document, directory)
        problems.extend(broken)
        drawn[document.card.key] = _draw(document, names, found, cards)
    return Drawing(settled, drawn, in_order(problems))


def _resolve(
    document: Document, directory: Directory
) -> tuple[list[tuple[Reference, Target]], list[Problem]]:
    found: list[tuple[Reference, Target]] = []
    broken: list[Problem] = []
    for reference in document.references:
        target = directory.resolve(document, reference)
        if isinstance(target, Problem):
            broken.append(target)
        else:
            found.append((reference, target))
    return found, broken


def _draw(
    document: Document,
    names: Names,
    found: Sequence[tuple[Reference, Target]],
    cards: dict[str, Card],
) -> Drawn:
    mentions = tuple(find_mentions(document, names, _author_links(document, found)))
    insertions = [_written(reference, target) for reference, target in found]
    insertions += [
        _automatic(document, mention, cards) for mention in mentions if mention.rule == "linked"
    ]
    references = [
        Place(written.passage, written.start, written.end, target.key, _title(written, target))
        for written, target in found
        if target.key
    ]
    named = places(mentions, references)
    return Drawn(
        document=document,
        mentions=mentions,
        insertions=tuple(sorted(insertions, key=lambda insertion: insertion.start)),
        touches=tuple(touches(document, named, cards)),
    )


def _author_links(document: Document, found: Iterable[tuple[Reference, Target]]) -> AuthorLinks:
    return frozenset(
        (document.passages[reference.passage].section, target.key)
        for reference, target in found
        if target.key and reference.passage >= 0
    )


def _written(reference: Reference, target: Target) -> Insertion:
    return Insertion(reference.at, reference.until, target.url, _title(reference, target))


def _title(reference: Reference, target: Target) -> str:
    """The target's title where the author wrote only its slug, else nothing."""
    slug = target.url.partition("#")[0].rstrip("/")
    bare = reference.kind == "wikilink" and not reference.label and not reference.fragment
    return target.title if bare and key(reference.name) in (slug, slug.rpartition("/")[2]) else ""


def _automatic(document: Document, mention: Mention, cards: dict[str, Card]) -> Insertion:
    passage = document.passages[mention.passage]
    run = run_at(passage, mention.start)
    start = run.at + len(escape(passage.text[run.start : mention.start]))
    end = start + len(escape(passage.text[mention.start : mention.end]))
    return Insertion(start, end, cards[mention.target].url, auto=True)


def _spellings(document: Document) -> tuple[str, ...]:
    return tuple(name.text for name in document.names)


def _all_spellings(drawn: Drawn, names: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """All names of the document and of what it touches, so that search finds it by each."""
    own = set(names[drawn.document.card.key])
    return tuple(sorted(own.union(*(names[touch.card.key] for touch in drawn.touches))))
