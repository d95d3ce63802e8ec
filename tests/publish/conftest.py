"""git without anybody's settings, for every test of publishing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.repositories import SETTINGS, Desk


@pytest.fixture(autouse=True)
def own_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home of its own, and an identity."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A clone with a small site."""
    return Desk(tmp_path)
