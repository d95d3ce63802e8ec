"""Putting links into a body."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Insertion
from generator.render.body import insert


def href(url):
    return "../" + url


def test_an_automatic_link_can_be_told_from_the_author_s() -> None:
    body = "<p>The plant and Kyiv.</p>"
    insertions = (Insertion(7, 12, "znpp/", auto=True), Insertion(17, 21, "kyiv/#now"))
    assert insert(body, insertions, href) == (
        '<p>The <a class="auto" href="../znpp/">plant</a> and <a href="../kyiv/#now">Kyiv</a>.</p>'
    )


def test_an_empty_stretch_takes_the_bare_url() -> None:
    body = '<img src="">'
    assert insert(body, (Insertion(10, 10, "files/a&b.svg"),), href) == (
        '<img src="../files/a&amp;b.svg">'
    )


def test_a_text_of_its_own_replaces_what_stood_there() -> None:
    assert insert("see x!", (Insertion(4, 5, "x/", text="A < B"),), href) == (
        'see <a href="../x/">A &lt; B</a>!'
    )


@pytest.mark.parametrize(
    "insertions",
    [
        (Insertion(2, 4, "a/"), Insertion(3, 5, "b/")),
        (Insertion(3, 5, "a/"), Insertion(0, 1, "b/")),
        (Insertion(4, 99, "a/"),),
        (Insertion(4, 2, "a/"),),
    ],
)
def test_insertions_that_would_lose_text_are_refused(insertions) -> None:
    with pytest.raises(ValueError, match="insertion out of order"):
        insert("abcdefgh", insertions, href)


@given(st.text("ab &;c"), st.lists(st.integers(0, 30)))
def test_links_never_change_the_visible_text(text, cuts) -> None:
    places = sorted({min(cut, len(text)) for cut in cuts})
    pairs = zip(places[::2], places[1::2], strict=False)
    insertions = [Insertion(start, end, "x/", auto=True) for start, end in pairs]
    assert re.sub(r"<[^>]*>", "", insert(text, insertions, href)) == text
