"""What reading a site's sources gives, before anything is linked."""

from __future__ import annotations

from msgspec import Struct

from generator.model import Config, Document
from generator.problems import Problem


class Reading(Struct, frozen=True):
    """The site's sources as values; `fresh` counts those that were parsed anew.

    Without a configuration, or where an explainer cannot be read (`complete` is false then), the
    archive cannot be linked.
    """

    config: Config | None
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    complete: bool
    fresh: int = 0
