"""What editors and people do to files, and what the watcher makes of it: all real."""

from __future__ import annotations

import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from watchdog.observers.inotify import InotifyObserver

from generator.preview.watching import watcher as module
from generator.preview.watching.watcher import Watcher
from tests.preview.previews import DEADLINE, until
from tests.small_site import put, small_site

Save = Callable[[Path], None]
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the system's own events differ"),
    # watchdog says so where a folder is made while it is being listed; nothing is lost by it.
    pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning"),
]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return small_site(tmp_path / "site")


@pytest.fixture(params=[None, 0.1], ids=["native", "polling"])
def watcher(request: pytest.FixtureRequest, site: Path) -> Iterator[Watcher]:
    with Watcher(site, site / "output", poll=request.param) as found:
        yield found


def plain(file: Path) -> None:
    file.write_text("saved", encoding="utf-8")


def atomic(file: Path) -> None:
    waiting = file.with_name(f".{file.name}.part")
    waiting.write_text("saved", encoding="utf-8")
    waiting.replace(file)


def vim(file: Path) -> None:
    (file.parent / "4913").write_text("")
    (file.parent / "4913").unlink()
    backup = file.with_name(file.name + "~")
    file.rename(backup)
    file.write_text("saved", encoding="utf-8")
    backup.unlink()


def emacs(file: Path) -> None:
    lock = file.with_name(f".#{file.name}")
    lock.symlink_to("desk@machine.123")
    shutil.copy(file, file.with_name(file.name + "~"))
    plain(file)
    lock.unlink()


def jetbrains(file: Path) -> None:
    waiting = file.with_name(file.name + "___jb_tmp___")
    old = file.with_name(file.name + "___jb_old___")
    waiting.write_text("saved", encoding="utf-8")
    file.rename(old)
    waiting.rename(file)
    old.unlink()


def in_place(file: Path) -> None:
    waiting = file.parent / "sedXyZ123"
    waiting.write_text("saved", encoding="utf-8")
    waiting.replace(file)


def slowly(file: Path) -> None:
    with file.open("w", encoding="utf-8") as stream:
        for part in ("sav", "ed"):
            stream.write(part)
            stream.flush()
            time.sleep(0.02)


@pytest.mark.parametrize("save", [plain, atomic, vim, emacs, jetbrains, in_place, slowly])
def test_a_save_of_an_editor_is_one_change(watcher: Watcher, site: Path, save: Save) -> None:
    """Or two, where the machine is so busy that half of the save is seen before the rest."""
    save(site / "content" / "kyiv.md")
    told = [watcher.wait(DEADLINE)]
    while (more := watcher.wait(0.7)) is not None:
        told.append(more)
    assert len(told) <= 2
    assert any(paths and "content/kyiv.md" in paths for paths in told)


def changes(site: Path, what: str) -> set[str]:
    """Do something, and say which paths must be told (one of them is enough)."""
    content = site / "content"
    match what:
        case "rename":
            (content / "kyiv.md").rename(content / "capital.md")
        case "move a folder in":
            put(site.parent, **{"new/inside.md": "x"})
            (site.parent / "new").rename(content / "new")
        case "move a folder out":
            put(site, **{"content/part/inside.md": "x"})
            time.sleep(0.3)
            (content / "part").rename(site.parent / "gone")
        case "copy a folder":
            put(site.parent, **{f"copied/{number}.txt": "x" for number in range(50)})
            shutil.copytree(site.parent / "copied", site / "seeds" / "copied")
        case "delete":
            (content / "kyiv.md").unlink()
        case "a deep new folder":
            put(site, **{"seeds/a/b/c/d.txt": "x"})
        case "the configuration":
            waiting = site / ".site.yaml.new"
            waiting.write_text("title: A\nbase_url: https://example.org/\n", encoding="utf-8")
            waiting.replace(site / "site.yaml")
        case "a template":
            put(site, **{"templates/assets/new.css": "x"})
        case "replace the folder":
            shutil.rmtree(content)
            time.sleep(0.3)
            put(site, **{"content/other.md": "x"})
    return {"content", "seeds", "templates", "site.yaml"}


@pytest.mark.parametrize(
    "what",
    [
        "rename",
        "move a folder in",
        "move a folder out",
        "copy a folder",
        "delete",
        "a template",
        "a deep new folder",
        "the configuration",
        "replace the folder",
    ],
)
def test_whatever_is_done_to_the_sources_is_told(watcher: Watcher, site: Path, what: str) -> None:
    tops = changes(site, what)
    found = watcher.wait(DEADLINE)
    assert found is not None
    assert {path.partition("/")[0] for path in found} <= tops


def test_a_folder_that_was_replaced_is_watched_anew(site: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "REFRESH", 0.1)
    with Watcher(site, site / "output") as watcher:
        changes(site, "replace the folder")
        while watcher.wait(1.0) is not None:
            pass
        plain(site / "content" / "other.md")
        found = watcher.wait(DEADLINE)
        assert found is not None
        assert "content/other.md" in found


def test_a_folder_that_comes_later_is_watched(site: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "REFRESH", 0.1)
    shutil.rmtree(site / "seeds")
    with Watcher(site, site / "output") as watcher:
        put(site, **{"seeds/first.txt": "x"})
        assert watcher.wait(DEADLINE) is not None
        while watcher.wait(1.0) is not None:
            pass
        put(site, **{"seeds/second.txt": "x"})
        found = watcher.wait(DEADLINE)
        assert found is not None
        assert "seeds/second.txt" in found


def test_what_a_link_leads_to_is_watched(site: Path) -> None:
    put(site, **{"shared/inside.md": "x"})
    (site / "content" / "linked").symlink_to("../shared")
    with Watcher(site, site / "output") as watcher:
        plain(site / "shared" / "inside.md")
        assert watcher.wait(DEADLINE) is not None


def test_a_site_may_be_reached_by_a_link(site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(site)
    with Watcher(link, link / "output") as watcher:
        plain(site / "content" / "kyiv.md")
        assert watcher.wait(DEADLINE) == frozenset({"content/kyiv.md"})


@pytest.mark.parametrize(
    "path",
    [
        "output/index.html",
        ".cache/build.sqlite",
        ".git/index",
        "notes.txt",
        "content/.kyiv.md.swp",
        "content/#kyiv.md#",
        "content/.DS_Store",
        "content/x.tmp",
        "content/4913",
        ".venv/lib/x.py",
    ],
)
def test_what_is_no_source_is_not_told(watcher: Watcher, site: Path, path: str) -> None:
    put(site, **{path: "x"})
    assert watcher.wait(0.4) is None


def test_reading_is_no_change(watcher: Watcher, site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file():
            path.read_bytes()
    list((site / "content").iterdir())
    assert watcher.wait(0.4) is None


def test_where_the_system_refuses_it_is_looked(site: Path, monkeypatch) -> None:
    class Refusing(InotifyObserver):
        def start(self) -> None:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "Observer", Refusing)
    monkeypatch.setattr(module, "POLL", 0.05)
    with Watcher(site, site / "output") as watcher:
        assert "looking every" in watcher.method
        assert "sysctl" in watcher.reason
        plain(site / "content" / "kyiv.md")
        assert watcher.wait(DEADLINE) == frozenset({"content/kyiv.md"})


def test_where_the_file_system_is_silent_it_is_looked(
    site: Path, monkeypatch, tmp_path: Path
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"none / ext4 rw 0 0\nhost {tmp_path} virtiofs rw 0 0\n")
    monkeypatch.setattr("generator.preview.watching.methods.MOUNTS", mounts)
    with Watcher(site, site / "output") as watcher:
        assert "looking every" in watcher.method
        assert "virtiofs" in watcher.reason


def test_after_a_flood_it_is_looked_once_more(site: Path, monkeypatch) -> None:
    monkeypatch.setattr(module, "BURST", 10)
    monkeypatch.setattr(module, "ECHO", 0.2)
    with Watcher(site, site / "output") as watcher:
        put(site, **{f"seeds/{number}.txt": "x" for number in range(30)})
        assert watcher.wait(DEADLINE)
        assert watcher.wait(DEADLINE) is not None
        assert watcher.wait(0.4) is None


def test_waiting_ends_when_the_watcher_is_closed(site: Path) -> None:
    with Watcher(site, site / "output") as watcher:
        thread = threading.Thread(target=watcher.wait)
        thread.start()
        watcher.close()
        thread.join(DEADLINE)
        assert not thread.is_alive()
        until(lambda: watcher.is_closed)
