"""What the key of a citation leads to.

In: all articles (at their settled addresses) and the works of the bibliography. Out: for a key the
article or work, or a problem with the nearest key. An article is found by its slug, the name of its
file, or its path; a work by its id. A key that fits two is a problem, never a choice made here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from generator.model import Document, Part, Work
from generator.problems import Problem, did_you_mean, fill


class Shelf:
    """Everything that can be cited."""

    def __init__(self, documents: Iterable[Document], works: Iterable[Work]) -> None:
        """Take all documents and works."""
        self._found: dict[str, list[Document | Work]] = defaultdict(list)
        self._others: dict[str, str] = {}
        for document in documents:
            card = document.card
            slug = card.url.rstrip("/").rpartition("/")[2]
            if card.kind != "article":
                self._others[slug] = card.key
                continue
            stem = card.key.rpartition("/")[2].rpartition(".")[0]
            for key in dict.fromkeys((slug, stem, card.key)):
                self._found[key].append(document)
        for work in works:
            self._found[work.id].append(work)

    def find(self, part: Part) -> Document | Work | Problem:
        """What a part of a citation cites."""
        found = self._found.get(part.key, [])
        if len(found) == 1:
            return found[0]
        if found:
            names = " and ".join(_name(each) for each in found)
            message = f"'{part.key}' may be {names}"
            return fill(
                part.where, "error", "ambiguous-citation", message, "cite by path or new id"
            )
        if part.key in self._others:
            message = f"{self._others[part.key]} is no source: citations lead to articles and works"
            return fill(
                part.where, "error", "unknown-citation", message, f"link it: [[{part.key}]]"
            )
        message = f"no article or source is called '{part.key}'"
        hint = did_you_mean(part.key, self._found, "list it in the bibliography")
        return fill(part.where, "error", "unknown-citation", message, hint)


def _name(found: Document | Work) -> str:
    return found.card.key if isinstance(found, Document) else f"the source '{found.id}'"
