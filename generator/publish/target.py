"""The branch that is published to, as the remote has it now.

In: a repository, the name of a remote and of a branch. Out: a `Target`, or what forbids it to be
one. Only a branch made by this program is ever written to: it carries a marker, a small file that
says so. A branch with another's work needs `--adopt`, once.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from generator.problems import Problem
from generator.publish.git import REMOTE, Git, GitError, without_credentials

MARKER = ".generator-publish.json"
SHARED = frozenset({"main", "master", "develop", "trunk"})
"""Branches that people work on; never a target, whatever the remote calls its own."""


class Marker(Struct, frozen=True):
    """What the marker says of the published site.

    It holds no time and no commit: an equal site has an equal marker, and then nothing is sent.
    """

    format: int
    files: int
    pages: int


class Target(Struct, frozen=True):
    """A branch of a remote. `head` is empty where it does not exist; `git` knows the remote."""

    git: Git
    url: str
    branch: str
    head: str = ""
    marker: Marker | None = None

    @property
    def ref(self) -> str:
        """The branch's full name."""
        return f"refs/heads/{self.branch}"

    def seen(self) -> str:
        """The commit that the branch is at now; empty where there is no branch."""
        return self.git.line("ls-remote", REMOTE, self.ref).partition("\t")[0]


def find_target(git: Git, remote: str, branch: str) -> Target | Problem:
    """The branch as it is, with its head's objects here; or why it cannot be had."""
    url = git.says("config", "--get", f"remote.{remote}.pushurl")
    url = url or git.says("config", "--get", f"remote.{remote}.url")
    if not url:
        known = ", ".join((git.says("remote") or "").split()) or "none"
        hint = (
            f"name another with --remote (there is: {known}), or: git remote add {remote} ADDRESS"
        )
        return _problem("no-remote", f"this repository has no remote called '{remote}'", hint)
    target = Target(git.with_remote(url), url, branch)
    try:
        head = target.seen()
        if head:
            _fetch(target, head)
    except GitError as error:
        message = f"the remote {without_credentials(url)} cannot be asked: {error}"
        return _problem("remote-unreachable", message, "see whether git fetch works")
    marker = _marker(target.git, head) if head else None
    return msgspec.structs.replace(target, head=head, marker=marker)


def guard(target: Target, *, adopt: bool) -> list[Problem]:
    """What forbids writing to the branch."""
    git, branch = target.git, target.branch
    if git.says("check-ref-format", "--branch", branch) is None:
        return [
            _problem("branch-name", f"'{branch}' can be no branch", "name another with --branch")
        ]
    if branch in (git.says("symbolic-ref", "--short", "HEAD"), _default(target), *SHARED):
        message = f"'{branch}' is a branch that people work on, and never published to"
        return [_problem("branch-in-use", message, "name another with --branch; gh-pages is usual")]
    if target.head and target.marker is None and not adopt:
        message = f"the branch '{branch}' was not made by this program"
        hint = "look at what is there; --adopt takes it over and keeps its history"
        return [_problem("foreign-branch", message, hint)]
    return []


def _default(target: Target) -> str:
    """The remote's own branch."""
    said = target.git.says("ls-remote", "--symref", REMOTE, "HEAD") or ""
    name = said.partition("\n")[0].partition("\t")[0]
    return name.removeprefix("ref: refs/heads/") if name.startswith("ref: ") else ""


def _fetch(target: Target, head: str) -> None:
    """Have the branch's commits here, without any name for them."""
    if target.git.says("cat-file", "-e", f"{head}^{{tree}}") is None:
        options = ("--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--quiet")
        target.git("fetch", *options, "--no-recurse-submodules", REMOTE, target.ref)


def _marker(git: Git, commit: str) -> Marker | None:
    try:
        return msgspec.json.decode(git("cat-file", "blob", f"{commit}:{MARKER}"), type=Marker)
    except (GitError, msgspec.DecodeError):
        return None


def is_ours(git: Git, commit: str) -> bool:
    """Whether a commit was published by this program."""
    return _marker(git, commit) is not None


def _problem(rule: str, message: str, hint: str) -> Problem:
    return Problem(
        path="--remote" if "remote" in rule else "--branch", rule=rule, message=message, hint=hint
    )
