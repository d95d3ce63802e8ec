"""Small values for tests: cards, documents, sites and templates, complete but short.

Every function takes what a test is about as arguments and fills in the rest. `a_site` links: a pair
`(source, target)` of documents becomes a touch on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from generator.model import (
    Card,
    Chrome,
    Config,
    Document,
    Entry,
    Head,
    Kind,
    Linked,
    Page,
    Provenance,
    Sentence,
    Site,
    Source,
    SourceKind,
    Topic,
    Touch,
)
from generator.urls import digest, passage_id

TOPICS = (
    Topic("energy", "Energy", "Power under fire."),
    Topic("diplomacy", "Diplomacy", "Talks and guarantees."),
)


def a_source(path: str, text: str = "", kind: SourceKind = "file") -> Source:
    """A file with this text."""
    data = text.encode("utf-8")
    return Source(path, kind, digest(data), data)


def an_entry(path: str, text: str = "", kind: SourceKind = "file") -> Entry:
    """The same file as the listing tells of it."""
    source = a_source(path, text, kind)
    return Entry(path, kind, source.digest)


def a_config(**changes: Any) -> Config:
    """A configuration with two topics and no publisher."""
    config = Config("The Archive", "https://example.org/repo/", topics=TOPICS)
    return msgspec.structs.replace(config, **changes)


def a_card(slug: str = "znpp-control", kind: Kind = "explainer", **changes: Any) -> Card:
    """A card whose title, key and URL come from its slug."""
    folder, prefix = ("seeds", "articles/") if kind == "article" else ("content", "")
    title = slug.replace("-", " ").capitalize()
    card = Card(f"{folder}/{slug}.md", kind, f"{prefix}{slug}/", title)
    return msgspec.structs.replace(card, **changes)


def a_document(card: Card, **changes: Any) -> Document:
    """A document whose source nobody needs."""
    return msgspec.structs.replace(Document(card, digest(card.key.encode())), **changes)


def linked(document: Document, **changes: Any) -> Linked:
    """A document that nothing is linked to, with its own topics."""
    found = Linked(document, (), (), (), (), document.card.topics)
    return msgspec.structs.replace(found, **changes)


def an_article(slug: str = "plant-shelled", date: str = "2026-02-18", **changes: Any) -> Linked:
    """An article; further arguments change its card."""
    card = a_card(slug, "article", date=date, **changes)
    provenance = Provenance(file=card.key)
    return linked(a_document(card, provenance=provenance))


def an_explainer(slug: str = "znpp-control", kind: Kind = "explainer", **changes: Any) -> Linked:
    """An explainer, card or plain page; further arguments change its card."""
    return linked(a_document(a_card(slug, kind, **changes)))


def a_touch(card: Card, url: str = "articles/plant-shelled/#p-1") -> Touch:
    """The mention of a document, or by it."""
    return Touch(card, url, Sentence("What is ", card.title, "?"))


def a_site(*documents: Linked, pairs: Iterable[tuple[Linked, Linked]] = (), **changes: Any) -> Site:
    """A site of documents that name one another; further arguments change the configuration."""
    by_key = {each.document.card.key: each for each in documents}
    for source, target in pairs:
        _link(by_key, source.document.card, target.document.card)
    ordered = tuple(by_key[key] for key in sorted(by_key))
    return Site(a_config(**changes), ordered, (), (), ())


def a_page(view: Any, template: str = "page.html", path: str = "") -> Page:
    """A page that prints a view with any template."""
    return Page(path or view.head.url + "index.html", template, view)


def a_head(url: str = "znpp-control/", title: str = "Who runs the plant?", **changes: Any) -> Head:
    """The head of an explainer."""
    head = Head(url, title, "What is known.", "explainer")
    return msgspec.structs.replace(head, **changes)


def a_chrome(**changes: Any) -> Chrome:
    """The chrome of a site at `/repo/` with one style sheet."""
    chrome = Chrome(
        title="The Archive",
        description="News, explained.",
        language="en",
        base_url="https://example.org/repo/",
        authors=(),
        menu=(),
        assets=(("style.css", "assets/style.3f9a2c01.css"),),
    )
    return msgspec.structs.replace(chrome, **changes)


def templates(texts: Mapping[str, str]) -> tuple[Source, ...]:
    """Templates by name."""
    return tuple(a_source(f"templates/{name}", text, "template") for name, text in texts.items())


def _link(by_key: dict[str, Linked], source: Card, target: Card) -> None:
    """Enter a touch on both sides; the side that is named keeps the newest first."""
    url = f"{source.url}#{passage_id(source.key)}"
    naming = by_key[source.key]
    sentence = Sentence("", target.title, ".")
    by_key[source.key] = msgspec.structs.replace(
        naming, touches=(*naming.touches, Touch(target, url, sentence))
    )
    named = by_key[target.key]
    touched_by = (*named.touched_by, Touch(source, url, sentence))
    newest_first = sorted(touched_by, key=lambda touch: touch.card.date, reverse=True)
    by_key[target.key] = msgspec.structs.replace(named, touched_by=tuple(newest_first))
