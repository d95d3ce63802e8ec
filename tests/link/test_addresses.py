"""URLs of their own, and redirects."""

from __future__ import annotations

from generator.link.addresses import collect_redirects, settle_addresses
from generator.model import Document, Redirect
from generator.problems import Problem
from tests.link.builder import Paper, a_document


def settled_of(papers: list[Paper]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    return settle_addresses(paper.document for paper in papers)


def test_a_collision_is_settled_by_path_and_told_with_both_sources() -> None:
    documents = [a_document(f"seeds/{folder}/note.txt") for folder in ("c", "a", "b")]
    settled, problems = settled_of(documents)
    assert [(document.card.key, document.card.url) for document in settled] == [
        ("seeds/a/note.txt", "articles/note/"),
        ("seeds/b/note.txt", "articles/note-2/"),
        ("seeds/c/note.txt", "articles/note-3/"),
    ]
    assert [(problem.path, problem.severity) for problem in problems] == [
        ("seeds/b/note.txt", "warning"),
        ("seeds/c/note.txt", "warning"),
    ]
    assert all("seeds/a/note.txt" in problem.message for problem in problems)


def test_the_outcome_does_not_depend_on_the_order() -> None:
    documents = [a_document(f"seeds/{folder}/note.txt") for folder in ("c", "a", "b")]
    assert settled_of(documents) == settled_of(documents[::-1])


def test_a_number_that_another_file_asks_for_is_left_to_it() -> None:
    names = ("a/note", "b/note", "note-2")
    settled, _ = settled_of([a_document(f"seeds/{name}.txt") for name in names])
    assert [document.card.url for document in settled] == [
        "articles/note/",
        "articles/note-3/",
        "articles/note-2/",
    ]


def test_two_slugs_that_ask_for_one_address_are_an_error() -> None:
    documents = [
        a_document(f"content/{name}.md", kind="explainer", url="x/", slug_given=True)
        for name in ("a", "b")
    ]
    assert [problem.severity for problem in settled_of(documents)[1]] == ["error"]


def test_an_explainer_may_not_stand_where_the_site_s_own_pages_do() -> None:
    for url in ("topics/", "2026/", "search/"):
        document = a_document("content/a.md", kind="explainer", url=url)
        assert [problem.rule for problem in settled_of([document])[1]] == ["reserved-address"]


def test_redirects_lead_to_the_page() -> None:
    document = a_document("content/a.md", kind="explainer", redirects=("old", "old.html", "x/y/"))
    assert collect_redirects([document.document]) == (
        (Redirect("old.html", "a/"), Redirect("old/", "a/"), Redirect("x/y/", "a/")),
        (),
    )


def test_a_redirect_hides_no_page_and_no_other_redirect() -> None:
    first = a_document("content/a.md", kind="explainer", redirects=("b/", "old/", "topics/"))
    second = a_document("content/b.md", kind="explainer", redirects=("old/",))
    redirects, problems = collect_redirects([first.document, second.document])
    assert redirects == (Redirect("old/", "a/"),)
    assert [problem.rule for problem in problems] == ["redirect-collision"] * 3
