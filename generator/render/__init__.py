"""Render: a Page becomes the bytes of its file. See `renderer` for what templates may use.

Jinja is imported when a page is rendered or templates are checked: most of the time of a build in
which nothing changed would be that import.
"""

from collections.abc import Iterable

from generator.model import Checked, Source
from generator.render.chunk import Job, Look, read_rendered, render_chunk

__all__ = ["Job", "Look", "check_templates", "read_rendered", "render_chunk"]


def check_templates(templates: Iterable[Source]) -> Checked:
    """All that can be said of templates before a page is rendered."""
    from generator.render.checking import check  # noqa: PLC0415 - see above

    return check(templates)
