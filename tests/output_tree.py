"""Builds of an output folder without a site: the calls that the spine makes, in its order."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.model import Stamp, Standing, Written
from generator.urls import digest
from generator.write import Tree
from generator.write.disk import UNTRUSTED

MARK = {".nojekyll": b""}


class Memory(Struct):
    """What the build log would know of the folder."""

    known: dict[str, Standing] = field(default_factory=dict)
    folders: dict[str, Stamp] = field(default_factory=dict)

    def after_a_restart(self) -> Memory:
        """The same in another run of the machine, where no stamp proves anything."""
        stampless = {
            path: Standing(path, UNTRUSTED, each.digest) for path, each in self.known.items()
        }
        return Memory(stampless, {})


def outputs(*paths: str) -> dict[str, bytes]:
    """Outputs that hold their own path as text."""
    return {path: path.encode() for path in paths}


def write(
    folder: Path,
    memory: Memory,
    planned: Mapping[str, bytes],
    before_the_seal: Callable[[], None] = lambda: None,
) -> Written:
    """Make the folder hold the planned outputs, and remember it."""
    tree = Tree(folder, memory.known, memory.folders)
    for path, data in planned.items():
        last = memory.known.get(path)
        if last is None or last.digest != digest(data) or tree.state(path) != "kept":
            tree.stage(path, data)
    placed: set[str] = set()
    known = dict(memory.known)
    for standings in tree.place():
        known |= {each.path: each for each in standings}
        placed |= {each.path for each in standings}
        memory.known = dict(known)
    removed = tree.remove_unplanned(planned.keys())
    before_the_seal()
    seal = tree.seal()
    for path in planned:
        standing = tree.standing(path)
        is_trusted = path not in seal.untrusted
        known[path] = standing if is_trusted else Standing(path, UNTRUSTED, standing.digest)
    memory.known = {path: known[path] for path in planned}
    memory.folders = seal.folders
    kept = planned.keys() - placed
    return Written(tuple(sorted(placed)), tuple(sorted(kept)), removed)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; links and pipes as what they are, empty folders as such."""
    found, waiting = {}, [folder]
    for current in waiting:
        entries = [Path(entry) for entry in os.scandir(current)]
        for path in entries:
            name = path.relative_to(folder).as_posix()
            if path.is_symlink():
                found[name] = b"-> link"
            elif path.is_dir():
                waiting.append(path)
            else:
                found[name] = path.read_bytes() if path.is_file() else b"-> pipe"
        if not entries and current != folder:
            found[current.relative_to(folder).as_posix() + "/"] = b"-> empty folder"
    return found


def written(folder: Path, memory: Memory, *paths: str) -> Written:
    """Write outputs, check that the folder holds just them, and say what became of it."""
    result = write(folder, memory, outputs(*paths))
    assert contents(folder) == MARK | outputs(*paths)
    return result
