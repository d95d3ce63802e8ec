"""Small documents with their texts, for the tests of the link stage."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from generator.model import Card, Config, Document, Kind, Name, Passage, Run, Span, Text, Topic
from generator.urls import escape, passage_id

CONFIG = Config(
    title="Test archive",
    base_url="https://example.org/archive/",
    topics=(Topic("talks", "Peace talks"), Topic("nuclear", "Nuclear safety")),
)


class Paper(Struct, frozen=True):
    """A document with its text, as parsing hands them on together."""

    document: Document
    text: Text

    @property
    def card(self) -> Card:
        """What others may see of it."""
        return self.document.card

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its paragraphs."""
        return self.text.passages


def changed(paper: Paper, **changes: object) -> Paper:
    """The same paper with other values in its document, or with other passages."""
    text = paper.text
    if "passages" in changes:
        text = Text(text.body, changes.pop("passages"))  # type: ignore[arg-type]
    return Paper(msgspec.structs.replace(paper.document, **changes), text)


def a_document(
    key: str,
    *paragraphs: str,
    kind: Kind = "article",
    names: Sequence[str | Name] = (),
    never: tuple[str, ...] = (),
    title: str = "",
    date: str = "",
    topics: tuple[str, ...] = (),
    url: str = "",
    redirects: tuple[str, ...] = (),
    slug_given: bool = False,
) -> Paper:
    """A document of plain paragraphs, each a section of its own where it begins with `#`."""
    body, passages, section = "", [], 0
    for text in paragraphs:
        barrier = "heading" if text.startswith("#") else ""
        section += bool(barrier)
        tag = "h2" if barrier else "p"
        body += f'<{tag} id="{passage_id(text)}">'
        run = Run(0, len(text), len(body), barrier)
        passages.append(Passage(passage_id(text), text, section, Span(0, 0), (run,)))
        body += f"{escape(text)}</{tag}>\n"
    stem = key.rpartition("/")[2].partition(".")[0]
    document = Document(
        card=Card(
            key=key,
            kind=kind,
            url=url or (f"articles/{stem}/" if kind == "article" else f"{stem}/"),
            title=title or stem,
            date=date,
            topics=topics,
        ),
        digest="",
        ids=tuple(passage.id for passage in passages),
        names=tuple(Name(name) if isinstance(name, str) else name for name in names),
        never=never,
        redirects=redirects,
        slug_given=slug_given,
    )
    return Paper(document, Text(body, tuple(passages)))


def a_card(stem: str, *names: str | Name, kind: Kind = "place", **more: object) -> Paper:
    """A card with these names and a body that mentions nothing."""
    return a_document(f"content/{stem}.md", "Nothing here.", kind=kind, names=names, **more)  # type: ignore[arg-type]
