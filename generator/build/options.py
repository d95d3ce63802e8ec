"""What a build is asked for, and what forbids it to go on."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from generator.problems import Problem

LOG = ".cache/build.sqlite"
"""The build log, below the site's folder."""


class Options(Struct, frozen=True):
    """What a build is asked for.

    `base_url` (with a slash at the end) replaces the configuration's where it is not empty. Without
    `index` the search bundle stays as it is, and the next build with it brings it up to date.
    `jobs` is the number of processes (0: as many as there are cores); `cluster` the address of a
    dask scheduler that takes their place.
    """

    site: Path
    output: Path
    base_url: str = ""
    drafts: bool = False
    strict: bool = False
    search: bool = True
    index: bool = True
    jobs: int = 0
    cluster: str = ""

    @property
    def log(self) -> Path:
        """Where the build log is."""
        return self.site / LOG

    @property
    def tree(self) -> str:
        """The output folder's name in the log: the way there from the site's folder."""
        output, site = os.path.realpath(self.output), os.path.realpath(self.site)
        return Path(os.path.relpath(output, site)).as_posix()


def stops(problems: Iterable[Problem], options: Options) -> bool:
    """Whether problems forbid touching the output folder."""
    fatal = ("error", "warning") if options.strict else ("error",)
    return any(problem.severity in fatal for problem in problems)
