"""Titles stand by themselves: never in the middle of a word, never led on to something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.titles import (
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    cut,
    headline,
    sentences,
    summary_of,
    title_from_lead,
)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Talks end in Geneva", "Talks end in Geneva"),
        ("# Talks end in Geneva", "Talks end in Geneva"),
        ("## Talks end in Geneva. ##", "Talks end in Geneva."),
        ("Will the talks go on?", "Will the talks go on?"),
        ("Talks ended in Geneva.", ""),
        ("“Talks ended.”", ""),
        ("The reasons are these:", ""),
        ("Talks ended,", ""),
        ("x" * 121, ""),
        ("1.", ""),
        ("#", ""),
        ("– –", ""),
    ],
)
def test_a_headline_is_short_and_no_sentence(line: str, title: str) -> None:
    assert headline(line) == title


@pytest.mark.parametrize(
    ("lead", "title"),
    [
        ("The talks ended. Nobody was glad.", "The talks ended"),
        (
            (
                "A third round of meetings on the border ended in Geneva late on Tuesday as the two"
                " delegations blamed each other for the delay."
            ),
            "A third round of meetings on the border ended in Geneva late on Tuesday",
        ),
        (
            (
                "Delegates from both countries left Geneva on Tuesday, officials of the Swiss"
                " foreign ministry said."
            ),
            "Delegates from both countries left Geneva on Tuesday",
        ),
        (
            "Gen. Jane Doe met U.S. officials in Kyiv. They spoke.",
            "Gen. Jane Doe met U.S. officials in Kyiv",
        ),
        ("Officials left for the U.S.", "Officials left for the U.S."),
        (
            (
                "“We can state that they are trying to drag out negotiations for yet another winter"
                " of war,” he wrote."
            ),
            "“We can state that they are trying to drag out negotiations for yet another winter…”",
        ),
        (
            (
                "Nobody of all delegates expected any other outcome of the second Geneva meeting of"
                " this winter."
            ),
            "Nobody of all delegates expected any other outcome of the second Geneva meeting…",
        ),
    ],
)
def test_a_lead_is_shortened_at_a_clause(lead: str, title: str) -> None:
    assert title_from_lead(lead) == title


@given(st.text(alphabet="ab ,.“”é中—", min_size=1, max_size=300))
def test_a_title_is_never_too_long(lead: str) -> None:
    assert len(title_from_lead(lead)) <= TITLE_LENGTH + 1


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=12), min_size=1, max_size=60))
def test_a_title_never_ends_inside_a_word(words: list[str]) -> None:
    title = title_from_lead(" ".join(words)).rstrip("…")
    assert title.split(" ") == words[: len(title.split(" "))]


def test_a_single_endless_word_is_cut_with_dots() -> None:
    assert title_from_lead("x" * 200_000) == "x" * (TITLE_LENGTH - 2) + "…"


def test_a_summary_is_whole_sentences_where_they_fit() -> None:
    assert summary_of("The talks ended. Nobody was glad.") == "The talks ended. Nobody was glad."
    lead = "The talks ended. " + "Nobody was glad about this outcome of theirs " * 9 + "."
    assert summary_of(lead) == "The talks ended."


def test_a_long_sentence_makes_a_shortened_summary() -> None:
    summary = summary_of("The talks went on and on and on " * 20)
    assert summary.endswith("…")
    assert len(summary) <= SUMMARY_LENGTH


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "Gen. J. Doe of the U.S. Army came on Feb. 18 to Kyiv. He left."
    assert list(sentences(text)) == [text[:-9], "He left."]


def test_a_short_text_is_not_cut() -> None:
    assert cut("The talks ended", 90) == "The talks ended"
