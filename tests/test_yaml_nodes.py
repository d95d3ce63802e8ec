"""YAML nodes: a tree with places, nothing that YAML could do behind an author's back."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.yaml_nodes import (
    DEEPEST,
    Flaw,
    Mapping,
    Node,
    Pair,
    Refused,
    Scalar,
    Sequence,
    plain_tag,
    read_tree,
)


def flaws(block: str) -> list[Flaw]:
    return read_tree(block)[1]


def plain(node: Node | None) -> object:
    """The tree as plain values; every scalar is its text."""
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    if isinstance(node, Mapping):
        return {pair.key: plain(pair.value) for pair in node.pairs}
    return node.text if isinstance(node, Scalar) else None


def test_a_tree_knows_where_everything_stands() -> None:
    tree, found = read_tree("a: [1, 'é']\nb: {c: d}")
    assert found == []
    assert tree == Mapping(
        0,
        (
            Pair(0, "a", Sequence(3, (Scalar(4, "1", "int"), Scalar(7, "é", "str")))),
            Pair(12, "b", Mapping(15, (Pair(16, "c", Scalar(19, "d", "str")),))),
        ),
    )


@given(
    st.recursive(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("abcdefgh", min_size=2, max_size=4), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_a_tree_holds_what_another_program_wrote(value: object) -> None:
    block = yaml.safe_dump(value, allow_unicode=False)
    tree, found = read_tree(block)
    assert found == []
    assert plain(tree) == value


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("1984", "int"),
        ("1.5", "float"),
        ("no", "bool"),
        ("2026-02-18", "timestamp"),
        ("~", "null"),
        ("", "null"),
        ("<<", "merge"),
        ("Kyiv", "str"),
    ],
)
def test_an_unquoted_text_is_what_yaml_takes_it_for(text: str, tag: str) -> None:
    assert plain_tag(text) == tag


@pytest.mark.parametrize("pattern", ["[", "{", "- ", "? ", "[a, ", "{a: "])
def test_nesting_without_end_is_told_and_not_followed(pattern: str) -> None:
    tree, found = read_tree("a:\n  " + pattern * 100_000)
    assert tree is None
    assert [flaw.message for flaw in found] == ["this is nested too deeply"]


def test_nesting_is_read_up_to_the_limit() -> None:
    assert flaws("[" * DEEPEST + "]" * DEEPEST) == []
    assert len(flaws("[" * (DEEPEST + 2) + "]" * (DEEPEST + 2))) == 1


def test_aliases_that_would_grow_without_bound_are_refused() -> None:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{number}: &a{number} [*a{number - 1}, *a{number - 1}]" for number in range(1, 30)]
    tree, found = read_tree("\n".join(lines))
    assert {flaw.rule for flaw in found} == {"yaml-alias"}
    assert isinstance(tree, Mapping)
    assert all(isinstance(pair.value, Refused) for pair in tree.pairs)


@pytest.mark.parametrize(
    ("block", "at", "rule"),
    [
        ("a: *b", 3, "yaml-alias"),
        ("a: &b c", 3, "yaml-alias"),
        ("*a : b", 0, "yaml-alias"),
        ("a: !!python/object/apply:os.system [ls]", 3, "yaml-tag"),
        ("a: ! b", 3, "yaml-tag"),
        ("a: !!str 1", 3, "yaml-tag"),
        ("<<: {a: b}", 0, "bad-key"),
        ("1: a", 0, "bad-key"),
        ("[a]: b", 0, "bad-key"),
        ("{a: b}: c", 0, "bad-key"),
        ("? ''\n: a", 2, "bad-key"),
        ("a: 1\na: 2", 5, "repeated-key"),
        ("a: 1\n---\nb: 2", 5, "yaml"),
        ("a: x\x00y", 4, "control-character"),
        ("a: x\x1by", 4, "control-character"),
        ("a: x\ud800y", 4, "control-character"),
        ("a: x\ufeffy", 4, "control-character"),
    ],
)
def test_what_yaml_could_do_is_refused_at_its_place(block: str, at: int, rule: str) -> None:
    assert [(flaw.at, flaw.rule) for flaw in flaws(block)] == [(at, rule)]


def test_what_is_odd_does_not_hide_the_rest() -> None:
    tree, found = read_tree("a: !x y\n1: z\nb: c\x00")
    assert plain(tree) == {"a": None, "b": "c\N{REPLACEMENT CHARACTER}"}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("block", "at", "message"),
    [
        ("a: b: c", 4, "a text with ': ' in it needs quotes"),
        ("a: x\n b: y", 7, "this key is set in too far"),
        ("a b\nc: d", 5, "the line above is not 'key: value'"),
        ("a: x\nb c", 5, "this line is not 'key: value'"),
        ("a: 'x", 3, "the quote that opens here is not closed"),
        ('a: "x\nb: y', 3, "the quote that opens here is not closed"),
        ("a: 'it's'", 7, "here a key is expected"),
        ("a: [x, y\nb: c", 3, "the list that opens here is not finished"),
        ("a: {x: y\nb: c", 3, "the mapping that opens here is not finished"),
        ("a: @x", 3, "a text cannot begin with '@'"),
        ("a: %x", 3, "a text cannot begin with '%'"),
        ("\ta: x", 0, "a tab stands where only spaces may"),
        ("a: x\n\tb: y", 5, "a tab stands where only spaces may"),
        ("a: - x", 3, "a list begins on a line of its own"),
        ("- a\nb: c", 0, "this line does not fit the list above it"),
        ("a: x\n...\ny", 9, "nothing may follow the end mark '...'"),
    ],
)
def test_a_slip_is_told_where_a_person_looks_for_it(block: str, at: int, message: str) -> None:
    tree, found = read_tree(block)
    assert tree is None
    assert [(flaw.at, flaw.message) for flaw in found] == [(at, message)]


def test_an_escape_that_does_not_exist_is_told() -> None:
    (flaw,) = flaws('a: "C:\\quotes"')
    assert "backslash" in flaw.message
    assert flaw.hint == "put the text in single quotes"
