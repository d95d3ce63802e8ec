"""Whatever stood in the output folder, and whatever happened to it: the next build mends it."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.write import check_folder
from generator.write.disk import Disk
from tests.output_tree import MARK, Memory, contents, write

NO_SITE = Path(__file__).parent
PARTS = st.sampled_from(["a", "b", "B", ".part", "c.html"])
PATHS = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
PLANS = st.dictionaries(PATHS, st.sampled_from([b"", b"1", b"2", b"long " * 9]), max_size=6).filter(
    lambda planned: not check_folder(NO_SITE / "missing", NO_SITE / "site", planned)
)
BY_HAND = st.sampled_from(["file", "twin", "folder", "link", "link out", "pipe", "remove", "touch"])
PLACES = st.lists(
    st.sampled_from(["a", "b", "B", "c.html", "pagefind", ".part", ".search", ".nojekyll"]),
    min_size=1,
    max_size=3,
).map("/".join)
STEPS = st.one_of(
    st.tuples(st.just("build"), PLANS),
    st.tuples(st.just("killed"), PLANS, st.integers(0, 40)),
    st.tuples(st.just("by hand"), BY_HAND, PLACES),
    st.tuples(st.just("restart")),
    st.tuples(st.just("log lost")),
)


class Killed(BaseException):
    """The process is gone: nothing of it runs any more."""


def change(folder: Path, kind: str, path: str) -> None:
    """Change something by hand; where links or files are in the way, nothing happens."""
    place = folder / path
    if any(above.is_symlink() or above.is_file() or above.is_fifo() for above in place.parents):
        return
    if kind == "touch":
        if place.is_file() and not place.is_symlink():
            place.touch()
        return
    twin = place.read_bytes() if place.is_file() and not place.is_symlink() else b"1"
    Disk(folder).remove_whole(path)
    if kind == "remove":
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    makes: dict[str, Callable[[], object]] = {
        "file": lambda: place.write_bytes(b"1"),
        "twin": lambda: place.write_bytes(twin),
        "folder": place.mkdir,
        "link": lambda: place.symlink_to("a"),
        "link out": lambda: place.symlink_to(folder.parent / "outside"),
        "pipe": lambda: os.mkfifo(place),
    }
    makes[kind]()


def build_killed(folder: Path, memory: Memory, planned: dict[str, bytes], calls: int) -> None:
    """A build that is killed before one of its calls to the disk, if it makes so many."""
    left = [calls]

    def fated(call: Callable[..., object]) -> Callable[..., object]:
        def counted(*arguments: object, **options: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise Killed
            return call(*arguments, **options)

        return counted

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("generator.write.tree.BATCH", 2)
        for name in ("write", "replace", "mkdir", "unlink", "rmdir", "lstat"):
            patched.setattr(os, name, fated(getattr(os, name)))
        try:
            write(folder, memory, planned)
        except Killed:
            return


def without_the_bundle(found: dict[str, bytes]) -> dict[str, bytes]:
    """A tree without what is in the search bundle's folder."""
    return {path: data for path, data in found.items() if not path.startswith("pagefind/")}


def removable(folder: Path) -> set[str]:
    """Every file and link that a build removes if it is not planned."""
    found = without_the_bundle(contents(folder)) if folder.exists() else {}
    files = {path for path in found if not path.endswith("/")}
    return {path for path in files if path.split("/")[0] not in (".part", ".search", ".nojekyll")}


def build(folder: Path, memory: Memory, planned: dict[str, bytes]) -> None:
    """A build that nothing stops, and one after it."""
    stood = removable(folder)
    result = write(folder, memory, planned)
    assert without_the_bundle(contents(folder)) == MARK | planned
    assert set(result.removed) == stood - planned.keys()
    assert {*result.written, *result.unchanged} == planned.keys()
    second = write(folder, memory, planned)
    assert (second.written, second.removed) == ((), ())


@settings(max_examples=40 if settings().max_examples < 1_000 else 1_000)
@given(steps=st.lists(STEPS, max_size=6), last=PLANS)
def test_any_tree_becomes_any_other(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[tuple[Any, ...]],
    last: dict[str, bytes],
) -> None:
    folder = tmp_path_factory.mktemp("tree") / "output"
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "a").write_bytes(b"mine")
    memory = Memory()
    for step in steps:
        match step:
            case ("build", planned):
                build(folder, memory, planned)
            case ("killed", planned, calls):
                build_killed(folder, memory, planned, calls)
            case ("by hand", kind, path) if folder.exists():
                change(folder, kind, path)
            case ("restart",):
                memory = memory.after_a_restart()
            case ("log lost",):
                memory = Memory()
    build(folder, memory, last)
    assert contents(outside) == {"a": b"mine"}
