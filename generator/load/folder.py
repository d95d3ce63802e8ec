"""The site's folder to sources, with a digest each.

In: the folder. Out: `Sources`, each kind sorted by path, and the problems of files that could not
be taken. Only names and bytes matter: no time stamp, owner or order of the folder reaches the
result.

Which file is what:

* `seeds/**/*.txt` and `.md` (in any case) are seeds; other files there are told and left out;
* `content/**/*.md` are explainers; every other file there is copied beside them;
* `templates/assets/**` are assets; the `.html`, `.xml` and `.txt` files of `templates/` are
  templates; other files there are told and left out.

A file that cannot be read is an error, not a gap: a site that lacks a page because a disk failed
must not replace one that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.load.walk import unreadable, walk
from generator.model import Source, SourceKind, Sources
from generator.problems import Problem, in_order
from generator.urls import digest

FOLDERS = ("seeds", "content", "templates")
SEED_SUFFIXES = (".txt", ".md")
EXPLAINER_SUFFIXES = (".md",)
TEMPLATE_SUFFIXES = (".html", ".xml", ".txt")


def read_site(root: Path, output: Path | None = None) -> Sources:
    """All sources of the site in folder `root`; the folder `output` is none of them."""
    problems = list(_missing_folders(root))
    sources = [source for folder in FOLDERS for source in _read(root, folder, output, problems)]
    return Sources(
        seeds=_of_kind(sources, "seed"),
        explainers=_of_kind(sources, "explainer"),
        files=_of_kind(sources, "file"),
        templates=_of_kind(sources, "template"),
        assets=_of_kind(sources, "asset"),
        problems=in_order(problems),
    )


def read_config_file(root: Path) -> bytes | None:
    """The bytes of `site.yaml`, or None where there is none."""
    try:
        return (root / "site.yaml").read_bytes()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None


def kind_of(path: str) -> SourceKind | None:
    """What the file at a path is, or None where it has no place in the site."""
    lower = path.lower()
    if path.startswith("templates/assets/"):
        return "asset"
    if path.startswith("templates/"):
        return "template" if lower.endswith(TEMPLATE_SUFFIXES) else None
    if path.startswith("seeds/"):
        return "seed" if lower.endswith(SEED_SUFFIXES) else None
    return "explainer" if lower.endswith(EXPLAINER_SUFFIXES) else "file"


def _read(
    root: Path, folder: str, output: Path | None, problems: list[Problem]
) -> Iterator[Source]:
    """Every source below a folder of the site; what is wrong is added to `problems`."""
    found, told = walk(root, folder, output)
    problems.extend(told)
    for each in found:
        kind = kind_of(each.path)
        if kind is None:
            problems.append(_misplaced(each.path))
            continue
        try:
            data = each.file.read_bytes()
        except OSError as error:
            problems.append(unreadable(each.path, error))
        else:
            yield Source(each.path, kind, digest(data), data)


def _of_kind(sources: Iterable[Source], kind: SourceKind) -> tuple[Source, ...]:
    return tuple(source for source in sources if source.kind == kind)


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


def _misplaced(path: str) -> Problem:
    if path.startswith("seeds/"):
        message = "only .txt and .md files are articles, so this one is left out"
        return Problem(path=path, severity="note", rule="not-a-seed", message=message)
    message = "only .html, .xml and .txt files are templates, so this one is left out"
    hint = "a file that pages need belongs in templates/assets/"
    return Problem(path=path, severity="note", rule="not-a-template", message=message, hint=hint)
