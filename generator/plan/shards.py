"""What search knows of every page, and how the index is parted.

In: documents and the desk. Out: entries, and shards of them, the newest first. A shard holds whole
months, filled from the oldest month on: so old shards stay as they are when news comes in, the edit
of a page is indexed with a thousand pages and not with all, and results by date are those of one
shard after the other. Up to `ONE` pages there is one shard. Beyond `MOST` shards their size
doubles: each costs a reader two requests before the first result.

Which shard a page is in depends on the dates of all pages and on nothing else, so that a build that
indexes one shard ends with the same shards as one that indexes all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.model import Card, Linked, SearchEntry, Shard
from generator.plan.desk import Desk
from generator.plan.rows import group_by, last_change
from generator.urls import output_path
from generator.wording import kind_name

ONE = 2_000
"""Pages that one index holds, if it is the only one."""
SIZE = 1_000
"""Pages of a shard: Pagefind takes a quarter of a megabyte and 1.5 ms for each."""
LARGEST = 4_000
MOST = 12
UNDATED = "0000-00-00"


def plan_shards(entries: Sequence[SearchEntry]) -> tuple[Shard, ...]:
    """The shards of a site."""
    size = _size(len(entries))
    by_month = group_by(entries, lambda entry: entry.date[:7])
    shards: list[list[SearchEntry]] = []
    for month in sorted(by_month):
        if not shards or len(shards[-1]) + len(by_month[month]) > size:
            shards.append([])
        shards[-1].extend(by_month[month])
    return tuple(_shard(each) for each in reversed(shards))


def _size(pages: int) -> int:
    if pages <= ONE:
        return ONE
    size = SIZE
    while pages > size * MOST and size < LARGEST:
        size *= 2
    return size


def _shard(entries: Sequence[SearchEntry]) -> Shard:
    """A shard is called by its oldest month."""
    name = min(entry.date for entry in entries)[:7]
    return Shard(name, tuple(sorted(entries, key=lambda entry: entry.path)))


def search_entry(linked: Linked, names: Mapping[str, tuple[str, ...]], desk: Desk) -> SearchEntry:
    """What search knows of a document; `names` are those of every document, by key."""
    document = linked.document
    card = document.card
    is_article = card.kind == "article"
    date = card.date if is_article else last_change(card)
    touched = (names[touch.card.key] for touch in linked.touches)
    return SearchEntry(
        path=output_path(card.url),
        title=card.title,
        kind=kind_name(card.kind),
        date=date or UNDATED,
        year=date[:4] or "Undated",
        summary="" if is_article else _standfirst(card),
        publisher=desk.rows[card.key].publisher if is_article else "",
        topics=tuple(desk.topics[topic].text for topic in linked.topics if topic in desk.topics),
        names=names[card.key],
        spellings=tuple(sorted(_unique(names[card.key], touched))),
        source=card.key,
        words=document.digest,
        excerpt=None if linked.excerpt is None else linked.excerpt.body,
    )


def _standfirst(card: Card) -> str:
    return card.summary


def _unique(own: Iterable[str], touched: Iterable[Iterable[str]]) -> set[str]:
    return set(own).union(*touched)
