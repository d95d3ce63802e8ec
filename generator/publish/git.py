"""git, run as a program: one call, one answer, and an end to every waiting.

In: arguments, and what git is to read. Out: what it printed, or a GitError in its own words. No
secret is ever an argument, since every user of a machine can see those; the remote's address goes
in by the environment. git asks nobody for a password unless somebody sits at a terminal, and keeps
its hands off the index when it is only asked (`GIT_OPTIONAL_LOCKS`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

TIMEOUT = 600.0
"""Seconds that a call may take: a first push of a large site over a slow line."""
CREDENTIALS = re.compile(r"(?<=://)[^/@\s]*@")
REMOTE = "generator-publish"
"""The name under which git knows the remote in these calls; it has no tracking branches."""


class GitError(Exception):
    """git said no; the text is git's own, without credentials."""


class Git:
    """git in one folder. `settings` are variables of its environment."""

    def __init__(self, folder: Path, settings: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self._settings = dict(settings or {})

    def __call__(
        self, *arguments: str, data: bytes = b"", settings: Mapping[str, str] | None = None
    ) -> bytes:
        """What git prints. Raises GitError where it fails, is missing, or takes too long."""
        try:
            done = subprocess.run(  # noqa: S603 - git itself, with arguments of our own
                ["git", *arguments],  # noqa: S607 - whichever git the person uses
                cwd=self.folder,
                env=self._environment(settings or {}),
                input=data,
                capture_output=True,
                timeout=TIMEOUT,
                check=False,
            )
        except FileNotFoundError as error:
            raise GitError("git is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(f"git {arguments[0]} took more than {TIMEOUT:g} seconds") from error
        if done.returncode:
            raise GitError(_words(done.stdout, done.stderr) or f"git {arguments[0]} failed")
        return done.stdout

    def line(self, *arguments: str) -> str:
        """The one line that git prints."""
        return self(*arguments).decode("utf-8", "replace").strip()

    def says(self, *arguments: str) -> str | None:
        """The one line that git prints, or None where it fails."""
        try:
            return self.line(*arguments)
        except GitError:
            return None

    def with_remote(self, url: str) -> Git:
        """The same git, to which the address is the remote `REMOTE`."""
        count = int(os.environ.get("GIT_CONFIG_COUNT", "0") or 0)
        settings = {
            "GIT_CONFIG_COUNT": str(count + 1),
            f"GIT_CONFIG_KEY_{count}": f"remote.{REMOTE}.url",
            f"GIT_CONFIG_VALUE_{count}": url,
        }
        return Git(self.folder, self._settings | settings)

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        asks = {} if sys.stdin is not None and sys.stdin.isatty() else {"GIT_TERMINAL_PROMPT": "0"}
        always = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        return {**os.environ, **always, **asks, **self._settings, **settings}


def without_credentials(text: str) -> str:
    """A text whose addresses show no name and password."""
    return CREDENTIALS.sub("", text)


def _words(*streams: bytes) -> str:
    """What git said, on one line."""
    texts: Sequence[str] = [stream.decode("utf-8", "replace") for stream in streams]
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    return without_credentials(" / ".join(lines))[-600:]
