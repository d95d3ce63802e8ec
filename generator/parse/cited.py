"""What an explainer cites and quotes, as values with their places.

In: a body, and the citations that Markdown found in it. Out: `Citation`s and `Quotation`s, and a
problem for what cannot be understood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from generator.model import Citation, Part, Quotation
from generator.parse.body import Body, Linkable
from generator.parse.citations import WrittenCitation, WrittenPart
from generator.parse.locator import Locator
from generator.parse.markdown import Rendered
from generator.parse.quotations import Stand, find_quotations
from generator.problems import Problem, fill


def read_citations(body: Body, rendered: Rendered, locator: Locator) -> tuple[Citation, ...]:
    """Every citation at its first place: raw HTML could repeat one."""
    places: dict[int, Linkable] = {}
    for linkable in body.linkables:
        if 0 <= linkable.citation < len(rendered.citations):
            places.setdefault(linkable.citation, linkable)
    return tuple(
        _citation(linkable, rendered.citations[number], locator)
        for number, linkable in places.items()
    )


def _citation(linkable: Linkable, written: WrittenCitation, locator: Locator) -> Citation:
    at = locator.offset(written.source, linkable.line)
    is_inside = linkable.passage >= 0
    return Citation(
        at=linkable.at,
        passage=linkable.passage if is_inside else -1 - max(linkable.before, -1),
        end=linkable.start,
        parts=tuple(_part(part, locator.at(at + part.at)) for part in written.parts),
    )


def _part(part: WrittenPart, where: Problem) -> Part:
    return Part(part.key, part.fragment, part.words, part.locator, where)


def misspelt_citations(citations: Iterable[Citation]) -> Iterator[Problem]:
    """A problem for each part of a citation that cannot be understood."""
    hint = 'write [@name], [@name#p-3f9a2c], [@name, "words of it"] or [@one; @two]'
    for citation in citations:
        for part in citation.parts:
            if not part.key:
                message = "this part of the citation cannot be understood"
                yield fill(part.where, "error", "citation", message, hint)


def read_quotations(
    body: Body, citations: tuple[Citation, ...], locator: Locator
) -> Iterator[Quotation]:
    """Every quotation; told at its citation, or else at its passage."""
    stands = [_stand(citation) for citation in citations]
    for quoted in find_quotations(body.passages, body.quotes, stands):
        if quoted.citation >= 0:
            where = citations[quoted.citation].parts[0].where
        else:
            where = locator.at(body.passages[quoted.passage].span.start, is_byte=True)
        yield Quotation(quoted.paragraphs, quoted.citation, where)


def _stand(citation: Citation) -> Stand:
    if citation.passage >= 0:
        return Stand(citation.passage, citation.end, citation.passage - (citation.end == 0))
    return Stand(-1, 0, -1 - citation.passage)


def places_of(found: Iterable[tuple[str, int]], locator: Locator) -> Iterator[Problem]:
    """Addresses at their places, as messages."""
    for address, line in found:
        yield msgspec.structs.replace(locator.find(address, line), message=address)
