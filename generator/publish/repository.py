"""The repository that a site is published from, before anything is built.

In: git in the site's folder. Out: problems: what makes it unclear which state of the sources is
published, or keeps git from making a commit.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.problems import Problem, Severity, fill
from generator.publish.git import Git

UNDER_WAY = {
    "MERGE_HEAD": "a merge",
    "CHERRY_PICK_HEAD": "a cherry-pick",
    "REVERT_HEAD": "a revert",
    "rebase-merge": "a rebase",
    "rebase-apply": "a rebase",
    "BISECT_LOG": "a bisection",
}
"""What git leaves in its folder as long as something is under way."""
NAMED = 5


def has_repository(git: Git) -> bool:
    """Whether the folder is in a repository's work tree."""
    return git.says("rev-parse", "--is-inside-work-tree") == "true"


def repository_problems(git: Git, *, allow_dirty: bool) -> Iterator[Problem]:
    """What is wrong with the repository."""
    if git.says("rev-parse", "--verify", "HEAD") is None:
        yield _problem("no-commit", "there is no commit yet", "commit the sources first")
    for name, what in UNDER_WAY.items():
        place = git.says("rev-parse", "--git-path", name)
        if place and (git.folder / place).exists():
            yield _problem("under-way", f"{what} is under way", "end it, or give it up")
    changed = changed_files(git)
    if changed and not allow_dirty:
        shown = ", ".join(changed[:NAMED]) + (" …" if len(changed) > NAMED else "")
        message = f"{len(changed):,} files are not as they were committed: {shown}"
        yield _problem("dirty-tree", message, "commit them, or publish them with --allow-dirty")
    if git.says("var", "GIT_COMMITTER_IDENT") is None:
        message = "git does not know whose commit it is to be"
        hint = "git config user.name 'NAME'; git config user.email 'ADDRESS'"
        yield _problem("no-identity", message, hint)
    if _is_ahead(git):
        message = "the commit that is published is not on the remote's branch yet"
        yield _problem("not-pushed", message, "push it, so that others have the sources", "warning")


def changed_files(git: Git) -> list[str]:
    """Files of the site's folder that differ from the last commit, or are not in it."""
    options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal")
    listed = git("status", *options, "--", ".", ":(exclude).cache", ":(exclude)output")
    names = [entry[3:].decode("utf-8", "replace") for entry in listed.split(b"\0") if entry]
    return sorted(names)


def source_name(git: Git) -> str:
    """The state of the sources in git's words; `-dirty` where they are not as committed.

    git's own `--dirty` would write to the index.
    """
    name = git.says("describe", "--always", "--abbrev=12") or "no commit"
    return f"{name}-dirty" if changed_files(git) else name


def _is_ahead(git: Git) -> bool:
    count = git.says("rev-list", "--count", "@{upstream}..HEAD")
    return count not in (None, "0")


def _problem(rule: str, message: str, hint: str, severity: Severity = "error") -> Problem:
    where = Problem(path="the repository")
    return fill(where, severity, rule, message, hint)
