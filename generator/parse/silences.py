"""What an author silences: `<!-- allow: rule: reason -->`, or with `#` in the front matter.

In: the text of an explainer, and where its text proper begins. Out: silences with their lines, and
a problem for each that gives no reason. A comment holds for its own line and the next; one in the
front matter for the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model import Silence
from generator.problems import Problem, fill, place

COMMENT = re.compile(
    r"(?:<!--[ \t]*|^[ \t]*#[ \t]*)allow:[ \t]*(?P<rule>[a-z0-9-]+)"
    r"(?:[ \t]*:[ \t]*(?P<reason>[^\n]*?\S))?[ \t]*(?:-->|$)",
    re.MULTILINE,
)


def find_silences(text: str, start: int) -> tuple[Silence, ...]:
    """Every silence with a reason."""
    return tuple(
        Silence(
            match["rule"],
            match["reason"],
            text.count("\n", 0, match.start()) + 1,
            is_for_file=above,
        )
        for match, above in _comments(text, start)
        if match["reason"]
    )


def misspelt_silences(path: str, text: str) -> Iterator[Problem]:
    """A problem for each silence without a reason."""
    for match, _ in _comments(text, len(text)):
        if not match["reason"]:
            where = place(path, text, match.start())
            message = f"'{match['rule']}' is to be allowed without a reason"
            hint = f"write <!-- allow: {match['rule']}: why -->"
            yield fill(where, "warning", "silence", message, hint)


def _comments(text: str, start: int) -> Iterator[tuple[re.Match[str], bool]]:
    """Comments, and whether each stands in the front matter; a `#` counts only there."""
    for match in COMMENT.finditer(text):
        is_above = match.start() < start
        if is_above or match[0].startswith("<!--"):
            yield match, is_above
