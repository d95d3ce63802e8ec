"""Build: the only place that knows the order of the stages, and the only path to a built site."""

from generator.build.memory import Memory
from generator.build.options import Options, stops
from generator.build.reading import Reading
from generator.build.spine import build, explain, read, verify

__all__ = ["Memory", "Options", "Reading", "build", "explain", "read", "stops", "verify"]
