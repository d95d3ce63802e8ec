"""The browser's finder, told about browsers that are not there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import find_browser


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without a browser, on which no command may run."""
    monkeypatch.delenv("BROWSER_BINARY", raising=False)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(find_browser, "PLACES", ())
    monkeypatch.setattr(find_browser, "_downloaded", lambda: None)

    def refuse(command: tuple[str, ...], **_: object) -> None:
        pytest.fail(f"ran {command}")

    monkeypatch.setattr(subprocess, "run", refuse)


def program(folder: Path, name: str) -> Path:
    path = folder / (f"{name}.exe" if os.name == "nt" else name)
    path.write_bytes(b"")
    path.chmod(0o755)
    return path


def test_without_a_browser_there_is_none() -> None:
    assert find_browser.find({"PATH": ""}) is None


@pytest.mark.parametrize("name", find_browser.NAMES)
def test_the_usual_names_are_found_on_the_path(name: str, tmp_path: Path) -> None:
    path = program(tmp_path, name)
    assert find_browser.find({"PATH": str(tmp_path)}) == path


def test_the_first_name_wins(tmp_path: Path) -> None:
    program(tmp_path, "google-chrome")
    chromium = program(tmp_path, "chromium")
    assert find_browser.find({"PATH": str(tmp_path)}) == chromium


def test_edge_is_not_taken(tmp_path: Path) -> None:
    program(tmp_path, "microsoft-edge")
    assert find_browser.find({"PATH": str(tmp_path)}) is None


def test_a_named_browser_comes_before_all_others(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    named = program(tmp_path, "mine")
    assert find_browser.find({"BROWSER_BINARY": str(named), "PATH": str(tmp_path)}) == named


def test_a_named_browser_that_is_missing_is_not_replaced_by_another(tmp_path: Path) -> None:
    program(tmp_path, "chromium")
    missing = str(tmp_path / "missing")
    assert find_browser.find({"BROWSER_BINARY": missing, "PATH": str(tmp_path)}) is None


def test_the_usual_places_come_before_the_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = program(tmp_path, "Chrome")
    monkeypatch.setattr(find_browser, "PLACES", (str(tmp_path / "missing"), str(place)))
    monkeypatch.setattr(find_browser, "_downloaded", lambda: tmp_path / "downloaded")
    assert find_browser.find({"PATH": ""}) == place


def test_the_download_is_found_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find_browser, "_downloaded", lambda: tmp_path / "downloaded")
    assert find_browser.find({"PATH": ""}) == tmp_path / "downloaded"


PLAYWRIGHT = (sys.executable, "-m", "playwright", "install", "chromium")


@pytest.mark.parametrize(
    ("has_apt", "privilege"), [(False, ()), (True, None), (False, None)], ids=str
)
def test_without_apt_or_its_permission_playwright_downloads(
    has_apt: bool, privilege: tuple[str, ...] | None
) -> None:
    assert find_browser.install_commands(has_apt, privilege) == (PLAYWRIGHT,)


@pytest.mark.parametrize("privilege", [(), ("sudo", "-n")], ids=str)
def test_the_package_is_tried_first_after_an_update(privilege: tuple[str, ...]) -> None:
    update, install, download = find_browser.install_commands(True, privilege)
    assert update[: len(privilege) + 2] == (*privilege, "apt-get", "update")
    assert install[: len(privilege) + 2] == (*privilege, "apt-get", "install")
    assert {"chromium", "fonts-liberation"} <= set(install)
    assert download == PLAYWRIGHT


def machine(
    monkeypatch: pytest.MonkeyPatch, codes: list[int], found: list[Path | None]
) -> list[str]:
    """Let commands end with these codes, and `find` answer so; tells what was run."""
    ran: list[str] = []

    def run(command: tuple[str, ...], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command[0])
        return subprocess.CompletedProcess(command, codes.pop(0))

    commands = (("first",), ("second",), ("third",))
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(find_browser, "_privilege", lambda: ())
    monkeypatch.setattr(find_browser, "install_commands", lambda *_: commands)
    monkeypatch.setattr(find_browser, "find", lambda *_: found.pop(0))
    return ran


def test_installing_stops_when_there_is_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = machine(monkeypatch, codes=[0, 0], found=[None, Path("/chromium")])
    find_browser.install()
    assert ran == ["first", "second"]


def test_a_failed_command_is_told_and_the_next_one_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = machine(monkeypatch, codes=[100, 100, 0], found=[Path("/chromium")])
    find_browser.install()
    assert ran == ["first", "second", "third"]
    assert capsys.readouterr().err.count("code 100") == 2


def test_the_command_prints_the_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    named = program(tmp_path, "mine")
    monkeypatch.setattr(sys, "argv", ["find_browser.py"])
    monkeypatch.setattr(find_browser, "find", lambda: named)
    assert find_browser.main() == 0
    assert capsys.readouterr().out == f"{named}\n"


def test_the_command_installs_nothing_where_there_is_a_browser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", ["find_browser.py", "--install"])
    monkeypatch.setattr(find_browser, "find", lambda: Path("/chromium"))
    assert find_browser.main() == 0


def test_a_wrong_name_is_told_and_nothing_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["find_browser.py", "--install"])
    monkeypatch.setenv("BROWSER_BINARY", "missing")
    monkeypatch.setattr(find_browser, "install", lambda: pytest.fail("installed"))
    monkeypatch.setattr(find_browser, "find", lambda: None)
    assert find_browser.main() == 1
    assert "BROWSER_BINARY" in capsys.readouterr().out


def test_the_command_says_what_to_do_without_a_browser(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["find_browser.py"])
    monkeypatch.setattr(find_browser, "find", lambda: None)
    assert find_browser.main() == 1
    assert "--install" in capsys.readouterr().out
