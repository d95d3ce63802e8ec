"""Word boundaries, endings, and spellings that count as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.words import fold, is_whole, key, plain, stands_in


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kyiv", "Kyiv"),
        ("in Kyiv.", "Kyiv"),
        ("Kyiv's mayor", "Kyiv"),
        ("Kyiv’s mayor", "Kyiv"),
        ("the ‘Kyiv’ street", "Kyiv"),
        ("two Kyivs", "Kyiv"),
        ("the Rosses came", "Ross"),
        ("guarantees' worth", "guarantee"),
        ("pro-NATO", "NATO"),
        ("у Київ.", "Київ"),
        ("Slov’iansk held", "Slov’iansk"),
        ("Abu\N{NO-BREAK SPACE}Dhabi", "Abu Dhabi"),
        ("(IAEA)", "IAEA"),
        ("1,000-for-1,000", "1,000"),
    ],
)
def test_a_whole_word_is_found(text: str, word: str) -> None:
    text, word = plain(text), plain(word)
    start = text.index(word)
    assert is_whole(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kyivan", "Kyiv"),
        ("Rosenergoatom", "Energoatom".lower()),
        ("NATOs2", "NATO"),
        ("Slov’iansk", "Slov"),
        ("O’Brien", "Brien"),
        ("Київський", "Київ"),
        ("Trumpes", "Trump"),
        ("e\u0301tat"[1:], "tat"),
        ("Kyiv_old", "Kyiv"),
    ],
)
def test_a_part_of_a_word_is_not(text: str, word: str) -> None:
    text = plain(text)
    start = text.index(plain(word))
    assert not is_whole(text, start, start + len(word))


def test_a_word_stands_in_a_text_in_any_case_and_with_endings() -> None:
    assert stands_in("plant", "Both Plants were cold.")
    assert stands_in("реактор", "Реактор зупинено.")
    assert not stands_in("plant", "The plantation was cold.")


def test_names_are_looked_up_without_regard_to_spacing_and_apostrophes() -> None:
    assert key("Slov’iansk\N{NO-BREAK SPACE} city") == key("slov'iansk city")


@given(st.text())
def test_plain_and_folded_texts_keep_their_length(text: str) -> None:
    assert len(plain(text)) == len(text) == len(fold(text))
