"""Putting links into a body.

In: a body with holes, the insertions of a view, and the page's `href`. Out: HTML. The visible text
of a body stays the same, except where an insertion brings a text of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.model import Insertion
from generator.urls import escape

Href = Callable[[str], str]


def insert(
    body: str,
    insertions: Sequence[Insertion],
    href: Href,
    marks: Sequence[tuple[int, str]] = (),
) -> str:
    """The body with every insertion made; `href` turns a URL of the site into one of the page.

    `marks` are HTML to put in at a place. Insertions are sorted and do not overlap. Raises
    ValueError where they do or leave the body: the link stage is wrong then, and going on would
    lose text.
    """
    parts: list[str] = []
    done = 0
    pieces: list[tuple[int, int, Insertion | str]] = [
        (insertion.start, insertion.end, insertion) for insertion in insertions
    ]
    if marks:
        pieces = sorted([*pieces, *((at, at, mark) for at, mark in marks)], key=_place)
    for start, end, piece in pieces:
        if not done <= start <= end <= len(body):
            raise ValueError(f"insertion out of order in a body of {len(body)}: {piece}")
        parts.append(body[done:start])
        parts.append(piece if isinstance(piece, str) else _link(piece, body[start:end], href))
        done = end
    parts.append(body[done:])
    return "".join(parts)


def _place(piece: tuple[int, int, Insertion | str]) -> tuple[int, int]:
    return piece[:2]


def _link(insertion: Insertion, shown: str, href: Href) -> str:
    url = escape(href(insertion.url))
    if insertion.start == insertion.end:
        return url
    mark = ' class="auto"' if insertion.auto else ""
    return f'<a{mark} href="{url}">{escape(insertion.text) or shown}</a>'
