"""When a build is due, with made-up times."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.preview.watching.pending import BRIEF, LONG, MOST, QUIET, Pending


def test_a_lone_finished_save_after_a_calm_is_built_at_once() -> None:
    pending = Pending()
    pending.note("a", 10.0, finished=False)
    pending.note("a", 10.001, finished=True)
    assert pending.due(last_build=5.0) == 10.001 + BRIEF


def test_what_may_be_half_of_a_save_waits() -> None:
    pending = Pending()
    pending.note("a", 10.0, finished=False)
    assert pending.due(last_build=5.0) == 10.0 + QUIET
    pending.note("b", 10.05, finished=True)
    assert pending.due(last_build=5.0) == 10.05 + QUIET


def test_many_saves_are_few_builds() -> None:
    pending = Pending()
    for number in range(20):
        pending.note("a", 10.0 + number / 10, finished=True)
    assert pending.due(last_build=9.5) == 10.0 + MOST


def test_a_save_just_after_a_build_waits_longer() -> None:
    pending = Pending()
    pending.note("a", 10.0, finished=True)
    assert pending.due(last_build=9.9) == 10.0 + LONG


CHANGES = st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 0.4), st.booleans()), min_size=1)


@given(CHANGES, st.floats(-5, 0))
def test_no_change_waits_longer_than_a_second_and_none_is_lost(changes, last_build) -> None:
    pending, now = Pending(), 0.0
    for path, pause, finished in changes:
        now += pause
        pending.note(path, now, finished=finished)
    first = changes[0][1]
    due = pending.due(last_build)
    assert due is not None
    assert due <= first + MOST + 1e-9
    assert pending.take() == {path for path, _, _ in changes}
    assert not pending
    assert pending.due(last_build) is None
