"""Which names a document mentions, and which of the mentions become links.

In: a document and the archive's names. Out: its mentions in order, each with the rule that decided
it. The rules, first to last:

1. of overlapping names the leftmost and then the longest counts (`longer-name`);
2. it counts only where its `when:` words stand in the passage (`condition`), outside its owner's
   `never:` phrases (`never`), and where one owner is left (`ambiguous`);
3. no link to the page itself (`itself`), across or inside other markup (`in-code` …);
4. one link a section (`linked-before`), none where the author set one (`author-linked`).

Everything is decided here and kept, the refusals too: `explain-links` prints the same values that
the build uses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from generator.link.names import Hit, Names, Owner
from generator.link.words import plain, stands_in
from generator.model import Document, Mention, Passage

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


def find_mentions(document: Document, names: Names, author_links: AuthorLinks) -> list[Mention]:
    """Every mention in the document's passages, in order."""
    starts = [0, *accumulate(len(passage.text) + 1 for passage in document.passages)]
    text = plain("\n".join(passage.text for passage in document.passages))
    candidates = [
        _candidate(hit, document, starts)
        for hit in _without_bans(names.find(text))
        if _in_one_passage(hit, starts)
    ]
    return list(_decide(document, _longest(candidates), author_links))


def _in_one_passage(hit: Hit, starts: list[int]) -> bool:
    return hit.end < starts[bisect_right(starts, hit.start)]


# --- What a hit means -----------------------------------------------------------------------------


def _without_bans(hits: list[Hit]) -> Iterator[Hit]:
    """Each hit of a name with its owners; a forbidden owner is marked as a ban."""
    bans = [(hit, owner) for hit in hits for owner in hit.owners if owner.is_ban]
    for hit in hits:
        owners = tuple(
            Owner(owner.target, owner.when, is_ban=_is_banned(hit, owner, bans))
            for owner in hit.owners
            if not owner.is_ban
        )
        if owners:
            yield Hit(hit.start, hit.end, owners)


def _is_banned(hit: Hit, owner: Owner, bans: list[tuple[Hit, Owner]]) -> bool:
    return any(
        ban.target == owner.target and zone.start < hit.end and hit.start < zone.end
        for zone, ban in bans
    )


def _candidate(hit: Hit, document: Document, starts: list[int]) -> Mention:
    """The mention that a hit would be; its rule is empty where it may count."""
    index = bisect_right(starts, hit.start) - 1
    passage = document.passages[index]
    target, rule = _owner(hit.owners, passage, document.card.key)
    return Mention(index, hit.start - starts[index], hit.end - starts[index], target, rule)


def _owner(owners: tuple[Owner, ...], passage: Passage, own_key: str) -> tuple[str, str]:
    if all(owner.is_ban for owner in owners):
        return owners[0].target, "never"
    allowed = [owner for owner in owners if not owner.is_ban]
    fitting = [owner for owner in allowed if _fits(owner, passage, own_key)]
    targets = sorted({owner.target for owner in fitting})
    if not targets:
        return allowed[0].target, "condition"
    return targets[0], "ambiguous" if len(targets) > 1 else ""


def _fits(owner: Owner, passage: Passage, own_key: str) -> bool:
    """A page may use its own name freely: the condition is for others."""
    if not owner.when or owner.target == own_key:
        return True
    text = plain(passage.text)
    return any(stands_in(word, text) for word in owner.when)


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
    document: Document, mentions: Iterable[Mention], author_links: AuthorLinks
) -> Iterator[Mention]:
    linked: set[tuple[int, str]] = set()
    for mention in mentions:
        if mention.rule:
            yield mention
            continue
        passage = document.passages[mention.passage]
        place = (passage.section, mention.target)
        rule = _refusal(document, passage, mention)
        if not rule and place in author_links:
            rule = "author-linked"
        if not rule and place in linked:
            rule = "linked-before"
        if not rule:
            linked.add(place)
        yield _ruled(mention, rule or "linked")


def _refusal(document: Document, passage: Passage, mention: Mention) -> str:
    """The rule that forbids a link at this very place, or an empty text."""
    if mention.target == document.card.key:
        return "itself"
    for run in passage.runs:
        if run.start <= mention.start and mention.end <= run.end:
            return f"in-{run.barrier}" if run.barrier else ""
    return "crosses-markup"


def _ruled(mention: Mention, rule: str) -> Mention:
    return Mention(mention.passage, mention.start, mention.end, mention.target, rule)
