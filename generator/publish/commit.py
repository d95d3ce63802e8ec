"""A commit whose tree is exactly the build, made without touching anything that has a name.

In: the files of a tree. Out: git's ids of tree and commit. The objects are written below the index,
which is a file of its own outside the repository: neither the index of the work tree nor HEAD nor
any branch takes part. `--no-filters` keeps the settings of the repository (line ends, LFS) from
changing a byte. git passes over paths that it does not like without a word, so what is in the tree
is compared with what was to be in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.publish.git import Git, GitError

MODE = "100644"


def write_objects(git: Git, folder: Path, paths: list[str]) -> dict[str, str]:
    """The id of each file's contents, by path; the objects are in the repository then."""
    at = Git(folder, {"GIT_DIR": git.line("rev-parse", "--absolute-git-dir")})
    lines = "".join(f"{path}\n" for path in paths).encode()
    said = at("hash-object", "-w", "--no-filters", "--stdin-paths", data=lines)
    ids = said.decode().split()
    if len(ids) != len(paths):
        raise GitError(f"git took {len(ids)} of {len(paths)} files")
    return dict(zip(paths, ids, strict=True))


def write_bytes(git: Git, data: bytes) -> str:
    """The id of an object of these bytes, which is in the repository then."""
    return git("hash-object", "-w", "--stdin", data=data).decode().strip()


def write_tree(git: Git, ids: Mapping[str, str]) -> str:
    """The id of a tree that holds exactly these files."""
    lines = "".join(f"{MODE} {name}\t{path}\0" for path, name in ids.items()).encode()
    with TemporaryDirectory(prefix="generator-index-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git("update-index", "-z", "--add", "--index-info", data=lines, settings=index)
        tree = git("write-tree", settings=index).decode().strip()
    if files_of(git, tree) != ids:
        raise GitError("git left some files out of the tree")
    return tree


def files_of(git: Git, tree: str) -> dict[str, str]:
    """The files of a tree or commit: ids by path."""
    found = {}
    for entry in git("ls-tree", "-r", "-z", "--full-tree", tree).split(b"\0"):
        if entry:
            facts, _, path = entry.partition(b"\t")
            found[path.decode("utf-8", "surrogateescape")] = facts.split(b" ")[2].decode()
    return found


def sizes_of(git: Git, ids: list[str]) -> dict[str, int]:
    """The size of each object in bytes, by id."""
    if not ids:
        return {}
    lines = "".join(f"{name}\n" for name in ids).encode()
    said = git("cat-file", "--batch-check=%(objectname) %(objectsize)", data=lines).decode()
    return {name: int(size) for name, size in (line.split() for line in said.splitlines())}


def commit_tree(git: Git, tree: str, parent: str, message: str) -> str:
    """The id of a new commit; without a parent where that is empty."""
    parents = ("-p", parent) if parent else ()
    return git("commit-tree", tree, *parents, data=message.encode()).decode().strip()
