"""What may be shown of a text that is somebody else's.

In: the sheet of an article that may not be shown whole, and the mentions in its full text. Out: its
links, its namings, and the excerpt that stands in place of its body: the first paragraphs as far as
its rights go, and the sentences that explainers quote. Names in what is withheld still count, but
no sentence of it is told: such a naming leads to the article and says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.link.names import Names
from generator.link.touches import namings, places
from generator.model import (
    Drawn,
    Excerpt,
    Insertion,
    Mention,
    Naming,
    Passage,
    Sentence,
    Sheet,
)
from generator.rights import shown_texts
from generator.urls import escape

NOTHING = Sentence("", "", "")


class _Shown(Struct, frozen=True):
    """A passage that is shown: its text, and where that begins in the excerpt."""

    id: str
    text: str
    at: int


def draw_excerpt(sheet: Sheet, names: Names, mentions: Sequence[Mention]) -> Drawn:
    """The links of an article of which only a part is shown."""
    texts = shown_texts(sheet.passages, sheet.rights)
    body, shown = _excerpt(sheet, texts)
    insertions = [
        _link(mention, shown[mention.passage], names)
        for mention in mentions
        if mention.rule == "linked" and _is_shown(mention.passage, mention.end, sheet, texts)
    ]
    named = places(mentions, [])
    return Drawn(
        insertions=tuple(insertions),
        namings=tuple(_told(sheet, texts, namings(sheet.key, sheet.passages, named))),
        excerpt=Excerpt(body, _words(texts), _words([each.text for each in sheet.passages])),
        ends=tuple(_ends(sheet, shown)),
        anchors=tuple((old, shown[at].at) for old, at in sheet.kept if at < len(texts)),
    )


def end_of(passage: Passage) -> int:
    """Where the last words of a passage end in the body."""
    last = passage.runs[-1]
    return last.at + len(escape(passage.text[last.start : last.end]))


def _excerpt(sheet: Sheet, texts: Sequence[str]) -> tuple[str, list[_Shown]]:
    """The excerpt's HTML: a paragraph for each passage, and for what is quoted further on."""
    pairs = [(passage.id, text, "") for passage, text in zip(sheet.passages, texts, strict=False)]
    complete = {
        passage.id
        for passage, text in zip(sheet.passages, texts, strict=False)
        if passage.text == text
    }
    quoted = dict(sheet.cited)
    begun = {identifier for identifier, _, _ in pairs}
    for passage in sheet.passages:
        extract = quoted.get(passage.id, "")
        if extract and passage.id not in complete:
            identifier = f"{passage.id}-quoted" if passage.id in begun else passage.id
            pairs.append((identifier, f"… {extract} …", ' class="quoted"'))
    lines: list[str] = []
    shown: list[_Shown] = []
    length = 0
    for identifier, text, mark in pairs:
        opening = f'<p id="{identifier}"{mark}>'
        shown.append(_Shown(identifier, text, length + len(opening)))
        lines.append(f"{opening}{escape(text)}</p>")
        length += len(lines[-1]) + 1
    return "\n".join(lines), shown


def _is_shown(passage: int, end: int, sheet: Sheet, texts: Sequence[str]) -> bool:
    """Whether the words up to a character of a passage are shown as they stand."""
    if not 0 <= passage < len(texts):
        return False
    return sheet.passages[passage].text[:end] == texts[passage][:end]


def _link(mention: Mention, shown: _Shown, names: Names) -> Insertion:
    start = shown.at + len(escape(shown.text[: mention.start]))
    end = start + len(escape(shown.text[mention.start : mention.end]))
    return Insertion(start, end, names.urls[mention.target], auto=True)


def _told(sheet: Sheet, texts: Sequence[str], found: Iterator[Naming]) -> Iterator[Naming]:
    """Namings with their sentences where these are shown, else without any."""
    by_id = dict(zip((each.id for each in sheet.passages), texts, strict=False))
    for naming in found:
        sentence = naming.sentence
        whole = sentence.before.removeprefix("… ") + sentence.name
        whole += sentence.after.removesuffix(" …")
        if whole in by_id.get(naming.passage, ""):
            yield naming
        else:
            yield Naming(naming.target, "", NOTHING)


def _ends(sheet: Sheet, shown: Sequence[_Shown]) -> Iterator[tuple[str, int]]:
    """Where the passages that explainers cite end in the excerpt, as far as they are there."""
    ends = {each.id: each.at + len(escape(each.text)) for each in shown}
    for identifier, _ in sheet.cited:
        last = ends.get(f"{identifier}-quoted", ends.get(identifier))
        if last is not None:
            yield identifier, last


def _words(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
