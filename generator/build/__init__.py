"""Build: the only place that knows the order of the stages, and the only path to a built site."""

from generator.build.audience import Audience
from generator.build.memory import Memory
from generator.build.options import Options, stops
from generator.build.reading import Reading
from generator.build.spine import (
    build,
    check,
    desk,
    explain,
    forget_output,
    read,
    renew_ledger,
    verify,
)
from generator.load import FOLDERS, is_passed_over

__all__ = [
    "FOLDERS",
    "Audience",
    "Memory",
    "Options",
    "Reading",
    "build",
    "check",
    "desk",
    "explain",
    "forget_output",
    "is_passed_over",
    "read",
    "renew_ledger",
    "stops",
    "verify",
]
