"""The command `watch`, run as people run it."""

from __future__ import annotations

import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from generator.cli import main
from tests.archive import ROOT
from tests.preview.previews import until
from tests.small_site import small_site


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@pytest.mark.parametrize(("ending", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_serves_says_what_it_does_and_ends(tmp_path: Path, ending, code: int) -> None:
    site = small_site(tmp_path / "site")
    command = [sys.executable, "-m", "generator", "watch", "--no-search", "--port", "0", "--site"]
    with subprocess.Popen(
        [*command, str(site)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        said = process.stdout.readline()
        assert said.startswith("Serving http://localhost:")
        address = said.split()[1].replace("localhost", "127.0.0.1")
        assert address.endswith("/repo/")
        until(lambda: status(address) == 200)
        built = process.stdout.readline()
        assert "files written in" in built
        (site / "content" / "kyiv.md").write_text("---\ntitle: [\n", encoding="utf-8")
        assert "content/kyiv.md" in process.stdout.readline()
        assert "content/kyiv.md:" in process.stderr.readline()
        process.send_signal(ending)
        assert process.wait(20) == code


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import socket

    site = small_site(tmp_path / "site")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["watch", "--site", str(site), "--port", port]) == 1
    assert "cannot listen on port" in capsys.readouterr().err


def test_a_browser_is_opened_if_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_and_end(address: str) -> None:
        opened.append(address)
        raise KeyboardInterrupt

    monkeypatch.setattr("webbrowser.open", open_and_end)
    site = small_site(tmp_path / "site")
    assert main(["watch", "--open", "--site", str(site), "--port", "0"]) == 0
    assert opened[0].startswith("http://localhost:")


@pytest.mark.parametrize("wrong", [["--poll", "x"], ["--poll", "0"], ["--port", "70000"]])
def test_a_wrong_command_line_is_told(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["watch", *wrong])
    assert ended.value.code == 2
