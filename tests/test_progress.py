"""Progress: a bar on a terminal, plain lines elsewhere, nothing of a quick build."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import progress
from generator.clock import Clock
from generator.progress import Bar, Display, Lines, Stage, display, is_screen, progress_in_words
from tests.archive import ROOT
from tests.terminal import Terminal, until

RENDER = Stage("render", 10_000, begin=100.0, count=4_000)


class Stream(io.StringIO):
    """A stream with an encoding, which may be a terminal."""

    def __init__(self, encoding: str = "utf-8", *, is_terminal: bool = True) -> None:
        super().__init__()
        self._encoding = encoding
        self._is_terminal = is_terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding."""
        return self._encoding

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return self._is_terminal


# --- Words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "seconds", "words"),
    [
        (Stage("render", 10_000, 0.0, 4_000), 1.9, "4,000 of 10,000 (2,105/s)"),
        (Stage("search", 4, 0.0, 1), 10.0, "1 of 4 (0.1/s)"),
        (Stage("parse", 10_000, 0.0), 0.0, "0 of 10,000"),
        (Stage("parse", 10_000, 0.0, 100), 0.0, "100 of 10,000 (0.0/s)"),
        (Stage("load", 0, 0.0, 1_200), 1.0, "1,200 (1,200/s)"),
        (Stage("link", 0, 0.0), 12.4, "12 s"),
        (Stage("link", 0, 0.0), 0.9, ""),
    ],
)
def test_a_stage_in_words(stage: Stage, seconds: float, words: str) -> None:
    assert progress_in_words(stage, seconds) == words


# --- The bar --------------------------------------------------------------------------------------


def test_a_bar_shows_stage_count_and_rate() -> None:
    stream = Stream()
    Bar(stream).draw(RENDER, now=102.0)
    line = "render |█████████████████▌                          | 4,000 of 10,000 (2,000/s)"
    assert stream.getvalue() == f"\r{line}\r"
    assert len(line) == 79


def test_a_bar_comes_only_when_the_build_takes_a_while() -> None:
    stream = Stream()
    bar = Bar(stream)
    bar.draw(Stage("load", 0, begin=100.0), now=100.3)
    bar.draw(Stage("parse", 10, begin=100.3), now=100.4)
    assert stream.getvalue() == ""
    bar.draw(Stage("parse", 10, begin=100.3), now=100.6)
    assert stream.getvalue().startswith("\rparse |")


def test_a_stage_without_a_count_has_no_bar() -> None:
    stream = Stream()
    Bar(stream).draw(Stage("search", 0, begin=100.0), now=103.0)
    assert stream.getvalue() == "\rsearch 3 s\r"


def test_a_shorter_line_covers_a_longer_one() -> None:
    stream = Stream()
    bar = Bar(stream)
    bar.draw(Stage("search", 0, begin=100.0), now=103.0)
    bar.draw(Stage("log", 0, begin=103.0), now=103.1)
    bar.clear()
    bar.clear()
    assert stream.getvalue() == "\rsearch 3 s\r" + "\rlog       \r" + "\r   \r"


def test_more_than_the_whole_is_no_more_than_the_whole() -> None:
    stream = Stream()
    Bar(stream).draw(Stage("parse", 10, begin=0.0, count=12), now=1.0)
    assert "█| 12 of 10 (12/s)" in stream.getvalue()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_a_terminal_that_has_no_blocks_gets_ascii(encoding: str) -> None:
    stream = Stream(encoding)
    Bar(stream).draw(RENDER, now=102.0)
    assert "|#################6     " in stream.getvalue()


@pytest.mark.parametrize("columns", [200, 80, 60, 40, 30, 20, 8, 1])
def test_a_bar_never_reaches_the_last_column(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Stream()
    monkeypatch.setattr(stream, "fileno", lambda: 1)
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    Bar(stream).draw(RENDER, now=102.0)
    line = stream.getvalue().strip("\r")
    assert 1 <= len(line) <= max(1, min(columns, progress.WIDEST) - 1)
    assert line.startswith("render |"[: columns - 1].rstrip())


# --- Lines ----------------------------------------------------------------------------------------


def test_plain_lines_are_few() -> None:
    stream = Stream()
    lines = Lines(stream)
    for tenth in range(130):
        lines.draw(Stage("render", 1_300, begin=0.0, count=tenth * 10), now=tenth / 10)
    lines.draw(Stage("search", 0, begin=13.0), now=14.9)
    lines.draw(Stage("search", 0, begin=13.0), now=15.0)
    lines.clear()
    assert stream.getvalue().splitlines() == [
        "render: 200 of 1,300 (100/s)",
        "render: 700 of 1,300 (100/s)",
        "render: 1,200 of 1,300 (100/s)",
        "search: 2 s",
    ]


def test_a_stage_that_comes_again_is_another_one() -> None:
    stream = Stream()
    lines = Lines(stream)
    for begin in (0.0, 10.0):
        lines.draw(Stage("load", 0, begin), now=begin + 3)
        lines.draw(Stage("load", 0, begin), now=begin + 4)
    assert stream.getvalue() == "load: 3 s\n" * 2


# --- Which of the two -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("terminal", "is_terminal", "expected"),
    [
        ("xterm-256color", True, True),
        ("xterm-256color", False, False),
        ("dumb", True, False),
        ("", True, False),
        (None, True, False),
    ],
)
def test_lines_are_drawn_over_only_where_that_works(
    monkeypatch: pytest.MonkeyPatch, terminal: str | None, is_terminal: bool, expected: bool
) -> None:
    if terminal is None:
        monkeypatch.delenv("TERM", raising=False)
    else:
        monkeypatch.setenv("TERM", terminal)
    assert is_screen(Stream(is_terminal=is_terminal)) is expected


# --- The display ----------------------------------------------------------------------------------


class Recorder:
    """A drawing that notes what it is shown, and says when it was."""

    def __init__(self) -> None:
        self.shown: list[Stage] = []

    def draw(self, stage: Stage, now: float) -> None:
        """Note."""
        assert now >= stage.begin
        self.shown.append(stage)

    def clear(self) -> None:
        """Nothing was drawn."""

    def wait_for(self, name: str, count: int) -> None:
        """Wait until this was shown."""
        end = time.monotonic() + 60
        while not any((each.name, each.count) == (name, count) for each in self.shown):
            assert time.monotonic() < end, self.shown
            time.sleep(0.01)


def test_the_stage_that_is_shown_is_the_innermost() -> None:
    recorder = Recorder()
    shown = Display(Stream(), recorder)
    clock = Clock(shown)
    with clock.stage("verify", total=2):
        clock.advance(1)
        recorder.wait_for("verify", 1)
        with clock.stage("render", total=9):
            clock.advance(4)
            clock.advance(5)
            recorder.wait_for("render", 9)
        clock.advance(1)
        recorder.wait_for("verify", 2)
    shown.close()


def test_a_stream_that_is_closed_midway_stops_the_showing_and_nothing_else() -> None:
    stream = Stream(is_terminal=False)
    shown = Display(stream, Lines(stream))
    clock = Clock(shown)
    stream.close()
    with clock.stage("render"):
        shown._thread.join(60)
        assert not shown._thread.is_alive()
        clock.advance(1)
    shown.close()


def test_why_nothing_happens_is_said_at_once() -> None:
    stream = Stream(is_terminal=False)
    with display(stream) as shown:
        Clock(shown).waiting()
        assert stream.getvalue() == (
            "another build of this site is running; waiting until it ends\n"
        )


def test_a_quick_build_pays_for_no_bar() -> None:
    code = """
import sys
from generator.clock import Clock
from generator.progress import display
sys.stderr.isatty = lambda: True
with display(sys.stderr) as shown, Clock(shown).stage("parse", total=1):
    pass
assert "tqdm" not in sys.modules
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm"},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


# --- In a real terminal ---------------------------------------------------------------------------


def program(until_code: str) -> str:
    """A build of one stage that ends when the test says so."""
    return f"""
import sys
from generator.clock import Clock
from generator.progress import display
with display(sys.stderr) as shown:
    clock = Clock(shown)
    with clock.stage("render", total=10000):
        clock.advance(4000)
        {until_code.strip().replace(chr(10), chr(10) + " " * 8)}
print("built")
"""


@pytest.mark.parametrize("columns", [80, 24])
def test_the_bar_is_gone_in_the_end(tmp_path: Path, columns: int) -> None:
    with Terminal(program(until(tmp_path / "go")), columns=columns) as terminal:
        terminal.wait_for("render |")
        (line,) = terminal.screen()
        assert len(line) < columns
        (tmp_path / "go").touch()
        assert terminal.end() == 0
        assert terminal.screen() == ["built"]
        assert "\x1b" not in terminal.said


def test_an_error_leaves_the_screen_in_order(tmp_path: Path) -> None:
    code = program(until(tmp_path / "go") + "sys.exit('that went wrong')")
    with Terminal(code) as terminal:
        terminal.wait_for("render |")
        (tmp_path / "go").touch()
        assert terminal.end() == 1
        assert terminal.screen() == ["that went wrong"]


def test_a_dumb_terminal_gets_plain_lines(tmp_path: Path) -> None:
    code = program(until(tmp_path / "go"))
    quick = f"from generator import progress\nprogress.LONG = 0.1{code}"
    with Terminal(quick, TERM="dumb") as terminal:
        terminal.wait_for("\n")
        assert terminal.said.startswith("render: 4,000 of 10,000 (")
        (tmp_path / "go").touch()
        assert terminal.end() == 0
        assert terminal.screen()[1:] == ["built"]
