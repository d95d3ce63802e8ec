"""Preview: the site served while it is written, and rebuilt at every change.

A room of its own that asks `build` for builds; nothing of it reaches the output folder.
"""

from generator.preview.server import CannotListenError
from generator.preview.session import Settings, preview

__all__ = ["CannotListenError", "Settings", "preview"]
