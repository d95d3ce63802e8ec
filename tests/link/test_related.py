"""Related documents."""

from __future__ import annotations

from generator.link.related import RELATED_COUNT, SHARED_LIMIT, relate


def test_sharing_a_rare_link_says_more_than_a_common_one() -> None:
    touched = {
        "a": ["rare", "common"],
        "b": ["common"],
        "c": ["rare", "common"],
        "d": ["common"],
        "e": [],
    }
    assert relate(touched)["a"] == ("c", "b", "d")


def test_a_link_to_everything_relates_nothing() -> None:
    assert relate({"a": ["all"], "b": ["all"], "c": ["all"]})["a"] == ()


def test_documents_that_touch_each_other_are_linked_already() -> None:
    touched = {"a": ["b", "x"], "b": ["x"], "c": ["x"], "x": []}
    related = relate(touched)
    assert "b" not in related["a"]
    assert "a" not in related["b"]


def test_what_too_many_share_is_left_out() -> None:
    touched: dict[str, list[str]] = {f"d{number}": ["x"] for number in range(SHARED_LIMIT + 1)}
    touched |= {f"e{number}": [] for number in range(1000)}
    assert relate(touched)["d0"] == ()


def test_the_list_is_short_and_ties_go_by_key() -> None:
    touched: dict[str, list[str]] = {f"d{number}": ["x"] for number in range(9)}
    touched["y"] = []
    assert relate(touched)["d8"] == tuple(f"d{number}" for number in range(RELATED_COUNT))
