"""What of a found text is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.characters import (
    CONTROL,
    clean,
    compose,
    is_right_to_left,
    is_visible,
    without_direction_marks,
)


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("two  words\t here ", "two words here"),
        ("no\u00a0break  stays\u202f%", "no\u00a0break stays\u202f%"),
        ("nul\x00, bell\x07, del\x7f, c1\x9f", "nul, bell, del, c1"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("non\ufffe\uffff\ufdd0\U0001ffff", "non"),
        ("Kyi\u0308v", "Kyïv"),
        ("wrapped\r\n   line", "wrapped line"),
        ("long-\n  standing", "long-standing"),
        ("a dash -\nand more", "a dash - and more"),
        ("soft\u00ad\nhyphen", "soft\u00adhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (" \u00a0 ", ""),
    ],
)
def test_a_text_is_cleaned(found: str, shown: str) -> None:
    assert clean(found) == shown


@given(st.text())
def test_a_clean_text_is_composed_single_spaced_and_without_controls(text: str) -> None:
    shown = clean(text)
    assert CONTROL.search(shown) is None
    assert "  " not in shown
    assert unicodedata.is_normalized("NFC", shown)
    assert clean(shown) == shown


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"])))
def test_no_visible_character_is_lost(text: str) -> None:
    kept = CONTROL.sub("", text)
    assert clean(text) == unicodedata.normalize("NFC", kept)


def test_very_many_combining_marks_take_no_time() -> None:
    marks = "\u0301\u0316" * 200_000
    assert len(compose("a" + marks)) <= len(marks) + 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("שלום world", True),
        ("123 “مرحبا”", True),
        ("Hello שלום", False),
        ("123", False),
        ("", False),
    ],
)
def test_the_first_letter_decides_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_invisible_characters_alone_are_not_visible() -> None:
    assert not is_visible("\u200b \ufeff\u00ad\n")
    assert is_visible("\u200b.")


def test_direction_marks_are_dropped() -> None:
    assert without_direction_marks("\u202eTalks\u2069 end") == "Talks end"
