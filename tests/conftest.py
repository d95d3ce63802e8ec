"""What all tests share: the browser, the real article, golden files, and Hypothesis's profiles."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.find_browser import MISSING, find
from tests.no_silent_skips import WITHOUT_REAL_SEEDS, NoSilentSkips

pytest_plugins = ["pytester"]

BROWSER_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    # Every host but this machine fails to resolve: the site must need no other.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)

settings.register_profile("default", deadline=None, max_examples=60)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update` writes golden files anew."""
    parser.addoption("--update", action="store_true", help="rewrite golden files for review")


def pytest_configure(config: pytest.Config) -> None:
    """Watch over skips."""
    config.pluginmanager.register(NoSilentSkips(), "no-silent-skips")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update"))


@pytest.fixture
def real_seeds() -> Path:
    """The folder of real articles."""
    folder = os.environ.get("REAL_SEEDS")
    if not folder:
        pytest.skip(WITHOUT_REAL_SEEDS)
    path = Path(folder).resolve()
    assert list(path.glob("*.txt")), f"REAL_SEEDS names {folder}, which holds no articles"
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium that reaches nothing but this machine."""
    binary = find()
    assert binary is not None, MISSING
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=binary, args=list(BROWSER_FLAGS))
        yield started
        started.close()
