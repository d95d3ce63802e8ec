"""Explainers: the card, names, references, and every problem at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.link import survey_archive
from generator.model import Config, Document, Parsed, Source
from generator.parse.explainer import read_explainer
from generator.problems import to_text
from generator.urls import digest
from tests.golden import check_golden

CASES = Path(__file__).parent.parent / "problems" / "explainers"


def read(text: str | bytes, path: str = "content/people/rafael-grossi.md") -> Parsed:
    data = text.encode() if isinstance(text, str) else text
    return read_explainer(Source(path, "explainer", digest(data), data))


def document_of(text: str, path: str = "content/people/rafael-grossi.md") -> Document:
    parsed = read(text, path)
    assert parsed.problems == ()
    assert parsed.document is not None
    return parsed.document


def test_front_matter_becomes_the_card() -> None:
    card = document_of(
        "---\ntitle: Rafael Grossi\nkind: person\nsummary: Head of the IAEA.\ndate: 2026-07-08\n"
        "updated: 2026-11-20\nstatus: As of June\ntopics: [nuclear]\nauthors: [A. Writer]\n---\nx"
    ).card
    assert (card.key, card.kind, card.url) == (
        "content/people/rafael-grossi.md",
        "person",
        "rafael-grossi/",
    )
    assert (card.title, card.summary, card.status) == (
        "Rafael Grossi",
        "Head of the IAEA.",
        "As of June",
    )
    assert (card.date, card.updated) == ("2026-07-08", "2026-11-20")
    assert (card.topics, card.authors) == (("nuclear",), ("A. Writer",))


@pytest.mark.parametrize(
    ("path", "head", "url"),
    [
        ("content/znpp-control.md", "", "znpp-control/"),
        ("content/znpp-control.md", "slug: plant", "plant/"),
        ("content/Запоріжжя.md", "", "zaporizhzhya/"),
        ("content/znpp/index.md", "", "znpp/"),
        ("content/---.md", "", "a-title/"),
    ],
)
def test_the_address_comes_from_slug_or_file_name_or_title(path: str, head: str, url: str) -> None:
    assert document_of(f"---\ntitle: A title\n{head}\n---\nx", path).card.url == url


def test_title_and_aliases_are_names_with_their_places() -> None:
    names = document_of(
        "---\ntitle: The plant\naliases: [ZNPP, {name: Zaporizhzhia, when: [reactor]},"
        " {name: the Plant, case: ignore}, ZNPP2]\n---\nx"
    ).names
    assert [(name.text, name.when, name.ignore_case) for name in names] == [
        ("The plant", (), False),
        ("ZNPP", (), False),
        ("Zaporizhzhia", ("reactor",), False),
        ("the Plant", (), True),
        ("ZNPP2", (), False),
    ]
    assert [(name.where.line, name.where.column) for name in names[:2]] == [(2, 8), (3, 11)]


def test_a_plain_page_owns_no_names() -> None:
    assert document_of("---\ntitle: About\nkind: page\naliases: [us all]\n---\nx").names == ()


def test_without_a_summary_the_first_sentences_stand_in() -> None:
    text = "---\ntitle: Aa\n---\n## Head\n\nFirst. " + "Second is long. " * 30
    summary = document_of(text).card.summary
    assert summary.startswith("First. Second is long.")
    assert len(summary) <= 200


def test_passages_know_their_bytes_in_the_file() -> None:
    text = "---\r\ntitle: Київ\r\n---\r\nПерший.\r\n\r\nДругий\r\nрядок.\r\n"
    passages = read(text).text.passages
    cut = [text.encode()[p.span.start : p.span.end].decode() for p in passages]
    assert cut == ["Перший.", "Другий\r\nрядок."]


def test_references_have_places_also_when_repeated() -> None:
    document = document_of("---\ntitle: Aa\n---\n[[x]] and\n[[x]] and `[[x]]`.\n\n[[x]]")
    places = [(ref.where.line, ref.where.column) for ref in document.references]
    assert places == [(4, 1), (5, 1), (7, 1)]


def test_a_draft_is_marked() -> None:
    assert document_of("---\ntitle: Aa\ndraft: true\n---\nx").draft


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(b"\xef\xbb\xbf---\ntitle: Aa\n---\nx").problems == ()


@pytest.mark.parametrize("case", sorted(CASES.glob("*.md")), ids=lambda path: path.stem)
def test_problems_read_as_agreed(case: Path, update: bool) -> None:
    """All problems of the file, and those that only linking can see."""
    path = f"content/{case.name}"
    parsed = read(case.read_bytes(), path)
    other = document_of("---\ntitle: Who controls it\n---\nx", "content/znpp-control.md")
    town = document_of("---\ntitle: Enerhodar\n---\nx", "content/energodar.md")
    documents = [each for each in (parsed.document, other, town) if each is not None]
    site = survey_archive(Config("T", "https://x.org/"), documents, ())
    shown = "\n".join(to_text(problem) for problem in (*parsed.problems, *site.problems))
    check_golden(case.with_suffix(".txt"), shown + "\n", update=update)
