"""The paragraphs of an article to the body that its page prints.

In: a decoded file and the paragraphs that are its text. Out: `ArticleBody`. Plain text becomes one
`<p>` a paragraph, with everything escaped: HTML in a found text is text. Found Markdown (`.md`)
goes through the Markdown reader's setting for articles, from the first paragraph to the last.

`article_body` is the seam for further kinds of found text: it decides by the file's name.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.model import Heading, Passage, Run, Span
from generator.parse.body import LineSpans, read_body
from generator.parse.characters import CONTROL, clean, is_right_to_left
from generator.parse.decode import Decoded
from generator.parse.markdown import render_markdown
from generator.parse.paragraphs import Paragraph
from generator.urls import escape, passage_id

MARKDOWN_LIMIT = 1_000_000
"""Characters that are read as Markdown (a second or two); a longer file is read as plain text."""


class ArticleBody(Struct, frozen=True):
    """What a page prints of an article, its passages and headings, and all ids of its elements."""

    html: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    ids: tuple[str, ...]


def article_body(decoded: Decoded, paragraphs: Sequence[Paragraph], path: str) -> ArticleBody:
    """The body of the article in file `path`, of which `paragraphs` are the text."""
    if is_markdown(path) and len(decoded.text) <= MARKDOWN_LIMIT:
        return _markdown_body(decoded, paragraphs[0].start, paragraphs[-1].end)
    return _plain_body(decoded, paragraphs)


def is_markdown(path: str) -> bool:
    """Whether a seed is Markdown, by its name."""
    return path.lower().endswith(".md")


def without_markup(text: str) -> str:
    """The words of a line of Markdown, for a title: `A *long* day` is `A long day`."""
    words = re.sub(r"<[^>]*>", "", render_markdown(text, "article").html)
    return clean(html.unescape(words)) or text


def _plain_body(decoded: Decoded, paragraphs: Sequence[Paragraph]) -> ArticleBody:
    """A `<p>` for each paragraph, on a line of its own. Equal paragraphs get numbered ids."""
    lines: list[str] = []
    passages: list[Passage] = []
    seen: Counter[str] = Counter()
    length = 0
    byte_spans = decoded.byte_spans((item.start, item.end) for item in paragraphs)
    for paragraph, (start, end) in zip(paragraphs, byte_spans, strict=True):
        identifier = _fresh_id(paragraph.text, seen)
        direction = ' dir="rtl"' if is_right_to_left(paragraph.text) else ""
        opening = f'<p id="{identifier}"{direction}>'
        lines.append(f"{opening}{escape(paragraph.text)}</p>")
        run = Run(0, len(paragraph.text), length + len(opening))
        passages.append(Passage(identifier, paragraph.text, 0, Span(start, end), (run,)))
        length += len(lines[-1]) + 1
    ids = tuple(passage.id for passage in passages)
    return ArticleBody("\n".join(lines), tuple(passages), (), ids)


def _fresh_id(text: str, seen: Counter[str]) -> str:
    identifier = passage_id(text)
    seen[identifier] += 1
    return identifier if seen[identifier] == 1 else f"{identifier}-{seen[identifier]}"


def _markdown_body(decoded: Decoded, start: int, end: int) -> ArticleBody:
    text = decoded.text[start:end]
    rendered = render_markdown(CONTROL.sub("", text), "article")
    body = read_body(rendered.html, LineSpans(_line_spans(decoded, start, text)))
    return ArticleBody(body.html, body.passages, body.headings, body.ids)


def _line_spans(decoded: Decoded, start: int, text: str) -> tuple[Span, ...]:
    """The bytes of each line of `text`, which stands at character `start`."""
    stretches = []
    for line in text.split("\n"):
        stretches.append((start, start + len(line)))
        start += len(line) + 1
    return tuple(Span(first, last) for first, last in decoded.byte_spans(stretches))
