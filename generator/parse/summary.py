"""Text shortened to what fits in a list: at a sentence, else at a word, never inside one."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*(?=\s)")


def shorten(text: str, limit: int) -> str:
    """The text, or as many whole sentences or else words of it as fit in `limit` characters."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    ends = [match.end() for match in SENTENCE_END.finditer(text, limit // 3, limit + 1)]
    if ends:
        return text[: ends[-1]]
    return text[: limit - 1].rpartition(" ")[0].rstrip(" ,;:–—-") + " …"
