"""The sentence around a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.sentences import sentence_around


def shown(text: str, name: str) -> str:
    start = text.index(name)
    sentence = sentence_around(text, start, start + len(name))
    return sentence.before + "[" + sentence.name + "]" + sentence.after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two KYIV here. Three.", "Two [KYIV] here."),
        ("KYIV", "[KYIV]"),
        ("He said “no.” Then KYIV spoke!", "Then [KYIV] spoke!"),
        (
            "Gen. Smith of the U.S. Army met Mr. KYIV. Later he left.",
            "Gen. Smith of the U.S. Army met Mr. [KYIV].",
        ),
        ("On Feb. 18 KYIV waited. So did he.", "On Feb. 18 [KYIV] waited."),
        ("It cost 3.5 billion, KYIV says. Yes.", "It cost 3.5 billion, [KYIV] says."),
        ("Один. Два KYIV тут. Три.", "Два [KYIV] тут."),
        ("Is it KYIV? It is.", "Is it [KYIV]?"),
        ("Wait… KYIV came.", "[KYIV] came."),
    ],
)
def test_the_sentence_is_cut_out(text: str, expected: str) -> None:
    assert shown(text, "KYIV") == expected


def test_a_long_sentence_is_shortened_at_words() -> None:
    text = "word " * 400 + "KYIV" + " other" * 400
    cut = shown(text, "KYIV")
    assert cut.startswith("… word ")
    assert cut.endswith("other …")
    assert len(cut) < 450


def test_a_text_without_spaces_is_shortened_too() -> None:
    text = "x" * 5000 + " KYIV " + "y" * 5000
    assert len(shown(text, "KYIV")) < 450


@given(st.text(), st.text(min_size=1), st.text())
def test_the_name_is_always_whole(before: str, name: str, after: str) -> None:
    text = before + name + after
    sentence = sentence_around(text, len(before), len(before) + len(name))
    assert sentence.name == name
    assert sentence.before.removeprefix("… ") in before
    assert sentence.after.removesuffix(" …") in after
