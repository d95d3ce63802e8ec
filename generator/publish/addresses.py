"""Where GitHub Pages puts a repository's site.

In: the address of a remote, and the site's own domain if it has one. Out: the base URL. A
repository `name/name.github.io` is the user's own site; any other stands in a folder of it; a
domain of one's own takes the place of both. Where the remote is not on GitHub nobody can tell.
"""

from __future__ import annotations

import re

from msgspec import Struct

REMOTE = re.compile(
    r"(?:https?://(?:[^@/]*@)?|ssh://(?:[^@/]*@)?|git://|(?:[^@/\s]+@))"
    r"(?P<host>github\.com|ssh\.github\.com)(?::[0-9]+)?[:/]+"
    r"(?P<owner>[^/\s]+)/(?P<name>[^/\s]+?)(?:\.git)?/?$",
    re.IGNORECASE,
)


class Pages(Struct, frozen=True):
    """A repository on GitHub, and the base URL of its site."""

    owner: str
    name: str
    base_url: str

    @property
    def settings(self) -> str:
        """Where a person sets how it is published."""
        return f"https://github.com/{self.owner}/{self.name}/settings/pages"


def pages_of(remote: str, domain: str = "") -> Pages | None:
    """The site of the repository at a remote's address; None where that is not on GitHub."""
    found = REMOTE.fullmatch(remote.strip())
    if found is None:
        return None
    owner, name = found["owner"], found["name"]
    host = f"{owner.lower()}.github.io"
    if domain:
        base = f"https://{domain}/"
    elif name.lower() == host:
        base = f"https://{host}/"
    else:
        base = f"https://{host}/{name}/"
    return Pages(owner, name, base)
