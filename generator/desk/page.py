"""The desk as a page: plain HTML without a script, for a browser on the editor's machine.

In: groups of tasks. Out: text. It holds sentences of withheld articles, so it is written beside the
build log and never into the output folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.desk.tasks import MOST, Group, Task
from generator.urls import escape

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>{title}: the desk</title>
<style>
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif; }}
summary {{ font-weight: 600; padding: 0.4rem 0; }}
q, small {{ display: block; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>{title}: the desk</h1>
{groups}
</main>
</body>
</html>
"""


def desk_page(title: str, groups: Sequence[Group]) -> str:
    """The desk of the site with this title."""
    text = "\n".join(part for group in groups for part in _group(*group))
    return PAGE.format(title=escape(title), groups=text)


def _group(title: str, tasks: Sequence[Task]) -> Iterator[str]:
    yield f"<details{' open' if tasks else ''}>"
    yield f"<summary>{escape(title)} ({len(tasks):,})</summary>\n<ul>"
    for task in tasks[:MOST]:
        samples = "".join(f"<q>{escape(sample)}</q>" for sample in task.samples)
        yield f"<li><b>{escape(task.place)}</b> {escape(task.what)}{samples}</li>"
    if len(tasks) > MOST:
        yield f"<li>… and {len(tasks) - MOST:,} more</li>"
    yield "</ul>\n</details>"
