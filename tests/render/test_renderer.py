"""Pages become bytes, and templates' faults become problems."""

from __future__ import annotations

import pytest

from generator.model import (
    ArticleView,
    Insertion,
    NotFoundView,
    Output,
    Provenance,
    SearchView,
    TextView,
)
from generator.problems import Problem, to_text
from generator.render.renderer import Renderer
from tests.values import a_chrome, a_head, a_page, templates

VIEW = SearchView(a_head())


def render(text, view=VIEW, name="page.html", **others):
    renderer = Renderer(templates({name: text, **others}), a_chrome())
    return renderer.render(a_page(view, name))


def shown(text, view=VIEW, name="page.html", **others):
    output = render(text, view, name, **others)
    assert isinstance(output, Output)
    return output.data.decode()


def test_an_output_stands_at_the_page_s_path() -> None:
    assert render("ö\n") == Output("znpp-control/index.html", "ö\n".encode())


def test_lines_end_with_a_newline_wherever_they_come_from() -> None:
    assert shown("a\r\n{{ head.title }}", SearchView(a_head(title="b\r\nc\rd"))) == "a\nb\nc\nd"


def test_a_byte_order_mark_is_not_printed() -> None:
    assert shown("\ufeffa") == "a"


def test_links_are_relative_to_the_page() -> None:
    assert shown("{{ href('kyiv/#now') }} {{ href('') }}") == "../kyiv/#now ../"


def test_links_to_the_page_itself_keep_only_the_fragment() -> None:
    assert shown("{{ href('znpp-control/#p-1') }}") == "#p-1"


def test_full_addresses_carry_the_site_s_base() -> None:
    assert shown("{{ absolute('kyiv/') }}") == "https://example.org/repo/kyiv/"


def test_assets_are_found_by_name() -> None:
    assert shown("{{ asset('style.css') }}") == "../assets/style.3f9a2c01.css"


def test_a_page_served_at_any_address_has_links_from_the_root() -> None:
    lost = NotFoundView(a_head("404.html"), ())
    text = "{{ href('kyiv/') }} {{ href('') }} {{ asset('style.css') }}"
    assert shown(text, lost) == "/repo/kyiv/ /repo/ /repo/assets/style.3f9a2c01.css"


def test_text_is_escaped_in_markup_and_left_alone_in_text() -> None:
    view = TextView(a_head(title="A & B"))
    assert shown("{{ head.title }}", view, "page.html") == "A &amp; B"
    assert shown("{{ head.title }}", view, "feed.xml") == "A &amp; B"
    assert shown("{{ head.title }}", view, "robots.txt") == "A & B"


def test_the_body_has_its_links() -> None:
    view = ArticleView(
        head=a_head("articles/a/"),
        insertions=(Insertion(3, 7, "kyiv/", auto=True),),
        publisher=None,
        month=None,
        topics=(),
        explained=(),
        named=(),
        related=(),
        provenance=Provenance("seeds/a.txt"),
    )
    renderer = Renderer(templates({"page.html": "{{ body }}"}), a_chrome())
    output = renderer.render(a_page(view), "<p>Kyiv</p>")
    assert output.data == b'<p><a class="auto" href="../../kyiv/">Kyiv</a></p>'


def test_macros_that_are_imported_with_context_can_link() -> None:
    macros = "{% macro to(url) %}<a href='{{ href(url) }}'>{{ chrome.title }}</a>{% endmacro %}"
    text = "{% from 'macros.html' import to with context %}{{ to('a/') }}"
    assert shown(text, **{"macros.html": macros}) == "<a href='../a/'>The Archive</a>"


def test_filters_are_there() -> None:
    text = "{{ 1200 | plural('article', 'articles') }}, {{ '2026-02-08' | long_date }}"
    assert shown(text) == "1,200 articles, 8 February 2026"


def test_an_unknown_field_is_a_problem_at_its_line() -> None:
    problem = render("<h1>\n  {{ head.titel }}\n</h1>\n")
    assert isinstance(problem, Problem)
    assert to_text(problem) == (
        "templates/page.html:2:3: error: 'Head object' has no attribute 'titel'\n"
        "      {{ head.titel }}\n"
        "      ^ did you mean 'title'?"
    )


def test_a_fault_in_an_included_template_is_shown_there() -> None:
    problem = render("{% include 'part.html' %}", **{"part.html": "\n{{ chrom.title }}"})
    assert to_text(problem) == (
        "templates/part.html:2:1: error: 'chrom' is undefined\n"
        "    {{ chrom.title }}\n"
        "    ^ did you mean 'chrome'?"
    )


def test_an_unknown_asset_is_a_problem() -> None:
    problem = render("{{ asset('styles.css') }}")
    assert (problem.line, problem.message) == (
        1,
        "there is no asset called 'styles.css'; did you mean 'style.css'?",
    )


def test_a_page_without_template_is_a_problem() -> None:
    problem = Renderer((), a_chrome()).render(a_page(VIEW))
    assert (problem.path, problem.line) == ("templates/page.html", 0)


def test_a_template_that_cannot_be_read_is_a_problem_when_it_is_used() -> None:
    problem = render("{% include 'part.html' %}", **{"part.html": "a\n{% if %}"})
    assert (problem.path, problem.line) == ("templates/part.html", 2)


def test_a_fault_that_many_pages_meet_is_one_problem() -> None:
    renderer = Renderer(templates({"page.html": "{{ nothing }}"}), a_chrome())
    pages = [a_page(SearchView(a_head(url))) for url in ("a/", "b/")]
    assert len({renderer.render(page) for page in pages}) == 1


def test_a_defect_keeps_its_traceback_and_names_the_page() -> None:
    with pytest.raises(TypeError) as caught:
        render("{{ 1 + 'a' }}")
    assert caught.value.__notes__ == ["while rendering znpp-control/index.html with page.html"]
