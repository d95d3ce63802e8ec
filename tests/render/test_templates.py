"""What is wrong with templates, all at once."""

from __future__ import annotations

from generator.problems import to_text
from generator.render.checking import check
from tests.values import templates


def problems_of(texts, needed=()):
    found = check(templates(texts), needed).problems
    return [to_text(problem) for problem in found]


def test_all_faults_of_all_templates_are_told_at_once() -> None:
    texts = {
        "a.html": "<p>\n  {% iff x %}\n",
        "b.html": "{{ x | long_dat }}",
        "c.html": "\n{% include 'd.htm' %}",
        "d.html": "fine",
    }
    assert problems_of(texts, ["home.html"]) == [
        "templates/a.html:2:3: error: encountered unknown tag 'iff'\n      {% iff x %}\n      ^",
        "templates/b.html:1:1: error: no filter named 'long_dat'\n    {{ x | long_dat }}\n    ^",
        (
            "templates/c.html:2:1: error: there is no template called 'd.htm'\n"
            "    {% include 'd.htm' %}\n"
            "    ^ did you mean 'd.html'?"
        ),
        (
            "templates/home.html: error: there is no template called 'home.html'\n"
            "    every kind of page needs its template"
        ),
    ]


def test_templates_without_faults_have_no_problems() -> None:
    assert problems_of({"a.html": "{% include 'b.html' ignore missing %}"}, ["a.html"]) == []


def test_every_view_needs_its_template() -> None:
    paths = [problem.path for problem in check(()).problems]
    assert "templates/article.html" in paths
    assert len(paths) == 12
