"""Who may ask the preview, and how.

In: a request's line and headers. Out: None, or the status that refuses it. A web page anywhere can
make a browser on this machine ask the preview: under a name of its own that leads here (DNS
rebinding; the Host header tells), or from its own address (Origin and Sec-Fetch-Site tell). What is
ambiguous, so that two programs could read it in two ways, is refused, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from email.message import Message

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
LIVE = "/__live/"
"""Where the preview's own addresses begin."""
OPEN = LIVE + "open"
TRUSTED = frozenset({"same-origin", "none", ""})


def refusal(
    method: str, target: str, headers: Message, port: int, hosts: Collection[str]
) -> int | None:
    """The status that refuses a request, if one does; `hosts` are allowed names beside this one."""
    path = target.partition("?")[0]
    if method not in ("GET", "HEAD") and not (method == "POST" and path == OPEN):
        return 405
    if not target.startswith("/") or "#" in target:
        return 400
    if _is_ambiguous(headers, method):
        return 400
    host = headers.get_all("Host", [])
    if len(host) != 1:
        return 400
    if not _is_allowed(host[0], port, hosts):
        return 403
    if path.startswith(LIVE) and _is_foreign(headers, host[0]):
        return 403
    return None


def _is_ambiguous(headers: Message, method: str) -> bool:
    """Whether the request carries a body where none belongs, or tells its length in two ways."""
    lengths = headers.get_all("Content-Length", [])
    if "Transfer-Encoding" in headers or len(lengths) > 1:
        return True
    if any(not length.isascii() or not length.isdecimal() for length in lengths):
        return True
    return method != "POST" and any(int(length) for length in lengths)


def _is_allowed(host: str, port: int, hosts: Collection[str]) -> bool:
    found = HOST.fullmatch(host)
    if found is None or found["port"] not in (None, str(port)):
        return False
    name = found["name"].lower()
    return name in LOCAL or name.endswith(".localhost") or name in hosts


def _is_foreign(headers: Message, host: str) -> bool:
    """Whether another site's page asks, as far as the browser tells."""
    origins = headers.get_all("Origin", [])
    if any(origin not in (f"http://{host}", f"https://{host}") for origin in origins):
        return True
    return headers.get("Sec-Fetch-Site", "") not in TRUSTED
