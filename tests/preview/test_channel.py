"""What browsers learn of the builds."""

from __future__ import annotations

import threading
import time

from generator.preview.channel import REMEMBERED, Channel
from generator.preview.events import Building, Built, Failed, Mended, Reload
from tests.preview.previews import until


def built(number: int) -> Built:
    return Built(number, (f"{number}.html",))


def test_a_page_learns_what_it_has_missed() -> None:
    channel = Channel()
    for number in (1, 2, 3):
        channel.announce(built(number))
    assert channel.since(channel.run, 1) == (built(2), built(3))
    assert channel.since(channel.run, 3) == ()


def test_a_page_of_another_run_or_long_ago_is_loaded_anew() -> None:
    channel = Channel()
    for number in range(1, REMEMBERED + 3):
        channel.announce(built(number))
    assert channel.since("another", 1) == (Reload(),)
    assert channel.since(channel.run, 1) == (Reload(),)
    assert channel.since(channel.run, 999) == (Reload(),)
    assert len(channel.since(channel.run, 2)) == REMEMBERED


def test_a_failure_is_known_until_it_is_mended() -> None:
    channel = Channel()
    failed = Failed(0, ())
    channel.announce(failed)
    assert (channel.since(channel.run, 0), channel.is_ready) == ((failed,), False)
    channel.announce(Mended(0))
    assert (channel.since(channel.run, 0), channel.is_ready) == ((), True)


def test_a_stream_tells_everything_as_it_happens_and_ends() -> None:
    channel = Channel()
    got: list[object] = []

    def follow() -> None:
        got.extend(channel.follow(channel.run, 0, pause=0.01))

    thread = threading.Thread(target=follow)
    thread.start()
    until(lambda: None in list(got) or channel.streams == 1)
    channel.announce(Building("render", 1, 2))
    until(lambda: channel.building is not None)
    channel.announce(built(1))
    time.sleep(0.05)
    channel.close()
    thread.join(10)
    assert not thread.is_alive()
    assert channel.streams == 0
    assert built(1) in [event for event in got if event is not None]


def test_nobody_reads_while_files_take_their_places() -> None:
    channel = Channel()
    order: list[str] = []
    inside = threading.Event()

    def read() -> None:
        inside.wait(10)
        with channel.reading():
            order.append("read")

    reader = threading.Thread(target=read)
    reader.start()
    with channel.placing():
        inside.set()
        time.sleep(0.05)
        order.append("placed")
    reader.join(10)
    assert order == ["placed", "read"]


def test_placing_waits_for_who_reads_but_not_for_ever(monkeypatch) -> None:
    monkeypatch.setattr("generator.preview.channel.PATIENCE", 0.05)
    channel = Channel()
    with channel.reading(), channel.placing():
        pass
