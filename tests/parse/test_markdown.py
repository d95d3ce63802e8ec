"""Markdown and its extensions, and what the sanitiser lets through."""

from __future__ import annotations

import pytest

from generator.parse.markdown import render_markdown
from generator.parse.sanitise import sanitise


def html_of(text: str) -> str:
    return render_markdown(text, "explainer").html


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("~~gone~~", "<s>gone</s>"),
        ("| a |\n|---|\n| b |", "<table"),
        ("Term\n: Meaning", "<dd"),
        ("x[^1]\n\n[^1]: y", 'class="footnote-ref"'),
        ("> [!tip] Title\n> x", 'class="callout callout-tip"'),
        ("> [!NOTE]\n> x", ">Note</p>"),
        ("> [!note]- Folded\n> x", ">Folded</p>"),
        ("{.wide}\nText", 'class="wide"'),
        ("![a](b.png){width=20}", 'width="20"'),
        ("<kbd>Ctrl</kbd>", "<kbd>Ctrl</kbd>"),
        ("<details><summary>More</summary>x</details>", "<summary>More</summary>"),
    ],
)
def test_extensions_are_understood(text: str, expected: str) -> None:
    assert expected in html_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<p style='position:fixed'>x</p>",
        "[x](javascript:alert(1))",
        "<a href='javascript:alert(1)'>x</a>",
        "<iframe src='https://x.org'></iframe>",
        "<form action='/'><input name=q></form>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<a href=' java\nscript:alert(1)'>x</a>",
        "[x](data:text/html;base64,AAAA)",
        "{onclick=alert(1)}\nText",
        "<style>@import 'https://x.org'</style>",
        "<base href='https://x.org/'><meta http-equiv=refresh content='0;url=https://x.org'>",
    ],
)
def test_nothing_active_passes(text: str) -> None:
    html = html_of(text).lower()
    # The words may stand as text; as markup they may not.
    for active in ("<script", "<iframe", "<form", "<input", "<svg", "<style", "<base", "<meta"):
        assert active not in html
    for attribute in (
        "onerror=",
        'onclick="',
        "style=",
        'href="javascript',
        'href="data',
        "onload",
    ):
        assert attribute not in html


def test_elements_left_open_are_closed() -> None:
    assert sanitise("<b>x<i>y") == "<b>x<i>y</i></b>"


def test_wikilinks_are_numbered_in_order() -> None:
    rendered = render_markdown("[[a]] `[[b]]` [[c#d|e]] [[#f]] [[]] [[|x]]", "explainer")
    assert [(link.name, link.fragment, link.label) for link in rendered.wikilinks] == [
        ("a", "", ""),
        ("c", "d", "e"),
        ("", "f", ""),
    ]


def test_a_wikilink_in_a_table_needs_its_bar_escaped_as_everywhere() -> None:
    rendered = render_markdown("| x |\n|---|\n| [[a\\|b]] |", "explainer")
    assert [(link.name, link.label) for link in rendered.wikilinks] == [("a", "b")]


def test_an_unknown_callout_is_kept_and_told() -> None:
    rendered = render_markdown("x\n\n> [!danger] Mind\n> the gap", "explainer")
    assert rendered.unknown_callouts == (("danger", 2),)
    assert "the gap" in rendered.html


def test_a_found_article_s_html_is_text_and_its_pictures_are_words() -> None:
    html = render_markdown(
        "<b>x</b> [[a]] ![Alt words](b.png) [there](c.html) [web](https://x.org)", "article"
    ).html
    assert "&lt;b&gt;" in html
    assert "[[a]]" in html
    assert "Alt words" in html
    assert "<img" not in html
    assert "c.html" not in html
    assert 'href="https://x.org"' in html
