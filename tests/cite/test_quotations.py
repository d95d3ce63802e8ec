"""Quotations against the words of their sources: what editors may change, and what nobody may."""

import pytest

from generator.cite.quotations import differences, look_up
from generator.cite.words import normal, original

TEXT = (
    "The plant’s six reactors have sent no power to the grid since 11 September 2022, he said.",
    "“We will not leave the city,” Grossi told reporters in Vienna – “not now, not later.”",
    "Medinsky called the talks difficult but businesslike and expected another round soon.",
    "The minister said that an army of 800,000 was the least that the country needs.",
)
PLAIN = [normal(text) for text in TEXT]


@pytest.mark.parametrize(
    ("quotation", "passage"),
    [
        ("six reactors have sent no power to the grid", 0),
        ("Six reactors have sent no power", 0),
        ("six reactors … since 11 September 2022", 0),
        ("six reactors ... since 11 September 2022", 0),
        ("six reactors […] since 11 September 2022", 0),
        ("The plant's six reactors", 0),
        ("The [plant’s] reactors have sent no power", 0),
        ("[Its] reactors have sent no power", 0),
        ("[S]ix reactors have sent no power", 0),
        ("We will not leave the city.", 1),
        ("We will not leave the city,” Grossi told reporters in Vienna — “not now, not later", 1),
        ("difficult  but\u00a0businesslike", 2),
        ("an army of 800,000 was the least", 3),
        ("[Medinsky] called the talks difficult", 2),
    ],
)
def test_what_editors_may_change_is_verified(quotation: str, passage: int) -> None:
    found = look_up([quotation], PLAIN)
    assert (found.outcome, found.passage) == ("verified", passage)


@pytest.mark.parametrize(
    "quotation",
    [
        "an army of 600,000 was the least that the country needs",
        "We will leave the city",
        "We will … leave the city",
        "We will [surely] leave the city",
        "six reactors have sent power to the grid since 11 September 2022",
        "six reactors have sent no power … and expected another round soon",
        "Medinsky called the talks easy but businesslike",
        "difficult but businesslike talks",
        "the six reactors will never again send anything to anybody",
        "since 1 September 2022, he said",
        "leave the cit",
        "have SENT no power",
    ],
)
def test_a_misquotation_is_never_verified(quotation: str) -> None:
    assert look_up([quotation], PLAIN).outcome in ("altered", "not-found")


def test_the_nearest_passage_is_told_with_its_words() -> None:
    found = look_up(["an army of 600,000 was the least that the country needs"], PLAIN)
    assert (found.outcome, found.passage) == ("altered", 3)
    said = original(TEXT[3], found.start, found.end)
    assert "army of 800,000 was" in said
    assert "[-800,000-] {+600,000+}" in differences("an army of 600,000 was", said)


def test_a_dropped_not_is_shown() -> None:
    assert differences("We will leave", "We will not leave") == "We will [-not-] leave"


def test_paragraphs_of_a_quotation_stand_in_order() -> None:
    assert look_up(["difficult but businesslike", "an army of 800,000"], PLAIN).passage == 2
    assert (
        look_up(["an army of 800,000", "difficult but businesslike"], PLAIN).outcome != "verified"
    )


def test_what_is_not_there_is_not_found() -> None:
    assert look_up(["entirely other words about birds in spring"], PLAIN).outcome == "not-found"


@pytest.mark.parametrize("text", TEXT)
def test_the_way_back_from_plain_words(text: str) -> None:
    plain = normal(text)
    words = plain.split()
    at = plain.index(words[2])
    end = plain.index(words[5], at) + len(words[5])
    assert normal(original(text, at, end)) == plain[at:end]


def test_many_gaps_take_no_longer_than_the_text() -> None:
    """Ellipses and brackets by the hundred in a text that nearly fits: no pattern may explode."""
    passage = normal("and so on " * 2_000)
    found = look_up(["… ".join(["and [so] on"] * 60) + " then"], [passage])
    assert found.outcome != "verified"
