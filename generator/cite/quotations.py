"""Whether somebody said what a quotation says.

In: a quotation and the passages of the texts that it cites. Out: a finding: `verified` with the
passage and its own words, `altered` with the nearest passage, `not-found`, or `unchecked` where a
few words are not there (they may be a term). The rules of editors, all of them:

* an ellipsis (`…`, `...`, `[…]`) stands for words left out, inside one paragraph;
* `[words]` stand for up to eight words, `[t]he` for a letter;
* the first letter of a quotation, and that behind an ellipsis, may change its case;
* punctuation at both ends may go or come; marks, dashes and spaces as in `words.normal`;
* several quoted paragraphs are several paragraphs of one text, in order.

An omission may not take away a "not" alone: a short one that holds a word of denial, or any put in
brackets, is an alteration. The nearest passage is found by `rapidfuzz`, and only where words were
not found as they stand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct
from rapidfuzz import fuzz

from generator.cite.words import normal
from generator.model import Outcome

ELLIPSIS = re.compile(r"\s*(?:[\[(]\s*(?:…|\.\s?\.\s?\.)\s*[\])]|…|\.\s?\.\s?\.)\s*")
BRACKET = re.compile(r"\[([^\[\]]*)\]")
DENIAL = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without)\b|n't\b", re.IGNORECASE
)
OUTER = " .,;:!?\"'-"
NEAR = 70
"""Likeness (rapidfuzz, 0 to 100) from which a passage is what was meant."""
SHORT = 4
"""Words of a quotation below which one that is not there may be a term."""
SHORT_GAP = 4
"""Words of an omission below which a denial among them is the point of it."""


class Finding(Struct, frozen=True):
    """What was found: the index of the passage (-1: none) and the stretch of its plain form."""

    outcome: Outcome
    passage: int = -1
    start: int = 0
    end: int = 0


def look_up(paragraphs: Sequence[str], passages: Sequence[str]) -> Finding:
    """Look for a quotation's paragraphs in the plain passages of one text."""
    first: Finding | None = None
    after = 0
    for paragraph in paragraphs:
        found = _stands(paragraph, passages, after)
        if found is None:
            return _nearest(paragraph, passages)
        after = found.passage + 1
        first = first or found
    return first or Finding("unchecked")


def differences(quoted: str, said: str) -> str:
    """Word by word: `[-left out-]` stands in the source, `{+put in+}` only in the quotation."""
    ours, theirs = normal(quoted).split(), normal(said).split()
    parts = []
    for kind, low, high, first, last in difflib.SequenceMatcher(
        None, theirs, ours, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            kept = theirs[low:high]
            parts.append(" ".join(kept if len(kept) < 7 else [*kept[:3], "…", *kept[-3:]]))
            continue
        parts += [f"[-{' '.join(theirs[low:high])}-]"] if high > low else []
        parts += [f"{{+{' '.join(ours[first:last])}+}}"] if last > first else []
    return " ".join(parts)


def is_short(paragraphs: Sequence[str]) -> bool:
    """Whether a quotation is so short that it may be a term."""
    return sum(len(each.split()) for each in paragraphs) < SHORT


def _nearest(paragraph: str, passages: Sequence[str]) -> Finding:
    words = normal(BRACKET.sub(r"\1", ELLIPSIS.sub(" ", paragraph)))
    best = Finding("not-found")
    best_score = float(NEAR)
    for index, passage in enumerate(passages):
        found = fuzz.partial_ratio_alignment(words, passage, score_cutoff=best_score)
        if found is not None and found.score >= best_score and len(passage) * 2 > len(words):
            start, end = _whole_words(passage, found.dest_start, found.dest_end)
            best, best_score = Finding("altered", index, start, end), found.score + 0.001
    return best


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < len(text) and text[start - 1] != " ":
        start -= 1
    while end < len(text) and text[end] != " ":
        end += 1
    return start, end


def _stands(paragraph: str, passages: Sequence[str], after: int) -> Finding | None:
    segments = _segments(paragraph)
    if not segments:
        return Finding("unchecked")
    for index in range(after, len(passages)):
        for start, end in _matches(segments, passages[index]):
            return Finding("verified", index, start, end)
    return None


def _matches(segments: tuple[re.Pattern[str], ...], passage: str) -> Iterator[tuple[int, int]]:
    """Stretches of a passage that hold all segments in order, with honest gaps between them."""
    for first in segments[0].finditer(passage):
        if not _is_honest(first):
            continue
        end = first.end()
        for segment in segments[1:]:
            found = _behind(segment, passage, end)
            if found is None:
                break
            end = found.end()
        else:
            yield first.start(), end


def _behind(segment: re.Pattern[str], passage: str, end: int) -> re.Match[str] | None:
    for found in segment.finditer(passage, end):
        gap = passage[end : found.start()]
        is_short_gap = len(gap.split()) < SHORT_GAP
        if _is_honest(found) and not (is_short_gap and DENIAL.search(gap)):
            return found
    return None


def _is_honest(match: re.Match[str]) -> bool:
    return not any(DENIAL.search(group or "") for group in match.groups())


@lru_cache(maxsize=4_096)
def _segments(paragraph: str) -> tuple[re.Pattern[str], ...]:
    """The stretches between ellipses, each as a pattern for plain text."""
    parts = [normal(part).strip(OUTER) for part in ELLIPSIS.split(paragraph)]
    return tuple(_pattern(part) for part in parts if part)


def _pattern(segment: str) -> re.Pattern[str]:
    pieces = []
    done = 0
    for match in BRACKET.finditer(segment):
        pieces.append(re.escape(segment[done : match.start()]))
        is_letters = segment[match.end() : match.end() + 1].isalpha() and len(match[1]) < 3
        if is_letters:
            pieces.append(r"\w{1,2}")
        else:
            space = r"\ " if pieces[-1].endswith("\\ ") else ""
            pieces[-1] = pieces[-1].removesuffix("\\ ")
            pieces.append(rf"((?:{space or ' ?'}\S+){{0,8}}?)")
        done = match.end()
    pieces.append(re.escape(segment[done:]))
    head = pieces[0][:1] if pieces[0][:1].isalpha() else ""
    body = "".join(pieces)[len(head) :]
    return re.compile((rf"(?<!\w)(?i:{head})" if head else r"(?<!\w)") + body + r"(?!\w)")
