"""Dates, counts and kinds in words."""

from __future__ import annotations

import pytest

from generator.wording import enumerate_words, kind_title, long_date, plural


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2026-02-08", "8 February 2026"),
        ("2026-12", "December 2026"),
        ("2026", "2026"),
        ("", ""),
    ],
)
def test_dates_are_written_out(date, words) -> None:
    assert long_date(date) == words


def test_counts_have_commas_and_the_right_number() -> None:
    assert [plural(count, "name", "names") for count in (0, 1, 12345)] == [
        "0 names",
        "1 name",
        "12,345 names",
    ]


def test_a_list_in_a_sentence_ends_with_and() -> None:
    assert [enumerate_words(words) for words in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_people_are_not_persons() -> None:
    assert kind_title("person") == "People"
