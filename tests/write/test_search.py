"""The search bundle: made by the real indexer, and what happens when the indexer fails."""

from __future__ import annotations

import gzip
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
import pagefind_bin
import pytest

from generator.model import SearchEntry, Shard
from generator.problems import to_text
from generator.write import index_search, remove_search, search
from generator.write.search import SearchResult

LANGUAGE = "en"


def an_entry(path: str, **changes: object) -> SearchEntry:
    """What search knows of a page."""
    entry = SearchEntry(
        path=f"{path}/index.html",
        title=path.capitalize(),
        kind="Place",
        date="2026-02-18",
        year="2026",
        summary="",
        publisher="",
        topics=("War",),
        names=(),
        spellings=(),
        source=f"content/{path}.md",
        words=path,
    )
    return msgspec.structs.replace(entry, **changes)


TWO = (Shard("2026-02", (an_entry("geneva"), an_entry("kyiv"))),)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An output folder with three pages."""
    site = tmp_path / "output"
    for name in ("kyiv", "geneva", "list"):
        (site / name).mkdir(parents=True)
        (site / name / "index.html").write_text("<p>The page itself.", encoding="utf-8")
    return site


def bodies(sources: Iterable[str]) -> dict[str, str]:
    return {source: f'<p id="p-1">The text of {source}.</p>' for source in sources}


def index(
    folder: Path,
    shards: Sequence[Shard] = TWO,
    *,
    language: str = LANGUAGE,
    version: str = "1",
    trusted: bool = True,
) -> SearchResult:
    return index_search(folder, shards, bodies, language, version=version, trusted=trusted)


def shards(folder: Path) -> list[str]:
    """The folders of the shards, as the list names them."""
    listed: list[str] = json.loads((folder / "pagefind" / "shards.json").read_bytes())["shards"]
    assert sorted([*listed, "shards.json"]) == names(folder / "pagefind")
    return listed


def bundle(folder: Path) -> dict[str, bytes]:
    """The files of the first shard; the indexer numbers some of them anew each time."""
    top = folder / "pagefind" / shards(folder)[0]
    return {
        path.relative_to(top).as_posix(): path.read_bytes()
        for path in top.rglob("*")
        if path.is_file()
    }


def stable(name: str) -> bool:
    """Whether a file of a bundle is called the same each time."""
    return not name.startswith("filter/") and not name.endswith(".pf_meta")


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


def failure(folder: Path) -> list[str]:
    """The problems of an indexing that must fail and leave nothing behind."""
    result = index(folder, version="2")
    assert (result.pages, result.indexed) == (0, 0)
    assert {problem.severity for problem in result.problems} == {"error"}
    assert names(folder) == ["geneva", "kyiv", "list"]
    return [to_text(problem) for problem in result.problems]


# --- The real indexer -----------------------------------------------------------------------------


def test_pages_are_indexed_from_what_search_knows(folder: Path) -> None:
    assert index(folder) == SearchResult(2, 2)
    files = bundle(folder)
    (language,) = json.loads(files["pagefind-entry.json"])["languages"].items()
    assert (language[0], language[1]["page_count"]) == ("en", 2)
    fragments = [
        json.loads(gzip.decompress(data)[len("pagefind_dcd") :])
        for name, data in files.items()
        if name.startswith("fragment/")
    ]
    assert {each["url"] for each in fragments} == {"/kyiv/", "/geneva/"}
    kyiv = next(each for each in fragments if each["url"] == "/kyiv/")
    assert kyiv["content"] == "Kyiv. The text of content/kyiv.md."
    assert kyiv["filters"] == {"kind": ["Place"], "topic": ["War"], "year": ["2026"]}
    assert kyiv["meta"] == {"date": "2026-02-18", "kind": "Place", "title": "Kyiv"}
    assert [anchor["id"] for anchor in kyiv["anchors"]] == ["p-1"]
    assert names(folder) == ["geneva", "kyiv", "list", "pagefind"]


def test_every_value_reaches_the_index_whatever_it_holds(folder: Path) -> None:
    odd = 'a, b: "c" [d] <e> & ’f’'
    entry = an_entry("kyiv", title=odd, publisher=odd, topics=(odd,), names=(odd,), summary=odd)
    index(folder, (Shard("2026-02", (entry,)),))
    (data,) = [data for name, data in bundle(folder).items() if name.startswith("fragment/")]
    fragment = json.loads(gzip.decompress(data)[len("pagefind_dcd") :])
    assert fragment["meta"]["title"] == fragment["meta"]["publisher"] == odd
    assert fragment["meta"]["names"] == odd
    assert fragment["filters"]["topic"] == fragment["filters"]["publisher"] == [odd]
    assert fragment["content"].startswith(f"{odd} {odd} The text")


def test_a_shard_whose_pages_are_as_they_were_is_left_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = Shard("2025-01", (an_entry("kyiv"),))
    index(folder, (Shard("2026-02", (an_entry("geneva"),)), old))
    before = shards(folder)
    changed = Shard("2026-02", (an_entry("geneva", words="other"),))
    assert index(folder, (changed, old)) == SearchResult(2, 1)
    after = shards(folder)
    assert (after[1], after[0] != before[0]) == (before[1], True)
    instead(monkeypatch, tmp_path, "sys.exit('not to be run')")
    assert index(folder, (changed, old)) == SearchResult(2, 0)
    assert index(folder, (old,)) == SearchResult(1, 0)
    assert shards(folder) == [before[1]]


def test_a_shard_that_somebody_may_have_touched_is_verified(folder: Path) -> None:
    index(folder)
    assert index(folder, trusted=False) == SearchResult(2, 0)
    chunk = next((folder / "pagefind").glob("*/index/*"))
    chunk.write_bytes(chunk.read_bytes()[:-9])
    assert index(folder, trusted=False) == SearchResult(2, 2)


def test_another_generator_indexes_anew(folder: Path) -> None:
    index(folder)
    assert index(folder, version="2") == SearchResult(2, 2)
    assert len(shards(folder)) == 1


def test_without_search_no_bundle_stays(folder: Path) -> None:
    index(folder)
    remove_search(folder)
    assert names(folder) == ["geneva", "kyiv", "list"]


def test_the_indexer_s_own_interface_is_left_out(folder: Path) -> None:
    index(folder)
    scripts = {
        name for name in bundle(folder) if "/" not in name and name.endswith((".js", ".css"))
    }
    assert scripts == {"pagefind.js", "pagefind-worker.js"}


def test_of_a_language_tag_the_language_counts(folder: Path) -> None:
    assert index(folder, language="en-GB") == SearchResult(2, 2)
    assert list(json.loads(bundle(folder)["pagefind-entry.json"])["languages"]) == ["en"]


def test_what_a_killed_build_left_is_removed(folder: Path) -> None:
    (folder / ".search" / "pagefind" / "fragment").mkdir(parents=True)
    (folder / ".search" / "pagefind" / "fragment" / "old.pf_fragment").touch()
    assert index(folder) == SearchResult(2, 2)
    assert "fragment/old.pf_fragment" not in bundle(folder)
    assert ".search" not in names(folder)


def test_a_language_without_word_endings_is_indexed_too(folder: Path) -> None:
    assert index(folder, language="uk") == SearchResult(2, 2)
    assert "wasm.unknown.pagefind" in bundle(folder)


def test_the_environment_and_settings_nearby_have_no_effect(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
    expected = sorted(name for name in bundle(folder) if stable(name))
    monkeypatch.setenv("PAGEFIND_GLOB", "list/*.html")
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nav")
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    for place in (tmp_path, folder / "list"):
        (place / "pagefind.yml").write_text("root_selector: nav\nglob: none\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert index(Path("output"), version="2") == SearchResult(2, 2)
    assert sorted(name for name in bundle(folder) if stable(name)) == expected
    assert names(tmp_path) == ["output", "pagefind.yml"]


# --- What can go wrong ----------------------------------------------------------------------------


def test_another_number_of_pages_is_an_error(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "next(pathlib.Path(sys.argv[2]).glob('kyiv/*'))"
    instead(monkeypatch, tmp_path, f"{page}.unlink()\nreal()")
    assert failure(folder) == [
        "pagefind: error: 1 pages are in the index, and 2 should be",
        "pagefind: error: the index holds 1 pages' texts, and should hold 2",
    ]


def test_of_several_shards_only_the_one_that_failed_is_missing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    instead(monkeypatch, tmp_path, "real() if 'old' in sys.argv[2] else sys.exit('no')")
    result = index(folder, (Shard("new", (an_entry("kyiv"),)), Shard("old", (an_entry("geneva"),))))
    assert (result.pages, result.indexed, len(result.problems)) == (1, 1, 1)
    assert [name.partition("-")[0] for name in shards(folder)] == ["old"]


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
    monkeypatch.setattr(search, "TIMEOUT", 0.5)
    assert failure(folder) == ["pagefind: error: the indexer was stopped after 0.5 seconds"]


def test_the_last_words_of_an_indexer_that_fails_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
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
    index(folder)
    instead(monkeypatch, tmp_path, f"real()\n{damage}")
    assert any(told in text for text in failure(folder))


def test_a_disk_that_fails_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index(folder)

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", fail)
    assert failure(folder) == [
        "pagefind: error: the index cannot be written: no space left on device"
    ]


def test_a_build_that_is_killed_while_swapping_is_mended_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index(folder)
    before = sorted(filter(stable, bundle(folder)))

    def kill(path: Path, place: Path) -> None:
        shutil.move(path, place)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", kill)
        with pytest.raises(KeyboardInterrupt):
            index(folder, version="2")
    assert names(folder) == [".search", "geneva", "kyiv", "list", "pagefind"]
    assert index(folder, version="2", trusted=False).pages == 2
    assert sorted(filter(stable, bundle(folder))) == before
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
    assert index(folder) == SearchResult(2, 2)
    assert names(outside) == ["mine"]
    assert not (folder / "pagefind").is_symlink()
