"""The paragraphs of an article to the body that its page prints.

In: paragraphs and the bytes that each covers. Out: `ArticleBody`: one `<p>` a paragraph, all of the
text escaped (HTML in a found text is text), and the passages that know where they stand in it.

`article_body` is the seam for other kinds of found text: it decides by the file's name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.model import Passage, Run, Span
from generator.parse.characters import is_right_to_left
from generator.parse.paragraphs import Paragraph
from generator.urls import escape, passage_id


class ArticleBody(Struct, frozen=True):
    """What a page prints of an article, and its passages."""

    html: str
    passages: tuple[Passage, ...]


def article_body(paragraphs: Sequence[Paragraph], spans: Sequence[Span], path: str) -> ArticleBody:
    """The body of the article in file `path`. `spans` are the bytes of each paragraph."""
    return _plain_body(paragraphs, spans)


def _plain_body(paragraphs: Sequence[Paragraph], spans: Sequence[Span]) -> ArticleBody:
    """A `<p>` for each paragraph, on a line of its own. Equal paragraphs get numbered ids."""
    lines: list[str] = []
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    length = 0
    for paragraph, span in zip(paragraphs, spans, strict=True):
        identifier = passage_id(paragraph.text)
        seen[identifier] += 1
        if seen[identifier] > 1:
            identifier = f"{identifier}-{seen[identifier]}"
        direction = ' dir="rtl"' if is_right_to_left(paragraph.text) else ""
        opening = f'<p id="{identifier}"{direction}>'
        lines.append(f"{opening}{escape(paragraph.text)}</p>")
        run = Run(0, len(paragraph.text), length + len(opening))
        passages.append(Passage(identifier, paragraph.text, 0, span, (run,)))
        length += len(lines[-1]) + 1
    return ArticleBody("\n".join(lines), tuple(passages))
