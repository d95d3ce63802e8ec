"""A title and a summary for a text that was found without them.

In: paragraphs of plain text. Out: a title of at most 90 characters, a summary of at most 200.

A first line that looks like a headline is the title: short, without the full stop of a sentence,
and with a text after it. Otherwise the title is the beginning of the lead sentence, cut where a
clause ends; what remains is then a sentence of its own (`Talks ended after two hours`, without
`as the president accused …`) and needs no dots. Where no clause ends in time the cut is between two
words and shown by `…`.

Rejected: the file's name as a title, which is shown to readers as it is (`000_c39ecb4b`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.parse.characters import is_visible

HEADLINE_LENGTH = 120
TITLE_LENGTH = 90
SUMMARY_LENGTH = 200
SHORTEST_SHARE = 0.4
"""A clause shorter than this share of the room says too little."""
LOOKED_AT = 1000
"""Characters of a paragraph in which its first sentences are looked for."""

MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(.*?)[ \t]*#*")
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?= +[\"“«‘(\[]*[^\W_a-zа-яёєіїґ])|[。！？।۔]")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:[^\W\d_]|mr|mrs|ms|dr|prof|gen|col|lt|maj|capt|sgt|adm|sen|rep|gov|pres|st|jr"
    r"|sr|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:[^\W\d_]\.)+[^\W\d_])\.$",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(
    r"[,;:，；：،](?=[ \"”’»]|[^\x00-\x7f])[\"”’»]?"
    r"| [—–-] "
    r"| (?=(?:after|although|amid|as|because|before|but|despite|even|following|if|including"
    r"|since|so|that|though|unless|until|when|where|whereas|which|while|who|whose|with|without) )"
)
DANGLING = frozenset(
    [
        "a",
        "about",
        "after",
        "against",
        "all",
        "although",
        "amid",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "between",
        "but",
        "by",
        "can",
        "could",
        "despite",
        "did",
        "do",
        "does",
        "during",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "must",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "or",
        "our",
        "over",
        "same",
        "she",
        "should",
        "since",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "they",
        "this",
        "those",
        "though",
        "through",
        "to",
        "toward",
        "towards",
        "under",
        "until",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
        "you",
        "your",
    ]
)
QUOTES = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“"}


def headline(text: str) -> str:
    """The title that a first line is, or an empty string where it is none.

    >>> headline("# Talks end in Geneva"), headline("Talks ended in Geneva.")
    ('Talks end in Geneva', '')
    """
    heading = MARKDOWN_HEADING.fullmatch(text) if len(text) <= 2 * HEADLINE_LENGTH else None
    if heading and heading[1]:
        return heading[1]
    ending = text.rstrip('"”’»)] ')[-1:]
    if len(text) > HEADLINE_LENGTH or ending in ".;:,…。।۔" or not re.search(r"[^\W\d_]{2}", text):
        return ""
    return text


def title_from_lead(lead: str) -> str:
    """The lead sentence, shortened at a clause to a title."""
    sentence = next(sentences(lead), lead[:LOOKED_AT])
    if len(sentence) <= TITLE_LENGTH + 1:
        return _without_full_stop(sentence)
    return _without_full_stop(cut(sentence, TITLE_LENGTH))


def summary_of(lead: str) -> str:
    """As many whole sentences of the lead as fit in a summary, else the beginning of the first."""
    if not lead:
        return ""
    summary = ""
    for sentence in sentences(lead):
        longer = f"{summary} {sentence}".strip()
        if len(longer) > SUMMARY_LENGTH:
            break
        summary = longer
    if summary:
        return summary
    shortened = cut(lead[:LOOKED_AT], SUMMARY_LENGTH - 1)
    return shortened if "…" in shortened[-2:] else shortened + "…"


def sentences(text: str) -> Iterator[str]:
    """The sentences at the beginning of a paragraph. A full stop after `Gen.` ends none."""
    start = 0
    text = text if len(text) <= LOOKED_AT else text[:LOOKED_AT].rpartition(" ")[0]
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[max(start, match.end() - 12) : match.end()]):
            continue
        yield text[start : match.end()].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def cut(text: str, limit: int) -> str:
    """The beginning of a sentence, `limit` characters at most: whole clauses, or else words."""
    if len(text) <= limit:
        return text
    shortest = int(limit * SHORTEST_SHARE)
    ends = [match.start() for match in CLAUSE_END.finditer(text[: limit + 2])]
    for end in reversed(ends):
        clause = _whole_words(text[:end])
        if shortest <= len(clause) <= limit and not _open_quote(clause):
            return clause
    return _at_word(text, limit - 2)


def _at_word(text: str, limit: int) -> str:
    """The words that fit, with `…`, and the quotation closed that was open there."""
    window = text[: limit + 1]
    words = _whole_words(window.rpartition(" ")[0] if " " in window.strip() else window[:limit])
    return words + "…" + _open_quote(words)


def _whole_words(text: str) -> str:
    """The text without punctuation or words at its end that lead on to something."""
    words = text.rstrip(" ,;:—–-，；：،").split(" ")
    while len(words) > 1 and words[-1].lower() in DANGLING:
        words.pop()
    return " ".join(words).rstrip(" ,;:—–-，；：،")


def _open_quote(text: str) -> str:
    """What would close the last quotation or bracket that is open at the end, if one is."""
    for opening, closing in QUOTES.items():
        if text.rfind(opening) > text.rfind(closing):
            return closing
    return '"' if text.count('"') % 2 else ""


def _without_full_stop(text: str) -> str:
    """A title has no full stop, unless an abbreviation ends it or it has more sentences."""
    if text.endswith("..") or ABBREVIATION.search(text[-12:]):
        return text
    shorter = text.removesuffix(".").rstrip(" ,;:")
    return shorter if is_visible(shorter) else text
