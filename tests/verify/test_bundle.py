"""Comparing search bundles, which say the same in another order every time."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pagefind_bin
import pytest

from generator.verify import Difference, compare_trees
from generator.verify.bundle import (
    MAGIC,
    UnreadableBundleError,
    bundle_parts,
    loose_files,
)

TOPICS = ("Energy", "Law", "Talks", "Territory", "The front", "Votes", "Water", "Winter")
KINDS = ("Article", "Explainer", "Organisation", "Page", "Person", "Place", "Treaty", "Vessel")


def page(number: int, topic: str) -> str:
    """A page with two facets and a date."""
    kind = KINDS[number % len(KINDS)]
    return (
        f"<!doctype html><html lang=en><title>{number}</title><body><main data-pagefind-body>"
        f"<h1>Page {number}</h1><p data-pagefind-filter='kind'>{kind}</p>"
        f"<p data-pagefind-filter='topic'>{topic}</p>"
        f"<p data-pagefind-sort='date'>2026-01-{number + 10}</p></main>"
    )


def index(folder: Path, topics: tuple[str, ...]) -> Path:
    """A site with a page for each of these topics, and its bundle."""
    for number, topic in enumerate(topics):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / "index.html").write_text(page(number, topic), encoding="utf-8")
    (folder.parent / "empty").mkdir(exist_ok=True)
    subprocess.run(
        [str(pagefind_bin.get_executable()), "--site", str(folder), "--quiet"],
        cwd=folder.parent / "empty",
        check=True,
        timeout=60,
    )
    return folder


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same site twice."""
    root = tmp_path_factory.mktemp("twins")
    return index(root / "built", TOPICS), index(root / "clean", TOPICS)


@pytest.fixture
def sites(tmp_path: Path, twins: tuple[Path, Path]) -> tuple[Path, Path]:
    """The same site twice, to be changed."""
    copies = (tmp_path / "built", tmp_path / "clean")
    for twin, copy in zip(twins, copies, strict=True):
        shutil.copytree(twin, copy)
    return copies


def test_two_runs_differ_in_bytes_and_say_the_same(twins: tuple[Path, Path]) -> None:
    built, clean = (twin / "pagefind" for twin in twins)
    assert loose_files(built) != loose_files(clean)  # one chance in 10¹⁰ that they do not
    parts, others = bundle_parts(built), bundle_parts(clean)
    assert {name: part.value for name, part in parts.items()} == {
        name: part.value for name, part in others.items()
    }
    assert sorted(parts) == [
        "contents en",
        "facet en kind",
        "facet en topic",
        "pagefind-entry.json",
    ]
    assert compare_trees(*twins).differences == ()


def test_every_loose_file_is_spoken_for(twins: tuple[Path, Path]) -> None:
    bundle = twins[0] / "pagefind"
    assert {part.path for part in bundle_parts(bundle).values()} == loose_files(bundle)


def test_a_page_in_another_facet_is_seen(tmp_path: Path, twins: tuple[Path, Path]) -> None:
    other = index(tmp_path / "built", ("Law", *TOPICS[1:]))
    found = compare_trees(other, twins[1]).differences
    assert "pagefind/filter" in {path_of_folder(each) for each in found if each.kind == "different"}
    assert "pagefind/fragment" in {path_of_folder(each) for each in found}


def path_of_folder(difference: Difference) -> str:
    """The folder of the file that differs."""
    return difference.path.rpartition("/")[0]


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    """Replace bytes in a packed file of a bundle."""
    data = gzip.decompress(path.read_bytes())
    assert data.count(old) == 1
    path.write_bytes(gzip.compress(data.replace(old, new)))


def facet(bundle: Path, word: bytes) -> Path:
    """The file of the facet that has this value."""
    return next(
        path for path in bundle.glob("filter/*") if word in gzip.decompress(path.read_bytes())
    )


def test_a_facet_that_says_otherwise_is_named(sites: tuple[Path, Path]) -> None:
    path = facet(sites[0] / "pagefind", b"Treaty")
    rewrite(path, b"Treaty", b"Tready")
    (found,) = compare_trees(*sites).differences
    assert found.path == path.relative_to(sites[0]).as_posix()
    assert found.kind == "different"
    assert "Tready" in found.built
    assert "Treaty" in found.clean


def test_a_file_that_nothing_names_is_unexpected(sites: tuple[Path, Path]) -> None:
    stale = sites[0] / "pagefind" / "filter" / "en_0000000.pf_filter"
    shutil.copy(facet(sites[0] / "pagefind", b"Treaty"), stale)
    assert compare_trees(*sites).differences == (
        Difference("pagefind/filter/en_0000000.pf_filter", "unexpected"),
    )


def test_another_count_of_pages_is_seen(sites: tuple[Path, Path]) -> None:
    path = sites[0] / "pagefind" / "pagefind-entry.json"
    entry = json.loads(path.read_bytes())
    entry["languages"]["en"]["page_count"] += 1
    path.write_text(json.dumps(entry), encoding="utf-8")
    (found,) = compare_trees(*sites).differences
    assert (found.path, found.kind) == ("pagefind/pagefind-entry.json", "different")


@pytest.mark.parametrize(
    "harm",
    [
        lambda bundle: next(bundle.glob("*.pf_meta")).write_bytes(b""),
        lambda bundle: next(bundle.glob("*.pf_meta")).unlink(),
        lambda bundle: next(bundle.glob("*.pf_meta")).write_bytes(gzip.compress(b"other")),
        lambda bundle: next(bundle.glob("*.pf_meta")).write_bytes(gzip.compress(MAGIC + b"\x80")),
        lambda bundle: next(bundle.glob("*.pf_meta")).write_bytes(gzip.compress(MAGIC + b"\xf6")),
        lambda bundle: next(bundle.glob("filter/*")).write_bytes(b"\x1f\x8b\x08\x00cut"),
        lambda bundle: next(bundle.glob("filter/*")).unlink(),
        lambda bundle: (bundle / "pagefind-entry.json").write_bytes(b"{"),
        lambda bundle: (bundle / "pagefind-entry.json").write_bytes(b"[]"),
        lambda bundle: (bundle / "pagefind-entry.json").write_bytes(b'{"version": "1"}'),
    ],
)
def test_a_damaged_bundle_is_unreadable_and_never_equal(sites: tuple[Path, Path], harm) -> None:
    harm(sites[0] / "pagefind")
    with pytest.raises(UnreadableBundleError):
        bundle_parts(sites[0] / "pagefind")
    assert compare_trees(*sites).differences


def test_a_bundle_that_is_not_there_is_missing(sites: tuple[Path, Path]) -> None:
    shutil.rmtree(sites[0] / "pagefind")
    found = compare_trees(*sites).differences
    assert {each.kind for each in found} == {"missing"}
    files = [path for path in (sites[1] / "pagefind").rglob("*") if path.is_file()]
    assert len(found) == len(files)


def test_files_that_only_look_like_a_bundle_s_are_compared_by_their_bytes(
    sites: tuple[Path, Path],
) -> None:
    for number, site in enumerate(sites):
        (site / "notes").mkdir()
        (site / "notes" / "my.pf_meta").write_text(f"{number}", encoding="utf-8")
    assert [each.path for each in compare_trees(*sites).differences] == ["notes/my.pf_meta"]
