"""One walk through sanitised HTML: what stands where.

In: well-formed HTML from `sanitise`, in which blocks carry `data-source`. Out: `Walk`: the HTML cut
into pieces, the passages in the making (`Draft`), the places of links (`Spot`), and links within
the page. Ids and offsets are not known before the end of the text, so positions are pieces here;
`body` turns them into offsets.

Rejected: a DOM (lxml): offsets into the printed HTML are the point, and a DOM has none.
"""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from generator.parse.characters import compose
from generator.urls import escape, is_external

TOKEN = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^>"]|"[^"]*")*)>|([^<]+)')
ATTRIBUTE = re.compile(r'\s([a-zA-Z][a-zA-Z0-9-]*)="([^"]*)"')
VOID = frozenset({"br", "col", "hr", "img", "wbr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
        "var",
        "wbr",
    ]
)
BARRIERS = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(("code", "pre", "kbd", "samp", "var"), "code"),
    "a": "link",
    "cite": "attribution",
    "footer": "attribution",
    "summary": "summary",
    "callout-title": "heading",
}
UNREAD_CLASSES = frozenset({"footnote-ref", "footnote-backref"})


class Element:
    """An open element: where its tag stands among the pieces, and what it means for its text."""

    def __init__(
        self, tag: str, attributes: dict[str, str], piece: int, lines: tuple[int, int]
    ) -> None:
        self.tag = tag
        self.attributes = attributes
        self.piece = piece
        self.lines = lines
        self.linkable = -1
        classes = attributes.get("class", "").split()
        self.unread = not UNREAD_CLASSES.isdisjoint(classes)
        self.barrier = BARRIERS.get("callout-title" if "callout-title" in classes else tag, "")


class Text:
    """A stretch of text: the piece that prints it, and what forbids a link in it."""

    def __init__(self, text: str, piece: int, barrier: str) -> None:
        self.text = text
        self.piece = piece
        self.barrier = barrier


class Draft:
    """A passage in the making."""

    def __init__(self, element: Element, section: int, quote: int) -> None:
        self.element = element
        self.section = section
        self.quote = quote
        """Which quotation it belongs to: the number of its outermost blockquote, or -1."""
        self.texts: list[Text] = []

    def text(self) -> str:
        """The words gathered so far."""
        return "".join(text.text for text in self.texts)


class Spot:
    """A linkable in the making; positions are pieces and characters of the passage."""

    def __init__(self, draft: int, line: int, piece: int, start: int) -> None:
        self.draft = draft
        self.line = line
        self.piece = piece
        self.last_piece = piece
        self.start = start
        self.end = start
        self.wikilink = -1
        self.citation = -1
        self.before = -1
        """The last passage that was begun before a citation."""
        self.address = ""
        self.is_image = False


class Walk:
    """Goes through the HTML once and collects pieces, passages, spots and fragments."""

    def __init__(self, clean_html: str) -> None:
        self.pieces: list[str] = []
        self.drafts: list[Draft] = []
        self.spots: list[Spot] = []
        self.fragments: list[tuple[str, int]] = []
        self.foreign_images: list[tuple[str, int]] = []
        self.outside: list[tuple[str, int]] = []
        self.unlabelled: list[tuple[str, int]] = []
        self.tags: list[tuple[int, str, dict[str, str]]] = []
        self._open: list[Element] = []
        self._current: int = -1
        self._section = 0
        self._quotes = 0
        for token in TOKEN.finditer(clean_html):
            self._read(token)

    def _read(self, token: re.Match[str]) -> None:
        if token[4] is not None:
            self._text(html.unescape(token[4]))
        elif token[1]:
            self._close(token[2])
        else:
            self._start(token[2], token[3])

    def _start(self, tag: str, written: str) -> None:
        attributes = {key: html.unescape(value) for key, value in ATTRIBUTE.findall(written)}
        lines = _lines(attributes.pop("data-source", ""), self._lines())
        if tag in HEADINGS:
            self._section += 1
        if tag == "blockquote":
            self._quotes += 1
        if tag not in INLINE:
            self._current = -1
        element = Element(tag, attributes, len(self.pieces), lines)
        self._address(element)
        self._piece(element)
        if tag == "br":
            self._add_text(" ", -1)
        if tag not in VOID:
            self._open.append(element)

    def _piece(self, element: Element) -> None:
        if element.attributes.get("data-citation", "").isdigit():
            self._citation(element)
            return
        element.attributes.pop("data-citation", None)
        number = element.attributes.get("data-wikilink", "")
        if element.tag == "a" and number.isdigit() and "href" not in element.attributes:
            element.linkable = self._spot(element, len(self.pieces))
            self.spots[element.linkable].wikilink = int(number)
            self.pieces.append("")
            return
        element.attributes.pop("data-wikilink", None)
        self.tags.append((len(self.pieces), element.tag, element.attributes))
        self.pieces.append("")

    def _citation(self, element: Element) -> None:
        """A place for a number: nothing is printed here."""
        element.linkable = self._spot(element, len(self.pieces))
        spot = self.spots[element.linkable]
        spot.citation = int(element.attributes["data-citation"])
        spot.before = len(self.drafts) - 1
        self.pieces.append("")

    def _address(self, element: Element) -> None:
        key = {"a": "href", "img": "src"}.get(element.tag, "")
        address = element.attributes.get(key)
        if element.tag == "img" and not element.attributes.get("alt", "").strip():
            self.unlabelled.append((address or "", element.lines[0]))
        if address and is_external(address):
            found = self.foreign_images if element.tag == "img" else self.outside
            found.append((address, element.lines[0]))
        if not address or is_external(address):
            return
        if address.startswith("#"):
            self.fragments.append((unquote(address[1:]), element.lines[0]))
            return
        spot = self.spots[self._spot(element, element.piece)]
        spot.address, spot.is_image = address, element.tag == "img"
        element.linkable = -1 if spot.is_image else len(self.spots) - 1
        element.attributes[key] = ""

    def _spot(self, element: Element, piece: int) -> int:
        start = len(self.drafts[self._current].text()) if self._current >= 0 else 0
        self.spots.append(Spot(self._current, element.lines[0], piece, start))
        return len(self.spots) - 1

    def _close(self, tag: str) -> None:
        element = self._open.pop()
        if element.linkable >= 0:
            self._end_spot(self.spots[element.linkable])
        if element.linkable >= 0 and not self.spots[element.linkable].address:
            return
        self.pieces.append(f"</{tag}>")
        if tag not in INLINE:
            self._current = -1

    def _end_spot(self, spot: Spot) -> None:
        spot.last_piece = len(self.pieces)
        if spot.draft < 0:
            spot.draft = self._current
        if spot.draft >= 0:
            spot.end = len(self.drafts[spot.draft].text())

    def _text(self, text: str) -> None:
        text = compose(text)
        self.pieces.append(escape(text))
        if any(element.unread for element in self._open):
            return
        if self._current < 0 and not text.strip():
            return
        self._add_text(text, len(self.pieces) - 1)

    def _add_text(self, text: str, piece: int) -> None:
        block = next((item for item in reversed(self._open) if item.tag not in INLINE), None)
        if block is None:
            return
        if self._current < 0:
            self._current = len(self.drafts)
            is_quoted = any(item.tag == "blockquote" for item in self._open)
            self.drafts.append(Draft(block, self._section, self._quotes if is_quoted else -1))
        barrier = next((item.barrier for item in reversed(self._open) if item.barrier), "")
        self.drafts[self._current].texts.append(Text(text, piece, barrier))

    def _lines(self) -> tuple[int, int]:
        return self._open[-1].lines if self._open else (0, 1)


def _lines(written: str, otherwise: tuple[int, int]) -> tuple[int, int]:
    first, colon, last = written.partition(":")
    return (int(first), int(last)) if colon and first.isdigit() and last.isdigit() else otherwise
