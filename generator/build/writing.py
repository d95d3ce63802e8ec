"""Putting staged outputs into their places, and telling the log what stands there then.

In: the tasks whose outputs are staged, and the plan. Out: what was written, left and removed, and
why. The log first forgets that the last build was finished and last learns that this one is, so a
build that is killed in between is never taken for a finished one; each row follows its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.build.keys import encode
from generator.build.options import Options
from generator.build.outdated import Task
from generator.build.start import NO_STAMP, LastBuild, Start
from generator.log import Log
from generator.model import Footprint, Key, Reason, Standing, Written

REMOVED = "no longer planned"


class Writing(Struct, frozen=True):
    """What became of the output folder, and why."""

    written: Written
    reasons: tuple[Reason, ...]


def write_all(
    options: Options, start: Start, tasks: Sequence[Task], planned: Iterable[str], log: Log
) -> Writing:
    """Put every staged output into its place, and remove what is not planned."""
    log.forget_build(options.tree)
    log.commit()
    keys = {task.output.path: task.key for task in tasks}
    placed: set[str] = set()
    for standings in start.tree.place():
        log.keep_outputs(options.tree, [Footprint(keys[each.path], each) for each in standings])
        log.commit()
        placed.update(each.path for each in standings)
    paths = set(planned)
    removed = start.tree.remove_unplanned(paths)
    log.forget_outputs(options.tree, start.known.keys() - paths)
    why = {task.output.path: task.why for task in tasks if task.output.path in placed}
    why |= dict.fromkeys(removed, (REMOVED,))
    return Writing(
        written=Written(
            written=tuple(sorted(placed)),
            unchanged=tuple(sorted(paths - placed)),
            removed=tuple(sorted(removed)),
        ),
        reasons=tuple(Reason(path, why[path]) for path in sorted(why)),
    )


def finish(
    options: Options,
    start: Start,
    tasks: Sequence[Task],
    planned: Iterable[str],
    last: LastBuild,
    *,
    log: Log,
) -> None:
    """Tell the log how everything stands, and that the build is finished."""
    keys = {task.output.path: task.key for task in tasks}
    if not start.tree.is_as_left():
        keys = {path: start.known[path].key for path in planned if path not in keys} | keys
    seal = start.tree.seal()
    log.keep_outputs(
        options.tree,
        [
            footprint
            for path, key in keys.items()
            if (footprint := _footprint(path, key, start, seal.untrusted)) != start.known.get(path)
        ],
    )
    log.keep_folders(options.tree, seal.folders)
    log.keep_build(options.tree, start.key, encode(last))
    log.commit()


def _footprint(path: str, key: Key, start: Start, untrusted: frozenset[str]) -> Footprint:
    standing = start.tree.standing(path)
    if path in untrusted:
        standing = Standing(path, NO_STAMP, standing.digest)
    return Footprint(key, standing)
