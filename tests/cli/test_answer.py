"""What a program sees of a build: its shape is a promise."""

from __future__ import annotations

import json
import os

from generator.cli.answer import answer_text
from generator.model import Reason, Written
from tests.cli.reports import ERROR, UNEQUAL, report


def test_the_shape_of_an_answer() -> None:
    text = answer_text(report(), None, ok=True)
    assert "\n" not in text
    assert json.loads(text) == {
        "format": 1,
        "ok": True,
        "built": True,
        "documents": 1200,
        "pages": 1310,
        "searchable": 1200,
        "parsed": 1,
        "linked": 2,
        "rendered": 3,
        "indexed": 250,
        "written": ["a/index.html", "b/index.html"],
        "unchanged": 3,
        "removed": ["old/index.html"],
        "reasons": {
            "a/index.html": ["its words", "the frame"],
            "b/index.html": ["changed by hand"],
            "old/index.html": ["no longer planned"],
        },
        "seconds": {"load": 0.12, "parse": 0.003, "render": 2.3457, "search": 0.06},
        "problems": [
            {
                "path": "seeds/talks.txt",
                "line": 1,
                "column": 1,
                "severity": "note",
                "rule": "guessed-title",
                "message": "no title given; 'Talks end' is taken from the first line",
                "hint": "'title:' in the front matter settles it",
            }
        ],
        "verified": None,
    }


def test_an_answer_of_a_build_that_was_refused() -> None:
    answer = json.loads(
        answer_text(report(problems=(ERROR,), written=None, reasons=()), None, ok=False)
    )
    assert (answer["ok"], answer["built"]) == (False, False)
    assert (answer["written"], answer["unchanged"], answer["removed"]) == ([], 0, [])
    assert answer["problems"][0]["severity"] == "error"


def test_an_answer_of_a_comparison() -> None:
    answer = json.loads(answer_text(report(), UNEQUAL, ok=False))
    assert answer["verified"]["files"] == 1312
    assert answer["verified"]["differences"][:2] == [
        {
            "path": "a/index.html",
            "kind": "different",
            "line": 3,
            "byte": 90,
            "built": "<p>old",
            "clean": "<p>new",
        },
        {"path": "b.png", "kind": "different", "line": 0, "byte": 7, "built": "", "clean": ""},
    ]


def test_names_of_any_bytes_come_through() -> None:
    name = os.fsdecode(b"ky\xefv\n\x1b.html")
    found = report(written=Written((name, "київ.html"), (), ()), reasons=(Reason(name, ("new",)),))
    text = answer_text(found, None, ok=True)
    assert text.isascii()
    assert json.loads(text)["written"] == [name, "київ.html"]
    assert json.loads(text)["reasons"] == {name: ["new"]}
