"""An article from a seed: a text file as somebody found it.

In: a `Source` of kind `seed`. Out: its `Document` (none where there is nothing to show) and every
problem of the file at once. Nothing is refused and nothing is lost: every visible character of the
file is in a passage, in a leftover, or in the front matter, and the page shows all three.

The steps, each a module: bytes to characters (`decode`), front matter (`front_matter`), lines to
paragraphs (`paragraphs`), credits and buttons off both ends (`apparatus`), what is not given is
derived (`guesses`, with `titles`, `dates`, `filenames`), paragraphs to HTML (`article_body`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urlsplit

from msgspec import Struct

from generator.model import (
    Card,
    Document,
    Guess,
    Leftover,
    Parsed,
    Provenance,
    Rights,
    Source,
    Span,
    Text,
)
from generator.parse.apparatus import separate
from generator.parse.article_body import (
    MARKDOWN_LIMIT,
    ArticleBody,
    article_body,
    is_markdown,
    without_markup,
)
from generator.parse.characters import CONTROL, clean, has_control, without_direction_marks
from generator.parse.dates import without_dateline
from generator.parse.decode import Decoded, control_characters, decode
from generator.parse.filenames import is_about_the_folder, slug_from_name
from generator.parse.front_matter import FrontMatter, SeedHead, read_seed_head
from generator.parse.guesses import (
    Doubt,
    Finding,
    Parts,
    as_doubt,
    as_note,
    find_authors,
    find_date,
    find_publisher,
    find_title,
)
from generator.parse.paragraphs import Paragraph, split_paragraphs
from generator.parse.signature import signature
from generator.parse.titles import headline, summary_of
from generator.problems import Problem, fill, in_order
from generator.rights import read_rights
from generator.urls import slugify


class _Opened(Struct, frozen=True):
    """A file that was decoded and whose front matter was read; its text begins at `start`."""

    decoded: Decoded
    head: SeedHead
    start: int
    topic_places: tuple[Problem, ...]
    problems: tuple[Problem, ...]


class _Facts(Struct, frozen=True):
    """What is known about a text, from its front matter or by guesses."""

    title: str
    date: str
    publisher: str
    authors: tuple[str, ...]
    guesses: tuple[Guess, ...]
    problems: tuple[Problem, ...]


def read_seed(source: Source) -> Parsed:
    """The article of a seed's source."""
    if is_about_the_folder(source.path):
        return Parsed(None, None, (_not_a_seed(source.path),))
    opened = _open(source)
    paragraphs = split_paragraphs(opened.decoded.text, opened.start)
    if not paragraphs:
        return Parsed(None, None, in_order((*opened.problems, _empty(source.path, opened))))
    parts = take_apart(paragraphs, opened.head.title)
    facts = _facts(source.path, opened, parts)
    body = article_body(opened.decoded, parts.text, source.path)
    document = _document(source, opened, parts, facts, body)
    too_long = _too_long_for_markdown(source.path, opened)
    text = Text(body.html, body.passages)
    return Parsed(document, text, in_order((*opened.problems, *facts.problems, *too_long)))


def take_apart(paragraphs: Sequence[Paragraph], given_title: str) -> Parts:
    """Headline, text and leftovers. What is all apparatus is all text.

    The first line serves as headline only where a text follows it. With a title in the front
    matter, it is one only where it says the same.
    """
    around = separate(paragraphs)
    if not around.text:
        return Parts(None, tuple(paragraphs), ())
    first, *others = around.text
    is_title = first.text == clean(given_title) if given_title else bool(headline(first.text))
    if not is_title or not others:
        return Parts(None, around.text, (*around.top, *around.bottom))
    below = separate(others)
    if not below.text:
        return Parts(None, (first,), (*around.top, *below.top, *below.bottom, *around.bottom))
    leftovers = (*around.top, (first, "headline"), *below.top, *below.bottom, *around.bottom)
    return Parts(first, below.text, leftovers)


# --- Opening --------------------------------------------------------------------------------------


def _open(source: Source) -> _Opened:
    """The text and its front matter, which may name the encoding that it must be read again in."""
    decoded, problems = decode(source.data, source.path)
    front = _front_matter(decoded.text, source.path)
    if front.head.encoding:
        decoded, problems = decode(source.data, source.path, front.head.encoding)
        front = _front_matter(decoded.text, source.path)
    controls = control_characters(decoded.text, source.path)
    problems = (*problems, *front.problems, *controls)
    return _Opened(decoded, front.head, front.after, front.topics, problems)


def _front_matter(text: str, path: str) -> FrontMatter[SeedHead]:
    """The front matter; YAML allows no control characters, so it sees spaces in their place."""
    if not text.startswith("---"):
        return FrontMatter(SeedHead())
    return read_seed_head(CONTROL.sub(" ", text) if has_control(text) else text, path)


def _not_a_seed(path: str) -> Problem:
    message = "this file tells about the folder and is not an article"
    hint = "give it another name if it is one"
    return fill(Problem(path=path), "note", "not-a-seed", message, hint)


def _too_long_for_markdown(path: str, opened: _Opened) -> Iterator[Problem]:
    if is_markdown(path) and len(opened.decoded.text) > MARKDOWN_LIMIT:
        message = f"more than {MARKDOWN_LIMIT:,} characters are read as plain text, not as Markdown"
        yield Problem(path=path, severity="note", rule="long-markdown", message=message)


def _empty(path: str, opened: _Opened) -> Problem:
    holds = "only front matter" if opened.start else "no text"
    message = f"the file holds {holds}, so it has no page"
    return fill(Problem(path=path), "warning", "empty-seed", message, "add its text or remove it")


# --- What is known --------------------------------------------------------------------------------


def _facts(path: str, opened: _Opened, parts: Parts) -> _Facts:
    """What front matter gives; what it does not give is looked for in the text."""
    head, text = opened.head, opened.decoded.text
    title = None if head.title else find_title(parts)
    date = None if head.date else find_date(path, parts)
    publisher = None if head.publisher else find_publisher(parts, _host(head.url))
    authors, byline = (head.authors, None) if head.authors else find_authors(parts)
    doubts = [as_doubt(date, path, text)] if isinstance(date, Doubt) else []
    found = [item for item in (title, date, publisher, byline) if isinstance(item, Finding)]
    values = {item.guess.field: item.guess.value for item in found}
    return _Facts(
        title=_title(path, values) or without_direction_marks(clean(head.title)),
        date=values.get("date", head.date),
        publisher=values.get("publisher", head.publisher.lower().removeprefix("www.")),
        authors=authors,
        guesses=tuple(item.guess for item in found),
        problems=(*(as_note(item, path, text) for item in found), *doubts),
    )


def _title(path: str, found: Mapping[str, str]) -> str:
    """The title that was found; in Markdown without its marks."""
    title = found.get("title", "")
    return without_markup(title) if title and is_markdown(path) else title


def _host(address: str) -> str:
    """The host of an address without `www.`, or an empty string."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host.lower().removeprefix("www.")


# --- The document ---------------------------------------------------------------------------------


def _document(
    source: Source, opened: _Opened, parts: Parts, facts: _Facts, body: ArticleBody
) -> Document:
    return Document(
        card=_card(source, opened.head, body, facts),
        digest=source.digest,
        headings=body.headings,
        ids=body.ids,
        slug_given=bool(opened.head.slug),
        topic_places=opened.topic_places,
        provenance=_provenance(source, opened, parts, facts),
        rights=_rights(opened.head),
        summary_given=bool(opened.head.summary),
        signature=signature(body.passages),
    )


def _rights(head: SeedHead) -> Rights | None:
    """What the file itself says may be shown."""
    if head.rights:
        return read_rights(head.rights, head.excerpt)
    return read_rights("excerpt", head.excerpt) if head.excerpt else None


def _card(source: Source, head: SeedHead, body: ArticleBody, facts: _Facts) -> Card:
    slug = head.slug or slug_from_name(source.path) or slugify(facts.title)
    return Card(
        key=source.path,
        kind="article",
        url=f"articles/{slug or 'article-' + source.digest[:8]}/",
        title=facts.title,
        summary=clean(head.summary) or summary_of(_lead(body)),
        date=facts.date,
        updated=head.updated,
        topics=head.topics,
        authors=facts.authors,
        publisher=facts.publisher,
        original=head.url,
    )


def _lead(body: ArticleBody) -> str:
    """The first paragraph that is no heading, without its dateline."""
    headings = {heading.id for heading in body.headings}
    texts = (passage.text for passage in body.passages if passage.id not in headings)
    return without_dateline(next(texts, ""))


def _provenance(source: Source, opened: _Opened, parts: Parts, facts: _Facts) -> Provenance:
    found = opened.decoded.encoding
    is_guess = any(problem.rule == "guessed-encoding" for problem in opened.problems)
    guessed = (Guess("encoding", found, "the file's bytes"),) if is_guess else ()
    return Provenance(
        file=source.path,
        encoding=found,
        original=opened.head.url,
        note=clean(opened.head.note),
        guesses=(*facts.guesses, *guessed),
        leftovers=tuple(_leftovers(opened.decoded, parts)),
    )


def _leftovers(decoded: Decoded, parts: Parts) -> Iterator[Leftover]:
    byte_spans = decoded.byte_spans((line.start, line.end) for line, _ in parts.leftovers)
    for (line, rule), (start, end) in zip(parts.leftovers, byte_spans, strict=True):
        yield Leftover(line.text, rule, Span(start, end))
