"""The clock: seconds by stage, who is told of them, and the trace."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager, nullcontext
from itertools import pairwise

import pytest

from generator import clock as clock_module
from generator.clock import Clock


class Time:
    """Time that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def perf_counter(self) -> float:
        """Seconds since some beginning."""
        return self.now


class Observer:
    """Remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[tuple[object, ...]] = []

    def begin(self, stage: str, total: int) -> None:
        """Remember."""
        self.told.append(("begin", stage, total))

    def advance(self, count: int) -> None:
        """Remember."""
        self.told.append(("advance", count))

    def end(self) -> None:
        """Remember."""
        self.told.append(("end",))

    def wait(self, message: str) -> None:
        """Remember."""
        self.told.append(("wait", message))

    def alone(self) -> AbstractContextManager[None]:
        """No thread is here."""
        return nullcontext()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    """The clock's time, which stands still."""
    time = Time()
    monkeypatch.setattr(clock_module, "time", time)
    return time


def events(clock: Clock) -> list[dict[str, object]]:
    """The events of the trace that took time."""
    return [event for event in json.loads(clock.trace())["traceEvents"] if event["ph"] == "X"]


# --- Seconds --------------------------------------------------------------------------------------


def test_stages_are_told_in_the_order_in_which_they_began(time: Time) -> None:
    clock = Clock()
    with clock.stage("parse"):
        time.now += 2
    time.now += 10
    with clock.stage("link"):
        time.now += 0.5
    assert clock.seconds() == (("parse", 2.0), ("link", 0.5))


def test_a_stage_that_comes_again_adds_up(time: Time) -> None:
    clock = Clock()
    for seconds in (1, 2):
        with clock.stage("load"):
            time.now += seconds
    assert clock.seconds() == (("load", 3.0),)


def test_the_seconds_of_stages_within_stages_count_once(time: Time) -> None:
    clock = Clock()
    with clock.stage("verify"):
        time.now += 1
        with clock.stage("render"):
            time.now += 5
            with clock.stage("read"):
                time.now += 7
        time.now += 2
    assert clock.seconds() == (("verify", 3.0), ("render", 5.0), ("read", 7.0))


def test_a_stage_that_fails_is_timed_and_ended_too(time: Time) -> None:
    observer = Observer()
    clock = Clock(observer)
    with pytest.raises(ZeroDivisionError), clock.stage("render"):
        fail_after(time, 4)
    assert clock.seconds() == (("render", 4.0),)
    assert observer.told == [("begin", "render", 0), ("end",)]
    assert [event["name"] for event in events(clock)] == ["render"]


def fail_after(time: Time, seconds: float) -> None:
    """Fail after so many seconds."""
    time.now += seconds
    raise ZeroDivisionError


# --- Progress -------------------------------------------------------------------------------------


def test_an_observer_is_told_how_far_a_stage_is() -> None:
    observer = Observer()
    clock = Clock(observer)
    with clock.stage("parse", total=300):
        clock.advance(100)
        clock.advance(200)
    clock.waiting()
    assert observer.told[:4] == [("begin", "parse", 300), ("advance", 100), ("advance", 200)] + [
        ("end",)
    ]
    assert observer.told[4] == ("wait", clock_module.WAITING)


def test_nobody_need_watch() -> None:
    clock = Clock()
    with clock.stage("parse", total=1):
        clock.advance(1)
    clock.waiting()
    assert [stage for stage, _ in clock.seconds()] == ["parse"]


# --- The trace ------------------------------------------------------------------------------------


def test_a_trace_holds_the_stages(time: Time) -> None:
    clock = Clock()
    with clock.stage("parse"):
        time.now += 2
    assert json.loads(clock.trace()) == {
        "displayTimeUnit": "ms",
        "traceEvents": [
            named("process_name", 0, "generator"),
            named("thread_name", 1, "stages"),
            took("parse", 1, 0, 2_000_000),
        ],
    }


def named(what: str, lane: int, name: str) -> dict[str, object]:
    """An event that names a lane."""
    return {"ph": "M", "name": what, "pid": 1, "tid": lane, "args": {"name": name}}


def took(name: str, lane: int, begin: int, length: int) -> dict[str, object]:
    """An event that took time."""
    return {"ph": "X", "name": name, "pid": 1, "tid": lane, "ts": begin, "dur": length}


def test_rounding_leaves_nothing_outside_of_what_it_lies_within(time: Time) -> None:
    clock = Clock()
    with clock.stage("outer"):
        for _ in range(50):
            time.now += 0.0000007
            with clock.stage("inner"):
                time.now += 0.0000013
    outer, *inner = events(clock)
    assert outer["name"] == "outer"
    assert len(inner) == 50
    ends = [event["ts"] + event["dur"] for event in inner]  # type: ignore[operator]
    assert max(ends) <= outer["ts"] + outer["dur"]  # type: ignore[operator]
    assert all(end <= later["ts"] for end, (_, later) in zip(ends, pairwise(inner), strict=False))


def test_a_trace_of_nothing_is_a_trace() -> None:
    assert [event["ph"] for event in json.loads(Clock().trace())["traceEvents"]] == ["M", "M"]
