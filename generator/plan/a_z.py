"""The A-Z index of explainers, cards and all their names.

In: titles and aliases. Out: one page with a group for each letter. Names in other scripts stand
under the letter of their transliteration, for somebody who looks for them by sound.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import IndexEntry, IndexGroup, IndexView, Linked, Page, Site
from generator.plan import addresses
from generator.plan.desk import Desk
from generator.plan.pages import listing_head, to_page
from generator.plan.rows import group_by, title_key
from generator.wording import plural

DIGITS = "0–9"
OTHER = "Other"
IDS = {DIGITS: "digits", OTHER: "other"}


def plan_a_z(site: Site, desk: Desk) -> Iterator[Page]:
    """`a-z/`."""
    entries = [entry for linked in desk.explainers + desk.cards for entry in _entries(linked)]
    entries.sort(key=lambda entry: (title_key(entry.name), entry.title, entry.url))
    by_letter = group_by(entries, lambda entry: _letter(entry.name))
    groups = tuple(
        IndexGroup(letter, f"letter-{IDS.get(letter, letter.lower())}", tuple(by_letter[letter]))
        for letter in sorted(by_letter, key=_letter_order)
    )
    count = plural(len(entries), "name", "names")
    description = f"{count} of people, places, organisations and subjects, from A to Z."
    yield to_page(IndexView(head=listing_head(addresses.A_Z, "A–Z", description), groups=groups))


def _entries(linked: Linked) -> Iterator[IndexEntry]:
    """The title, then every other name once."""
    card = linked.document.card
    yield IndexEntry(card.title, card.url, card.kind)
    for name in dict.fromkeys(name.text for name in linked.document.names):
        if name != card.title:
            yield IndexEntry(name, card.url, card.kind, card.title)


def _letter(name: str) -> str:
    first = title_key(name)[0][:1]
    if first.isdigit():
        return DIGITS
    return first.upper() or OTHER


def _letter_order(letter: str) -> tuple[bool, bool, str]:
    """Letters, then digits, then the rest."""
    return letter == OTHER, letter == DIGITS, letter
