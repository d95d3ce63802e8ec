"""Front matter: where it ends, what it says, and what was never meant as front matter."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.front_matter import (
    Alias,
    Block,
    ExplainerHead,
    SeedHead,
    find_block,
    read_explainer_head,
    read_seed_head,
)
from generator.problems import Problem, to_text
from tests.golden import check_golden

CASES = Path(__file__).parent.parent / "problems" / "front_matter"

EXPLAINER = """---
title: Who controls the plant
kind: place
summary: Russia holds it.
topics: [nuclear-safety]
aliases:
  - ZNPP
  - {name: Zaporizhzhia, when: [plant, reactor], case: ignore}
never: [Zelenska]
date: 2026-02-18
updated: 2026-03-01T10:00:00Z
reviewed: 2026-03-02
status: As of March
slug: znpp-control
redirect_from: [old-name/, 2019/plant.html]
draft: true
authors: [Jane Doe]
---
The plant stands on the Dnipro.
"""


def seed_head(text: str, path: str) -> tuple[SeedHead, tuple[Problem, ...], int]:
    """What most tests look at of a seed's front matter."""
    front = read_seed_head(text, path)
    return front.head, front.problems, front.after


def explainer_head(
    text: str, path: str
) -> tuple[ExplainerHead | None, tuple[Problem, ...], int, tuple[Problem, ...]]:
    """What most tests look at of an explainer's front matter."""
    front = read_explainer_head(text, path)
    return front.head, front.problems, front.after, front.names


# --- Where it stands ------------------------------------------------------------------------------


@pytest.mark.parametrize("close", ["---", "...", "---  ", "...\t"])
def test_front_matter_ends_with_a_line_of_its_own(close: str) -> None:
    text = f"---\na: b\n{close}\nText."
    assert find_block(text) == Block(4, 9, len(text) - 5)


def test_front_matter_may_be_all_there_is() -> None:
    assert find_block("---\n---") == Block(4, 4, 7)


@pytest.mark.parametrize(
    "text",
    ["", "---", "Text.\n---\na: b\n---\n", "\n---\na: b\n---\n", "----\na\n----\n", "---a\n---\n"],
)
def test_other_beginnings_are_no_front_matter(text: str) -> None:
    assert find_block(text) is None


def test_a_mark_inside_a_line_or_a_text_does_not_end_it() -> None:
    text = "---\na: b --- c\nb: |\n  ---\n  x\n---\nText."
    block = find_block(text)
    assert block is not None
    assert text[block.after :] == "Text."


# --- Explainers -----------------------------------------------------------------------------------


def test_every_key_of_an_explainer_is_read() -> None:
    head, problems, after, _ = explainer_head(EXPLAINER, "content/a.md")
    assert problems == ()
    assert EXPLAINER[after:] == "The plant stands on the Dnipro.\n"
    assert head == ExplainerHead(
        title="Who controls the plant",
        kind="place",
        summary="Russia holds it.",
        topics=("nuclear-safety",),
        aliases=("ZNPP", Alias("Zaporizhzhia", ("plant", "reactor"), "ignore")),
        never=("Zelenska",),
        date="2026-02-18",
        updated="2026-03-01",
        reviewed="2026-03-02",
        status="As of March",
        slug="znpp-control",
        redirect_from=("old-name/", "2019/plant.html"),
        draft=True,
        authors=("Jane Doe",),
    )


def test_the_title_and_each_alias_have_a_place() -> None:
    _, _, _, places = explainer_head(EXPLAINER, "content/a.md")
    assert [(place.path, place.line, place.column) for place in places] == [
        ("content/a.md", 2, 8),
        ("content/a.md", 7, 5),
        ("content/a.md", 8, 5),
    ]


def test_places_stay_beside_their_names_where_an_alias_is_broken() -> None:
    text = "---\ntitle: The plant\naliases: [1, ZNPP, ZNPP, Z, ZAES]\n---\n"
    head, problems, _, places = explainer_head(text, "a.md")
    assert head is not None
    assert head.aliases == ("ZNPP", "ZAES")
    assert [place.column for place in places] == [8, 14, 29]
    assert len(problems) == 3


def test_an_explainer_without_front_matter_has_no_head() -> None:
    for text in ("Text.", "---\ntitle: x\n"):
        head, problems, after, places = explainer_head(text, "a.md")
        assert (head, after, places) == (None, 0, ())
        assert [problem.rule for problem in problems] == ["front-matter"]


@pytest.mark.parametrize("alias", ["Z", "' '", "'-'", "'!?'"])
def test_a_name_is_more_than_one_letter(alias: str) -> None:
    text = f"---\ntitle: The plant\naliases: [{alias}]\n---\n"
    _, problems, _, _ = explainer_head(text, "a.md")
    assert len(problems) == 1


@pytest.mark.parametrize("alias", ["СБ", "G7", "A-1", "Dr No"])
def test_a_short_name_is_a_name(alias: str) -> None:
    text = f"---\ntitle: The plant\naliases: [{alias}]\n---\n"
    head, problems, _, _ = explainer_head(text, "a.md")
    assert problems == ()
    assert head is not None
    assert head.aliases == (alias,)


# --- Seeds ----------------------------------------------------------------------------------------


def test_every_key_of_a_seed_is_read() -> None:
    keys: dict[str, Any] = {
        "title": "Talks end",
        "date": "2026-02-18",
        "updated": "2026-02-19",
        "publisher": "nypost.com",
        "url": "https://nypost.com/a",
        "slug": "talks-end",
        "summary": "They ended.",
        "note": "Found.",
        "encoding": "windows-1251",
    }
    lines = "".join(f"{key}: {value}\n" for key, value in keys.items())
    text = f"---\n{lines}authors: [Jane Doe]\ntopics: [law]\n---\nText."
    expected = SeedHead(**keys, authors=("Jane Doe",), topics=("law",))
    assert seed_head(text, "a.txt") == (expected, (), len(text) - 5)


@pytest.mark.parametrize(
    "text",
    [
        "The talks ended.",
        "---\nThe talks ended.\n---\nNobody was glad.",
        "---\nWASHINGTON: The talks ended.\n---\n",
        "---\n- one\n- two\n---\n",
        "---\nThe talks ended.\n",
        "----------\nTitle\n----------\n",
        "---",
    ],
)
def test_a_ruler_on_top_of_a_seed_is_text(text: str) -> None:
    assert seed_head(text, "a.txt") == (SeedHead(), (), 0)


@pytest.mark.parametrize(
    "block", ["titel: x", "Title: x", "# found\n\nlayout: post", "title 'x'\ndate: 2026-02-18"]
)
def test_keys_on_top_of_a_seed_are_meant_as_front_matter(block: str) -> None:
    text = f"---\n{block}\n---\nText."
    head, problems, after = seed_head(text, "a.txt")
    assert head == SeedHead()
    assert [problem.severity for problem in problems] == ["warning"]
    assert text[after:] == "Text."


def test_what_a_broken_seed_says_well_is_kept() -> None:
    head, problems, after = seed_head("---\ntitle: Talks\ndate: soon\n---\nText.", "a.txt")
    assert (head, after) == (SeedHead(title="Talks"), 32)
    assert [problem.line for problem in problems] == [3]


def test_front_matter_that_never_ends_is_text_with_a_warning() -> None:
    head, problems, after = seed_head("---\ntitle: Talks\n\nText.", "a.txt")
    assert (head, after) == (SeedHead(), 0)
    assert [problem.severity for problem in problems] == ["warning"]


def test_an_empty_block_says_nothing() -> None:
    assert seed_head("---\n\n---\nText.", "a.txt") == (SeedHead(), (), 9)


@pytest.mark.parametrize("host", ["nypost.com", "WWW.NYPost.com", "desk.example.org"])
def test_a_publisher_is_a_host_in_any_case(host: str) -> None:
    assert seed_head(f"---\npublisher: {host}\n---\n", "a")[1] == ()


def test_brackets_without_end_stop_nothing() -> None:
    _, problems, after = seed_head("---\ntitle: " + "[" * 200_000 + "\n---\nText.", "a.txt")
    assert [problem.rule for problem in problems] == ["yaml"]
    assert after == 200_016


@given(st.text(st.sampled_from(list("-.titledate: \n\t[]{}*&!'\"#\x00é")), max_size=60))
def test_no_seed_is_too_strange(beginning: str) -> None:
    text = "---\n" + beginning
    _, _, after = seed_head(text, "a.txt")
    assert 0 <= after <= len(text)
    block = find_block(text)
    assert after in (0, block.after if block else 0)


# --- Problems as they are shown -------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda case: case.stem)
def test_the_problems_of_front_matter_read_as_expected(case: Path, update: bool) -> None:
    text = case.read_text(encoding="utf-8")
    is_seed = case.name.startswith("seed-")
    read = seed_head if is_seed else explainer_head
    problems = read(text, f"{'seeds' if is_seed else 'content'}/{case.name}")[1]
    told = "".join(to_text(problem) + "\n" for problem in problems)
    check_golden(case.with_suffix(".txt"), told, update=update)
