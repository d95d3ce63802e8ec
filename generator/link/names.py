"""All names of the archive, and the one automaton that finds them.

In: the documents. Out: `Names`, which finds every name in a text at once, and a problem for each
name that two documents claim.

One Aho-Corasick automaton over all case-sensitive names, and a second over those that ignore case,
each run once over a document's whole text: the time does not depend on the number of names. A
regular expression a name was rejected (others gave up automatic linking for its slowness).

A name may have several owners only where each says, by words that no other owner gives, when it is
meant (`when:`); anything else is a problem that both authors can see. A `never:` phrase is looked
for in the same pass: it is text in which its owner's names do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ahocorasick_rs import AhoCorasick, MatchKind
from msgspec import Struct

from generator.link.words import fold, is_whole, key, plain
from generator.model import Document, Name
from generator.problems import Problem, fill


class Owner(Struct, frozen=True):
    """A document's claim to a name; `is_ban` for a `never:` phrase."""

    target: str
    when: tuple[str, ...] = ()
    is_ban: bool = False


class Hit(Struct, frozen=True):
    """A name found at `text[start:end]`, with all who claim it or forbid it."""

    start: int
    end: int
    owners: tuple[Owner, ...]


class Names:
    """Every name of the archive, ready to be found."""

    def __init__(
        self, exact: dict[str, tuple[Owner, ...]], folded: dict[str, tuple[Owner, ...]]
    ) -> None:
        self._exact_owners = tuple(exact.values())
        self._folded_owners = tuple(folded.values())
        self._exact = _automaton(exact)
        self._folded = _automaton(folded)

    def find(self, text: str) -> list[Hit]:
        """All whole-word hits in a text made plain by `words.plain`, sorted by place."""
        hits = list(_hits(self._exact, self._exact_owners, text, text))
        if self._folded is not None:
            hits.extend(_hits(self._folded, self._folded_owners, fold(text), text))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def collect_names(documents: Iterable[Document]) -> tuple[Names, tuple[Problem, ...]]:
    """The archive's names and the conflicts among them."""
    exact: dict[str, list[Owner]] = defaultdict(list)
    folded: dict[str, list[Owner]] = defaultdict(list)
    claims: dict[str, list[tuple[Document, Name]]] = defaultdict(list)
    for document in documents:
        target = document.card.key
        for name in document.names:
            owners = folded[fold(plain(name.text))] if name.ignore_case else exact[plain(name.text)]
            owners.append(Owner(target, name.when))
            claims[key(name.text)].append((document, name))
        for phrase in document.never:
            exact[plain(phrase)].append(Owner(target, is_ban=True))
    names = Names(_settled(exact), _settled(folded))
    return names, tuple(_conflicts(claims.values()))


def _settled(owners: dict[str, list[Owner]]) -> dict[str, tuple[Owner, ...]]:
    return {text: tuple(dict.fromkeys(owners[text])) for text in sorted(owners) if text}


def _automaton(owners: dict[str, tuple[Owner, ...]]) -> AhoCorasick | None:
    if not owners:
        return None
    return AhoCorasick(list(owners), matchkind=MatchKind.Standard, store_patterns=False)


def _hits(
    automaton: AhoCorasick | None, owners: tuple[tuple[Owner, ...], ...], searched: str, text: str
) -> Iterator[Hit]:
    if automaton is None:
        return
    for number, start, end in automaton.find_matches_as_indexes(searched, overlapping=True):
        if is_whole(text, start, end):
            yield Hit(start, end, owners[number])


def _conflicts(claims: Iterable[list[tuple[Document, Name]]]) -> Iterator[Problem]:
    for claim in claims:
        for index, (document, name) in enumerate(claim):
            for other, rival in claim[:index]:
                if other.card.key != document.card.key and _clash(name, rival):
                    yield _conflict(document, name, other)
                    yield _conflict(other, rival, document)


def _clash(name: Name, rival: Name) -> bool:
    if not (name.ignore_case or rival.ignore_case) and plain(name.text) != plain(rival.text):
        return False
    return not (name.when and rival.when and set(name.when).isdisjoint(rival.when))


def _conflict(document: Document, name: Name, other: Document) -> Problem:
    return fill(
        name.where if name.where.path else Problem(path=document.card.key),
        "error",
        "name-conflict",
        f"the name '{name.text}' belongs to {other.card.key} as well",
        f"drop it in one of the two, or give each its own words: {{name: {name.text}, when: […]}}",
    )
