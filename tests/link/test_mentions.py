"""Which names are found, and which of them become links."""

from __future__ import annotations

import pytest

from generator.link.mentions import RULES, find_mentions
from generator.link.names import Names, collect_names
from generator.model import Name, Passage, Run, Span
from tests.link.builder import Paper, a_card, a_document, changed

KYIV = a_card("kyiv", "Kyiv", never=("Kyiv Independent",))
PLANT = a_card("plant", "ZNPP", Name("Zaporizhzhia", ("plant", "nuclear")), kind="explainer")
POST = a_card("post", "New York Post", kind="organisation")
YORK = a_card("york", "New York")
COALITION = a_card("coalition", Name("coalition of the willing", ignore_case=True))
ALL = (KYIV, PLANT, POST, YORK, COALITION)


def decisions(
    paper: Paper,
    cards: tuple[Paper, ...] = ALL,
    author_links: frozenset[tuple[int, str]] = frozenset(),
) -> list[tuple[str, str, str]]:
    """Words, target and rule of every mention."""
    table, problems = collect_names([each.document for each in (*cards, paper)])
    assert not problems
    return [
        (
            paper.passages[mention.passage].text[mention.start : mention.end],
            mention.target.removeprefix("content/").removesuffix(".md"),
            mention.rule,
        )
        for mention in find_mentions(paper.card.key, paper.passages, Names(table), author_links)
    ]


def rules(*paragraphs: str, cards: tuple[Paper, ...] = ALL) -> list[tuple[str, str, str]]:
    return decisions(a_document("seeds/a.txt", *paragraphs), cards)


def test_the_first_mention_in_each_section_is_linked() -> None:
    assert rules("Kyiv and Kyiv.", "Kyiv again.", "# Later", "Kyiv once more.") == [
        ("Kyiv", "kyiv", "linked"),
        ("Kyiv", "kyiv", "linked-before"),
        ("Kyiv", "kyiv", "linked-before"),
        ("Kyiv", "kyiv", "linked"),
    ]


def test_the_longest_name_wins() -> None:
    assert rules("The New York Post of New York.") == [
        ("New York Post", "post", "linked"),
        ("New York", "york", "longer-name"),
        ("New York", "york", "linked"),
    ]


def test_a_shorter_name_stands_where_the_longer_is_only_part_of_a_word() -> None:
    assert rules("A New York Postman.") == [("New York", "york", "linked")]


def test_a_condition_needs_its_word_in_the_same_paragraph() -> None:
    assert rules("Zaporizhzhia was shelled.", "The nuclear plants of Zaporizhzhia.") == [
        ("Zaporizhzhia", "plant", "condition"),
        ("Zaporizhzhia", "plant", "linked"),
    ]


def test_a_forbidden_phrase_holds_no_name_of_its_owner() -> None:
    assert rules("The Kyiv Independent of Kyiv.") == [
        ("Kyiv", "kyiv", "never"),
        ("Kyiv", "kyiv", "linked"),
    ]


def test_a_forbidden_phrase_of_one_page_does_not_bind_another() -> None:
    paper = a_card("paper", "Kyiv Independent", kind="organisation")
    assert rules("The Kyiv Independent.", cards=(KYIV, paper)) == [
        ("Kyiv Independent", "paper", "linked"),
        ("Kyiv", "kyiv", "never"),
    ]


def test_forbidden_phrases_may_overlap_and_names_between_them_count() -> None:
    york = a_card("york", "York", never=("New York", "York Post", "New York Post Office"))
    text = "York, New York Post Office York; New York and York, York Post. York"
    rule_of = [rule for _, _, rule in rules(text, cards=(york,))]
    assert rule_of == ["linked", "never", "linked-before", "never", "linked-before", "never"] + [
        "linked-before"
    ]


def test_a_name_that_ignores_case_is_found_in_any_case() -> None:
    found = rules("The Coalition of the Willing, a COALITION OF THE WILLING.")
    assert [rule for _, _, rule in found] == ["linked", "linked-before"]


def test_other_names_need_their_case() -> None:
    assert rules("kyiv and KYIV and the new york post") == []


@pytest.mark.parametrize("text", ["Kyiv’s", "Kyiv's", "Kyivs", "‘Kyiv’", "Kyiv-based"])
def test_endings_and_quotes_stay_outside(text: str) -> None:
    assert rules(text) == [("Kyiv", "kyiv", "linked")]


def test_a_no_break_space_counts_as_a_space() -> None:
    found = rules("New\N{NO-BREAK SPACE}York")
    assert found == [("New\N{NO-BREAK SPACE}York", "york", "linked")]


def test_a_name_does_not_run_over_two_paragraphs() -> None:
    assert rules("New", "York") == []


def test_a_page_does_not_link_to_itself() -> None:
    own = a_document("content/kyiv.md", "Kyiv and New York.", kind="place", names=("Kyiv",))
    assert decisions(own, (YORK,)) == [
        ("Kyiv", "kyiv", "itself"),
        ("New York", "york", "linked"),
    ]


def test_headings_are_left_alone() -> None:
    assert rules("# Kyiv", "Kyiv") == [
        ("# Kyiv"[2:], "kyiv", "in-heading"),
        ("Kyiv", "kyiv", "linked"),
    ]


def test_an_author_s_link_in_the_section_is_enough() -> None:
    document = a_document("seeds/a.txt", "Kyiv is far.", "# Two", "Kyiv is near.")
    found = decisions(document, author_links=frozenset({(0, "content/kyiv.md")}))
    assert [rule for _, _, rule in found] == ["author-linked", "linked"]


def test_a_name_across_markup_is_not_linked() -> None:
    passage = Passage("p-1", "New York", 0, Span(0, 0), (Run(0, 4, 3), Run(4, 8, 16)))
    document = changed(a_document("seeds/a.txt", "x"), passages=(passage,))
    assert decisions(document) == [("New York", "york", "crosses-markup")]


@pytest.mark.parametrize("barrier", ["link", "code", "attribution", "summary", "heading"])
def test_no_link_behind_a_barrier(barrier: str) -> None:
    passage = Passage("p-1", "Kyiv", 0, Span(0, 0), (Run(0, 4, 3, barrier),))
    document = changed(a_document("seeds/a.txt", "x"), passages=(passage,))
    assert decisions(document) == [("Kyiv", "kyiv", f"in-{barrier}")]
    assert f"in-{barrier}" in RULES


def test_two_conditions_that_both_hold_are_not_settled_by_guessing() -> None:
    city = a_card("city", Name("Zaporizhzhia", ("mayor",)))
    found = rules("The mayor of Zaporizhzhia saw the plant.", cards=(PLANT, city))
    assert found == [("Zaporizhzhia", "city", "ambiguous")]
    assert rules("The mayor of Zaporizhzhia.", cards=(PLANT, city))[0][1:] == ("city", "linked")


def test_names_in_other_scripts_are_found() -> None:
    kyiv = a_card("kyiv", "Київ", "Слов’янськ")
    assert rules("Київ, не Київський. Слов'янськ!", cards=(kyiv,)) == [
        ("Київ", "kyiv", "linked"),
        ("Слов'янськ", "kyiv", "linked-before"),
    ]
