"""Which outputs are to be made anew, and why.

In: the plan, the look, and what the log knows of the output folder. Out: one `Task` for each output
that is not as it should be. The decision is a comparison of keys, and an equal key means an equal
page; the memory saves the digests of views that are as they were. Every reason has a name that a
person understands, for `build --explain`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from generator.build.keys import digest_of, encode
from generator.build.look import Dress
from generator.build.memory import Memory, Viewed
from generator.model import CITATION, ArticleView, Copy, ExplainerView, Footprint, Key, Page, Plan
from generator.version import code_version
from generator.write import Tree

State = Callable[[str], str]
"""How the file at a path stands: `kept`, `missing` or `changed` (by hand)."""

PARTS = {
    "words": "its words",
    "view": "what others say of it",
    "frame": "the frame",
    "template": "the template",
    "generator": "the generator itself",
}
"""The parts of a key, as `--explain` tells them."""
STATES = {"missing": "missing", "changed": "changed by hand"}


class Task(Struct, frozen=True):
    """An output to be made: what it is made from, its new key, and why."""

    output: Page | Copy
    key: Key
    why: tuple[str, ...]


def find_outdated(
    plan: Plan, dress: Dress, known: Mapping[str, Footprint], tree: Tree, memory: Memory
) -> tuple[Task, ...]:
    """Every output whose key or file is not as the log has it."""
    views = _views(plan, memory)
    stands = tree.is_as_left()
    tasks = []
    for output, key in _keys(plan, dress, views):
        last = known.get(output.path)
        if stands and last is not None and last.key == key:
            continue
        why = reasons(last, key, tree.state)
        if why:
            tasks.append(Task(output, key, why))
    return tuple(tasks)


def _views(plan: Plan, memory: Memory) -> dict[str, Viewed]:
    """Every page with the digest of its view, by path."""
    known = memory.views
    views = {
        page.path: before
        if (before := known.get(page.path)) is not None and before.page is page
        else Viewed(page, digest_of(encode(page.view)))
        for page in plan.pages
    }
    if memory.lasts:
        memory.views = views
    return views


def reasons(last: Footprint | None, key: Key, state: State) -> tuple[str, ...]:
    """Why an output is to be made; nothing where it need not be.

    A page's own words are a part of its view, so a changed view is a reason of its own only where
    the words are the same.
    """
    if last is None:
        return ("new",)
    changed = [part for part in PARTS if getattr(last.key, part) != getattr(key, part)]
    if "words" in changed and "view" in changed:
        changed.remove("view")
    why = [PARTS[part] for part in changed]
    standing = state(last.standing.path)
    if standing in STATES:
        why.append(STATES[standing])
    return tuple(why)


def _template(page: Page, dress: Dress) -> bytes:
    """All templates that a page reaches; marks are printed by one that it need not name."""
    reached = dress.templates[page.template]
    if isinstance(page.view, ArticleView | ExplainerView) and CITATION in dress.templates:
        return digest_of(reached + dress.templates[CITATION])
    return reached


def _keys(
    plan: Plan, dress: Dress, views: Mapping[str, Viewed]
) -> Iterator[tuple[Page | Copy, Key]]:
    version = code_version().encode()
    for page in plan.pages:
        yield (
            page,
            Key(
                words=page.words.encode(),
                view=views[page.path].digest,
                frame=dress.frame,
                template=_template(page, dress),
                generator=version,
            ),
        )
    for copy in plan.copies:
        yield copy, Key(words=copy.digest.encode())
