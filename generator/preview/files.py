"""Which file answers an address: as GitHub Pages would decide it, and never one outside the folder.

In: the path of a request as it was sent, the base path and the output folder. Out: an `Answer`: a
file with its status, an address to go to instead, or nothing. The rules of Pages:

* `folder/` is `folder/index.html`; `folder` leads there by a redirect (301);
* `page` is `page.html` where that is a file, even beside a folder of that name;
* names count with their case, on disks that ignore it, too;
* anything else is `404.html` with status 404, at the address that was asked for.

No component of a path may be a link, hidden, `..`, or hold what some system takes for a separator,
so nothing outside the folder can be reached, however it is encoded. Rejected: resolving the path
and looking whether it is inside, which follows links and depends on the system.

Source: GitHub's behaviour as measured by slorber/trailing-slash-guide.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

FORBIDDEN = frozenset("\\:\0")
"""Characters that no output has and some system reads as the start of something else."""
VISIBLE = ".well-known"
"""The one hidden name that the web knows (RFC 8615)."""
TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml; charset=utf-8",
}


class Answer(Struct, frozen=True):
    """What answers a request: `path` of a file below the folder, or `location` to go to instead."""

    status: int
    path: str = ""
    location: str = ""


NOTHING = Answer(404)
"""Not even a 404 page is there."""


def find(folder: Path, base: str, target: str) -> Answer:
    """The answer to the path of a request; `base` begins and ends with a slash."""
    path = _decoded(target)
    if path is None:
        return _not_found(folder)
    if path == "/" and base != "/":
        return Answer(302, location=base)
    if path + "/" == base:
        return Answer(301, location=base)
    if not path.startswith(base):
        return _not_found(folder)
    return _below(folder, base, path.removeprefix(base))


def content_type(path: str) -> str:
    """The media type of a file; bytes of no known kind where its name does not tell."""
    return TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def _decoded(target: str) -> str | None:
    """The path in characters, or None where it is no text that could name an output."""
    try:
        path = unquote_to_bytes(target).decode("utf-8")
    except UnicodeDecodeError:
        return None
    is_safe = path.isprintable() and FORBIDDEN.isdisjoint(path)
    return path if is_safe and path.startswith("/") else None


def _below(folder: Path, base: str, path: str) -> Answer:
    """The answer to a path below the base path."""
    names = path.split("/")
    is_folder = names[-1] == ""
    parts = names[:-1] if is_folder else names
    if any(not part or (part.startswith(".") and part != VISIBLE) for part in parts):
        return _not_found(folder)
    if is_folder:
        return _file(folder, [*parts, "index.html"])
    for candidate in (parts, [*parts[:-1], parts[-1] + ".html"]):
        found = _file(folder, candidate)
        if found.status == 200:
            return found
    if _file(folder, [*parts, "index.html"]).status == 200:
        return Answer(301, location=quote(f"{base}{path}/"))
    return _not_found(folder)


def _file(folder: Path, parts: list[str]) -> Answer:
    """The file itself, if it and all folders above it are what they seem."""
    place = os.fspath(folder)
    for at, part in enumerate(parts):
        is_last = at == len(parts) - 1
        if not _stands(place, part, is_file=is_last):
            return _not_found(folder)
        place = os.path.join(place, part)
    return Answer(200, "/".join(parts))


def _stands(folder: str, name: str, *, is_file: bool) -> bool:
    """Whether a folder holds a file or folder of exactly this name, and no link."""
    place = os.path.join(folder, name)
    try:
        mode = os.lstat(place).st_mode
        if not (stat.S_ISREG(mode) if is_file else stat.S_ISDIR(mode)):
            return False
        return not os.path.lexists(os.path.join(folder, name.swapcase())) or (
            name in os.listdir(folder)
        )
    except (OSError, ValueError):
        return False


def _not_found(folder: Path) -> Answer:
    is_there = _stands(os.fspath(folder), "404.html", is_file=True)
    return Answer(404, "404.html") if is_there else NOTHING
