"""The built site as it is to be published: every file, looked at once.

In: a folder. Out: `Tree`: its files by path, with their sizes. Nothing is read that is too large to
be published anyway.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

TEXTS = (".html", ".xml", ".txt", ".json", ".css", ".js", ".svg", ".webmanifest", ".md")


class Tree(Struct, frozen=True):
    """The files below a folder: sizes in bytes by path. `links` are symbolic links."""

    folder: Path
    sizes: dict[str, int]
    links: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return sum(self.sizes.values())

    @property
    def pages(self) -> list[str]:
        """Paths of pages."""
        return [path for path in self.sizes if path.endswith(".html")]

    def text(self, path: str) -> str:
        """A file as text; what is no UTF-8 is replaced."""
        return (self.folder / path).read_text(encoding="utf-8", errors="replace")

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every file of a kind that is text, but for the search bundle's own."""
        for path in self.sizes:
            if path.endswith(TEXTS) and not path.startswith("pagefind/"):
                yield path, self.text(path)


def read_tree(folder: Path) -> Tree:
    """The tree of a folder."""
    sizes: dict[str, int] = {}
    links: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                path = below + entry.name
                if entry.is_symlink():
                    links.append(path)
                elif entry.is_dir():
                    waiting.append(f"{path}/")
                else:
                    sizes[path] = entry.stat().st_size
    return Tree(folder, dict(sorted(sizes.items())), tuple(links))
