"""The citations of one document, followed to their sources.

In: a document, what can be cited, and the texts of the articles that it cites. Out: `Sourced`: its
numbered marks, its list of sources, which passages they rest on, a verdict on every quotation, and
what is wrong. Sources are numbered in the order of their first citation; one source is one entry,
however often it is cited. Pure and for one document, so the build remembers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from msgspec import Struct

from generator.cite.directory import Shelf
from generator.cite.quotations import Finding, differences, is_short, look_up
from generator.cite.words import normal, original
from generator.model import (
    Backing,
    Citation,
    Document,
    Lead,
    Mark,
    Part,
    Passage,
    Quotation,
    Rights,
    Sourced,
    Used,
    Verdict,
    Work,
)
from generator.problems import Problem, did_you_mean, fill, in_order
from generator.rights import shown_texts
from generator.sentences import sentence_bounds

CONTEXT = 12
"""Words that the browser is asked to mark, at most."""


class Archive(Struct, frozen=True):
    """The articles that a document cites: passages and rights by key."""

    passages: Mapping[str, Sequence[Passage]]
    rights: Mapping[str, Rights]
    moved: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    """For an article the passages that have the words of ids that are gone."""


class _Place(Struct, frozen=True):
    """Where in an article a part of a citation leads: passage (-1: none) and words to mark."""

    passage: int = -1
    words: str = ""
    extract: str = ""
    is_verified: bool = False


def needed(document: Document, shelf: Shelf) -> list[Document]:
    """The articles whose texts are needed to follow a document's citations."""
    found = (shelf.find(part) for citation in document.citations for part in citation.parts)
    articles = {each.card.key: each for each in found if isinstance(each, Document)}
    return list(articles.values())


def cite(document: Document, shelf: Shelf, archive: Archive) -> Sourced:
    """Follow every citation of a document, and check every quotation."""
    return _Citing(document, shelf, archive).sourced()


class _Citing:
    """The citations of one document, one after the other."""

    def __init__(self, document: Document, shelf: Shelf, archive: Archive) -> None:
        self._document = document
        self._shelf = shelf
        self._archive = archive
        self._plain: dict[str, list[str]] = {}
        self._numbers: dict[str, int] = {}
        self._cited: dict[str, Document | Work] = {}
        self._marks: dict[str, list[int]] = {}
        self._backings: list[Backing] = []
        self._verdicts: list[Verdict] = []
        self._problems: list[Problem] = []

    def sourced(self) -> Sourced:
        quotations: dict[int, list[Quotation]] = {}
        for quotation in self._document.quotations:
            quotations.setdefault(quotation.citation, []).append(quotation)
        for quotation in quotations.get(-1, ()):
            self._without_citation(quotation)
        order = sorted(range(len(self._document.citations)), key=self._at)
        marks = [
            self._mark(self._document.citations[index], number, quotations.get(index, ()))
            for number, index in enumerate(order, 1)
        ]
        return Sourced(
            marks=tuple(mark for mark in marks if mark.leads),
            used=tuple(self._used()),
            backings=tuple(self._backings),
            verdicts=tuple(self._verdicts),
            problems=in_order(self._problems),
        )

    def _at(self, index: int) -> int:
        return self._document.citations[index].at

    def _used(self) -> Iterator[Used]:
        for key, number in self._numbers.items():
            cited = self._cited[key]
            work = cited if isinstance(cited, Work) else None
            yield Used(number, "" if work else key, work, tuple(dict.fromkeys(self._marks[key])))

    # --- Citations --------------------------------------------------------------------------------

    def _mark(self, citation: Citation, number: int, quotations: Sequence[Quotation]) -> Mark:
        found = [(part, self._shelf.find(part)) for part in citation.parts if part.key]
        self._problems += [each for _, each in found if isinstance(each, Problem)]
        parts = [(part, each) for part, each in found if not isinstance(each, Problem)]
        articles = [(part, each) for part, each in parts if isinstance(each, Document)]
        places = {id(part): self._place(part, article.card.key) for part, article in articles}
        for quotation in quotations:
            self._check(quotation, articles, places)
        return Mark(citation.at, number, tuple(self._leads(parts, places, number)))

    def _leads(
        self, parts: Sequence[tuple[Part, Document | Work]], places: Mapping[int, _Place], mark: int
    ) -> Iterator[Lead]:
        for part, cited in parts:
            key = cited.id if isinstance(cited, Work) else cited.card.key
            number = self._numbers.setdefault(key, len(self._numbers) + 1)
            self._cited[key] = cited
            self._marks.setdefault(key, []).append(mark)
            if isinstance(cited, Work):
                yield Lead(number, locator=part.locator)
            else:
                yield self._lead(number, part, cited, places[id(part)], mark)

    def _lead(self, number: int, part: Part, cited: Document, place: _Place, mark: int) -> Lead:
        key = cited.card.key
        if place.passage < 0:
            return Lead(number, cited.card.url, locator=part.locator)
        passage = self._archive.passages[key][place.passage]
        shown = shown_texts(self._archive.passages[key], self._archive.rights[key])
        text = shown[place.passage] if place.passage < len(shown) else place.extract
        self._backings.append(Backing(key, passage.id, mark, place.extract))
        if not text:
            return Lead(number, cited.card.url, is_verified=place.is_verified)
        words = place.words if place.words and normal(place.words) in normal(text) else ""
        url = f"{cited.card.url}#{passage.id}"
        return Lead(number, url, words, part.locator, place.is_verified)

    def _place(self, part: Part, key: str) -> _Place:
        """The paragraph that a citation names, by its id or its words."""
        passages = self._archive.passages[key]
        if part.fragment:
            found = [index for index, each in enumerate(passages) if each.id == part.fragment]
            if not found:
                return self._moved(part, key)
            return _Place(found[0])
        if not part.words:
            return _Place()
        words = normal(part.words)
        at = [index for index, text in enumerate(self._texts(key)) if words in text]
        if not at:
            self._say(part, "unknown-passage", f"{key} does not say '{part.words}'")
            return _Place()
        if len(at) > 1:
            ids = " or ".join(f"[@{part.key}#{passages[index].id}]" for index in at[:3])
            message = f"{len(at)} paragraphs of {key} hold these words"
            self._say(part, "ambiguous-passage", message, f"cite more words, or {ids}")
        start = self._texts(key)[at[0]].find(words)
        return _Place(at[0], original(passages[at[0]].text, start, start + len(words)))

    def _moved(self, part: Part, key: str) -> _Place:
        """A paragraph whose id is gone, by the ledger."""
        at = self._archive.moved.get(key, {}).get(part.fragment, -1)
        if at < 0:
            self._unknown_paragraph(part, key)
            return _Place()
        now = self._archive.passages[key][at].id
        message = f"this paragraph of {key} was edited and is called '{now}' now"
        self._problems.append(fill(part.where, "note", "moved-paragraph", message))
        return _Place(at)

    def _unknown_paragraph(self, part: Part, key: str) -> None:
        known = [passage.id for passage in self._archive.passages[key]]
        message = f"{key} has no paragraph '{part.fragment}'"
        hint = "cite words of the paragraph instead"
        self._say(part, "unknown-passage", message, did_you_mean(part.fragment, known, hint))

    def _say(self, part: Part, rule: str, message: str, hint: str = "") -> None:
        self._problems.append(fill(part.where, "error", rule, message, hint))

    def _texts(self, key: str) -> list[str]:
        if key not in self._plain:
            self._plain[key] = [normal(each.text) for each in self._archive.passages[key]]
        return self._plain[key]

    # --- Quotations -------------------------------------------------------------------------------

    def _check(
        self,
        quotation: Quotation,
        articles: Sequence[tuple[Part, Document]],
        places: dict[int, _Place],
    ) -> None:
        """The best of what the cited articles say; what is verified leads to its words."""
        best: tuple[Finding, str] = (Finding("unchecked"), "")
        for part, article in articles:
            key = article.card.key
            only = places[id(part)].passage
            texts = self._texts(key)
            inside = [text if only in (-1, at) else "" for at, text in enumerate(texts)]
            found = look_up(
                quotation.paragraphs, inside if len(quotation.paragraphs) == 1 else texts
            )
            if found.outcome == "verified":
                places[id(part)] = self._verified(key, found)
                self._verdicts.append(_verdict(quotation, "verified"))
                return
            if best[0].outcome in ("unchecked", "not-found"):
                best = (found, key)
        self._refuse(quotation, *best)

    def _verified(self, key: str, found: Finding) -> _Place:
        text = self._archive.passages[key][found.passage].text
        words = original(text, found.start, found.end)
        at = text.find(words)
        low, high = sentence_bounds(text, at, at + len(words)) if at >= 0 else (0, 0)
        return _Place(found.passage, words, text[low:high] or words, is_verified=True)

    def _refuse(self, quotation: Quotation, found: Finding, key: str) -> None:
        words = "… ".join(quotation.paragraphs)
        if not key or (is_short(quotation.paragraphs) and found.outcome == "not-found"):
            why = "it is too short" if key else "no text of the archive is cited for it"
            self._verdicts.append(_verdict(quotation, "unchecked"))
            self._note(quotation, "unchecked-quotation", f"“{_brief(words)}” is not checked: {why}")
        elif found.outcome == "altered":
            said = self._said(key, found)
            self._verdicts.append(Verdict("altered", words, said, quotation.where))
            id_ = self._archive.passages[key][found.passage].id
            message = f"this is not what {key} ({id_}) says: “{said}”"
            hint = f"in its words: {differences(words, said)}"
            self._warn(quotation, "altered-quotation", message, hint)
        else:
            self._verdicts.append(_verdict(quotation, "not-found"))
            message = f"{key} does not say “{_brief(words)}” where it is cited"
            self._warn(quotation, "quotation-not-found", message, self._elsewhere(quotation, key))

    def _elsewhere(self, quotation: Quotation, key: str) -> str:
        """Where the same text does say it: the wrong paragraph was cited."""
        found = look_up(quotation.paragraphs, self._texts(key))
        if found.outcome != "verified":
            return "quote what it says, or cite who says it"
        return f"its paragraph {self._archive.passages[key][found.passage].id} says it"

    def _said(self, key: str, found: Finding) -> str:
        text = self._archive.passages[key][found.passage].text
        return original(text, found.start, found.end)

    def _without_citation(self, quotation: Quotation) -> None:
        words = _brief(" ".join(quotation.paragraphs))
        self._verdicts.append(_verdict(quotation, "unchecked"))
        self._note(quotation, "uncited-quotation", f"no citation follows “{words}”")

    def _warn(self, quotation: Quotation, rule: str, message: str, hint: str) -> None:
        self._problems.append(fill(quotation.where, "warning", rule, message, hint))

    def _note(self, quotation: Quotation, rule: str, message: str) -> None:
        self._problems.append(fill(quotation.where, "note", rule, message))


def _verdict(quotation: Quotation, outcome: str) -> Verdict:
    words = "… ".join(quotation.paragraphs)
    return Verdict(outcome, words, "", quotation.where)  # type: ignore[arg-type]


def _brief(words: str) -> str:
    parts = words.split()
    return words if len(parts) <= CONTEXT else " ".join(parts[:CONTEXT]) + " …"
