"""What lies on the desk: problems by what they ask for, names without a page, names left alone.

In: the problems of `check`, the names that recur, and the mentions that a rule left without a link.
Out: tasks in groups, in the order in which an editor takes them up. A group without tasks is there,
too: that nothing is stale is worth knowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from generator.link import Explanation, Wanted
from generator.problems import Problem

GROUPS = (
    ("Stale explainers", ("stale",)),
    ("Quotations that are not verified", ("altered-quotation", "quotation-not-found")),
    ("Quotations that could not be checked", ("unchecked-quotation", "uncited-quotation")),
    ("Orphans", ("orphan",)),
    ("Ambiguous names", ("shared-name", "ambiguous-name", "name-conflict", "ambiguous-link")),
    ("Near-duplicates", ("near-duplicate",)),
    ("Rights that nobody decided", ("undecided-rights",)),
    (
        "Guesses of the seed reader",
        (
            "guessed-title",
            "guessed-date",
            "guessed-publisher",
            "guessed-authors",
            "guessed-encoding",
        ),
    ),
)
MOST = 200
"""Tasks of a group that are shown."""


class Task(Struct, frozen=True):
    """One thing to take up: where, what, and the words that show it."""

    place: str
    what: str
    samples: tuple[str, ...] = ()


Group = tuple[str, tuple[Task, ...]]


def tasks_of(
    problems: Sequence[Problem],
    wanted: Iterable[Wanted],
    left: Iterable[tuple[str, Explanation]],
) -> tuple[Group, ...]:
    """All tasks, group by group; `left` are mentions without a link, each with its document."""
    of_rules = [
        (title, tuple(_task(each) for each in problems if each.rule in rules))
        for title, rules in GROUPS
    ]
    names = tuple(_wanted(each) for each in wanted)
    alone = tuple(_left(path, each) for path, each in left)
    return (of_rules[0], ("Wanted explainers", names), *of_rules[1:], ("Left unlinked", alone))


def _task(problem: Problem) -> Task:
    line = f":{problem.line}" if problem.line else ""
    return Task(problem.path + line, problem.message, (problem.hint,) if problem.hint else ())


def _wanted(wanted: Wanted) -> Task:
    samples = tuple(
        f"{each.key}: {each.sentence.before}{each.sentence.name}{each.sentence.after}"
        for each in wanted.samples
    )
    return Task(wanted.name, f"named in {wanted.count} articles", samples)


def _left(path: str, explanation: Explanation) -> Task:
    what = f"“{explanation.words}” does not lead to {explanation.card.title}: {explanation.reason}"
    return Task(path, what, (explanation.passage.text[:300],))
