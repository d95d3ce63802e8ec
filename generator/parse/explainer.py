"""An explainer, card or page from its Markdown file.

In: a `Source` of kind `explainer`. Out: its `Document` (none where the front matter cannot be used)
and all problems of the file at once, each at its place.

The file is UTF-8; a byte that is not is an error with its place, because guessing at an author's
own text would be worse than asking. The URL comes from `slug`, else from the file's name.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from generator.model import (
    Card,
    Document,
    Name,
    Parsed,
    Reference,
    Source,
    Span,
    Text,
)
from generator.parse.body import Body, LineSpans, Linkable, read_body
from generator.parse.callouts import KINDS
from generator.parse.cited import (
    misspelt_citations,
    places_of,
    read_citations,
    read_quotations,
)
from generator.parse.front_matter import Alias, ExplainerHead, FrontMatter, read_explainer_head
from generator.parse.locator import Locator
from generator.parse.markdown import Rendered, render_markdown
from generator.parse.silences import find_silences, misspelt_silences
from generator.parse.summary import shorten
from generator.parse.wikilinks import Wikilink
from generator.problems import Problem, did_you_mean, fill, in_order, place
from generator.urls import slugify

SUMMARY_LENGTH = 200
"""Characters of a summary taken from the text where the author gave none."""


def read_explainer(source: Source) -> Parsed:
    """The document of an explainer's source."""
    text, problems = _decode(source)
    front = read_explainer_head(text, source.path)
    start = front.after
    problems += front.problems
    rendered = render_markdown(text[start:], "explainer")
    first_line = text.count("\n", 0, start)
    spans = LineSpans(_line_spans(source.data)[first_line:])
    body = read_body(rendered.html, spans)
    locator = Locator(source.path, text, start)
    references = tuple(_references(body, rendered, locator))
    problems += (
        *_unknown_callouts(rendered, locator),
        *_broken_fragments(body, locator),
        *_foreign_images(body, locator),
        *misspelt_silences(source.path, text),
    )
    written = read_citations(body, rendered, locator)
    problems += tuple(misspelt_citations(written))
    if front.head is None:
        return Parsed(None, None, in_order(problems))
    document = msgspec.structs.replace(
        _document(source, front.head, front, body, references),
        citations=written,
        quotations=tuple(read_quotations(body, written, locator)),
        outside=tuple(places_of(body.outside, locator)),
        unlabelled=tuple(places_of(body.unlabelled, locator)),
        silences=find_silences(text, start),
    )
    return Parsed(document, Text(body.html, body.passages), in_order(problems))


# --- The document ---------------------------------------------------------------------------------


def _document(
    source: Source,
    head: ExplainerHead,
    front: FrontMatter[ExplainerHead | None],
    body: Body,
    references: tuple[Reference, ...],
) -> Document:
    return Document(
        card=_card(source, head, body),
        digest=source.digest,
        headings=body.headings,
        ids=body.ids,
        references=references,
        names=() if head.kind == "page" else tuple(_names(head, front.names)),
        never=head.never,
        redirects=head.redirect_from,
        draft=head.draft,
        topic_places=front.topics,
        slug_given=bool(head.slug),
        summary_given=bool(head.summary),
        reviewed=head.reviewed,
    )


def _card(source: Source, head: ExplainerHead, body: Body) -> Card:
    return Card(
        key=source.path,
        kind=head.kind,
        url=_slug(source, head) + "/",
        title=head.title,
        summary=head.summary or _first_words(body),
        date=head.date,
        updated=head.updated,
        status=head.status,
        topics=head.topics,
        authors=head.authors,
    )


def _slug(source: Source, head: ExplainerHead) -> str:
    """`slug`, else the file's name (its folder's for an `index.md`), else the title."""
    folder, _, name = source.path.rpartition("/")
    stem = name.rpartition(".")[0]
    if stem.lower() == "index" and "/" in folder:
        stem = folder.rpartition("/")[2]
    return head.slug or slugify(stem) or slugify(head.title) or "page-" + source.digest[:8]


def _first_words(body: Body) -> str:
    headings = {heading.id for heading in body.headings}
    texts = (passage.text for passage in body.passages if passage.id not in headings)
    return shorten(next(texts, ""), SUMMARY_LENGTH)


def _names(head: ExplainerHead, places: tuple[Problem, ...]) -> Iterator[Name]:
    """The title and the aliases, each once, each with its place."""
    seen = set()
    for entry, where in zip((head.title, *head.aliases), places, strict=True):
        name = _name(entry, where)
        if (name.text, name.ignore_case) not in seen:
            seen.add((name.text, name.ignore_case))
            yield name


def _name(entry: str | Alias, where: Problem) -> Name:
    if isinstance(entry, str):
        return Name(entry, where=where)
    return Name(entry.name, entry.when, entry.case == "ignore", where)


# --- References and what is wrong with them -------------------------------------------------------


def _references(body: Body, rendered: Rendered, locator: Locator) -> Iterator[Reference]:
    for linkable in body.linkables:
        if linkable.citation >= 0:
            continue
        if linkable.wikilink >= 0:
            if linkable.wikilink < len(rendered.wikilinks):
                yield _wikilink(linkable, rendered.wikilinks[linkable.wikilink], locator)
        else:
            yield _path(linkable, locator)


def _wikilink(linkable: Linkable, written: Wikilink, locator: Locator) -> Reference:
    return Reference(
        kind="wikilink",
        name=written.name,
        fragment=written.fragment,
        label=written.label,
        at=linkable.at,
        until=linkable.until,
        passage=linkable.passage,
        start=linkable.start,
        end=linkable.end,
        where=locator.find(written.source, linkable.line),
    )


def _path(linkable: Linkable, locator: Locator) -> Reference:
    name, _, fragment = linkable.address.partition("#")
    return Reference(
        kind="path",
        name=name,
        fragment=fragment,
        label="",
        at=linkable.at,
        until=linkable.at,
        passage=-1 if linkable.is_image else linkable.passage,
        start=linkable.start,
        end=linkable.end,
        where=locator.find(linkable.address, linkable.line),
    )


def _unknown_callouts(rendered: Rendered, locator: Locator) -> Iterator[Problem]:
    for word, line in rendered.unknown_callouts:
        yield fill(
            locator.find(f"[!{word}]", line),
            "error",
            "unknown-callout",
            f"there is no callout '{word}'",
            did_you_mean(word.lower(), KINDS, f"use one of {', '.join(KINDS)}"),
        )


def _broken_fragments(body: Body, locator: Locator) -> Iterator[Problem]:
    headings = [heading.id for heading in body.headings]
    for fragment, line in body.fragments:
        if fragment not in body.ids:
            yield fill(
                locator.find(f"#{fragment}", line),
                "error",
                "unknown-heading",
                f"this page has no heading '{fragment}'",
                did_you_mean(fragment, headings, "link to a heading's id or a paragraph's"),
            )


def _foreign_images(body: Body, locator: Locator) -> Iterator[Problem]:
    for address, line in body.foreign_images:
        yield fill(
            locator.find(address, line),
            "error",
            "foreign-image",
            "a page shows only pictures of its own site",
            "save the picture beside this file and name it by its path",
        )


# --- Text and lines -------------------------------------------------------------------------------


def _decode(source: Source) -> tuple[str, tuple[Problem, ...]]:
    """The text with plain line ends, and a problem for the first byte that is not UTF-8."""
    data = source.data.removeprefix(b"\xef\xbb\xbf")
    try:
        return _plain_lines(data.decode("utf-8")), ()
    except UnicodeDecodeError as error:
        text = _plain_lines(data.decode("utf-8", "replace"))
        before = _plain_lines(data[: error.start].decode("utf-8"))
        where = place(source.path, text, len(before))
        hint = "save the file as UTF-8"
        return text, (fill(where, "error", "not-utf-8", "this is not UTF-8 text", hint),)


def _plain_lines(text: str) -> str:
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\N{REPLACEMENT CHARACTER}")
    )


def _line_spans(data: bytes) -> tuple[Span, ...]:
    """The span of every line in the file, without its line end."""
    spans = []
    start = 0
    for line in data.splitlines(keepends=True):
        spans.append(Span(start, start + len(line.rstrip(b"\r\n"))))
        start += len(line)
    return tuple(spans)
