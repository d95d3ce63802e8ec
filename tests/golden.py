"""Golden files: a text that a test expects, kept where a person can review it."""

from __future__ import annotations

from pathlib import Path


def check_golden(file: Path, text: str, *, update: bool) -> None:
    """Compare with the file, or write it anew under `pytest --update`."""
    if update:
        file.write_text(text, encoding="utf-8", newline="\n")
    assert file.is_file(), f"{file.name} is missing; pytest --update writes it"
    assert text == file.read_text(encoding="utf-8"), f"{file.name} differs"
