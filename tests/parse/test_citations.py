"""Citations and quotations as authors write them."""

import pytest

from generator.model import Document, Source
from generator.parse import parse_source
from generator.urls import digest

HEAD = "---\ntitle: Plant\n---\n"


def read(text: str) -> tuple[Document, list[tuple[int, int, str]]]:
    data = (HEAD + text).encode()
    parsed = parse_source(Source("content/plant.md", "explainer", digest(data), data))
    assert parsed.document is not None
    return parsed.document, [(each.line, each.column, each.rule) for each in parsed.problems]


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("[@geneva-talks]", [("geneva-talks", "", "", "")]),
        ("[@geneva-talks#p-3f9a2c]", [("geneva-talks", "p-3f9a2c", "", "")]),
        ('[@a, "dragging out"]', [("a", "", "dragging out", "")]),
        ("[@a, “dragging out”]", [("a", "", "dragging out", "")]),
        ("[@charap:2024, p. 12]", [("charap:2024", "", "", "p. 12")]),
        (
            '[@a; @b#p-1; @c, "x; y"]',
            [("a", "", "", ""), ("b", "p-1", "", ""), ("c", "", "x; y", "")],
        ),
        ('[@a,\n"two\nlines"]', [("a", "", "two lines", "")]),
    ],
)
def test_a_citation_is_read(written: str, parts: list[tuple[str, str, str, str]]) -> None:
    document, problems = read(f"It is so. {written}\n")
    assert problems == []
    (citation,) = document.citations
    assert [(p.key, p.fragment, p.words, p.locator) for p in citation.parts] == parts


def test_a_citation_leaves_no_text_and_no_space_behind() -> None:
    data = (HEAD + "It is so [@a]. And more.\n").encode()
    parsed = parse_source(Source("content/plant.md", "explainer", digest(data), data))
    assert parsed.text is not None
    assert [passage.text for passage in parsed.text.passages] == ["It is so. And more."]
    assert "span" not in parsed.text.body
    assert parsed.document is not None
    at = parsed.document.citations[0].at
    assert parsed.text.body[:at].endswith("It is so")


@pytest.mark.parametrize(
    "text", ["`[@a]`", "[@a](https://example.org/)", "\\[@a]", "    [@a]", "a@b.example", "[@]"]
)
def test_other_things_are_no_citation(text: str) -> None:
    assert read(text)[0].citations == ()


def test_what_cannot_be_understood_is_told_at_its_place() -> None:
    assert read("It is so. [@a; b]\n")[1] == [(4, 16, "citation")]


def test_a_thousand_open_brackets_are_read_quickly() -> None:
    assert read("[@a, " * 20_000)[0].citations == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He said “it is not ours” [@a].", [(("it is not ours",), 0)]),
        ('He said "it is not ours." [@a]', [(("it is not ours.",), 0)]),
        ("“It is not ours,” he said on Monday in Kyiv. [@a]", [(("It is not ours,",), 0)]),
        ("“One” [@a] and “two” [@b].", [(("One",), 0), (("two",), 1)]),
        ("The “belt” holds. Another thing is so. [@a]", []),
        (
            "> Words of his.\n>\n> More of them.\n>\n> — He [@a]\n",
            [(("Words of his.", "More of them."), 0)],
        ),
        ("> Words of his. [@a]\n", [(("Words of his.",), 0)]),
        ("> Words of his.\n\n[@a]\n", [(("Words of his.",), 0)]),
        ("> Words of his.\n\nOther words. [@a]\n", [(("Words of his.",), -1)]),
        (
            "He said “one two three four five six seven”.",
            [(("one two three four five six seven",), -1)],
        ),
    ],
)
def test_quotations_and_who_answers_for_them(
    text: str, found: list[tuple[tuple[str, ...], int]]
) -> None:
    document, _ = read(text)
    assert [(each.paragraphs, each.citation) for each in document.quotations] == found


def test_silences_need_a_reason() -> None:
    document, problems = read("<!-- allow: orphan: to come -->\nText.\n\n<!-- allow: stale -->\n")
    assert [(each.rule, each.reason, each.line) for each in document.silences] == [
        ("orphan", "to come", 4)
    ]
    assert problems == [(7, 1, "silence")]
