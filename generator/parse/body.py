"""Sanitised HTML to a body: passages, headings, ids, and the places where links go.

In: well-formed HTML from `sanitise` in which blocks carry `data-source`. Out: `Body`: the HTML that
a page prints once links are put in, and all that the link stage needs to decide which.

The HTML itself is the truth, not the Markdown tokens: raw HTML, tables, footnotes and callouts are
all read the same way, and whether a place is inside a link, a heading or code is seen where the
browser will see it. Text is escaped anew by `urls.escape`, so a character of a passage can be found
in the body by counting.

A passage is the text that stands directly in one block element (`<p>`, `<li>`, `<td>` …) up to the
next block. It gets an id made from its words. Footnote marks are no part of it. Wikilinks lose
their `<a>` here (`Linkable`): the link stage puts the address around their text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.model import Heading, Passage, Run, Span
from generator.parse.html_walk import HEADINGS, Draft, Spot, Walk
from generator.urls import escape, passage_id, slugify

ATTRIBUTION = re.compile(r"\s*[—–―]\s*\S")


class Linkable(Struct, frozen=True):
    """A wikilink or citation (by its number) or a relative address (`address`) in the body.

    A wikilink's text is `html[at:until]`. An address stands at `at`, where the body has an empty
    attribute value. `line` is the first line of the block around it (from 0). `before` is the last
    passage that began before a citation.
    """

    at: int
    until: int
    passage: int
    start: int
    end: int
    line: int
    wikilink: int = -1
    address: str = ""
    is_image: bool = False
    citation: int = -1
    before: int = -1


class Body(Struct, frozen=True):
    """What a page prints, and what is known about it.

    `fragments` are links within the page, `outside` links to other sites, `foreign_images` pictures
    of other sites and `unlabelled` those without a description, each with its line (from 0).
    `quotes` tells for each passage which blockquote it belongs to (-1: to none), and whether it is
    its source line.
    """

    html: str
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    ids: tuple[str, ...]
    linkables: tuple[Linkable, ...]
    fragments: tuple[tuple[str, int], ...]
    foreign_images: tuple[tuple[str, int], ...]
    outside: tuple[tuple[str, int], ...]
    unlabelled: tuple[tuple[str, int], ...]
    quotes: tuple[tuple[int, bool], ...]


class LineSpans(Struct, frozen=True):
    """The span in the source file of each line of the text that was rendered."""

    lines: tuple[Span, ...]

    def covering(self, first: int, last: int) -> Span:
        """The span of lines `first` up to `last`, which is not included."""
        if not self.lines:
            return Span(0, 0)
        first = min(max(first, 0), len(self.lines) - 1)
        last = min(max(last, first + 1), len(self.lines))
        return Span(self.lines[first].start, self.lines[last - 1].end)


def read_body(clean_html: str, spans: LineSpans) -> Body:
    """The body of a document from its sanitised HTML."""
    walk = Walk(clean_html)
    return _Assembly(walk, spans).body()


class _Assembly:
    """Gives out ids, joins the pieces, and turns pieces into offsets."""

    def __init__(self, walk: Walk, spans: LineSpans) -> None:
        self.walk = walk
        self.spans = spans
        self.ids: dict[str, None] = {}
        self.repeated: Counter[str] = Counter()
        self._keep_written_ids()
        self.passage_ids = [self._identify(draft) for draft in walk.drafts]
        self._print_tags()
        self.offsets = _offsets(walk.pieces)

    def body(self) -> Body:
        passages = tuple(self._passages())
        return Body(
            html="".join(self.walk.pieces),
            passages=passages,
            headings=tuple(self._headings(passages)),
            ids=tuple(sorted(self.ids)),
            linkables=tuple(self._linkable(spot) for spot in self.walk.spots),
            fragments=tuple(self.walk.fragments),
            foreign_images=tuple(self.walk.foreign_images),
            outside=tuple(self.walk.outside),
            unlabelled=tuple(self.walk.unlabelled),
            quotes=tuple((draft.quote, _is_attribution(draft)) for draft in self.walk.drafts),
        )

    def _keep_written_ids(self) -> None:
        """The first element that an author gave an id keeps it; a repetition loses it."""
        for _, _, attributes in self.walk.tags:
            identifier = attributes.get("id", "")
            unusable = not identifier.strip() or " " in identifier or _is_reserved(identifier)
            if identifier in self.ids or unusable:
                attributes.pop("id", None)
            else:
                self.ids[identifier] = None

    def _identify(self, draft: Draft) -> str:
        attributes = draft.element.attributes
        if "id" not in attributes:
            attributes["id"] = self._fresh_id(_proposed_id(draft))
        return attributes["id"]

    def _fresh_id(self, proposed: str) -> str:
        proposed = f"text-{proposed}" if _is_reserved(proposed) else proposed
        identifier = proposed
        while identifier in self.ids:
            self.repeated[proposed] += 1
            identifier = f"{proposed}-{self.repeated[proposed] + 1}"
        self.ids[identifier] = None
        return identifier

    def _print_tags(self) -> None:
        for piece, tag, attributes in self.walk.tags:
            written = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
            self.walk.pieces[piece] = f"<{tag}{written}>"

    def _passages(self) -> Iterator[Passage]:
        for draft, identifier in zip(self.walk.drafts, self.passage_ids, strict=True):
            yield Passage(
                id=identifier,
                text=draft.text().replace("\n", " "),
                section=draft.section,
                span=self.spans.covering(*draft.element.lines),
                runs=tuple(self._runs(draft)),
            )

    def _runs(self, draft: Draft) -> Iterator[Run]:
        attribution = _is_attribution(draft)
        start = 0
        for text in draft.texts:
            end = start + len(text.text)
            if text.piece >= 0:
                barrier = text.barrier or ("attribution" if attribution else "")
                yield Run(start, end, self.offsets[text.piece], barrier)
            start = end

    def _headings(self, passages: Iterable[Passage]) -> Iterator[Heading]:
        for draft, passage in zip(self.walk.drafts, passages, strict=True):
            if draft.element.tag in HEADINGS:
                text = " ".join(passage.text.split())
                yield Heading(passage.id, int(draft.element.tag[1]), text)

    def _linkable(self, spot: Spot) -> Linkable:
        at = self.offsets[spot.piece]
        if spot.address:
            at += self.walk.pieces[spot.piece].index('src=""' if spot.is_image else 'href=""')
            at += len('src="' if spot.is_image else 'href="')
        return Linkable(
            at=at,
            until=at if spot.address else self.offsets[spot.last_piece],
            passage=spot.draft,
            start=spot.start,
            end=spot.end,
            line=spot.line,
            wikilink=spot.wikilink,
            address=spot.address,
            is_image=spot.is_image,
            citation=spot.citation,
            before=spot.before,
        )


def _is_reserved(identifier: str) -> bool:
    """Whether the frame that templates put around a body needs an id for itself."""
    return identifier == "main" or identifier.startswith("site-")


def _proposed_id(draft: Draft) -> str:
    text = draft.text()
    if draft.element.tag in HEADINGS:
        return slugify(text) or passage_id(text)
    return passage_id(text)


def _is_attribution(draft: Draft) -> bool:
    """Whether a quotation's passage is its source line: `— Rafael Grossi, 2 March 2022`."""
    return draft.quote >= 0 and ATTRIBUTION.match(draft.text()) is not None


def _offsets(pieces: list[str]) -> list[int]:
    """Where each piece starts, and where the last one ends."""
    offsets = [0]
    for piece in pieces:
        offsets.append(offsets[-1] + len(piece))
    return offsets
