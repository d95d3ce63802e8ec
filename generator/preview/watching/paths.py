"""Which changes concern the site.

In: a path below the site's folder. Out: whether a build may depend on it. Only the sources count:
the configuration and the three folders that are read. Output, log, repository and environments
stand outside these, or are named as left out.
"""

from __future__ import annotations

from generator.build import FOLDERS, is_passed_over

CONFIG = "site.yaml"
PROBES = ("4913", "___jb_tmp___", "___jb_old___")
"""What vim and JetBrains write beside a file for a moment."""


def concerns(path: str) -> bool:
    """Whether the site may depend on a path (with forward slashes, relative to its folder)."""
    if path == CONFIG:
        return True
    parts = path.split("/")
    if parts[0] not in FOLDERS:
        return False
    return not any(is_passed_over(part) or part.endswith(PROBES) for part in parts[1:])
