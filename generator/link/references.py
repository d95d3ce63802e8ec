"""What authors linked by hand: wikilinks by name, Markdown links and images by path.

In: the outline and all documents (with settled URLs). Out: for each reference the
document or file it leads to (`Target`), or a problem with the nearest name.

A wikilink is looked up by slug, title, alias and URL in every document at once. A name that fits
two documents is a problem, never a choice made here. A path is read from the folder of the file it
is written in; one that begins with a slash, from the site's root.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from msgspec import Struct

from generator.link.words import key
from generator.model import Document, Outline, Reference
from generator.problems import Problem, did_you_mean, fill
from generator.urls import SITE_PAGES, slugify


class Target(Struct, frozen=True):
    """Where a reference leads: a URL, and the document's key where it is one (else empty)."""

    url: str
    key: str = ""
    title: str = ""


class Directory:
    """Everything on the site that a reference can lead to."""

    def __init__(self, outline: Outline, documents: Iterable[Document]) -> None:
        self._outline = outline
        self._files = dict(outline.files)
        self._documents = {document.card.key: document for document in documents}
        self._pages = SITE_PAGES | {f"topics/{topic.name}/" for topic in outline.config.topics}

    def resolve(self, source: Document, reference: Reference) -> Target | Problem:
        """Where the reference in document `source` leads."""
        if reference.kind == "path":
            return self._path(source, reference)
        if not reference.name:
            return self._fragment(source, reference)
        found = [
            self._documents[each] for each in self._outline.titles.get(key(reference.name), ())
        ]
        if len(found) == 1:
            return self._fragment(found[0], reference)
        return _ambiguous(reference, found) if found else self._unknown(reference)

    def _path(self, source: Document, reference: Reference) -> Target | Problem:
        name = unquote(reference.name)
        folder = posixpath.dirname(source.card.key)
        path = posixpath.normpath(posixpath.join(folder, name)) if name else source.card.key
        if path in self._files:
            return Target(self._files[path])
        url = name.lstrip("/")
        document = self._documents.get(path) or (
            self._at(url.rstrip("/") + "/") if name.startswith("/") else None
        )
        if document is not None:
            return self._fragment(document, reference)
        if name.startswith("/") and url in self._pages:
            return Target(url)
        return self._broken(reference, folder)

    def _at(self, url: str) -> Document | None:
        return self._documents.get(self._outline.urls.get(url, ""))

    def _fragment(self, document: Document, reference: Reference) -> Target | Problem:
        card = document.card
        if not reference.fragment:
            return Target(card.url, card.key, card.title)
        for fragment in (reference.fragment, slugify(reference.fragment)):
            if fragment in document.ids:
                return Target(f"{card.url}#{fragment}", card.key, card.title)
        headings = [heading.id for heading in document.headings]
        known = f"its headings are {', '.join(headings)}" if headings else "it has no headings"
        return fill(
            reference.where,
            "error",
            "unknown-heading",
            f"{card.key} has no heading '{reference.fragment}'",
            did_you_mean(slugify(reference.fragment), headings, known),
        )

    def _unknown(self, reference: Reference) -> Problem:
        hint = did_you_mean(key(reference.name), self._outline.titles)
        return fill(
            reference.where,
            "error",
            "unknown-link",
            f"no explainer or article is called '{reference.name}'",
            hint or "name a page by its slug, title or alias",
        )

    def _broken(self, reference: Reference, folder: str) -> Problem:
        known = [
            posixpath.relpath(path, folder or ".") for path in (*self._files, *self._documents)
        ]
        return fill(
            reference.where,
            "error",
            "broken-link",
            f"there is no file or page '{reference.name}'",
            did_you_mean(reference.name, known, "a path is read from the folder of this file"),
        )


def _ambiguous(reference: Reference, found: Sequence[Document]) -> Problem:
    urls = sorted(document.card.url.rstrip("/") for document in found)
    keys = sorted(document.card.key for document in found)
    return fill(
        reference.where,
        "error",
        "ambiguous-link",
        f"'{reference.name}' fits {' and '.join(keys)}",
        f"write [[{urls[0]}]] or [[{urls[1]}]]",
    )
