"""A YAML mapping against a struct: values, places, and flaws of small shapes.

The messages of every kind of flaw are golden files (`test_config`, `parse/test_front_matter`).
"""

from __future__ import annotations

import doctest
from typing import Annotated, Literal

import jsonschema
import pytest
from msgspec import Struct

from generator import fields, yaml_nodes
from generator.fields import IsoDate, Slug, distinct_by, read_fields, schema, text_like
from generator.problems import Problem


class Part(Struct, frozen=True, forbid_unknown_fields=True):
    """A part."""

    name: str
    size: Literal["small", "large"] = "small"


class Whole(Struct, frozen=True, forbid_unknown_fields=True):
    """One field of every kind that is understood."""

    title: str
    ready: bool = False
    day: IsoDate = ""
    slug: Slug = ""
    words: tuple[str, ...] = ()
    parts: Annotated[tuple[Part, ...], distinct_by("name", "Parts.")] = ()
    mixed: tuple[str | Part, ...] = ()
    table: dict[Slug, str | Part] = {}
    code: Annotated[str, text_like("^[A-Z]+$", "capitals", "A code.", str.upper)] = ""


def read(text: str) -> Whole:
    found = read_fields(text, "a.yaml", Whole)
    assert found.problems == ()
    assert found.value is not None
    return found.value


def flaws(text: str) -> list[tuple[int, int, str]]:
    """Line, column and rule of everything that is wrong."""
    problems = read_fields(text, "a.yaml", Whole).problems
    return [(problem.line, problem.column, problem.rule) for problem in problems]


def test_every_kind_of_value_is_read() -> None:
    assert read(
        "title: A\nready: yes\nday: 2026-02-18\nslug: a-b\nwords: [a, b]\n"
        "parts: [{name: p, size: large}]\nmixed: [a, {name: b}]\n"
        "table: {x: a, y: {name: b}}\ncode: ABC\n"
    ) == Whole(
        title="A",
        ready=True,
        day="2026-02-18",
        slug="a-b",
        words=("a", "b"),
        parts=(Part("p", "large"),),
        mixed=("a", Part("b")),
        table={"x": "a", "y": Part("b")},
        code="ABC",
    )


@pytest.mark.parametrize("empty", ["", " ~", " null", " ''", " '  '"])
def test_an_empty_value_counts_as_not_given(empty: str) -> None:
    assert read(f"title: A\nday:{empty}\nwords:{empty}\nready:{empty}\nparts:{empty}\n") == Whole(
        "A"
    )


@pytest.mark.parametrize("quoted", ["'1984'", '"1984"', "'no'", "'2026-02-18'", "'~'"])
def test_what_stands_in_quotes_is_text(quoted: str) -> None:
    assert read(f"title: {quoted}").title == quoted[1:-1]


@pytest.mark.parametrize("bare", ["1984", "0x1F", "1_000", "1.5", ".inf", "12:30:45", "no", "On"])
def test_a_text_that_yaml_takes_for_something_else_needs_quotes(bare: str) -> None:
    assert flaws(f"title: {bare}") == [(1, 8, "wrong-type")]


def test_space_around_a_text_is_cut_and_its_lines_are_joined() -> None:
    assert read("title: >-\n  one\n\n  two \nwords: ['  a ', \"b\\n c\"]\n") == Whole(
        "one two", words=("a", "b c")
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [("2026-02-18", "2026-02-18"), ("2024-02-29", "2024-02-29"), ("'2026-02-18'", "2026-02-18")]
    + [("2026-02-18 10:00:00", "2026-02-18"), ("2026-02-18T23:59:59Z", "2026-02-18")],
)
def test_days_are_read_and_times_are_cut_off(written: str, day: str) -> None:
    assert read(f"title: A\nday: {written}").day == day


@pytest.mark.parametrize(
    "written",
    ["2026-02-29", "2026-13-01", "0000-01-01", "18.02.2026", "2026-02", "2026-02-18x", "soon"]
    + ["٢٠٢٦-٠٢-١٨", "2026-2-8"],
)
def test_what_is_no_day_is_told(written: str) -> None:
    assert flaws(f"title: A\nday: {written}") == [(2, 6, "bad-date")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("titel: A", [(1, 1, "missing-key"), (1, 1, "unknown-key")]),
        ("title: A\ntitle: B", [(2, 1, "repeated-key")]),
        ("title: A\nwords: [a, b, a]", [(2, 15, "repeated-item")]),
        ("title: A\nwords:\n  -\n  - a", [(3, 4, "empty-item")]),
        ("title: A\nwords: {a: b}", [(2, 8, "wrong-type")]),
        ("title: A\nparts: [{name: a}, {name: a}]", [(2, 20, "repeated-item")]),
        ("title: A\nparts: [{size: huge}]", [(2, 9, "missing-key"), (2, 16, "bad-value")]),
        ("title: A\nmixed: [[a]]", [(2, 9, "wrong-type")]),
        ("title: A\ntable: {A B: x}", [(2, 9, "bad-value")]),
        ("title: A\ntable: {a: [x]}", [(2, 12, "wrong-type")]),
        ("title: A\nready: 1", [(2, 8, "wrong-type")]),
        ("title: A\nready: [yes]", [(2, 8, "wrong-type")]),
        ("title: A\ncode: abc", [(2, 7, "bad-value")]),
        ("title: A\nslug: a--b", [(2, 7, "bad-value")]),
        ("title: A\nwords: [&a x, *a]", [(2, 9, "yaml-alias"), (2, 15, "yaml-alias")]),
        ("&all title: *all", [(1, 1, "missing-key"), (1, 1, "yaml-alias"), (1, 13, "yaml-alias")]),
        ("title: !!int A", [(1, 8, "yaml-tag")]),
        ("title: A\n? {a: b}\n: c", [(2, 3, "bad-key")]),
        ("title: A\n<<: {ready: yes}", [(2, 1, "bad-key")]),
        ("title: A\n---\ntitle: B", [(2, 1, "yaml")]),
        ("title: A\x00\nday: soon", [(1, 9, "control-character"), (2, 6, "bad-date")]),
        ('title: "A\\0"', [(1, 8, "control-character")]),
        ("just text", [(1, 1, "not-a-mapping")]),
        ("", [(1, 1, "missing-key")]),
    ],
)
def test_a_flaw_is_told_at_its_place(text: str, expected: list[tuple[int, int, str]]) -> None:
    assert sorted(flaws(text)) == sorted(expected)


def test_a_value_that_is_wrong_hides_no_other() -> None:
    found = read_fields("title: A\nready: 1\nwords: [a, [b], c]\nslug: A\n", "a.yaml", Whole)
    assert found.value == Whole("A", words=("a", "c"))
    assert len(found.problems) == 3


def test_an_entry_that_is_partly_wrong_is_not_told_to_come_again() -> None:
    text = "title: A\nmixed: [{name: a}, {name: a, size: huge}, {name: b}]\n"
    found = read_fields(text, "a.yaml", Whole)
    assert [problem.rule for problem in found.problems] == ["bad-value"]
    assert found.value == Whole("A", mixed=(Part("a"), Part("b")))


def test_nothing_is_read_without_what_is_needed() -> None:
    assert read_fields("ready: yes", "a.yaml", Whole).value is None


def test_what_was_meant_is_proposed_only_where_it_would_do() -> None:
    problems = read_fields("title: A\ncode: abc\nslug: '!'", "a.yaml", Whole).problems
    assert [problem.hint for problem in problems] == ["write ABC", ""]


def test_a_block_inside_a_file_keeps_the_file_s_places() -> None:
    text = "# a\n---\ntitle: A\nday: soon\n---\nday: later\n"
    start, end = text.index("title"), text.rindex("---")
    found = read_fields(text, "a.md", Whole, start, end)
    assert [(each.path, each.line, each.column) for each in found.problems] == [("a.md", 4, 6)]
    assert found.where("title") == Problem("a.md", 3, 8, excerpt="title: A", caret=7)


def test_the_place_of_a_value_that_is_not_given_is_the_mapping_s() -> None:
    found = read_fields("title: A\nparts:\n  - {name: b}\n", "a.yaml", Whole)
    lines = {path: found.where(*path).line for path in [("parts", 0, "name"), ("day",)]}
    assert lines == {("parts", 0, "name"): 3, ("day",): 1}


def test_a_mark_of_astral_characters_counts_one_each() -> None:
    found = read_fields("words: [😀😀, 1]\ntitle: A\n", "a.yaml", Whole)
    assert [problem.column for problem in found.problems] == [13]


def test_of_many_problems_the_first_are_told_and_the_rest_counted() -> None:
    text = "title: A\n" + "".join(f"key{number}: x\n" for number in range(1_234))
    problems = read_fields(text, "a.yaml", Whole).problems
    assert len(problems) == fields.MOST + 1
    assert problems[-1].message == "and 1,134 more problems"


def test_laughs_by_the_billion_are_refused_at_once() -> None:
    lines = ["title: A", "words: &l0 [ha]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 40)]
    problems = read_fields("\n".join(lines), "a.yaml", Whole).problems
    assert {problem.rule for problem in problems} == {"yaml-alias", "unknown-key", "many-problems"}


def test_the_schema_says_what_the_struct_says() -> None:
    made = schema(Whole, "a.yaml", "A file.")
    validator = jsonschema.Draft202012Validator(made)
    assert validator.is_valid({"title": "A", "mixed": ["a", {"name": "b"}], "code": "ABC"})
    refused: list[dict[str, object]] = [{}, {"title": 1}, {"title": "A", "titel": "B"}]
    refused += [{"title": "A", "code": "abc"}, {"title": "A", "parts": [{"size": "small"}]}]
    assert [value for value in refused if validator.is_valid(value)] == []


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(fields).failed == 0
    assert doctest.testmod(yaml_nodes).failed == 0
