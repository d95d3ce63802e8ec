"""From Markdown to a body: passages, ids, headings and the places of links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model import Span
from generator.parse.body import Body, LineSpans, read_body
from generator.parse.markdown import render_markdown
from generator.urls import escape, passage_id

HTML_WORDS = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<a href='x.md'>",
        "</a>",
        "<p>",
        "</div>",
        "<script>",
        "<h2>",
        "</h2>",
        "<li>",
        "`",
        "**",
        "[[a|b]]",
        "[^1]",
        "\n\n[^1]: note\n",
        "\n> [!note] x\n> ",
        "\n- ",
        "\n\n",
        "\n",
        "| a | b |\n|---|---|\n| c | d |",
        "[t](u)",
        "![i](j)",
        "# ",
        "Kyiv",
        " and ",
        "&",
        "<",
        "«ї»",
    ]
)


def body_of(text: str) -> Body:
    lines = tuple(Span(number * 10, number * 10 + 9) for number in range(text.count("\n") + 1))
    return read_body(render_markdown(text, "explainer").html, LineSpans(lines))


def barriers(body: Body) -> dict[str, str]:
    return {
        passage.text[run.start : run.end]: run.barrier
        for passage in body.passages
        for run in passage.runs
    }


def test_a_paragraph_is_a_passage_with_an_id_from_its_words() -> None:
    body = body_of("One  two.")
    assert body.html == f'<p id="{passage_id("One two.")}">One  two.</p>\n'
    assert [passage.id for passage in body.passages] == [passage_id("One two.")]


def test_equal_paragraphs_get_different_ids() -> None:
    first, second = body_of("Same.\n\nSame.").passages
    assert second.id == first.id + "-2"


def test_an_id_does_not_depend_on_what_stands_around_it() -> None:
    assert body_of("Same.").passages[0].id == body_of("## Head\n\nOther.\n\nSame.").passages[2].id


def test_headings_are_shown_from_the_second_level_with_ids() -> None:
    body = body_of("# One\n\n## Запоріжжя & plant\n\n### Own {#mine}\n\n## One")
    assert [(heading.id, heading.level) for heading in body.headings] == [
        ("one", 2),
        ("zaporizhzhya-plant", 2),
        ("mine", 3),
        ("one-2", 2),
    ]


def test_each_heading_begins_a_section() -> None:
    sections = [passage.section for passage in body_of("a\n\n## B\n\nc\n\n### D\n\ne").passages]
    assert sections == [0, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "words", "barrier"),
    [
        ("`Kyiv`", "Kyiv", "code"),
        ("```\nKyiv\n```", "Kyiv\n".replace("\n", " "), "code"),
        ("[Kyiv](https://x.org)", "Kyiv", "link"),
        ("[**Kyiv**](https://x.org)", "Kyiv", "link"),
        ("## Kyiv", "Kyiv", "heading"),
        ("[[Kyiv]]", "Kyiv", "link"),
        ("> Said.\n>\n> — Kyiv", "— Kyiv", "attribution"),
        ("x <cite>Kyiv</cite>", "Kyiv", "attribution"),
        ("> [!note] Kyiv\n> x", "Kyiv", "heading"),
        ('<a href="https://x.org">\n\nKyiv\n\n</a>', "Kyiv", "link"),
        ("**Kyiv**", "Kyiv", ""),
        ("| Kyiv |\n|---|\n| x |", "Kyiv", ""),
        ("Term\n: Kyiv", "Kyiv", ""),
        ("— Kyiv", "— Kyiv", ""),
    ],
)
def test_barriers_are_seen_where_the_browser_sees_them(text: str, words: str, barrier: str) -> None:
    assert barriers(body_of(text))[words] == barrier


def test_footnote_marks_are_no_words() -> None:
    body = body_of("Said.[^1] More.\n\n[^1]: Note.")
    assert body.passages[0].text == "Said. More."
    assert [passage.text.strip() for passage in body.passages][1:] == ["Notes", "Note."]


def test_a_wikilink_leaves_its_words_and_their_place() -> None:
    body = body_of("See [[kyiv|the city]] now.")
    (linkable,) = body.linkables
    assert body.html[linkable.at : linkable.until] == "the city"
    assert body.passages[0].text[linkable.start : linkable.end] == "the city"
    assert "data-wikilink" not in body.html


def test_a_relative_address_leaves_an_empty_attribute_and_its_place() -> None:
    body = body_of("[map](../a%20b.md#x) ![alt](c.png)")
    link, image = body.linkables
    assert (link.address, image.address, image.is_image) == ("../a%20b.md#x", "c.png", True)
    assert body.html[link.at - 6 : link.at + 1] == 'href=""'
    assert body.html[image.at - 5 : image.at + 1] == 'src=""'


def test_links_within_the_page_and_foreign_pictures_are_listed() -> None:
    body = body_of("a\n\n[x](#y) ![z](https://x.org/z.png)")
    assert body.fragments == (("y", 2),)
    assert body_of("[x](#історія)").fragments == (("історія", 0),)
    assert body.foreign_images == (("https://x.org/z.png", 2),)


def test_a_passage_knows_its_lines() -> None:
    spans = [passage.span for passage in body_of("One\ntwo.\n\nThree.").passages]
    assert spans == [Span(0, 19), Span(30, 39)]


def test_ids_of_the_page_s_frame_are_left_to_it() -> None:
    body = body_of('## Main\n\n## Site search\n\n<p id="main">x</p>\n\n<p id="site-q">y</p>')
    assert [heading.id for heading in body.headings] == ["text-main", "text-site-search"]
    assert "main" not in body.ids
    assert 'id="site-q"' not in body.html


def test_a_given_id_is_kept_once() -> None:
    body = body_of('<p id="mine">One</p>\n\n<p id="mine">Two</p>')
    assert body.ids[0] == "mine"
    assert body.html.count('id="mine"') == 1


def test_table_columns_are_aligned_by_class() -> None:
    html = body_of("| A |\n|--:|\n| 1 |").html
    assert '<td class="align-right"' in html
    assert "style" not in html


@given(st.lists(HTML_WORDS, max_size=25).map("".join))
def test_runs_and_linkables_point_at_their_text(text: str) -> None:
    body = body_of(text)
    for passage in body.passages:
        for run in passage.runs:
            shown = escape(passage.text[run.start : run.end])
            assert body.html[run.at : run.at + len(shown)].replace("\n", " ") == shown
    for linkable in body.linkables:
        assert 0 <= linkable.at <= linkable.until <= len(body.html)


@given(st.lists(HTML_WORDS, max_size=25).map("".join))
def test_ids_are_unique_and_links_never_nest(text: str) -> None:
    html = body_of(text).html
    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    depth = 0
    for tag in re.findall(r"<(/?a)\b", html):
        depth += 1 if tag == "a" else -1
        assert depth in (0, 1)
