"""What a person sees of a build."""

from __future__ import annotations

import pytest

from generator.cli import show
from generator.model import Reason, Written
from generator.verify import Comparison, Difference
from tests.cli.reports import EQUAL, ERROR, GUESS, UNEQUAL, WARNING, report


def test_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    found = report()
    assert found.written is not None
    show.summary(found, found.written, None)
    assert capsys.readouterr().out == (
        "Built 1,310 pages from 1,200 documents in 2.5 s: 2 written, 3 unchanged, 1 removed.\n"
        "1 parsed, 2 linked, 250 of 1,200 indexed; load 0.1 s, render 2.3 s.\n"
        "1 note (--notes shows the notes).\n"
    )


def test_a_summary_of_almost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    found = report(
        problems=(WARNING,),
        documents=1,
        pages=1,
        searchable=0,
        indexed=0,
        parsed=0,
        linked=0,
        seconds=(("load", 0.0312),),
    )
    show.summary(found, Written((), ("index.html",), ()), EQUAL)
    assert capsys.readouterr().out == (
        "Built 1 page from 1 document in 0.03 s: 0 written, 1 unchanged, 0 removed.\n"
        "0 parsed, 0 linked.\n"
        "Equal to a clean build: 1,312 files.\n"
        "1 warning.\n"
    )


@pytest.mark.parametrize(
    ("spent", "words"), [(0.0, "0.00 s"), (0.094, "0.09 s"), (0.095, "0.1 s"), (61.04, "61.0 s")]
)
def test_seconds(spent: float, words: str) -> None:
    assert show._seconds(spent) == words


def test_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    show.reasons((*report().reasons, Reason("odd\n\x1b[2J.html", ("new",))))
    assert capsys.readouterr().out.splitlines() == [
        "a/index.html: its words, the frame",
        "b/index.html: changed by hand",
        "old/index.html: no longer planned",
        "odd\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}[2J.html: new",
    ]


def test_a_refusal(tmp_path, capsys: pytest.CaptureFixture[str]) -> None:
    show.refusal((ERROR, WARNING, ERROR, GUESS), tmp_path / "public")
    assert capsys.readouterr() == (
        "",
        "2 errors, 1 warning, 1 note; nothing was built and public/ is as it was\n",
    )


def test_problems_with_and_without_notes(capsys: pytest.CaptureFixture[str]) -> None:
    show.problems((ERROR, GUESS), notes=False)
    assert capsys.readouterr() == ("", "site.yaml:2:3: error: 'title' is missing\n")
    show.problems((GUESS,), notes=True)
    assert capsys.readouterr().err.startswith("seeds/talks.txt:1:1: note: no title given;")


def test_differences(capsys: pytest.CaptureFixture[str]) -> None:
    show.differences(UNEQUAL)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.splitlines() == [
        "a/index.html:3: differs from a clean build's",
        "    it has        <p>old",
        "    a clean build <p>new",
        "b.png: differs from a clean build's",
        "c/: is there, and a clean build has no such file",
        "d\N{REPLACEMENT CHARACTER}[2J.html: is missing, and a clean build has it",
        "not equal to a clean build: 4 differences",
    ]


def test_equality_needs_no_words_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    show.differences(EQUAL)
    assert capsys.readouterr() == ("", "")


def test_of_many_differences_the_first_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    show.differences(Comparison(1, tuple(Difference(str(n), "missing") for n in range(1_051))))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == show.MOST + 2
    assert lines[-2:] == [
        "… and 1,001 more (--json lists them all)",
        "not equal to a clean build: 1,051 differences",
    ]
