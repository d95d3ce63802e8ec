"""The project's own archive, built once for all tests that look at the outcome."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build import Options, build
from generator.model import Report

ROOT = Path(__file__).parent.parent
PARTS = ("content", "seeds", "templates")


def copy_site(folder: Path, real_seeds: Path | None = None) -> Path:
    """A copy of the archive's sources, with the real articles among its seeds if they are given."""
    for part in PARTS:
        shutil.copytree(ROOT / part, folder / part)
    shutil.copy(ROOT / "site.yaml", folder)
    if real_seeds is not None:
        shutil.copytree(real_seeds, folder / "seeds" / "real")
    return folder


def build_site(folder: Path, **options: object) -> Report:
    """Build the site in a folder into its output/."""
    return build(Options(site=folder, output=folder / "output", **options))  # type: ignore[arg-type]


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
