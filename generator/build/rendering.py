"""Making the outputs that are outdated, each as a file waiting to be put into its place.

In: tasks. Out: the problems of templates, and how many pages were rendered. Nothing of the output
folder that a reader could see is touched: a template can be at fault on the last page, and then the
folder must stay as it was. Pages are rendered in chunks and staged as they come, so that memory
does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.build.keys import chunks, encode
from generator.build.look import Dress
from generator.build.outdated import Task
from generator.clock import Clock
from generator.load import SiteFolder
from generator.log import Log
from generator.model import Copy, Entry, Listing, Page
from generator.problems import Problem, in_order
from generator.render import Job, read_rendered, render_chunk
from generator.workers import Workers
from generator.write import Tree

CHUNK = 100
"""Pages that are handed to a worker at once."""


def render_all(
    tasks: Sequence[Task], dress: Dress, log: Log, workers: Workers, tree: Tree, *, clock: Clock
) -> tuple[Problem, ...]:
    """Render and stage every page among the tasks."""
    pages = [task.output for task in tasks if isinstance(task.output, Page)]
    problems: list[Problem] = []
    with clock.stage("render", total=len(pages)):
        results = workers.map(render_chunk, dress.shared, _jobs(pages, log), items=len(pages))
        for chunk, result in zip(chunks(pages, CHUNK), results, strict=True):
            for page, (data, problem) in zip(chunk, read_rendered(result), strict=True):
                if problem is not None:
                    problems.append(problem)
                elif not problems:
                    tree.stage(page.path, data)
            clock.advance(len(chunk))
    return in_order(problems)


def copy_all(
    tasks: Iterable[Task], listing: Listing, folder: SiteFolder, tree: Tree
) -> tuple[Problem, ...]:
    """Stage every copy among the tasks."""
    entries = {entry.path: entry for entry in (*listing.files, *listing.assets)}
    return tuple(
        problem
        for task in tasks
        if isinstance(task.output, Copy)
        for problem in _copy(task.output, entries[task.output.source], folder, tree)
    )


def _copy(copy: Copy, entry: Entry, folder: SiteFolder, tree: Tree) -> Iterator[Problem]:
    source = folder.read(entry)
    if isinstance(source, Problem):
        yield source
    else:
        tree.stage(copy.path, source.data)


def _jobs(pages: Sequence[Page], log: Log) -> Iterator[bytes]:
    """Pages with their bodies, in chunks."""
    for chunk in chunks(pages, CHUNK):
        bodies = log.bodies({page.source for page in chunk if page.source})
        yield encode([Job(page, bodies[page.source] if page.source else "") for page in chunk])
