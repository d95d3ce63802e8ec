"""The search bundle: made by the real indexer, and what happens when the indexer fails."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from pathlib import Path

import pagefind_bin
import pytest

from generator.problems import to_text
from generator.write import index_search
from generator.write.search import SearchResult

PAGE = "<!doctype html><html lang=en><title>{0}</title><body><main {1}><h1>{0}</h1><p>Text.</main>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of two pages to be searched and one that is not."""
    site = tmp_path / "output"
    for name, marked in (("kyiv", True), ("geneva", True), ("list", False)):
        (site / name).mkdir(parents=True)
        page = PAGE.format(name, "data-pagefind-body" if marked else "")
        (site / name / "index.html").write_text(page, encoding="utf-8")
    return site


def bundle(folder: Path) -> dict[str, bytes]:
    """The files of the bundle; the indexer numbers some of them anew each time."""
    top = folder / "pagefind"
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file()
    }


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def instead(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str) -> None:
    """Put a Python program in the indexer's place; `real` runs the indexer into `bundle`."""
    opening = (
        "import pathlib, subprocess, sys, time\n"
        "bundle = pathlib.Path(sys.argv[sys.argv.index('--output-path') + 1])\n"
        f"real = lambda: subprocess.run([{str(pagefind_bin.get_executable())!r}, *sys.argv[1:]])\n"
    )
    (tmp_path / "indexer.py").write_text(opening + program, encoding="utf-8")
    script = tmp_path / "indexer"
    # A shell in between: the path of this Python may hold a space, which no `#!` line can.
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$0.py" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: script)


def failure(folder: Path, pages: int = 2, timeout: float = 60.0) -> list[str]:
    """The problems of an indexing that must fail and leave nothing behind."""
    result = index_search(folder, pages, "en", timeout)
    assert result.pages == 0
    assert {problem.severity for problem in result.problems} == {"error"}
    assert names(folder) == ["geneva", "kyiv", "list"]
    return [to_text(problem) for problem in result.problems]


# --- The real indexer -----------------------------------------------------------------------------


def test_the_marked_pages_are_indexed(folder: Path) -> None:
    assert index_search(folder, 2, "en") == SearchResult(2)
    files = bundle(folder)
    (language,) = json.loads(files["pagefind-entry.json"])["languages"].items()
    assert (language[0], language[1]["page_count"]) == ("en", 2)
    fragments = [data for name, data in files.items() if name.startswith("fragment/")]
    urls = {json.loads(gzip.decompress(data)[len("pagefind_dcd") :])["url"] for data in fragments}
    assert urls == {"/kyiv/", "/geneva/"}
    assert names(folder) == ["geneva", "kyiv", "list", "pagefind"]


def test_the_indexer_s_own_interface_is_left_out(folder: Path) -> None:
    index_search(folder, 2, "en")
    scripts = {
        name for name in bundle(folder) if "/" not in name and name.endswith((".js", ".css"))
    }
    assert scripts == {"pagefind.js", "pagefind-worker.js"}


def test_of_a_language_tag_the_language_counts(folder: Path) -> None:
    assert index_search(folder, 2, "en-GB") == SearchResult(2)
    assert list(json.loads(bundle(folder)["pagefind-entry.json"])["languages"]) == ["en"]


def test_a_new_bundle_takes_the_place_of_the_last(folder: Path) -> None:
    index_search(folder, 2, "en")
    (folder / "pagefind" / "stale.pf_fragment").touch()
    (folder / "kyiv" / "index.html").unlink()
    assert index_search(folder, 1, "en") == SearchResult(1)
    assert "stale.pf_fragment" not in bundle(folder)
    assert len([name for name in bundle(folder) if name.startswith("fragment/")]) == 1


def test_what_a_killed_build_left_is_removed(folder: Path) -> None:
    (folder / ".search" / "pagefind" / "fragment").mkdir(parents=True)
    (folder / ".search" / "pagefind" / "fragment" / "old.pf_fragment").touch()
    assert index_search(folder, 2, "en") == SearchResult(2)
    assert "fragment/old.pf_fragment" not in bundle(folder)
    assert ".search" not in names(folder)


def test_a_language_without_word_endings_is_indexed_too(folder: Path) -> None:
    assert index_search(folder, 2, "uk") == SearchResult(2)
    assert "wasm.unknown.pagefind" in bundle(folder)


def test_the_environment_and_settings_nearby_have_no_effect(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_search(folder, 2, "en")
    expected = sorted(bundle(folder))
    monkeypatch.setenv("PAGEFIND_GLOB", "list/*.html")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    for place in (tmp_path, folder / "list"):
        (place / "pagefind.yml").write_text("root_selector: nav\nglob: none\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert index_search(Path("output"), 2, "en") == SearchResult(2)
    assert sorted(bundle(folder)) == expected
    assert names(tmp_path) == ["output", "pagefind.yml"]


# --- What can go wrong ----------------------------------------------------------------------------


def test_without_pages_there_is_no_bundle_and_no_error(folder: Path) -> None:
    index_search(folder, 2, "en")
    result = index_search(folder, 0, "en")
    assert (result.pages, [problem.severity for problem in result.problems]) == (0, ["note"])
    assert names(folder) == ["geneva", "kyiv", "list"]


def test_another_number_of_pages_is_an_error(folder: Path) -> None:
    index_search(folder, 2, "en")
    assert failure(folder, pages=3) == [
        "pagefind: error: 2 pages are in the index, and 3 should be",
        "pagefind: error: the index holds 2 pages' texts, and should hold 3",
    ]


def test_a_missing_indexer_is_an_error(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tmp_path / "nothing")
    (told,) = failure(folder)
    assert "the indexer cannot be run" in told
    assert "reinstall pagefind_bin" in told


def test_an_indexer_that_its_package_does_not_find_is_an_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pagefind_bin, "get_candidate_paths", list)
    (told,) = failure(folder)
    assert "the indexer cannot be run" in told


def test_an_indexer_that_hangs_is_stopped(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, tmp_path, "time.sleep(600)")
    assert failure(folder, timeout=0.5) == [
        "pagefind: error: the indexer was stopped after 0.5 seconds"
    ]


def test_the_last_words_of_an_indexer_that_fails_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_search(folder, 2, "en")
    instead(monkeypatch, tmp_path, "print('one')\nsys.exit('no memory')")
    assert failure(folder) == [
        "pagefind: error: the indexer ended with code 1\n    one / no memory"
    ]


def test_an_indexer_that_is_killed_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, tmp_path, "import os\nos.kill(os.getpid(), 9)")
    assert failure(folder) == ["pagefind: error: the indexer ended with code -9"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("[p.write_bytes(p.read_bytes()[:-9]) for p in bundle.glob('index/*')]", "is damaged"),
        (
            "[p.write_bytes(p.read_bytes()[:9] + bytes(30)) for p in bundle.glob('index/*')]",
            "damaged",
        ),
        ("[p.write_bytes(b'') for p in bundle.glob('fragment/*')]", "is damaged"),
        ("[p.write_bytes(b'junk') for p in bundle.glob('*.pf_meta')]", "is damaged"),
        ("[p.unlink() for p in bundle.glob('*.pf_meta')]", "the index lacks pagefind.en_"),
        ("[p.unlink() for p in bundle.glob('fragment/*')]", "the index holds 0 pages' texts"),
        ("(bundle / 'wasm.en.pagefind').unlink()", "the index lacks wasm.en.pagefind"),
        ("[p.write_bytes(p.read_bytes()[:-9]) for p in bundle.glob('wasm.*')]", "is damaged"),
        (
            "p = bundle / 'pagefind-entry.json'; p.write_text(p.read_text().replace('1', '9', 1))",
            "the index was made by version 9",
        ),
        ("(bundle / 'pagefind.js').write_bytes(b'')", "the index lacks pagefind.js"),
        ("(bundle / 'pagefind-worker.js').unlink()", "the index lacks pagefind-worker.js"),
        ("(bundle / 'pagefind-entry.json').write_bytes(b'{')", "no readable list of contents"),
        ("(bundle / 'pagefind-entry.json').write_bytes(b'[]')", "no readable list of contents"),
        ("(bundle / 'pagefind-entry.json').unlink()", "no readable list of contents"),
        ("[p.unlink() for p in bundle.glob('index/*')]", "the index lacks its words"),
    ],
)
def test_a_damaged_bundle_is_not_used(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str, told: str
) -> None:
    index_search(folder, 2, "en")
    instead(monkeypatch, tmp_path, f"real()\n{damage}")
    assert any(told in text for text in failure(folder))


def test_a_disk_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index_search(folder, 2, "en")

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    assert failure(folder) == [
        "pagefind: error: the index cannot be written: no space left on device"
    ]


def test_a_build_that_is_killed_while_swapping_is_mended_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index_search(folder, 2, "en")
    before = sorted(bundle(folder))

    def kill(path: Path, place: Path) -> None:
        shutil.move(path, place)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", kill)
        with pytest.raises(KeyboardInterrupt):
            index_search(folder, 2, "en")
    assert names(folder) == [".search", "geneva", "kyiv", "list"]
    assert index_search(folder, 2, "en") == SearchResult(2)
    assert sorted(bundle(folder)) == before
    assert ".search" not in names(folder)


def test_an_indexer_that_writes_nothing_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, tmp_path, "")
    (told,) = failure(folder)
    assert "no readable list of contents" in told


def test_a_bundle_that_is_a_link_is_replaced_and_not_followed(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").touch()
    (folder / "pagefind").symlink_to(outside)
    (folder / ".search").symlink_to(outside)
    assert index_search(folder, 2, "en") == SearchResult(2)
    assert names(outside) == ["mine"]
    assert not (folder / "pagefind").is_symlink()
