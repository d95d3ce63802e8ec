"""A seed becomes an article: the real one, what front matter settles, and that nothing is lost."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Document, Parsed, Passage, Source, Span
from generator.parse.characters import CONTROL, VISIBLE, clean
from generator.parse.decode import decode
from generator.parse.front_matter import read_seed_head
from generator.parse.seed import read_seed
from generator.problems import to_text
from generator.urls import digest
from tests.golden import check_golden

CASES = Path(__file__).parent.parent / "problems" / "seeds"
PATH = "seeds/000.txt"


def read(text: str | bytes, path: str = PATH) -> Parsed:
    data = text.encode() if isinstance(text, str) else text
    return read_seed(Source(path, "seed", digest(data), data))


def article(text: str | bytes, path: str = PATH) -> Document:
    document = read(text, path).document
    assert document is not None
    return document


def passages(text: str | bytes) -> tuple[Passage, ...]:
    found = read(text).text
    assert found is not None
    return found.passages


def leftovers(document: Document) -> list[tuple[str, str]]:
    assert document.provenance is not None
    return [(item.rule, item.text) for item in document.provenance.leftovers]


# --- The real seed --------------------------------------------------------------------------------


@pytest.fixture
def real(real_seeds: Path) -> Source:
    name = "000_c39ecb4bd2d6f9c2.txt"
    data = (real_seeds / name).read_bytes()
    return Source("seeds/" + name, "seed", digest(data), data)


def test_the_real_seed_has_a_title_a_publisher_and_no_date(real: Source) -> None:
    document = read_seed(real).document
    assert document is not None
    card = document.card
    assert card.title == "The latest round of peace talks between Ukraine and Russia ended"
    assert (card.publisher, card.date, card.kind) == ("nypost.com", "", "article")
    assert card.url.startswith("articles/the-latest-round-of-peace-talks-")
    assert card.key == real.path


def test_the_real_seed_keeps_its_paragraphs_and_sets_its_apparatus_apart(real: Source) -> None:
    parsed = read_seed(real)
    document, text = parsed.document, parsed.text
    assert document is not None
    assert text is not None
    assert len(text.passages) == 13
    assert [rule for rule, _ in leftovers(document)] == ["agency", "disclaimer"]
    for passage in text.passages:
        assert clean(real.data[passage.span.start : passage.span.end].decode()) == passage.text


def test_the_real_seed_is_guessed_at_but_not_wrong(real: Source) -> None:
    problems = read_seed(real).problems
    assert [problem.rule for problem in problems] == ["guessed-title", "guessed-publisher"]
    assert {problem.severity for problem in problems} == {"note"}


# --- Front matter ---------------------------------------------------------------------------------

FULL = """---
title: Talks  end
date: 2026-02-18
updated: 2026-02-19
publisher: WWW.Example.org
url: https://news.example.net/a
authors: [Jane Doe]
topics: [diplomacy]
slug: talks-end
note: Sent by a reader.
summary: They ended.
---

The talks ended in Geneva.

With wires
"""


def test_front_matter_settles_everything() -> None:
    parsed = read(FULL, "seeds/2020-01-01-other.txt")
    assert parsed.problems == ()
    document = parsed.document
    assert document is not None
    card = document.card
    assert (card.title, card.date, card.updated) == ("Talks end", "2026-02-18", "2026-02-19")
    assert (card.publisher, card.authors, card.topics) == (
        "example.org",
        ("Jane Doe",),
        ("diplomacy",),
    )
    assert (card.url, card.summary) == ("articles/talks-end/", "They ended.")
    assert document.slug_given
    assert document.provenance is not None
    assert document.provenance.original == "https://news.example.net/a"
    assert document.provenance.note == "Sent by a reader."
    assert document.provenance.guesses == ()


def test_front_matter_with_carriage_returns_and_a_byte_order_mark_is_read() -> None:
    data = b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()
    document = article(data)
    assert document.card.title == "Talks end"
    span = passages(data)[0].span
    assert data[span.start : span.end] == b"The talks ended in Geneva."


def test_the_address_tells_the_publisher_where_nothing_else_does() -> None:
    document = article("---\nurl: https://www.News.example/a\n---\nThe talks ended.")
    assert document.card.publisher == "news.example"


def test_front_matter_names_the_encoding() -> None:
    text = "---\nencoding: windows-1251\ntitle: Київ\n---\nПеремовини завершено."
    parsed = read(text.encode("cp1251"))
    assert parsed.document is not None
    assert parsed.document.card.title == "Київ"
    assert parsed.text.passages[0].text == "Перемовини завершено."
    assert parsed.problems == ()


def test_broken_front_matter_is_told_and_the_text_read() -> None:
    parsed = read("---\ntitel: Talks\n---\nThe talks ended.")
    assert parsed.document is not None
    assert parsed.text.passages[0].text == "The talks ended."
    assert any(problem.severity == "warning" and problem.line == 2 for problem in parsed.problems)


# --- Title, summary, address ----------------------------------------------------------------------


def test_a_headline_is_not_repeated_in_the_text() -> None:
    text = "# Talks end\n\nBy Jane Doe\n\nThe talks ended.\n"
    document = article(text)
    assert document.card.title == "Talks end"
    assert document.card.authors == ("Jane Doe",)
    assert [passage.text for passage in passages(text)] == ["The talks ended."]
    assert leftovers(document) == [("headline", "# Talks end"), ("byline", "By Jane Doe")]


def test_a_lone_headline_is_title_and_text() -> None:
    text = "Talks end in Geneva\nWith wires"
    document = article(text)
    assert document.card.title == "Talks end in Geneva"
    assert [passage.text for passage in passages(text)] == ["Talks end in Geneva"]


def test_a_given_title_that_the_text_repeats_is_set_apart() -> None:
    document = article("---\ntitle: Talks ended.\n---\nTalks ended.\n\nNobody was glad.")
    assert leftovers(document) == [("headline", "Talks ended.")]
    document = article("---\ntitle: Talks end\n---\nA cold day\n\nNobody was glad.")
    assert leftovers(document) == []


def test_a_text_that_is_all_apparatus_is_shown_as_text() -> None:
    text = "By Jane Doe\nShare\nReporting by Jane Doe"
    document = article(text)
    assert len(passages(text)) == 3
    assert leftovers(document) == []


def test_a_markdown_seed_has_the_same_head_and_a_body_of_its_own() -> None:
    text = "# Talks end\n\nThe talks *ended*.\n\n## Why\n\nNobody knew.\n\nWith AP wires\n"
    document = article(text, "seeds/000.md")
    assert (document.card.title, document.card.summary) == ("Talks end", "The talks ended.")
    assert [heading.text for heading in document.headings] == ["Why"]
    assert [rule for rule, _ in leftovers(document)] == ["headline", "agency"]
    assert "wires" not in read(text, "seeds/000.md").text.body


@pytest.mark.parametrize(
    ("path", "text", "url"),
    [
        ("seeds/2026-02-18-geneva.txt", "The talks ended.", "articles/geneva/"),
        ("seeds/000_c39ecb4b.txt", "The talks ended.", "articles/the-talks-ended/"),
        ("seeds/untitled.txt", "Перемовини", "articles/peremovini/"),
    ],
)
def test_an_address_comes_from_a_name_that_says_something_or_the_title(
    path: str, text: str, url: str
) -> None:
    assert article(text, path).card.url == url


def test_an_address_of_last_resort_is_made_from_the_bytes() -> None:
    text = "!!! ??? !!!"
    assert article(text).card.url == f"articles/article-{digest(text.encode())[:8]}/"


# --- Nothing is lost ------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "Share",
        "By Jane Doe",
        "Talks end",
        "The talks ended.",
        "With AP wires",
        "\n",
        "\n\n",
        "---",
        "\r\n",
        "\x00",
        "é",
        "é",
        "\xa0",
        "  ",
        "\u2028",
        "\ud7ff",
        "“",
        "<b>",
        "18.02.2026",
    ]
)
BYTES = st.one_of(
    st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()),
    st.lists(PIECES, max_size=9).map(lambda p: b"\xff\xfe" + "".join(p).encode("utf-16-le")),
    st.binary(max_size=60),
)


@given(BYTES)
def test_everything_visible_is_in_a_passage_a_leftover_or_the_front_matter(data: bytes) -> None:
    decoded, _ = decode(data, PATH)
    start = read_seed_head(CONTROL.sub(" ", decoded.text), PATH).after
    together = "".join(text for text, _ in shown_parts(read(data)))
    assert visible(together) == visible(decoded.text[start:])


@given(BYTES)
def test_every_span_covers_exactly_its_text(data: bytes) -> None:
    codec = decode(data, PATH)[0].codec
    for text, span in shown_parts(read(data)):
        assert read_again(data[span.start : span.end], codec) == text


@given(BYTES)
def test_every_problem_can_be_shown(data: bytes) -> None:
    for problem in read(data).problems:
        assert to_text(problem).startswith(PATH)


def shown_parts(parsed: Parsed) -> list[tuple[str, Span]]:
    """Every passage and leftover with its bytes."""
    if parsed.document is None or parsed.document.provenance is None or parsed.text is None:
        return []
    leftovers = parsed.document.provenance.leftovers
    return [
        *((passage.text, passage.span) for passage in parsed.text.passages),
        *((leftover.text, leftover.span) for leftover in leftovers),
    ]


def visible(text: str) -> Counter[str]:
    """The visible characters of a text, however its accents are written."""
    apart = unicodedata.normalize("NFD", CONTROL.sub("", text))
    return Counter(VISIBLE.findall(apart))


def read_again(data: bytes, codec: str) -> str:
    """What the bytes of a passage say by themselves."""
    errors = "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"
    text = data.decode(codec, errors)
    if errors == "surrogateescape":
        text = re.sub("[\udc80-\udcff]", lambda match: windows_1252(match[0]), text)
    return clean(re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text))


def windows_1252(escaped: str) -> str:
    return bytes([ord(escaped) & 0xFF]).decode("cp1252", "replace")


# --- Problems as they are shown -------------------------------------------------------------------


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda case: case.stem)
def test_the_problems_of_a_seed_read_as_expected(case: Path, update: bool) -> None:
    problems = read(case.read_bytes(), f"seeds/{case.name}").problems
    told = "".join(to_text(problem) + "\n" for problem in problems)
    check_golden(case.with_suffix(".expected"), told, update=update)
