"""The site's folder to sources, with a digest each.

In: the folder. Out: `Sources`, each kind sorted by path, and the problems of files that could not
be taken. Only names and bytes matter: no time stamp, owner or order of the folder counts.

Which file is what:

* `seeds/**/*.txt` and `.md` (in any case) are seeds; other files there are told and left out;
* `content/**/*.md` are explainers; every other file there is copied beside them;
* `templates/assets/**` are assets; other `.html`, `.xml` and `.txt` files of `templates/` are
  templates.

Hidden files and what editors and systems leave behind are passed over. A link is followed only to a
file inside the site's folder: a found archive may hold links to anywhere.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from generator.model import Source, SourceKind, Sources
from generator.problems import Problem
from generator.urls import digest

SEED_SUFFIXES = (".txt", ".md")
TEMPLATE_SUFFIXES = (".html", ".xml", ".txt")
LEFT_BEHIND = ("~", ".swp", ".swo", ".tmp", ".bak", ".orig")
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})


class Found(Struct, frozen=True):
    """A file of the folder: its path below the site's folder, and where it is read from."""

    path: str
    file: Path


def read_site(root: Path) -> Sources:
    """All sources of the site in folder `root`."""
    problems = list(_missing_folders(root))
    seeds = _read(root, "seeds", problems)
    content = _read(root, "content", problems)
    templates = _read(root, "templates", problems)
    problems.extend(_not_a_seed(path) for path, _ in seeds if not _has_suffix(path, SEED_SUFFIXES))
    return Sources(
        seeds=_sources("seed", ((p, d) for p, d in seeds if _has_suffix(p, SEED_SUFFIXES))),
        explainers=_sources("explainer", ((p, d) for p, d in content if _has_suffix(p, (".md",)))),
        files=_sources("file", ((p, d) for p, d in content if not _has_suffix(p, (".md",)))),
        templates=_sources("template", ((p, d) for p, d in templates if _is_template(p))),
        assets=_sources("asset", ((p, d) for p, d in templates if _is_asset(p))),
        problems=tuple(problems),
    )


def read_config_file(root: Path) -> bytes | None:
    """The bytes of `site.yaml`, or None where there is none."""
    try:
        return (root / "site.yaml").read_bytes()
    except FileNotFoundError:
        return None


def _sources(kind: SourceKind, files: Iterator[tuple[str, bytes]]) -> tuple[Source, ...]:
    return tuple(Source(path, kind, digest(data), data) for path, data in sorted(files))


def _read(root: Path, folder: str, problems: list[Problem]) -> list[tuple[str, bytes]]:
    """Path and bytes of every file below a folder of the site."""
    taken: dict[str, bytes] = {}
    for found in _walk(root, folder, problems):
        try:
            data = found.file.read_bytes()
        except OSError as error:
            problems.append(_unreadable(found.path, error))
            continue
        if found.path in taken:
            problems.append(_same_name(found.path))
        taken.setdefault(found.path, data)
    return list(taken.items())


def _walk(root: Path, folder: str, problems: list[Problem]) -> Iterator[Found]:
    """Every file below a folder, in the order of names, links to folders not followed."""
    real_root = root.resolve()
    top = root / folder
    for current, folders, names in os.walk(top, onerror=_telling(problems)):
        folders[:] = sorted(name for name in folders if not _is_left_behind(name))
        below = Path(current).relative_to(root).as_posix()
        for name in sorted(name for name in names if not _is_left_behind(name)):
            file = Path(current, name)
            path = unicodedata.normalize("NFC", f"{below}/{name}")
            if not _is_nameable(path):
                problems.append(_bad_name(path))
            elif file.is_symlink() and not file.resolve().is_relative_to(real_root):
                problems.append(_leads_outside(path))
            else:
                yield Found(path, file)
        for name in folders:
            if Path(current, name).is_symlink():
                problems.append(_linked_folder(f"{below}/{name}"))


def _is_left_behind(name: str) -> bool:
    return name.startswith((".", "#")) or name.endswith(LEFT_BEHIND) or name.lower() in SYSTEM_FILES


def _is_nameable(path: str) -> bool:
    """Whether a path can be shown and linked: it is text, without control characters."""
    return not any(unicodedata.category(char) in ("Cc", "Cs") for char in path) and "\\" not in path


def _has_suffix(path: str, suffixes: tuple[str, ...]) -> bool:
    return path.lower().endswith(suffixes)


def _is_asset(path: str) -> bool:
    return path.startswith("templates/assets/")


def _is_template(path: str) -> bool:
    return not _is_asset(path) and _has_suffix(path, TEMPLATE_SUFFIXES)


# --- Problems -------------------------------------------------------------------------------------


def _missing_folders(root: Path) -> Iterator[Problem]:
    for folder in ("seeds", "content"):
        if not (root / folder).is_dir():
            message = f"there is no folder {folder}/, so the site has none of its texts"
            yield Problem(path=folder, severity="warning", rule="no-folder", message=message)
    if not (root / "templates").is_dir():
        yield Problem(
            path="templates",
            rule="no-templates",
            message="there is no folder templates/, so no page can be made",
            hint="copy it from the project the generator came with",
        )


def _shown(path: str) -> str:
    """A path as it can be printed anywhere."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8").replace("\n", "\\n")


def _bad_name(path: str) -> Problem:
    message = "the file's name holds characters that no web address can show"
    return Problem(
        path=_shown(path), severity="warning", rule="bad-name", message=message, hint="rename it"
    )


def _same_name(path: str) -> Problem:
    message = "two files have this name, written with different code points"
    hint = "rename one of them; the first is used"
    return Problem(path=path, severity="warning", rule="same-name", message=message, hint=hint)


def _leads_outside(path: str) -> Problem:
    message = "this link leads out of the site's folder, so it is not read"
    return Problem(path=path, severity="warning", rule="outside-link", message=message)


def _linked_folder(path: str) -> Problem:
    message = "links to folders are not followed"
    hint = "move the folder here, or copy it"
    return Problem(path=path, severity="warning", rule="linked-folder", message=message, hint=hint)


def _unreadable(path: str, error: OSError) -> Problem:
    reason = error.strerror or type(error).__name__
    return Problem(path=path, rule="unreadable", message=f"the file cannot be read: {reason}")


def _telling(problems: list[Problem]) -> Callable[[OSError], None]:
    """What to do about a folder that cannot be listed (one that is missing is told elsewhere)."""

    def tell(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            message = f"the folder cannot be read: {error.strerror}"
            name = Path(error.filename).name
            problems.append(Problem(path=_shown(name), rule="unreadable", message=message))

    return tell


def _not_a_seed(path: str) -> Problem:
    message = "only .txt and .md files are articles, so this one is left out"
    return Problem(path=path, severity="note", rule="not-a-seed", message=message)
