"""What a publication would change.

In: the files of the published tree and of the new one, with their ids. Out: paths added, changed
and removed, and the bytes that are new.

Pagefind numbers its words in another order at each run, so the index of equal pages has other bytes
each time. A shard's folder is called by a digest of all that its index is made of: where the
published site has that folder, it stays as it is there, and an unchanged site is unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Changes(Struct, frozen=True):
    """Paths by what becomes of them, sorted; `bytes` are those of added and changed files."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    bytes: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def with_standing_shards(now: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The files of a new tree (ids by path), with the shards that are published already."""
    standing = {_shard(path) for path in before} & {_shard(path) for path in now} - {""}
    kept = {path: name for path, name in before.items() if _shard(path) in standing}
    return {path: name for path, name in now.items() if _shard(path) not in standing} | kept


def _shard(path: str) -> str:
    """The shard of the search index that a file belongs to; empty for any other file."""
    parts = path.split("/")
    return parts[1] if parts[0] == "pagefind" and len(parts) > 2 else ""


def changes_between(
    before: Mapping[str, str], now: Mapping[str, str], sizes: Mapping[str, int]
) -> Changes:
    """The difference of two trees (ids by path); `sizes` are bytes by path."""
    added = sorted(now.keys() - before.keys())
    changed = sorted(path for path in now.keys() & before.keys() if now[path] != before[path])
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(before.keys() - now.keys())),
        bytes=sum(sizes.get(path, 0) for path in (*added, *changed)),
    )
