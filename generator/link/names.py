"""All names of the archive, and the one automaton that finds them.

In: the documents. Out: their `NameTable`, and a problem for each name that two documents claim.
`Names` is made of a table and finds every name in a text at once.

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
from generator.model import Document, Name, NameTable, Owner
from generator.problems import Problem, fill

Claims = tuple[tuple[str, tuple[Owner, ...]], ...]
"""Every name with its owners, sorted by name."""


class Hit(Struct, frozen=True):
    """A name found at `text[start:end]`, with all who claim it or forbid it."""

    start: int
    end: int
    owners: tuple[Owner, ...]


class Names:
    """Every name of the archive, ready to be found."""

    def __init__(self, table: NameTable) -> None:
        """Build the automata; a millisecond for a thousand names."""
        self.urls = dict(table.urls)
        self._exact_owners = tuple(owners for _, owners in table.exact)
        self._folded_owners = tuple(owners for _, owners in table.folded)
        self._exact = _automaton(table.exact)
        self._folded = _automaton(table.folded)

    def find(self, text: str) -> list[Hit]:
        """All whole-word hits in a text made plain by `words.plain`, sorted by place."""
        hits = list(_hits(self._exact, self._exact_owners, text, text))
        if self._folded is not None:
            hits.extend(_hits(self._folded, self._folded_owners, fold(text), text))
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        return hits


def collect_names(documents: Iterable[Document]) -> tuple[NameTable, tuple[Problem, ...]]:
    """The archive's names and the conflicts among them."""
    exact: dict[str, list[Owner]] = defaultdict(list)
    folded: dict[str, list[Owner]] = defaultdict(list)
    claims: dict[str, list[tuple[Document, Name]]] = defaultdict(list)
    urls: dict[str, str] = {}
    for document in documents:
        target = document.card.key
        for name in document.names:
            owners = folded[fold(plain(name.text))] if name.ignore_case else exact[plain(name.text)]
            owners.append(Owner(target, name.when))
            claims[key(name.text)].append((document, name))
        if document.names or document.never:
            urls[target] = document.card.url
        for phrase in document.never:
            exact[plain(phrase)].append(Owner(target, is_ban=True))
    table = NameTable(_settled(exact), _settled(folded), tuple(sorted(urls.items())))
    return table, tuple(_conflicts(claims.values()))


def _settled(owners: dict[str, list[Owner]]) -> Claims:
    return tuple((text, tuple(dict.fromkeys(owners[text]))) for text in sorted(owners) if text)


def _automaton(claims: Claims) -> AhoCorasick | None:
    if not claims:
        return None
    texts = [text for text, _ in claims]
    return AhoCorasick(texts, matchkind=MatchKind.Standard, store_patterns=False)


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
