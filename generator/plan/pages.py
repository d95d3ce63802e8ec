"""How views become pages: output path, template, and the head that every page has.

In: views and cards. Out: pages and heads. A listing's description is made of its title and of what
it holds, so that no two pages of a site describe themselves in the same words.
"""

from __future__ import annotations

from generator.model import TEMPLATES, Document, Head, Link, Page, View
from generator.urls import output_path
from generator.wording import shorten

DESCRIPTION_LIMIT = 200
"""Characters of a description that is taken from a text; a search result shows about 160."""


def to_page(view: View, body: str = "", searchable: bool = False) -> Page:
    """The page that prints a view, at the path that its URL asks for."""
    return Page(
        path=output_path(view.head.url),
        template=TEMPLATES[type(view)],
        view=view,
        body=body,
        searchable=searchable,
    )


def listing_head(
    url: str, title: str, description: str, trail: tuple[Link, ...] = (), feed: str = ""
) -> Head:
    """The head of a page that lists documents."""
    return Head(
        url=url, title=title, description=description, kind="listing", trail=trail, feed=feed
    )


def document_head(document: Document, trail: tuple[Link, ...]) -> Head:
    """The head of a document's own page."""
    card = document.card
    return Head(
        url=card.url,
        title=card.title,
        description=card.summary or _lead(document) or card.title,
        kind=card.kind,
        date=card.date,
        updated=card.updated,
        authors=card.authors,
        trail=trail,
    )


def _lead(document: Document) -> str:
    """The beginning of the first paragraph."""
    headings = {heading.text for heading in document.headings}
    texts = (passage.text for passage in document.passages if passage.text not in headings)
    return shorten(next(texts, ""), DESCRIPTION_LIMIT)
