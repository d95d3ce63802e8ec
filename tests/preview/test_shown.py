"""Problems as browsers get them, and how a click opens the editor."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.preview.editor import editor_command, editor_url
from generator.preview.events import Line
from generator.preview.shown import WIDTH, shown
from generator.problems import Problem
from tests.small_site import put


def problem(path: str = "content/a.md", line: int = 3, column: int = 2) -> Problem:
    return Problem(path, line, column, "error", "r", "m", "h", "excerpt", 1)


def test_a_problem_has_the_lines_around_it(tmp_path: Path) -> None:
    put(tmp_path, **{"content/a.md": "one\ntwo\nthree\nfour\nfive\nsix\n"})
    found = shown(0, problem(), tmp_path, "")
    assert [line.number for line in found.lines] == [1, 2, 3, 4, 5]
    assert (found.lines[2].text, found.caret) == ("three", 1)
    assert len(shown(0, problem(line=1), tmp_path, "").lines) == 3


def test_a_long_line_is_cropped_around_the_place(tmp_path: Path) -> None:
    put(tmp_path, **{"content/a.md": "\n\n" + "x" * 5_000 + "HERE" + "y" * 5_000})
    found = shown(0, problem(column=5_001), tmp_path, "")
    assert all(len(line.text) <= WIDTH for line in found.lines)
    assert found.lines[2].text[found.caret :].startswith("HERE")


def test_where_the_file_cannot_be_read_its_excerpt_stands_in(tmp_path: Path) -> None:
    assert shown(0, problem(), tmp_path, "").lines == (Line(3, "excerpt"),)
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").write_bytes(b"\xff\xfe\n" * 5)
    assert shown(0, problem(), tmp_path, "").lines == (Line(3, "excerpt"),)
    assert shown(0, problem(line=0), tmp_path, "").lines == ()


def test_an_address_opens_the_place(tmp_path: Path) -> None:
    put(tmp_path, **{"content/a b{line}.md": "x"})
    url = editor_url("", tmp_path, problem("content/a b{line}.md"))
    assert url.startswith("vscode://file/")
    assert url.endswith("/content/a%20b%7Bline%7D.md:3:2")
    assert editor_command("", tmp_path, problem("content/a b{line}.md")) == []


@pytest.mark.parametrize(
    "template", ["code -g {file}:{line}:{column}", "sh -c 'edit {file}' {line}"]
)
def test_a_command_is_words_whatever_the_name_holds(tmp_path: Path, template: str) -> None:
    name = "content/a; rm -rf $HOME `id` 'x'.md"
    put(tmp_path, **{name: "x"})
    words = editor_command(template, tmp_path, problem(name))
    assert len(words) == 3 + (template[:2] == "sh")
    assert any(str((tmp_path / name).resolve()) in word for word in words)
    assert editor_url(template, tmp_path, problem(name)) == ""


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    assert editor_url("", tmp_path, problem("--jobs")) == ""
    assert editor_command("code {file}", tmp_path, problem("content/none.md")) == []
