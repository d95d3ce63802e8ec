"""How processes are started: forked only where a copy of this one would be whole."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator.workers import method

ROOT = Path(__file__).parent.parent.parent
ALONE = "from generator.workers.method import start_method; print(start_method())"
WITH_A_THREAD = f"""
import threading
end = threading.Event()
threading.Thread(target=end.wait).start()
{ALONE}
end.set()
"""
WITH_A_THREAD_THAT_HAS_JUST_ENDED = """
import threading
from generator.workers.method import start_method
found = set()
for _ in range(300):
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
    found.add(start_method())
print(*found)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
@pytest.mark.parametrize(
    ("program", "expected"),
    [(ALONE, "fork"), (WITH_A_THREAD, "spawn"), (WITH_A_THREAD_THAT_HAS_JUST_ENDED, "fork")],
)
def test_with_another_thread_nothing_is_forked(program: str, expected: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == expected


def test_without_a_count_of_threads_nothing_is_forked(monkeypatch) -> None:
    def refuse(path: Path) -> None:
        raise FileNotFoundError(path)

    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert method.start_method() == "spawn"


def test_a_thread_that_python_does_not_know_counts(monkeypatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr(Path, "iterdir", lambda _: iter([Path("1"), Path("2")]))
    assert method.start_method() == "spawn"


def test_on_other_systems_nothing_is_forked(monkeypatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert method.start_method() == "spawn"
