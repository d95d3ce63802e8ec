"""Watching: from the system's file events to "build now"."""

from generator.preview.watching.methods import polling_reason
from generator.preview.watching.watcher import Watcher

__all__ = ["Watcher", "polling_reason"]
