"""The ledger of paragraph ids: which paragraphs were cited, and what they said then.

In: the lines of `content/paragraphs.txt`, one for each paragraph: path, id and words, parted by
tabs, so that a merge of two branches is a merge of lines. Out: for an article whose paragraph was
edited (its id is gone) the paragraph that says nearly the same now, which keeps the old id alive as
an anchor. Building only reads it; `python -m generator keep-ids` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from rapidfuzz import fuzz, process

from generator.cite.words import normal
from generator.model import Passage
from generator.problems import Problem, fill, place

NEAR = 60
"""Likeness (rapidfuzz, 0 to 100) from which a paragraph is the one that was edited."""
LONGEST = 400
"""Characters of a paragraph that are kept: enough to know it again."""

Ledger = Mapping[str, Mapping[str, str]]
"""For each article's path the words of its paragraphs, by id."""


class Moved(Struct, frozen=True, array_like=True):
    """An id that is gone, and the index of the passage that has its words now (-1: none)."""

    id: str
    passage: int


def read_ledger(path: str, text: str) -> tuple[dict[str, dict[str, str]], tuple[Problem, ...]]:
    """The ledger, and a problem for each line that is none."""
    found: dict[str, dict[str, str]] = {}
    problems = []
    at = 0
    for line in text.splitlines(keepends=True):
        parts = line.rstrip("\r\n").split("\t")
        if len(parts) == 3 and all(parts):
            found.setdefault(parts[0], {})[parts[1]] = parts[2]
        elif line.strip() and not line.startswith("#"):
            where = place(path, text, at)
            message = "this line is not a path, an id and words, parted by tabs"
            hint = "write the file with 'python -m generator keep-ids'"
            problems.append(fill(where, "warning", "paragraph-ledger", message, hint))
        at += len(line)
    return found, tuple(problems)


def moved(kept: Mapping[str, str], passages: Sequence[Passage]) -> Iterator[Moved]:
    """Where the paragraphs are now whose ids are gone."""
    ids = {passage.id for passage in passages}
    texts = [normal(passage.text)[:LONGEST] for passage in passages]
    for identifier, words in kept.items():
        if identifier not in ids:
            best = process.extractOne(
                normal(words)[:LONGEST], texts, scorer=fuzz.ratio, score_cutoff=NEAR
            )
            yield Moved(identifier, -1 if best is None else best[2])


def ledger_text(ledger: Ledger) -> str:
    """The ledger as its file holds it, sorted."""
    lines = [
        f"{path}\t{identifier}\t{words}"
        for path in sorted(ledger)
        for identifier, words in sorted(ledger[path].items())
    ]
    head = "# Paragraphs that are cited, and what they said: 'python -m generator keep-ids'.\n"
    return head + "".join(f"{line}\n" for line in lines)


def renewed(
    ledger: Ledger, cited: Mapping[str, Iterable[str]], passages: Mapping[str, Sequence[Passage]]
) -> dict[str, dict[str, str]]:
    """The ledger with what its paragraphs say now, and with those that are cited now."""
    found: dict[str, dict[str, str]] = {}
    for path, texts in passages.items():
        kept = ledger.get(path, {})
        now = {each.id: each.text for each in texts}
        places = {each.id: each.passage for each in moved(kept, texts)}
        words = {
            identifier: now.get(identifier)
            or (texts[places[identifier]].text if places.get(identifier, -1) >= 0 else said)
            for identifier, said in kept.items()
        }
        words |= {
            identifier: now[identifier] for identifier in cited.get(path, ()) if identifier in now
        }
        if words:
            found[path] = {each: " ".join(said.split())[:LONGEST] for each, said in words.items()}
    return found
