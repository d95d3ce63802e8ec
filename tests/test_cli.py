"""The door: commands, what they print, and their exit codes."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from generator import __version__, cli
from generator.cli import main
from generator.config import schema_text
from tests.archive import ROOT, tree
from tests.small_site import CONFIG, TALKS, put, small_site, state

BROKEN = "---\ntitle: Kyiv\nkind: town\n---\nText.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    return small_site(tmp_path / "site")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        check=False,
        timeout=120,
    )


def build(site: Path, *arguments: str) -> int:
    return main(["build", "--site", str(site), "--no-search", *arguments])


# --- build ----------------------------------------------------------------------------------------


def test_a_build_says_what_it_did(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    first, second = printed.out.splitlines()
    assert first.startswith("Built ")
    assert "from 2 documents in " in first
    assert " 0 removed; 0 in the search." in first
    assert second == "2 notes (--notes shows the notes)."


def test_the_output_goes_into_the_site_s_folder(site: Path) -> None:
    assert build(site) == 0
    assert (site / "output" / "kyiv" / "index.html").is_file()


def test_the_output_goes_where_it_is_told(site: Path, tmp_path: Path) -> None:
    assert build(site, "--output", str(tmp_path / "elsewhere")) == 0
    assert (tmp_path / "elsewhere" / "kyiv" / "index.html").is_file()
    assert not (site / "output").exists()


def test_the_site_is_the_folder_one_is_in(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    assert main(["build", "--no-search"]) == 0
    assert (site / "output" / "kyiv" / "index.html").is_file()


def test_a_search_is_built_unless_it_is_left_out(site: Path) -> None:
    assert main(["build", "--site", str(site)]) == 0
    assert (site / "output" / "pagefind").is_dir()


def test_notes_are_shown_where_they_are_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site, "--notes") == 0
    assert "seeds/talks.txt:1:1: note: no title given; 'Talks end'" in capsys.readouterr().err


def test_a_quiet_build_prints_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_errors_are_shown_and_nothing_is_touched(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site) == 0
    before = state(site / "output")
    put(site, **{"content/kyiv.md": BROKEN, "seeds/talks-again.txt": TALKS})
    capsys.readouterr()
    assert build(site) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(
        "content/kyiv.md:3:7: error: 'kind' cannot be 'town'\n    kind: town\n          ^ use one"
    )
    assert printed.err.endswith(
        "1 error, 1 warning, 2 notes; nothing was built and output/ is as it was\n"
    )
    assert state(site / "output") == before


def test_strict_makes_warnings_errors(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, **{"seeds/talks-again.txt": TALKS})
    assert build(site, "--strict") == 1
    assert not (site / "output").exists()
    assert build(site) == 0
    assert "1 warning, 2 notes (--notes shows the notes)." in capsys.readouterr().out


def test_drafts_are_built_on_request(site: Path) -> None:
    put(site, **{"content/plan.md": "---\ntitle: Plan\ndraft: true\n---\nText.\n"})
    assert build(site) == 0
    assert not (site / "output" / "plan").exists()
    assert build(site, "--drafts") == 0
    assert (site / "output" / "plan").is_dir()


@pytest.mark.parametrize("address", ["https://example.com/x", "https://example.com/x/"])
def test_another_base_address_may_lack_its_slash(site: Path, address: str) -> None:
    assert build(site, "--base-url", address) == 0
    page = (site / "output" / "kyiv" / "index.html").read_text(encoding="utf-8")
    assert '"https://example.com/x/kyiv/"' in page


@pytest.mark.parametrize("address", ["example.com", "/x/", "https://", "ftp://example.com/", "/"])
def test_a_base_address_that_is_none_is_refused(
    site: Path, address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        build(site, "--base-url", address)
    assert "is no full address" in capsys.readouterr().err
    assert not (site / "output").exists()


def test_a_folder_that_is_no_site_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(tmp_path) == 1
    assert "site.yaml: error: there is no site.yaml here" in capsys.readouterr().err
    assert build(tmp_path / "nowhere") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_no_build_made_is_named(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(site)
    before = tree(site)
    assert main(["build", "--output", "seeds", "--no-search"]) == 1
    assert capsys.readouterr().err.startswith("seeds: error: the output folder holds files")
    assert tree(site) == before


def test_a_site_that_github_publishes_as_it_is_survives_being_named(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(site, **{".nojekyll": "", ".git/HEAD": "ref"})
    before = tree(site)
    assert build(site, "--output", str(site)) == 1
    assert capsys.readouterr().err.startswith(f"{site.name}: error: the output folder holds the")
    assert tree(site) == before


# --- explain-links --------------------------------------------------------------------------------


def explain(site: Path, file: str) -> int:
    return main(["explain-links", file, "--site", str(site)])


def test_every_name_of_a_page_is_explained(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, **{"seeds/talks.txt": TALKS + "\nKyiv and Kyiv again.\n"})
    assert explain(site, "seeds/talks.txt") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "seeds/talks.txt:5: Kyiv → Kyiv (kyiv/): linked"
    assert lines[1].startswith("seeds/talks.txt:7: Kyiv → Kyiv (kyiv/): ")
    assert lines[2].startswith("    ")
    assert lines[-1] == "3 mentions, 1 linked"
    assert not (site / "output").exists()


@pytest.mark.parametrize("way", ["seeds/talks.txt", "absolute", "./seeds/../seeds/talks.txt"])
def test_a_page_may_be_named_in_any_way(
    site: Path, way: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(site / "seeds" / "talks.txt") if way == "absolute" else way
    assert explain(site, file) == 0
    assert capsys.readouterr().out.startswith("seeds/talks.txt:5: Kyiv")


def test_a_name_may_be_typed_with_any_code_points(site: Path) -> None:
    apart = unicodedata.normalize("NFD", "seeds/café.txt")
    put(site, **{apart: "Of Kyiv.\n"})
    assert explain(site, apart) == 0
    assert explain(site, unicodedata.normalize("NFC", apart)) == 0


def test_a_page_that_is_unknown_gets_a_proposal(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert explain(site, "seeds/talk.txt") == 1
    assert capsys.readouterr() == (
        "",
        "seeds/talk.txt has no page in this site. did you mean 'seeds/talks.txt'?\n",
    )


def test_a_page_that_could_not_be_read_is_told_with_its_problems(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(site, **{"content/kyiv.md": "no front matter\n"})
    assert explain(site, "content/kyiv.md") == 1
    error = capsys.readouterr().err
    assert "content/kyiv.md:1:1: error: front matter is missing" in error
    assert "content/kyiv.md has no page in this site." in error


def test_nothing_is_explained_without_a_configuration(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(site, **{"site.yaml": CONFIG + "favicon: x\n"})
    assert explain(site, "seeds/talks.txt") == 1
    error = capsys.readouterr().err
    assert "there is no key 'favicon' here" in error
    assert "has no page" not in error


# --- schema, help and the rest --------------------------------------------------------------------


def test_the_schema_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--site", str(tmp_path)]) == 0
    assert (tmp_path / "docs" / "site.schema.json").read_text(encoding="utf-8") == schema_text()
    assert main(["schema", "--output", str(tmp_path / "x" / "y.json")]) == 0
    assert (tmp_path / "x" / "y.json").is_file()
    assert capsys.readouterr().out.count("wrote ") == 2


@pytest.mark.parametrize("arguments", [[], ["bild"], ["build", "--no-serch"], ["explain-links"]])
def test_a_wrong_command_line_ends_with_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage: python -m generator" in capsys.readouterr().err


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"{__version__}\n"


def test_an_interruption_ends_with_130(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "build", interrupt)
    assert build(site) == 130


def test_a_defect_of_ours_keeps_its_traceback(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "build", fail)
    with pytest.raises(ZeroDivisionError):
        build(site)


# --- Terminals ------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_it_wants_none(
    site: Path, monkeypatch: pytest.MonkeyPatch, no_colour: str, coloured: bool
) -> None:
    put(site, **{"content/kyiv.md": BROKEN})
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert build(site) == 1
    assert ("content/kyiv.md:3:7: \x1b[31merror:\x1b[0m 'kind'" in terminal.getvalue()) == coloured
    assert ("\x1b" in terminal.getvalue()) == coloured


def test_what_a_terminal_cannot_show_is_escaped(site: Path) -> None:
    done = run("explain-links", "seeds/talks.txt", "--site", str(site), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert b"Kyiv \\u2192 Kyiv" in done.stdout
    put(site, **{"content/kyiv.md": "---\ntitle: Київ\nkind: місто\n---\nText.\n"})
    done = run("build", "--site", str(site), PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert b"'kind' cannot be '\\u043c" in done.stderr


@pytest.mark.parametrize("closed", ["stdout", "stderr"])
def test_a_reader_that_goes_away_is_no_defect(site: Path, closed: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    put(site, **{"seeds/talks-again.txt": TALKS})
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {closed: writing}
    done = subprocess.run(
        [sys.executable, "-m", "generator", "build", "--no-search", "--site", str(site)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        timeout=120,
        **streams,  # type: ignore[call-overload]
    )
    os.close(writing)
    assert done.returncode == 1
    assert b"Traceback" not in (done.stderr or b"")
    assert b"Exception ignored" not in (done.stderr or b"")
