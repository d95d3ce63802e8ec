"""Where one paragraph ends and the next begins."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.characters import clean
from generator.parse.paragraphs import split_paragraphs

FIRST = (
    "The second day of the meeting brought no agreement, and the delegates left the building "
    "through a side door without a word to the reporters who had waited there since morning."
)
SECOND = (
    "A spokesman for the host said that a date for another meeting would be named within days, "
    "and that both of the delegations had been thanked for their patience and their restraint."
)


def texts(text: str) -> list[str]:
    return [paragraph.text for paragraph in split_paragraphs(text)]


def wrapped(text: str, width: int = 72) -> str:
    return textwrap.fill(text, width)


def test_without_blank_lines_every_line_is_a_paragraph() -> None:
    assert texts("one\ntwo\nthree") == ["one", "two", "three"]
    assert texts(f"{FIRST}\n{SECOND}\n\n\n") == [FIRST, SECOND]


def test_blank_lines_part_paragraphs() -> None:
    assert texts("One.\n\n \t\nTwo.\n\x00\nThree.") == ["One.", "Two.", "Three."]


def test_wrapped_blocks_are_joined() -> None:
    assert texts(f"{wrapped(FIRST)}\n\n{wrapped(SECOND)}\n") == [FIRST, SECOND]


def test_a_hyphen_at_the_end_of_a_line_stays() -> None:
    text = wrapped(FIRST) + "\n\nThis was a long-\nstanding habit of theirs, one of them said."
    assert texts(text)[-1] == "This was a long-standing habit of theirs, one of them said."


def test_a_short_line_that_ends_a_sentence_ends_a_wrapped_paragraph() -> None:
    text = f"{wrapped(FIRST)} They\nleft.\n{wrapped(SECOND)}"
    assert texts(text) == [FIRST + " They left.", SECOND]


def test_an_indented_line_begins_a_wrapped_paragraph() -> None:
    first = wrapped(FIRST + " No one spoke to the press at all on that long, cold, dark evening.")
    text = f"{first}\n    {wrapped(SECOND)}"
    assert len(texts(text)) == 2


def test_one_paragraph_a_line_stays_so_with_a_blank_line_before_the_credits() -> None:
    assert texts(f"{FIRST}\n{SECOND}\n\nWith wires") == [FIRST, SECOND, "With wires"]


def test_lines_of_a_list_or_of_buttons_are_not_joined() -> None:
    buttons = "Share\nFacebook\nTwitter"
    assert texts(f"{wrapped(FIRST)}\n\n{buttons}") == [FIRST, "Share", "Facebook", "Twitter"]
    assert texts(f"{wrapped(FIRST)}\n- one thing\n- another")[1:] == ["- one thing", "- another"]


def test_a_headline_above_a_wrapped_text_stands_alone() -> None:
    assert texts(f"Talks end in Geneva\n{wrapped(FIRST)}") == ["Talks end in Geneva", FIRST]


def test_short_sentences_on_lines_of_their_own_are_not_wrapped_text() -> None:
    lines = [f"The delegates met again for talks on day number {day} of May." for day in range(9)]
    assert texts("\n".join(lines)) == lines


def test_the_text_starts_where_it_is_told_to() -> None:
    text = "---\ntitle: x\n---\nOne.\n\nTwo."
    (first, second) = split_paragraphs(text, 17)
    assert (first.text, second.text) == ("One.", "Two.")
    assert text[first.start : first.end] == "One."


def test_a_text_without_anything_to_see_has_no_paragraphs() -> None:
    assert split_paragraphs(" \n\u200b\n\x00\n\u00a0") == ()


def test_one_enormous_line_is_one_paragraph() -> None:
    assert texts("word " * 40_000) == [("word " * 40_000).strip()]


@pytest.mark.parametrize("width", [50, 64, 72, 80, 98])
def test_every_usual_width_is_recognised(width: int) -> None:
    blocks = [FIRST, SECOND, FIRST + " " + SECOND]
    assert texts("\n\n".join(wrapped(block, width) for block in blocks)) == blocks


LINES = st.lists(st.text(alphabet="ab.-A \u00a0\x00\u05d0", max_size=90), max_size=12)


@given(LINES)
def test_paragraphs_cover_all_that_is_visible_in_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    paragraphs = split_paragraphs(text)
    assert [clean(text[item.start : item.end]) for item in paragraphs] == [
        item.text for item in paragraphs
    ]
    covered = "".join(item.text for item in paragraphs)
    assert "".join(covered.split()) == "".join(clean(text).split())
    ends = [place for item in paragraphs for place in (item.start, item.end)]
    assert ends == sorted(ends)
