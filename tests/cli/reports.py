"""A report as a build may make it, for tests of what is shown of one."""

from __future__ import annotations

from typing import Any

from generator.model import Reason, Report, Written
from generator.problems import Problem
from generator.verify import Comparison, Difference

GUESS = Problem(
    path="seeds/talks.txt",
    line=1,
    column=1,
    severity="note",
    rule="guessed-title",
    message="no title given; 'Talks end' is taken from the first line",
    hint="'title:' in the front matter settles it",
    excerpt="Talks end",
)
WARNING = Problem(path="content", severity="warning", rule="empty", message="there is nothing")
ERROR = Problem(path="site.yaml", line=2, column=3, rule="bad-value", message="'title' is missing")

EQUAL = Comparison(1_312, ())
UNEQUAL = Comparison(
    1_312,
    (
        Difference("a/index.html", "different", line=3, byte=90, built="<p>old", clean="<p>new"),
        Difference("b.png", "different", byte=7),
        Difference("c/", "unexpected"),
        Difference("d\x1b[2J.html", "missing"),
    ),
)


def report(**changes: Any) -> Report:
    """A build in which one seed was edited."""
    values: dict[str, Any] = {
        "problems": (GUESS,),
        "documents": 1_200,
        "pages": 1_310,
        "searchable": 1_200,
        "parsed": 1,
        "linked": 2,
        "rendered": 3,
        "indexed": 250,
        "written": Written(("a/index.html", "b/index.html"), ("c", "d", "e"), ("old/index.html",)),
        "reasons": (
            Reason("a/index.html", ("its words", "the frame")),
            Reason("b/index.html", ("changed by hand",)),
            Reason("old/index.html", ("no longer planned",)),
        ),
        "seconds": (("load", 0.12), ("parse", 0.003), ("render", 2.34567), ("search", 0.06)),
    }
    return Report(**(values | changes))
