"""Publishing, from the first question to the reading back of what was sent.

In: the site's folder and a `Wish`. Out: an `Outcome`. The order: the repository, the target, a
fresh strict build in a folder of its own, every check, the commit, the push, and the question
whether it was this that arrived. All problems are told at once, and any error ends it before
anything is sent.

The push carries a lease: it takes place only if the branch is still where it was seen. Nothing here
gets a name in the repository, so an interruption at any point leaves nothing but objects that git
clears away by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec import Struct

from generator.build import Options, build, forget_output, read
from generator.clock import Clock
from generator.model import Config, Report
from generator.problems import Problem
from generator.publish.changes import Changes, changes_between, with_standing_shards
from generator.publish.commit import (
    commit_tree,
    files_of,
    sizes_of,
    write_bytes,
    write_objects,
    write_tree,
)
from generator.publish.git import REMOTE, Git, GitError, without_credentials
from generator.publish.preflight import Flight, preflight
from generator.publish.repository import has_repository, repository_problems, source_name
from generator.publish.target import MARKER, Marker, Target, find_target, guard, is_ours
from generator.publish.tree import Tree, read_tree

FORMAT = 1
UNDONE = re.compile(r"^Restores: ([0-9a-f]{40,64})$", re.MULTILINE)
"""The line of a commit's message that says which earlier publication it puts back."""


SOURCES_ONLY = frozenset({"not-pushed", "no-commit", "under-way"})
"""What concerns the sources, and does not matter to an undoing."""


class Wish(Struct, frozen=True):
    """What was asked for. `is_dry`: all but the push."""

    remote: str = "origin"
    branch: str = "gh-pages"
    adopt: bool = False
    keeps_history: bool = True
    allow_dirty: bool = False
    allow_shrink: bool = False
    is_dry: bool = False
    message: str = ""


class Outcome(Struct, frozen=True):
    """What became of it. `commit` is the published one, empty where nothing was to be published."""

    problems: tuple[Problem, ...] = ()
    changes: Changes = Changes()
    commit: str = ""
    url: str = ""
    base_url: str = ""
    is_pushed: bool = False

    @property
    def is_well(self) -> bool:
        """Whether no error forbade it."""
        return not any(problem.severity == "error" for problem in self.problems)


Agree = Callable[[Changes], bool]
"""Is shown what would change, and says whether to go on."""


def publish(options: Options, wish: Wish, clock: Clock, agree: Agree) -> Outcome:
    """Build the site of `options` and publish it; `options.output` is not touched."""
    git = Git(options.site)
    found = _before(git, wish)
    if isinstance(found, Outcome):
        return found
    target, told = found
    with TemporaryDirectory(prefix="generator-publish-") as folder:
        built = msgspec.structs.replace(options, output=Path(folder) / "site", strict=True)
        try:
            report = build(built, clock)
            outcome = _built(built, report, target, wish, told)
            if isinstance(outcome, Outcome):
                return outcome
            with clock.stage("publish"):
                return _publish(outcome, wish, source_name(git), told, agree)
        except GitError as error:
            return Outcome((*told, _of_git(error)), url=without_credentials(target.url))
        finally:
            forget_output(built)


def undo(options: Options, wish: Wish, agree: Agree) -> Outcome:
    """Publish once more what was published before the last publication.

    A second undo goes one further back.
    """
    git = Git(options.site)
    wish = msgspec.structs.replace(wish, allow_dirty=True, adopt=False)
    found = _before(git, wish)
    if isinstance(found, Outcome):
        return found
    target, told = found
    told = [each for each in told if each.rule not in SOURCES_ONLY]
    try:
        before = _before_last(target)
        if isinstance(before, Problem):
            return Outcome((*told, before))
        tree = target.git.line("rev-parse", f"{before}^{{tree}}")
        files = files_of(target.git, tree)
        sizes = sizes_of(target.git, sorted(set(files.values())))
        changes = changes_between(
            files_of(target.git, target.head),
            files,
            {path: sizes[name] for path, name in files.items()},
        )
        message = f"Undo a publication\n\nRestores: {before}\n"
        parcel = Parcel(target, tree, changes, message)
        return _send(parcel, wish, told, agree)
    except GitError as error:
        return Outcome((*told, _of_git(error)), url=without_credentials(target.url))


# --- Before the build -----------------------------------------------------------------------------


def _before(git: Git, wish: Wish) -> Outcome | tuple[Target, list[Problem]]:
    """The target and warnings; or what forbids even to build."""
    if git.says("--version") is None:
        return Outcome((_problem("no-git", "git is not installed", "install git"),))
    if not has_repository(git):
        hint = "git init, commit the sources, and add the remote"
        return Outcome((_problem("no-repository", "this folder is in no git repository", hint),))
    problems = list(repository_problems(git, allow_dirty=wish.allow_dirty))
    target = find_target(git, wish.remote, wish.branch)
    if isinstance(target, Problem):
        return Outcome((*problems, target))
    problems += guard(target, adopt=wish.adopt)
    return target, problems


# --- After the build ------------------------------------------------------------------------------


class Ready(Struct, frozen=True):
    """A tree that nothing is wrong with."""

    tree: Tree
    target: Target
    base_url: str


def _built(
    options: Options, report: Report, target: Target, wish: Wish, told: list[Problem]
) -> Outcome | Ready:
    """What the checks say of the built site; warnings are added to `told`."""
    told += [_as_error(each) for each in report.problems if each.severity != "note"]
    url = without_credentials(target.url)
    if report.written is None:
        return Outcome(tuple(told), url=url)
    reading = read(msgspec.structs.replace(options, drafts=True))
    if reading.config is None:  # it was there a moment ago
        return Outcome((*told, *reading.problems), url=url)
    base_url = options.base_url or reading.config.base_url
    _add_domain(options.output, reading.config)
    tree = read_tree(options.output)
    flight = Flight(
        site=options.site,
        tree=tree,
        config=reading.config,
        base_url=base_url,
        target=target,
        drafts=tuple(document for document in reading.documents if document.draft),
        searchable=report.searchable,
        allow_shrink=wish.allow_shrink,
    )
    told += preflight(flight)
    outcome = Outcome(tuple(told), url=url, base_url=base_url)
    return Ready(tree, target, base_url) if outcome.is_well else outcome


def _as_error(problem: Problem) -> Problem:
    """A strict build takes warnings for errors, and so does its report here."""
    return msgspec.structs.replace(problem, severity="error")


def _add_domain(folder: Path, config: Config) -> None:
    """Pages asks the branch for the site's own domain at every publication."""
    if config.domain:
        (folder / "CNAME").write_text(f"{config.domain}\n", encoding="ascii")


def _publish(ready: Ready, wish: Wish, source: str, told: list[Problem], agree: Agree) -> Outcome:
    target, tree = ready.target, ready.tree
    before = files_of(target.git, target.head) if target.head else {}
    ids = with_standing_shards(write_objects(target.git, tree.folder, list(tree.sizes)), before)
    marker = msgspec.json.encode(Marker(FORMAT, len(ids), len(tree.pages))) + b"\n"
    ids[MARKER] = write_bytes(target.git, marker)
    name = write_tree(target.git, ids)
    changes = changes_between(before, ids, tree.sizes | {MARKER: len(marker)})
    text = wish.message or f"Publish {source}"
    message = f"{text}\n\n{len(tree.pages):,} pages from {source}.\n"
    outcome = _send(Parcel(target, name, changes, message), wish, told, agree)
    return msgspec.structs.replace(outcome, base_url=ready.base_url)


# --- Sending --------------------------------------------------------------------------------------


class Parcel(Struct, frozen=True):
    """A tree on its way to the branch."""

    target: Target
    tree: str
    changes: Changes
    message: str


def _send(parcel: Parcel, wish: Wish, told: list[Problem], agree: Agree) -> Outcome:
    """A commit of a tree onto the branch, if anybody wants it."""
    target, changes = parcel.target, parcel.changes
    outcome = Outcome(tuple(told), changes, url=without_credentials(target.url))
    if not outcome.is_well or not changes:
        return outcome
    parent = target.head if wish.keeps_history else ""
    commit = commit_tree(target.git, parcel.tree, parent, parcel.message)
    if wish.is_dry:
        _push(target, commit, dry=True)
        return msgspec.structs.replace(outcome, commit=commit)
    if not agree(changes):
        return outcome
    _push(target, commit, dry=False)
    seen = target.seen()
    if seen != commit:
        arrived = f"the branch is at {seen[:12] or 'nothing'}, and {commit[:12]} was sent"
        problem = _problem(
            "not-arrived", arrived, "somebody published at the same time; look again"
        )
        return msgspec.structs.replace(outcome, problems=(*told, problem))
    return msgspec.structs.replace(outcome, commit=commit, is_pushed=True)


def _push(target: Target, commit: str, *, dry: bool) -> None:
    """Move the branch, if it is still where it was seen."""
    lease = f"--force-with-lease={target.ref}:{target.head}"
    options = ("--porcelain", "--no-follow-tags", "--recurse-submodules=no", lease)
    more = ("--dry-run", "--no-verify") if dry else ()
    target.git("push", *options, *more, REMOTE, f"{commit}:{target.ref}")


def _before_last(target: Target) -> str | Problem:
    """The publication before the last one; before the one that the last one put back."""
    hint = "there is nothing further back that this program published"
    if not target.head:
        return _problem("nothing-to-undo", "nothing is published yet", "")
    text = target.git("cat-file", "commit", target.head).decode("utf-8", "replace")
    restored = UNDONE.search(text)
    last = restored[1] if restored else target.head
    before = target.git.says("rev-parse", "--verify", "--quiet", f"{last}^")
    if not before:
        return _problem("nothing-to-undo", "there is no publication before this one", hint)
    if not is_ours(target.git, before):
        return _problem("nothing-to-undo", "what was there before was not published by us", hint)
    return before


def _of_git(error: GitError) -> Problem:
    text = str(error)
    hint = ""
    if "stale info" in text or "fetch first" in text:
        hint = "somebody published in the meantime; nothing was sent, so look and publish again"
    elif "rejected" in text or "denied" in text or "declined" in text:
        hint = "the remote refused it; nothing was changed there"
    return _problem("git", text, hint)


def _problem(rule: str, message: str, hint: str) -> Problem:
    return Problem(path="publish", rule=rule, message=message, hint=hint)
