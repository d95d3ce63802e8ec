"""How views become pages: output path, template, and the head that every page has.

In: views and cards. Out: pages and heads. A listing's description is made of its title and of what
it holds, so that no two pages of a site describe themselves in the same words.
"""

from __future__ import annotations

from generator.model import TEMPLATES, Document, Head, Link, Page, View
from generator.urls import output_path


def to_page(view: View, document: Document | None = None) -> Page:
    """The page that prints a view and a document's text, at the path that its URL asks for."""
    return Page(
        path=output_path(view.head.url),
        template=TEMPLATES[type(view)],
        view=view,
        source=document.card.key if document else "",
        words=document.digest if document else "",
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
        description=card.summary or card.title,
        kind=card.kind,
        date=card.date,
        updated=card.updated,
        authors=card.authors,
        trail=trail,
    )
