"""Names and sizes that GitHub Pages, or a clone on another system, cannot hold.

In: a tree. Out: problems. Limits: GitHub's documentation on Pages (1 GB a site) and on large files
(100 MiB a file, a warning from 50); Microsoft's on naming files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.problems import Problem, Severity
from generator.publish.tree import Tree

MIB = 1 << 20
LARGEST_FILE = 100 * MIB
LARGE_FILE = 50 * MIB
LARGEST_SITE = 1_000_000_000
LARGE_SITE = 800_000_000
RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
BAD = re.compile(r"[\x00-\x1f\x7f<>:\"\\|?*]")
LONGEST = 255
STRAY = re.compile(
    r"(?:^|/)(?:\.env[^/]*|\.git[^/]*|\.DS_Store|id_(?:rsa|ed25519|ecdsa|dsa)|[^/]*\.(?:py|pem|key|p12"
    r"|sqlite|swp|orig|bak)|[^/]*~)$"
)
"""Files that were never meant to be read by anybody."""


def size_problems(tree: Tree) -> Iterator[Problem]:
    """Files and sites that are too large."""
    for path, size in tree.sizes.items():
        if size > LARGEST_FILE:
            yield _problem(path, "file-too-large", f"{_mib(size)}, and GitHub takes 100 at most")
        elif size > LARGE_FILE:
            message = f"{_mib(size)}, and GitHub warns from 50 on"
            yield _problem(path, "file-too-large", message, "warning")
    if tree.total > LARGEST_SITE:
        message = f"the site has {_mib(tree.total)}, and Pages takes 1 GB"
        yield _problem("the site", "site-too-large", message)
    elif tree.total > LARGE_SITE:
        message = f"the site has {_mib(tree.total)}, and Pages takes 1 GB"
        yield _problem("the site", "site-too-large", message, "warning")


def name_problems(tree: Tree) -> Iterator[Problem]:
    """Names that some system cannot hold, files that do not belong in a site, links."""
    for path in tree.links:
        yield _problem(path, "link", "is a symbolic link, and Pages publishes none")
    folded: dict[str, str] = {}
    for path in tree.sizes:
        for fault in _faults(path):
            yield _problem(path, "bad-name", fault)
        if STRAY.search(path):
            yield _problem(path, "stray-file", "is a kind of file that no site has")
        other = folded.setdefault(path.casefold(), path)
        if other != path:
            yield _problem(path, "case-collision", f"differs from {other} only by its case")


def _faults(path: str) -> Iterator[str]:
    for part in path.split("/"):
        if BAD.search(part):
            yield "holds a character that Windows does not allow"
        elif RESERVED.match(part):
            yield f"'{part}' is a name that Windows keeps for itself"
        elif part.endswith((".", " ")):
            yield "ends with a point or a space, which Windows takes away"
        elif len(part.encode("utf-8", "surrogateescape")) > LONGEST:
            yield f"has a name of more than {LONGEST} bytes"


def _mib(size: int) -> str:
    return f"{size / MIB:,.0f} MiB"


def _problem(path: str, rule: str, message: str, severity: Severity = "error") -> Problem:
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in path)
    return Problem(path=shown, severity=severity, rule=rule, message=message)
