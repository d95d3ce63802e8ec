"""Outside sources in their three forms."""

import json

import pytest

from generator.model import Source, Work
from generator.parse import read_bibliography

YAML = """references:
  - id: charap-2024
    type: article-journal
    title: "The Talks"
    author: [{family: Charap, given: Samuel}, {literal: The Institute}]
    container-title: Foreign Affairs
    issued: "2024-04-16"
    accessed: "2026-11-20"
    URL: https://example.org/talks
"""
JSON = json.dumps(
    [
        {
            "id": "charap-2024",
            "type": "article-journal",
            "title": "The Talks",
            "author": [{"family": "Charap", "given": "Samuel"}, {"literal": "The Institute"}],
            "container-title": "Foreign Affairs",
            "issued": {"date-parts": [[2024, 4, 16]]},
            "accessed": {"date-parts": [["2026", "11", "20"]]},
            "URL": "https://example.org/talks",
            "volume": 3,
        }
    ]
)
BIBTEX = """@article{charap-2024,
  author = {Charap, Samuel and {The Institute}}, title = {The {T}alks},
  journal = {Foreign Affairs}, year = 2024, month = apr, day = 16,
  urldate = {2026-11-20}, url = {https://example.org/talks}
}
"""


def read(path: str, text: str) -> tuple[list[Work], list[tuple[int, str]]]:
    works, problems = read_bibliography(Source(path, "file", "", text.encode()))
    return list(works), [(each.line, each.rule) for each in problems]


@pytest.mark.parametrize(
    ("path", "text"), [("a.yaml", YAML), ("a.json", JSON), ("a.bib", BIBTEX)], ids=str
)
def test_three_forms_say_the_same(path: str, text: str) -> None:
    (work,), problems = read(path, text)
    assert problems == []
    assert work.id == "charap-2024"
    assert work.kind == "article-journal"
    assert work.title == "The Talks"
    assert work.authors == ("Samuel Charap", "The Institute")
    assert (work.place, work.issued, work.accessed) == (
        "Foreign Affairs",
        "2024-04-16",
        "2026-11-20",
    )
    assert work.url == "https://example.org/talks"


def test_accents_of_bibtex_are_letters() -> None:
    works, _ = read("a.bib", '@book{x, title={Stra{\\ss}e nach K{\\"o}ln}, year=1999}')
    assert works[0].title == "Straße nach Köln"


@pytest.mark.parametrize(
    ("path", "text", "problems"),
    [
        ("a.yaml", YAML + YAML.partition("\n")[2], [(2, "repeated-item")]),
        ("a.yaml", "references:\n  - {id: a}\n", [(2, "missing-key")]),
        ("a.yaml", "references:\n  - {id: a, title: T, colour: red}\n", [(2, "unknown-key")]),
        ("a.json", "[", [(1, "json")]),
        ("a.json", '[{"id": "a"}]', [(1, "missing-key")]),
        ("a.bib", "@book{a, title={x}\n@book{b, title={y}}\n", [(1, "bibtex")]),
    ],
)
def test_what_is_wrong_is_told(path: str, text: str, problems: list[tuple[int, str]]) -> None:
    assert [rule for _, rule in read(path, text)[1]] == [rule for _, rule in problems]


def test_an_address_that_runs_a_script_is_none() -> None:
    text = '[{"id": "a", "title": "T", "URL": "javascript:alert(1)"}]'
    assert read("a.json", text)[0][0].url == ""
