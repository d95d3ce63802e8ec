"""What workers may be asked, and how tasks are named."""

from __future__ import annotations

from functools import partial

import pytest

from generator.workers.contract import ClusterProblem, name_of, task_named
from tests.workers import tasks


def test_a_task_is_found_by_its_name() -> None:
    name = name_of(tasks.echo)
    assert name == "tests.workers.tasks:echo"
    assert task_named(name) is tasks.echo


def local(shared: bytes, chunk: bytes) -> bytes:
    return chunk


def test_what_other_processes_would_not_find_is_no_task() -> None:
    def inner(shared: bytes, chunk: bytes) -> bytes:
        return chunk

    taken = local
    taken.__module__ = "tests.workers.tasks"
    for task in (inner, lambda _, chunk: chunk, partial(tasks.echo), taken, b"".join):
        with pytest.raises(ValueError, match="is not a function that a module holds"):
            name_of(task)  # type: ignore[arg-type]


def test_a_problem_with_a_cluster_says_what_would_mend_it() -> None:
    problem = ClusterProblem("it is broken", "mend it")
    assert (problem.message, problem.hint) == ("it is broken", "mend it")
    assert str(problem) == "it is broken (mend it)"
    assert str(ClusterProblem("it is broken")) == "it is broken"
