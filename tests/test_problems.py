"""Problems: their places, their order, and how a terminal shows them."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import (
    EXCERPT_WIDTH,
    Problem,
    count,
    did_you_mean,
    fill,
    in_order,
    place,
    to_text,
)

ANYTHING = st.text(st.characters() | st.sampled_from("\n\n\t \r\0\x1b\ud800é😀"))


def test_a_problem_is_shown_with_its_line_a_caret_and_a_hint() -> None:
    text = "# Status\n\nthe staff live in [[energodar-town]] under fire\n"
    where = place("content/znpp.md", text, text.index("energodar"), first_line=12)
    problem = fill(where, "error", "unknown-link", "no such page", "did you mean 'enerhodar'?")
    assert to_text(problem) == (
        "content/znpp.md:14:21: error: no such page\n"
        "    the staff live in [[energodar-town]] under fire\n"
        "                        ^ did you mean 'enerhodar'?"
    )


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    problem = Problem(path="seeds/a.txt", severity="warning", message="is empty", hint="remove it")
    assert to_text(problem) == "seeds/a.txt: warning: is empty\n    remove it"


def test_a_caret_without_a_hint_has_nothing_behind_it() -> None:
    problem = fill(place("a.md", "one two", 4), "note", "odd", "this is odd")
    assert to_text(problem).splitlines()[-1] == "        ^"


def test_a_long_line_is_cropped_around_the_caret() -> None:
    line = "a" * 100 + "!" + "b" * 100
    shown = place("a.md", line, 100)
    assert shown.column == 101
    assert shown.excerpt == "… " + "a" * 40 + "!" + "b" * 35 + " …"
    assert shown.excerpt[shown.caret] == "!"


@pytest.mark.parametrize("offset", [-5, 99])
def test_an_offset_outside_of_the_text_is_taken_for_its_nearer_end(offset: int) -> None:
    assert place("a.md", "ab\ncd", offset) == place("a.md", "ab\ncd", max(0, min(offset, 5)))


def test_nothing_that_a_terminal_obeys_gets_through() -> None:
    evil = "\x1b[2J\r\x07\u202e\n"
    where = place(f"a{evil}.md", f"text{evil}", 2)
    shown = to_text(fill(where, "error", "odd", f"the name '{evil}'", f"not {evil}"))
    assert all(line.isprintable() for line in shown.split("\n"))
    assert shown.count("\n") == 2


@given(ANYTHING, st.integers(0, 200), st.integers(1, 50))
def test_line_and_column_lead_back_to_the_character(text: str, offset: int, first: int) -> None:
    offset = min(offset, len(text))
    found = place("a.md", text, offset, first)
    lines = text.split("\n")[: found.line - first + 1]
    assert sum(len(line) + 1 for line in lines[:-1]) + found.column - 1 == offset


@given(st.text(st.characters(), max_size=300), st.integers(0, 300))
def test_the_caret_stands_under_its_character(line: str, offset: int) -> None:
    text = f"above\n{line}\nbelow"
    offset = min(offset, len(line.partition("\n")[0]))
    found = place("a.md", text, len("above\n") + offset)
    shown = line.partition("\n")[0].rstrip()
    assert len(found.excerpt) <= EXCERPT_WIDTH + 4
    assert found.excerpt.isprintable()
    if offset < len(shown):
        under = found.excerpt[found.caret]
        assert under == shown[offset] if shown[offset].isprintable() else under in " \ufffd"
    drawn = to_text(fill(found, "error", "odd", "odd", "mend it")).split("\n")
    if found.excerpt:
        assert drawn[2].index("^") == 4 + found.caret


@given(ANYTHING, ANYTHING, ANYTHING)
def test_a_problem_takes_three_lines_at_most(path: str, message: str, hint: str) -> None:
    problem = fill(place(path, message, 3), "error", "odd", message, hint)
    lines = to_text(problem).split("\n")
    assert len(lines) <= 3
    assert all(line.isprintable() for line in lines)


# --- Many problems --------------------------------------------------------------------------------


def test_problems_are_sorted_by_file_line_column_and_severity() -> None:
    ordered = (
        Problem("a.md", 0, 0, "note", "x"),
        Problem("a.md", 2, 1, "error", "x"),
        Problem("a.md", 2, 1, "warning", "a"),
        Problem("a.md", 2, 1, "note", "a"),
        Problem("a.md", 2, 9, "error", "x"),
        Problem("a.md", 10, 1, "error", "x"),
        Problem("b.md", 1, 1, "error", "x"),
    )
    assert in_order((*reversed(ordered), *ordered)) == ordered


def test_problems_are_counted_by_severity() -> None:
    problems = [Problem(severity="error"), Problem(severity="note"), Problem(severity="error")]
    assert [count(problems, each) for each in ("error", "warning", "note")] == [2, 0, 1]


def test_filling_in_changes_only_what_is_said() -> None:
    where = place("a.md", "one\ntwo", 5)
    problem = fill(where, "warning", "odd", "this is odd", "mend it")
    emptied = msgspec.structs.replace(problem, severity="error", rule="", message="", hint="")
    assert emptied == where


# --- Hints ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "hint"),
    [("enerhodr", "did you mean 'enerhodar'?"), ("KYIV", "did you mean 'Kyiv'?"), ("x", "no idea")],
)
def test_the_nearest_known_word_is_proposed(word: str, hint: str) -> None:
    assert did_you_mean(word, ["enerhodar", "Kyiv", "donbas"], "no idea") == hint


def test_the_order_of_the_known_words_does_not_matter() -> None:
    known = ["talks-a", "talks-b", "Talks-A"]
    assert did_you_mean("talks-c", known) == did_you_mean("talks-c", known[::-1])
