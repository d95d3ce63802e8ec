"""Render: a Page becomes the bytes of its file. See `renderer` for what templates may use."""

from generator.render.renderer import Renderer

__all__ = ["Renderer"]
