"""The browser that the tests drive: found, or installed.

    python tests/find_browser.py             prints the path of a Chromium or Chrome
    python tests/find_browser.py --install   installs one first if there is none

Looked for in this order: `BROWSER_BINARY`, the usual names on the PATH, the usual places of macOS
and Windows, Playwright's own download. To install, the system's package is preferred (Debian and
Ubuntu, as root or by sudo without a password); else Playwright downloads its own. A test that needs
a browser fails without one: it never skips.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
)
PACKAGES = ("chromium", "fonts-liberation")
MISSING = "no Chromium or Chrome was found; run: python tests/find_browser.py --install"


def find(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The path of a browser that can be started, or None."""
    named = environment.get("BROWSER_BINARY")
    if named:
        return Path(named) if Path(named).is_file() else None
    for name in NAMES:
        found = shutil.which(name, path=environment.get("PATH"))
        if found:
            return Path(found)
    there = next((Path(place) for place in PLACES if Path(place).is_file()), None)
    return there or _downloaded()


def install() -> None:
    """Install a browser: the system's package where that may be done, else Playwright's."""
    for command in install_commands(Path("/usr/bin/apt-get").is_file(), _privilege()):
        print("+", *command, flush=True)
        done = subprocess.run(command, check=False, env={**os.environ, **_UNATTENDED})
        if done.returncode != 0:
            print(f"that ended with code {done.returncode}", file=sys.stderr)
        elif find():
            return


def install_commands(has_apt: bool, privilege: Sequence[str] | None) -> tuple[tuple[str, ...], ...]:
    """The commands to try. `privilege` comes before one that needs root; None: it cannot be had."""
    own = (sys.executable, "-m", "playwright", "install", "chromium")
    if not has_apt or privilege is None:
        return (own,)
    apt = (*privilege, "apt-get")
    return (
        (*apt, "update", "-qq"),
        (*apt, "install", "-y", "-qq", "--no-install-recommends", *PACKAGES),
        own,
    )


_UNATTENDED = {"DEBIAN_FRONTEND": "noninteractive"}


def _privilege() -> tuple[str, ...] | None:
    if not hasattr(os, "geteuid"):
        return None
    if os.geteuid() == 0:
        return ()
    can = (
        shutil.which("sudo") and not subprocess.run(("sudo", "-n", "true"), check=False).returncode
    )
    return ("sudo", "-n") if can else None


def _downloaded() -> Path | None:
    """Playwright's own Chromium, if it was downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.is_file() else None


def main() -> int:
    """The command line; the exit code tells whether there is a browser."""
    parser = argparse.ArgumentParser(description="Find a browser for the tests.")
    parser.add_argument("--install", action="store_true", help="install one if there is none")
    arguments = parser.parse_args()
    found = find()
    if not found and os.environ.get("BROWSER_BINARY"):
        print(f"BROWSER_BINARY names no file: {os.environ['BROWSER_BINARY']}")
        return 1
    if not found and arguments.install:
        install()
        found = find()
    print(found or MISSING)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
