"""Who owns a name, and what happens when two do."""

from __future__ import annotations

from generator.link.names import collect_names
from generator.model import Name, NameTable
from generator.problems import Problem, to_text
from tests.link.builder import Paper, a_card


def names_of(papers: tuple[Paper, ...]) -> tuple[NameTable, tuple[Problem, ...]]:
    return collect_names([paper.document for paper in papers])


def test_two_owners_of_a_name_are_told_at_both_files() -> None:
    first, second = a_card("kyiv", "Kyiv"), a_card("capital", "Kyiv")
    _, problems = names_of((first, second))
    assert sorted(problem.path for problem in problems) == ["content/capital.md", "content/kyiv.md"]
    assert {problem.rule for problem in problems} == {"name-conflict"}
    assert "content/kyiv.md" in to_text(
        next(problem for problem in problems if problem.path == "content/capital.md")
    )
    assert "when:" in problems[0].hint


def test_owners_with_words_of_their_own_may_share_a_name() -> None:
    plant = a_card("plant", Name("Zaporizhzhia", ("reactor",)))
    city = a_card("city", Name("Zaporizhzhia", ("mayor",)))
    assert names_of((plant, city))[1] == ()


def test_owners_that_share_a_word_may_not() -> None:
    plant = a_card("plant", Name("Zaporizhzhia", ("reactor", "river")))
    city = a_card("city", Name("Zaporizhzhia", ("mayor", "river")))
    assert len(names_of((plant, city))[1]) == 2


def test_case_tells_two_names_apart_unless_one_ignores_it() -> None:
    assert names_of((a_card("us", "US"), a_card("we", "us")))[1] == ()
    loose = a_card("we", Name("us", ignore_case=True))
    assert len(names_of((a_card("us", "US"), loose))[1]) == 2


def test_apostrophes_do_not_tell_names_apart() -> None:
    _, problems = names_of((a_card("one", "Slov’iansk"), a_card("two", "Slov'iansk")))
    assert len(problems) == 2


def test_one_document_may_give_a_name_twice() -> None:
    assert names_of((a_card("kyiv", "Kyiv", "Kyiv"),))[1] == ()
