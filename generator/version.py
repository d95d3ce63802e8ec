"""Which generator this is: a digest of its own code and of the libraries that shape its output.

In: the installed package. Out: one text that is part of every key in the build log, and that a
cluster's workers must share. Two machines with equal versions make equal bytes.

Library versions are read off the names of their `.dist-info` folders: `importlib.metadata` costs
more to import than a build with nothing to do takes, so it is asked only where no such folder is.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LIBRARIES = (
    "ahocorasick-rs",
    "anyascii",
    "bibtexparser",
    "jinja2",
    "markdown-it-py",
    "markupsafe",
    "mdit-py-plugins",
    "msgspec",
    "nh3",
    "pagefind-bin",
    "pylatexenc",
    "pyyaml",
    "rapidfuzz",
    "rensa",
)
"""Libraries whose version can change what is built."""
DIST_INFO = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")


@cache
def code_version() -> str:
    """A digest of this generator: 32 hexadecimal digits."""
    total = hashlib.blake2b(digest_size=16)
    python = ".".join(map(str, sys.version_info[:2]))
    for part in (f"python {python}", *_library_versions(), *_code()):
        total.update(part if isinstance(part, bytes) else part.encode())
        total.update(b"\0")
    return total.hexdigest()


def _code() -> Iterator[str | bytes]:
    """Path and bytes of every module of the package."""
    package = Path(__file__).parent
    for path in sorted(package.rglob("*.py")):
        yield path.relative_to(package).as_posix()
        yield path.read_bytes()


def _library_versions() -> Iterator[str]:
    found = _dist_infos()
    for name in LIBRARIES:
        yield f"{name} {found.get(name) or _asked(name)}"


def _dist_infos() -> dict[str, str]:
    """Name and version of what is installed; the first on the path counts, as when importing."""
    found: dict[str, str] = {}
    for folder in sys.path:
        try:
            names = sorted(os.listdir(folder or "."))  # noqa: PTH208 - a Path costs more
        except OSError:  # a path may name a folder that is not there, or a zip file
            continue
        for name in names:
            if match := DIST_INFO.fullmatch(name):
                library = re.sub(r"[-_.]+", "-", match["name"]).lower()
                found.setdefault(library, match["version"])
    return found


def _asked(name: str) -> str:
    """The version as the library's own metadata tells it, wherever that is."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - rarely needed

    try:
        return version(name)
    except PackageNotFoundError:
        return "unknown"
