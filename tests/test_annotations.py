"""Problems as GitHub's runner reads them."""

from __future__ import annotations

import pytest

from generator.annotations import to_annotation
from generator.problems import Problem


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (
            Problem("content/a.md", 4, 2, "error", "broken-link", "no page", "did you mean 'b'?"),
            "::error title=broken-link,file=content/a.md,line=4,col=2::no page%0Adid you mean 'b'?",
        ),
        (
            Problem("content/a,b:c.md", 0, 0, "warning", "r", "100 % of\r\nlines: one, two"),
            "::warning title=r,file=content/a%2Cb%3Ac.md::100 %25 of%0D%0Alines: one, two",
        ),
        (Problem("--jobs", severity="note", rule="r", message="m"), "::notice title=r::m"),
    ],
)
def test_a_problem_is_one_command(problem: Problem, expected: str) -> None:
    assert to_annotation(problem) == expected


def test_a_site_may_stand_in_a_folder_of_the_repository() -> None:
    problem = Problem("content/a.md", 1, 1, "error", "r", "m")
    assert "file=site/content/a.md" in to_annotation(problem, "site/")
