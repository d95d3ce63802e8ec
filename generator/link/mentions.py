"""Which names a document mentions, and which of the mentions become links.

In: the passages of a document and the archive's names. Out: its mentions in order, each with the
rule that decided it. The rules, first to last:

1. of overlapping names the leftmost and then the longest counts (`longer-name`);
2. it counts only where its `when:` words stand in the passage (`condition`), outside its owner's
   `never:` phrases (`never`), and where one owner is left (`ambiguous`);
3. no link to the page itself (`itself`), across or inside other markup (`in-code` …);
4. one link a section (`linked-before`), none where the author set one (`author-linked`).

Everything is decided here and kept, the refusals too: `explain-links` prints the same values that
the build uses. A text of any length takes time in proportion: what a passage says of a condition is
remembered, and forbidden stretches are looked up, not searched.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.link.names import Hit, Names
from generator.link.words import plain, stands_in
from generator.model import Mention, Owner, Passage, Run

RULES = {
    "linked": "the first mention in its section",
    "linked-before": "linked earlier in the same section",
    "author-linked": "the author links it in the same section",
    "itself": "a page does not link to itself",
    "in-link": "inside a link",
    "in-code": "inside code",
    "in-heading": "inside a heading",
    "in-attribution": "in a quotation's source line",
    "in-summary": "inside a fold-out's handle",
    "crosses-markup": "only partly inside emphasis or other markup",
    "condition": "none of the name's 'when' words stands in the paragraph",
    "never": "inside a phrase that its 'never' list forbids",
    "ambiguous": "several pages own the name, and more than one fits here",
    "longer-name": "part of a longer name",
}
"""What each rule means, as `explain-links` tells it."""

COUNTED = frozenset(
    {"linked", "linked-before", "author-linked", "in-link", "in-attribution", "crosses-markup"}
)
"""Rules whose mentions connect two documents, linked or not."""

AuthorLinks = frozenset[tuple[int, str]]
"""Section and target of every link that the author wrote."""


def find_mentions(
    key: str, passages: Sequence[Passage], names: Names, author_links: AuthorLinks
) -> list[Mention]:
    """Every mention in the passages of document `key`, in order."""
    starts = [0, *accumulate(len(passage.text) + 1 for passage in passages)]
    text = plain("\n".join(passage.text for passage in passages))
    reader = _Reader(key, passages, starts)
    candidates = [
        reader.candidate(hit)
        for hit in _without_bans(names.find(text))
        if hit.end < starts[bisect_right(starts, hit.start)]
    ]
    return list(_decide(key, passages, _longest(candidates), author_links))


def run_at(passage: Passage, start: int) -> Run:
    """The run of a passage that holds the character at `start`, or the one before it."""
    return passage.runs[max(0, bisect_right(passage.runs, start, key=_run_start) - 1)]


def _run_start(run: Run) -> int:
    return run.start


# --- What a hit means -----------------------------------------------------------------------------


def _without_bans(hits: list[Hit]) -> Iterator[Hit]:
    """Each hit of a name with its owners; a forbidden owner is marked as a ban."""
    zones = _ban_zones(hits)
    if not zones:
        yield from hits
        return
    for hit in hits:
        owners = tuple(
            Owner(owner.target, owner.when, is_ban=_is_banned(hit, zones.get(owner.target, [])))
            for owner in hit.owners
            if not owner.is_ban
        )
        if owners:
            yield Hit(hit.start, hit.end, owners)


def _ban_zones(hits: list[Hit]) -> dict[str, list[tuple[int, int]]]:
    """For each owner the stretches that its `never:` phrases cover, in order, none overlapping."""
    zones: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for hit in hits:
        for owner in hit.owners:
            if not owner.is_ban:
                continue
            found = zones[owner.target]
            if found and hit.start < found[-1][1]:
                found[-1] = (found[-1][0], max(found[-1][1], hit.end))
            else:
                found.append((hit.start, hit.end))
    return zones


def _is_banned(hit: Hit, zones: list[tuple[int, int]]) -> bool:
    """Whether a hit overlaps one of the stretches."""
    last = bisect_left(zones, (hit.end, 0)) - 1
    return last >= 0 and zones[last][1] > hit.start


class _Reader:
    """Turns hits into mentions; remembers which conditions hold in which passage."""

    def __init__(self, key: str, passages: Sequence[Passage], starts: list[int]) -> None:
        self._key = key
        self._starts = starts
        self._passages = passages
        self._plain: dict[int, str] = {}
        self._holding: dict[tuple[tuple[str, ...], int], bool] = {}

    def candidate(self, hit: Hit) -> Mention:
        """The mention that a hit would be; its rule is empty where it may count."""
        index = bisect_right(self._starts, hit.start) - 1
        target, rule = self._owner(hit.owners, index)
        start = self._starts[index]
        return Mention(index, hit.start - start, hit.end - start, target, rule)

    def _owner(self, owners: tuple[Owner, ...], index: int) -> tuple[str, str]:
        allowed = [owner for owner in owners if not owner.is_ban]
        if not allowed:
            return owners[0].target, "never"
        fitting = {owner.target for owner in allowed if self._fits(owner, index)}
        if not fitting:
            return allowed[0].target, "condition"
        return min(fitting), "ambiguous" if len(fitting) > 1 else ""

    def _fits(self, owner: Owner, index: int) -> bool:
        """A page may use its own name freely: the condition is for others."""
        if not owner.when or owner.target == self._key:
            return True
        condition = (owner.when, index)
        if condition not in self._holding:
            text = self._plain_text(index)
            self._holding[condition] = any(stands_in(word, text) for word in owner.when)
        return self._holding[condition]

    def _plain_text(self, index: int) -> str:
        if index not in self._plain:
            self._plain[index] = plain(self._passages[index].text)
        return self._plain[index]


def _longest(candidates: list[Mention]) -> Iterator[Mention]:
    """The leftmost-longest of those that may count; another owner's inside it are told."""
    longest = Mention(-1, 0, 0, "", "")
    for mention in candidates:
        if mention.rule in ("never", "condition"):
            yield mention
        elif mention.passage != longest.passage or mention.start >= longest.end:
            longest = mention
            yield mention
        elif mention.target != longest.target:
            yield _ruled(mention, "longer-name")


# --- Which mentions become links ------------------------------------------------------------------


def _decide(
    key: str,
    passages: Sequence[Passage],
    mentions: Iterable[Mention],
    author_links: AuthorLinks,
) -> Iterator[Mention]:
    linked: set[tuple[int, str]] = set()
    for mention in mentions:
        if mention.rule:
            yield mention
            continue
        passage = passages[mention.passage]
        place = (passage.section, mention.target)
        rule = _refusal(key, passage, mention)
        if not rule and place in author_links:
            rule = "author-linked"
        if not rule and place in linked:
            rule = "linked-before"
        if not rule:
            linked.add(place)
        yield _ruled(mention, rule or "linked")


def _refusal(key: str, passage: Passage, mention: Mention) -> str:
    """The rule that forbids a link at this very place, or an empty text."""
    if mention.target == key:
        return "itself"
    run = run_at(passage, mention.start)
    if mention.start < run.start or run.end < mention.end:
        return "crosses-markup"
    return f"in-{run.barrier}" if run.barrier else ""


def _ruled(mention: Mention, rule: str) -> Mention:
    return Mention(mention.passage, mention.start, mention.end, mention.target, rule)
