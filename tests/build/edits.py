"""A small site that is edited step by step, with the project's own templates."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build import Options, build
from generator.model import Report
from tests.archive import ROOT, tree
from tests.small_site import put

CONFIG = (
    "title: The Archive\nbase_url: https://example.org/repo/\nrights: full\n"
    "topics:\n  - {name: war, title: War}\n  - {name: talks, title: Talks}\n"
)
KYIV = "---\ntitle: Kyiv\nkind: place\nsummary: A city.\n---\nThe capital.\n"
PLANT = "---\ntitle: The plant\ntopics: [war]\ndate: 2026-01-05\n---\nThe plant near [[Kyiv]].\n"
TALKS = "---\ntitle: Talks end\ndate: 2026-02-18\n---\nThe talks in Kyiv ended.\n\nNobody won.\n"
SHELLS = "---\ntitle: Shells fall\ndate: 2026-01-20\n---\nShells fell near Enerhodar.\n"


def edited_site(folder: Path) -> Path:
    """Two explainers and two articles."""
    files = {"site.yaml": CONFIG, "content/kyiv.md": KYIV, "content/plant.md": PLANT}
    put(folder, **files, **{"seeds/talks.txt": TALKS, "seeds/shells.txt": SHELLS})
    shutil.copytree(ROOT / "templates", folder / "templates")
    return folder


def built(site: Path, **more: object) -> Report:
    """A build of the site that nothing forbids."""
    options = {"site": site, "output": site / "output", "search": False, "jobs": 1} | more
    report = build(Options(**options))  # type: ignore[arg-type]
    assert [each for each in report.problems if each.severity == "error"] == []
    assert report.written is not None
    return report


def clean_tree(site: Path, **more: object) -> dict[str, bytes]:
    """What a clean build of the same sources gives, elsewhere and without a log."""
    elsewhere = site.parent / "clean"
    shutil.rmtree(elsewhere, ignore_errors=True)
    shutil.copytree(site, elsewhere, ignore=shutil.ignore_patterns("output", ".cache"))
    built(elsewhere, **more)
    return tree(elsewhere / "output")


def rewrite(file: Path, *changes: tuple[str, str]) -> None:
    """Replace words in a file; each must be there."""
    text = file.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (file, old)
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8", newline="\n")
