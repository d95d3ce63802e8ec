"""A repository with a site, and a bare remote on this machine; git without anybody's settings."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from generator.build import Options
from generator.clock import Clock
from generator.publish import Outcome, Wish, publish, undo
from tests.small_site import put, small_site

SETTINGS = {
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Desk",
    "GIT_AUTHOR_EMAIL": "desk@example.org",
    "GIT_COMMITTER_NAME": "Desk",
    "GIT_COMMITTER_EMAIL": "desk@example.org",
}


def git(folder: Path, *arguments: str, data: bytes = b"") -> str:
    """What git prints; it must not fail."""
    done = subprocess.run(
        ["git", *arguments], cwd=folder, input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class Desk:
    """A newsroom's clone with a site in it, and the remote."""

    def __init__(self, top: Path, site: Path | None = None) -> None:
        self.top = top
        self.remote = top / "remote.git"
        self.clone = top / "clone"
        git(top, "init", "-q", "--bare", "-b", "main", str(self.remote))
        if site is None:
            small_site(self.clone)
        else:
            site.rename(self.clone)
        put(self.clone, **{".gitignore": "output/\n.cache/\n"})
        git(self.clone, "init", "-q", "-b", "main")
        git(self.clone, "remote", "add", "origin", str(self.remote))
        self.commit("The sources")
        git(self.clone, "push", "-q", "-u", "origin", "main")

    def commit(self, message: str) -> None:
        """Commit everything."""
        git(self.clone, "add", "-A")
        git(self.clone, "commit", "-qm", message)

    def edit(self, **files: str) -> None:
        """Write and commit some files."""
        put(self.clone, **files)
        self.commit("An edit")

    def publish(self, site: Path | None = None, **wish: object) -> Outcome:
        """Publish, and see that nothing here has changed by it."""
        site = site or self.clone
        before = self.state()
        options = Options(site, site / "output", jobs=1)
        outcome = publish(options, Wish(**wish), Clock(), lambda _: True)  # type: ignore[arg-type]
        assert self.state() == before
        return outcome

    def undo(self, **wish: object) -> Outcome:
        """Undo, and see that nothing here has changed by it."""
        before = self.state()
        options = Options(self.clone, self.clone / "output", jobs=1)
        outcome = undo(options, Wish(**wish), lambda _: True)  # type: ignore[arg-type]
        assert self.state() == before
        return outcome

    def state(self) -> dict[str, str]:
        """Everything of the clone that publishing must leave alone."""
        found = {}
        for folder, _, names in os.walk(self.clone):
            for name in names:
                path = Path(folder, name)
                relative = path.relative_to(self.clone).as_posix()
                if not relative.startswith(".git/objects/") and ".cache/" not in relative:
                    found[relative] = hashlib.sha256(path.read_bytes()).hexdigest()
        return found

    def heads(self) -> dict[str, str]:
        """The remote's branches with their commits."""
        lines = git(self.remote, "for-each-ref", "--format=%(refname:short) %(objectname)")
        return dict(line.split(" ") for line in lines.splitlines())

    def published(self, ref: str = "gh-pages") -> dict[str, bytes]:
        """The files of the published branch."""
        names = git(self.remote, "ls-tree", "-r", "-z", "--name-only", ref).split("\0")[:-1]
        return {
            name: subprocess.run(
                ["git", "cat-file", "blob", f"{ref}:{name}"],
                cwd=self.remote,
                capture_output=True,
                check=True,
            ).stdout
            for name in names
        }

    def log(self, ref: str = "gh-pages") -> list[str]:
        """The subjects of the published commits, newest first."""
        return git(self.remote, "log", "--format=%s", ref).splitlines()


def rules(outcome: Outcome) -> set[str]:
    """The rules of all errors."""
    return {problem.rule for problem in outcome.problems if problem.severity == "error"}
