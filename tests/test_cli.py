"""The door: commands, what they print, and their exit codes."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from generator import __version__
from generator import build as build_room
from generator.build import Options
from generator.build.options import LOG
from generator.cli import commands, main
from generator.clock import Clock
from generator.config import schema_text
from generator.log import open_log
from generator.model import Report
from generator.verify import Comparison
from tests import archive
from tests.archive import ROOT
from tests.cli.reports import EQUAL, UNEQUAL, report
from tests.small_site import CONFIG, TALKS, put, small_site, state
from tests.terminal import Terminal, until

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


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder but the build log, by its path."""
    files = archive.tree(folder)
    return {path: data for path, data in files.items() if not path.startswith(".cache/")}


def build(site: Path, *arguments: str) -> int:
    return main(["build", "--site", str(site), "--no-search", *arguments])


# --- build ----------------------------------------------------------------------------------------


def test_a_build_says_what_it_did(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    first, second, third = printed.out.splitlines()
    assert first.startswith("Built 15 pages from 2 documents in ")
    assert first.endswith(" s: 15 written, 0 unchanged, 0 removed.")
    assert second.startswith("2 parsed, 2 linked")
    assert third == "2 notes (--notes shows the notes)."


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


# --- build: why, how far, and how long ------------------------------------------------------------


def test_each_file_is_told_with_its_reason(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build(site, "--explain") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "kyiv/index.html: new" in lines
    assert lines[-3].startswith("Built ")
    (site / "output" / "kyiv" / "index.html").write_text("x", encoding="utf-8")
    (site / "seeds" / "talks.txt").unlink()
    assert build(site, "--explain") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "articles/talks/index.html: no longer planned" in lines
    assert any(line.startswith("kyiv/index.html: ") for line in lines)
    assert build(site, "--explain") == 0
    assert capsys.readouterr().out.startswith("Built ")


def test_the_outcome_as_json_and_nothing_else(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site, "--json", "--explain") == 0
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert (answer["ok"], answer["built"], answer["documents"]) == (True, True, 2)
    assert "kyiv/index.html" in answer["written"]
    assert answer["reasons"]["kyiv/index.html"] == ["new"]
    assert {problem["severity"] for problem in answer["problems"]} == {"note"}
    assert printed.err == ""


def test_a_refusal_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, **{"content/kyiv.md": BROKEN})
    assert build(site, "--json") == 1
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert (answer["ok"], answer["built"], answer["written"]) == (False, False, [])
    (error,) = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert (error["path"], error["line"], error["column"]) == ("content/kyiv.md", 3, 7)
    assert "error: 'kind' cannot be 'town'" in printed.err


def test_strict_is_told_in_json_as_well(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(site, **{"seeds/talks-again.txt": TALKS})
    assert build(site, "--json") == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert build(site, "--json", "--strict") == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False


def test_a_trace_is_written(site: Path, tmp_path: Path) -> None:
    assert build(site, "--profile", str(tmp_path / "trace.json")) == 0
    trace = json.loads((tmp_path / "trace.json").read_bytes())
    assert "load" in {event["name"] for event in trace["traceEvents"] if event["ph"] == "X"}


def test_a_trace_is_written_of_a_build_that_broke_off(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Options, clock: Clock) -> Report:
        with clock.stage("render"):
            raise KeyboardInterrupt

    monkeypatch.setattr(commands, "build", interrupted)
    assert build(site, "--profile", str(tmp_path / "trace.json")) == 130
    assert b'"name":"render"' in (tmp_path / "trace.json").read_bytes()


def test_workers_are_chosen(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, str]] = []

    def build_nothing(options: Options, _: Clock) -> Report:
        asked.append((options.jobs, options.cluster))
        return report()

    monkeypatch.setattr(commands, "build", build_nothing)
    assert build(site) == 0
    assert build(site, "--jobs", "3") == 0
    assert build(site, "--cluster", "tcp://10.0.0.7:8786") == 0
    assert build(site, "--cluster", "") == 0
    assert asked == [(0, ""), (3, ""), (0, "tcp://10.0.0.7:8786"), (0, "")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--jobs", "0"], "'0' is no number of processes"),
        (["--jobs", "-1"], "'-1' is no number of processes"),
        (["--jobs", "many"], "'many' is no number of processes"),
        (["--cluster", "localhost:8786"], "is no address such as tcp://localhost:8786"),
        (["--cluster", "tcp://localhost"], "is no address such as tcp://localhost:8786"),
        (["--cluster", "tcp://a:1", "--jobs", "2"], "not allowed with"),
        (["--profile", "nowhere/trace.json"], "is no file in a folder that is there"),
        (["--profile", "."], "is no file in a folder that is there"),
    ],
)
def test_what_cannot_be_asked_for(
    site: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        build(site, *arguments)
    assert message in capsys.readouterr().err
    assert not (site / "output").exists()


# --- build --verify -------------------------------------------------------------------------------


def test_a_site_is_compared_with_a_clean_build(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build(site) == 0
    put(site, **{"seeds/talks.txt": TALKS + "\nMore of it.\n"})
    before = tree(site)
    capsys.readouterr()
    assert build(site, "--verify") == 0
    files = len(archive.tree(site / "output"))
    assert f"Equal to a clean build: {files} files." in capsys.readouterr().out.splitlines()
    assert tree(site).keys() == before.keys()


@pytest.mark.parametrize("arguments", [[], ["--quiet"], ["--json"]])
def test_differences_are_a_failure(
    site: Path,
    arguments: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(build_room, "verify", lambda *_: UNEQUAL)
    assert build(site, "--verify", *arguments) == 1
    printed = capsys.readouterr()
    assert "a/index.html:3: differs from a clean build's" in printed.err
    assert printed.err.endswith("not equal to a clean build: 4 differences\n")
    assert "Equal" not in printed.out
    if arguments == ["--json"]:
        assert json.loads(printed.out)["ok"] is False
        assert len(json.loads(printed.out)["verified"]["differences"]) == 4


def test_nothing_is_verified_where_nothing_was_built(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def verify(*_: object) -> Comparison:
        pytest.fail("there is nothing to verify")

    monkeypatch.setattr(build_room, "verify", verify)
    put(site, **{"content/kyiv.md": BROKEN})
    assert build(site, "--verify", "--json") == 1
    assert json.loads(capsys.readouterr().out)["verified"] is None


def test_equality_is_told_quietly_or_in_json(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(build_room, "verify", lambda *_: EQUAL)
    assert build(site, "--verify", "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert build(site, "--verify", "--json") == 0
    assert json.loads(capsys.readouterr().out)["verified"] == {"files": 1312, "differences": []}


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

    monkeypatch.setattr(commands, "build", interrupt)
    assert build(site) == 130


def test_a_defect_of_ours_keeps_its_traceback(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(commands, "build", fail)
    with pytest.raises(ZeroDivisionError):
        build(site)


# --- Terminals ------------------------------------------------------------------------------------


class Screen(io.StringIO):
    """A standard error that is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_it_wants_none(
    site: Path, monkeypatch: pytest.MonkeyPatch, no_colour: str, coloured: bool
) -> None:
    put(site, **{"content/kyiv.md": BROKEN})
    terminal = Screen()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("NO_COLOR", no_colour)
    assert build(site) == 1
    assert ("content/kyiv.md:3:7: \x1b[31merror:\x1b[0m 'kind'" in terminal.getvalue()) == coloured
    assert ("\x1b" in terminal.getvalue()) == coloured


def endless(site: Path, go: Path, *options: str) -> str:
    """A program whose build goes on until the test says otherwise."""
    return f"""
import sys
from generator.cli import commands, main
def build(options, clock):
    with clock.stage("render", total=10000):
        clock.advance(4000)
        {until(go).strip().replace(chr(10), chr(10) + " " * 8)}
commands.build = build
sys.exit(main(["build", "--site", {str(site)!r}, *{options!r}]))
"""


def test_ctrl_c_ends_a_build_and_leaves_the_screen_in_order(site: Path, tmp_path: Path) -> None:
    with Terminal(endless(site, tmp_path / "go")) as terminal:
        terminal.wait_for("render |█")
        terminal.type(b"\x03")
        assert terminal.end() == 130
        assert terminal.screen() == ["interrupted"]
        assert "\x1b" not in terminal.said


def test_a_request_to_end_ends_a_build_as_cleanly(site: Path, tmp_path: Path) -> None:
    with Terminal(endless(site, tmp_path / "go")) as terminal:
        terminal.wait_for("render |█")
        terminal.send(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.screen() == ["terminated"]


@pytest.mark.parametrize(("keys", "code"), [(b"", 0), (b"\x03", 130)])
def test_a_second_build_says_that_it_waits_and_can_be_stopped(
    site: Path, keys: bytes, code: int
) -> None:
    program = "import sys\nfrom generator.cli import main\n"
    program += f"sys.exit(main(['build', '--no-search', '--site', {str(site)!r}]))"
    other = open_log(site / LOG, lambda: None)
    with other, Terminal(program) as terminal:
        terminal.wait_for("another build of this site is running; waiting until it ends")
        if keys:
            time.sleep(0.3)  # so that it does wait by now, and is not only about to
            terminal.type(keys)
        else:
            other.close()
        assert terminal.end() == code


def test_a_quiet_build_shows_no_progress(site: Path, tmp_path: Path) -> None:
    trace = tmp_path / "trace.json"
    code = "from generator import progress\nprogress.QUICK = 0\n" + endless(
        site, tmp_path / "go", "--quiet", "--profile", str(trace)
    ).replace("clock.advance(4000)", "clock.advance(4000); print('begun')")
    with Terminal(code) as terminal:
        terminal.wait_for("begun")
        terminal.send(signal.SIGTERM)
        assert terminal.end() == 143
        assert terminal.screen() == ["begun", "terminated"]
    assert b'"name":"render"' in trace.read_bytes()


def test_a_signal_s_meaning_is_put_back(site: Path) -> None:
    before = signal.getsignal(signal.SIGTERM)
    assert build(site) == 0
    assert signal.getsignal(signal.SIGTERM) is before


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
