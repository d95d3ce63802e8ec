"""Render: a Page becomes the bytes of its file. See `renderer` for what templates may use."""

from generator.render.chunk import Job, Look, read_rendered, render_chunk
from generator.render.checking import check_templates

__all__ = ["Job", "Look", "check_templates", "read_rendered", "render_chunk"]
