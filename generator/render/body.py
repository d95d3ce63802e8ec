"""Putting links into a body.

In: a body with holes, the insertions of a view, and the page's `href`. Out: HTML. The visible text
of a body stays the same, except where an insertion brings a text of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.model import Insertion
from generator.urls import escape

Href = Callable[[str], str]


def insert(body: str, insertions: Sequence[Insertion], href: Href) -> str:
    """The body with every insertion made; `href` turns a URL of the site into one of the page.

    Insertions are sorted and do not overlap. Raises ValueError where they do or leave the body: the
    link stage is wrong then, and going on would lose text.
    """
    parts: list[str] = []
    done = 0
    for insertion in insertions:
        if not done <= insertion.start <= insertion.end <= len(body):
            raise ValueError(f"insertion out of order in a body of {len(body)}: {insertion}")
        parts.append(body[done : insertion.start])
        parts.append(_link(insertion, body[insertion.start : insertion.end], href))
        done = insertion.end
    parts.append(body[done:])
    return "".join(parts)


def _link(insertion: Insertion, shown: str, href: Href) -> str:
    url = escape(href(insertion.url))
    if insertion.start == insertion.end:
        return url
    mark = ' class="auto"' if insertion.auto else ""
    return f'<a{mark} href="{url}">{escape(insertion.text) or shown}</a>'
