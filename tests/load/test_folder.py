"""The site's folder: which file is what, in which order, and what is not taken."""

from __future__ import annotations

import os
import time
import unicodedata
from pathlib import Path

import msgspec
import pytest

from generator.load import SiteFolder, read_config_file
from generator.load import folder as load_folder
from generator.load.folder import is_settled
from generator.load.walk import stamp_of
from generator.model import Entry, Listing, Source, Stamp
from generator.problems import to_text
from generator.urls import digest

COMPOSED = "Café"
APART = unicodedata.normalize("NFD", COMPOSED)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder with its three folders, all empty."""
    root = tmp_path / "site"
    for folder in ("seeds", "content", "templates"):
        (root / folder).mkdir(parents=True)
    return root


def put(root: Path, *paths: str, data: bytes = b"text") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)


def read_site(root: Path, output: Path | None = None) -> Listing:
    return SiteFolder(root, output).listing()


def paths(sources: Listing) -> dict[str, list[str]]:
    """The paths of each kind that there is."""
    kinds = ("seeds", "explainers", "files", "templates", "assets")
    found = {kind: [source.path for source in getattr(sources, kind)] for kind in kinds}
    return {kind: names for kind, names in found.items() if names}


def told(sources: Listing) -> list[tuple[str, str, str]]:
    return [(problem.path, problem.severity, problem.rule) for problem in sources.problems]


# --- Which file is what ---------------------------------------------------------------------------


def test_an_empty_site_has_no_sources(site: Path) -> None:
    assert read_site(site) == Listing()


def test_a_source_is_its_path_its_bytes_and_their_digest(site: Path) -> None:
    put(site, "seeds/2026/talks.txt", data=b"\xff\0talks")
    folder = SiteFolder(site)
    (entry,) = folder.listing().seeds
    source = folder.read(entry)
    assert isinstance(source, Source)
    assert (source.path, source.kind) == ("seeds/2026/talks.txt", "seed")
    assert (source.data, source.digest) == (b"\xff\0talks", digest(b"\xff\0talks"))


def test_each_folder_holds_its_own_kinds(site: Path) -> None:
    put(site, "seeds/a.txt", "seeds/b.md", "content/c.md", "content/d.png", "content/e.txt")
    put(site, "templates/f.html", "templates/g.xml", "templates/parts/h.txt")
    put(site, "templates/assets/i.css", "templates/assets/j/k.html", "other/l.md", "m.txt")
    sources = read_site(site)
    assert sources.problems == ()
    assert paths(sources) == {
        "seeds": ["seeds/a.txt", "seeds/b.md"],
        "explainers": ["content/c.md"],
        "files": ["content/d.png", "content/e.txt"],
        "templates": ["templates/f.html", "templates/g.xml", "templates/parts/h.txt"],
        "assets": ["templates/assets/i.css", "templates/assets/j/k.html"],
    }


def test_suffixes_count_in_any_case(site: Path) -> None:
    put(site, "seeds/A.TXT", "seeds/B.Md", "content/C.MD", "templates/D.HTML")
    assert paths(read_site(site)) == {
        "seeds": ["seeds/A.TXT", "seeds/B.Md"],
        "explainers": ["content/C.MD"],
        "templates": ["templates/D.HTML"],
    }


def test_what_is_no_article_is_told(site: Path) -> None:
    put(site, "seeds/photo.jpg", "seeds/no-suffix")
    sources = read_site(site)
    assert sources.seeds == ()
    assert told(sources) == [
        ("seeds/no-suffix", "note", "not-a-seed"),
        ("seeds/photo.jpg", "note", "not-a-seed"),
    ]


@pytest.mark.parametrize(
    "name",
    [".hidden.md", ".git/a.md", ".DS_Store", "a.md~", "#a.md#", "a.md.swp", "a.md.orig"]
    + ["Thumbs.db", "desktop.ini", ".obsidian/a.md"],
)
def test_hidden_files_and_leftovers_are_passed_over(site: Path, name: str) -> None:
    put(site, f"content/{name}", f"seeds/{name}")
    assert read_site(site) == Listing()


def test_a_name_that_begins_with_a_number_sign_is_a_name(site: Path) -> None:
    put(site, "seeds/#1 story.txt")
    assert paths(read_site(site)) == {"seeds": ["seeds/#1 story.txt"]}


def test_what_is_no_template_is_told(site: Path) -> None:
    put(site, "templates/README.md")
    assert told(read_site(site)) == [("templates/README.md", "note", "not-a-template")]


def test_the_output_folder_is_no_source(site: Path) -> None:
    put(site, "content/a.md", "content/output/index.html")
    sources = read_site(site, site / "content" / "output")
    assert paths(sources) == {"explainers": ["content/a.md"]}


def test_sources_are_sorted_by_path_however_they_were_made(site: Path) -> None:
    names = [f"seeds/{name}.txt" for name in ("b", "a/b", "a", "Z", "a-b", "é", "ж", "10", "9")]
    put(site, *names)
    first = read_site(site)
    assert [source.path for source in first.seeds] == sorted(names)
    for name in names:
        (site / name).unlink()
    put(site, *reversed(names))
    assert read_site(site) == first


def test_a_site_may_be_named_in_any_way(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, "seeds/a.txt", "content/deep/er/b.md")
    monkeypatch.chdir(site / "seeds")
    assert read_site(Path("..")) == read_site(site)
    monkeypatch.chdir(site)
    assert read_site(Path()) == read_site(site)


# --- What is missing or cannot be read ------------------------------------------------------------


def test_missing_folders_are_told(tmp_path: Path) -> None:
    assert told(read_site(tmp_path)) == [
        ("content", "warning", "no-folder"),
        ("seeds", "warning", "no-folder"),
        ("templates", "error", "no-templates"),
    ]


def test_a_file_in_a_folder_s_place_is_no_folder(site: Path) -> None:
    (site / "seeds").rmdir()
    put(site, "seeds")
    assert told(read_site(site)) == [("seeds", "warning", "no-folder")]


def test_a_file_that_cannot_be_read_is_an_error(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "seeds/a.txt", "seeds/b.txt")
    read = load_folder._read

    def refuse(file: str) -> tuple[bytes, Stamp, Stamp]:
        if file.endswith("a.txt"):
            raise PermissionError(13, "Permission denied")
        return read(file)

    monkeypatch.setattr(load_folder, "_read", refuse)
    sources = read_site(site)
    assert paths(sources) == {"seeds": ["seeds/b.txt"]}
    assert [to_text(problem) for problem in sources.problems] == [
        "seeds/a.txt: error: this cannot be read: permission denied"
    ]


def test_a_folder_that_cannot_be_listed_is_an_error(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(site, "seeds/a.txt", "seeds/locked/b.txt")
    scandir = os.scandir

    def refuse(place: str) -> object:
        if place.endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)
    sources = read_site(site)
    assert paths(sources) == {"seeds": ["seeds/a.txt"]}
    assert [to_text(problem) for problem in sources.problems] == [
        "seeds/locked: error: this cannot be read: permission denied"
    ]


def test_a_pipe_is_not_waited_for(site: Path) -> None:
    os.mkfifo(site / "seeds" / "pipe.txt")
    assert told(read_site(site)) == [("seeds/pipe.txt", "warning", "no-file")]


def test_the_configuration_is_bytes_or_nothing(site: Path) -> None:
    assert read_config_file(site) is None
    put(site, "site.yaml", data=b"\xfftitle")
    assert read_config_file(site) == b"\xfftitle"


# --- Links ----------------------------------------------------------------------------------------


def test_a_link_to_a_file_of_the_site_is_followed(site: Path) -> None:
    put(site, "seeds/a.txt", data=b"A")
    (site / "content" / "copy.txt").symlink_to("../seeds/a.txt")
    assert [entry.digest for entry in read_site(site).files] == [digest(b"A")]


@pytest.mark.parametrize("absolute", [True, False])
def test_a_link_out_of_the_site_is_not_followed(site: Path, absolute: bool) -> None:
    put(site.parent, "secret.txt", "site-2/b.txt")
    target = site.parent / "secret.txt" if absolute else Path("../../secret.txt")
    (site / "seeds" / "a.txt").symlink_to(target)
    (site / "seeds" / "b.txt").symlink_to(site.parent / "site-2" / "b.txt")
    sources = read_site(site)
    assert sources.seeds == ()
    assert told(sources) == [
        ("seeds/a.txt", "warning", "outside-link"),
        ("seeds/b.txt", "warning", "outside-link"),
    ]


def test_a_link_to_a_hidden_file_is_not_followed(site: Path) -> None:
    put(site, ".git/config", ".env")
    (site / "content" / "a.txt").symlink_to("../.git/config")
    (site / "content" / "b.txt").symlink_to("../.env")
    sources = read_site(site)
    assert sources.files == ()
    assert {rule for _, _, rule in told(sources)} == {"outside-link"}


def test_a_link_to_a_folder_of_the_site_is_followed(site: Path) -> None:
    put(site, "archive/a.txt")
    (site / "seeds" / "old").symlink_to("../archive")
    sources = read_site(site)
    assert (paths(sources), told(sources)) == ({"seeds": ["seeds/old/a.txt"]}, [])


@pytest.mark.parametrize("target", ["../../..", "/", "../../site-2"])
def test_a_link_to_a_folder_elsewhere_is_not_followed(site: Path, target: str) -> None:
    put(site.parent, "site-2/a.txt")
    (site / "seeds" / "away").symlink_to(target)
    sources = read_site(site)
    assert (paths(sources), told(sources)) == ({}, [("seeds/away", "warning", "outside-link")])


@pytest.mark.parametrize(
    ("target", "circle"), [(".", "seeds/loop"), ("..", "seeds/loop/seeds"), ("a", "seeds/a/back")]
)
def test_circles_of_links_end(site: Path, target: str, circle: str) -> None:
    put(site, "seeds/a/b.txt")
    (site / "seeds" / "a" / "back").symlink_to("..")
    (site / "seeds" / "loop").symlink_to(target)
    sources = read_site(site)
    assert "seeds/a/b.txt" in paths(sources)["seeds"]
    assert (circle, "warning", "link-circle") in told(sources)


def test_the_folders_of_the_site_may_lead_nowhere_else(site: Path) -> None:
    put(site.parent, "elsewhere/secret.md")
    (site / "content").rmdir()
    (site / "content").symlink_to(site.parent / "elsewhere")
    sources = read_site(site)
    assert (paths(sources), told(sources)) == ({}, [("content", "warning", "outside-link")])


def test_links_that_lead_nowhere_are_told(site: Path) -> None:
    (site / "seeds" / "broken.txt").symlink_to("nothing.txt")
    (site / "seeds" / "self.txt").symlink_to("self.txt")
    (site / "seeds" / "there.txt").symlink_to("back.txt")
    (site / "seeds" / "back.txt").symlink_to("there.txt")
    names = ("back", "broken", "self", "there")
    assert told(read_site(site)) == [
        (f"seeds/{name}.txt", "warning", "dead-link") for name in names
    ]


# --- Odd names ------------------------------------------------------------------------------------


def test_names_are_composed(site: Path) -> None:
    put(site, f"content/{APART}/{APART}.md")
    assert paths(read_site(site)) == {"explainers": [f"content/{COMPOSED}/{COMPOSED}.md"]}


def test_of_two_names_that_look_alike_the_first_is_used(site: Path) -> None:
    put(site, f"seeds/{APART}.txt", data=b"apart")
    put(site, f"seeds/{COMPOSED}.txt", data=b"composed")
    if len(list((site / "seeds").iterdir())) == 1:
        return  # a disk that takes them for one name, as that of macOS does
    sources = read_site(site)
    assert [(entry.path, entry.digest) for entry in sources.seeds] == [
        (f"seeds/{COMPOSED}.txt", digest(b"apart"))
    ]
    assert told(sources) == [(f"seeds/{COMPOSED}.txt", "warning", "same-name")]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\nb.txt", "seeds/a\\nb.txt"),
        (b"a\\b.txt", "seeds/a\\b.txt"),
        (b"a\x1b[31m.txt", "seeds/a\\x1b[31m.txt"),
        (b"caf\xe9.txt", "seeds/caf\\udce9.txt"),
        (b"caf\xe9/a.txt", "seeds/caf\\udce9"),
    ],
)
def test_a_name_that_cannot_be_an_address_is_told(site: Path, name: bytes, shown: str) -> None:
    file = os.fsencode(site / "seeds") + b"/" + name
    os.makedirs(os.path.dirname(file), exist_ok=True)  # noqa: PTH103, PTH120 - bytes
    Path(os.fsdecode(file)).write_bytes(b"text")
    put(site, "seeds/good.txt")
    sources = read_site(site)
    assert paths(sources) == {"seeds": ["seeds/good.txt"]}
    (problem,) = sources.problems
    assert problem.rule == "bad-name"
    assert to_text(problem).startswith(f"{shown}: warning: ")


def test_every_problem_can_be_printed_as_utf_8(site: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(site / "seeds") + b"/\xff\n"))
    odd.symlink_to("..")
    (site / "content" / odd.name).mkdir()
    (site / "content" / odd.name / "a.md").symlink_to("/nowhere")
    problems = read_site(site).problems
    assert len(problems) == 2
    assert all(to_text(problem).encode() for problem in problems)


# --- Stamps ---------------------------------------------------------------------------------------


def long_ago(file: Path) -> None:
    """Set a file's time back, and wait until its other time (which nobody can set) is past, too."""
    os.utime(file, ns=(10**18 + 1, 10**18 + 1))
    while not is_settled(stamp_of(file.stat()), time.time_ns()):
        time.sleep(0.01)


def test_a_file_with_a_known_stamp_is_not_read(site: Path) -> None:
    put(site, "seeds/a.txt")
    long_ago(site / "seeds/a.txt")
    folder = SiteFolder(site)
    folder.listing()
    ((path, (stamp, _)),) = folder.stamps().items()
    (entry,) = SiteFolder(site, known={path: (stamp, "believed")}).listing().seeds
    assert entry == Entry("seeds/a.txt", "seed", "believed")


@pytest.mark.parametrize("field", Stamp.__struct_fields__)
def test_a_file_with_another_stamp_is_read(site: Path, field: str) -> None:
    put(site, "seeds/a.txt")
    stamp = stamp_of((site / "seeds/a.txt").stat())
    other = msgspec.structs.replace(stamp, **{field: getattr(stamp, field) + 1})
    (entry,) = SiteFolder(site, known={"seeds/a.txt": (other, "believed")}).listing().seeds
    assert entry.digest == digest(b"text")


def test_the_stamp_of_a_file_that_was_just_written_is_not_kept(site: Path) -> None:
    """Written again within the same tick of the clock, it would have the same stamp."""
    put(site, "seeds/a.txt")
    folder = SiteFolder(site)
    folder.listing()
    assert folder.stamps() == {}


def test_whole_seconds_need_a_longer_wait() -> None:
    fine, coarse = Stamp(1, 5_000_000_001, 1, 1), Stamp(1, 5_000_000_000, 1, 1)
    assert [is_settled(fine, 5_000_000_000 + ms * 10**6) for ms in (40, 60)] == [False, True]
    assert [is_settled(coarse, 5_000_000_000 + ms * 10**6) for ms in (60, 2_001)] == [False, True]


def test_a_file_that_changes_between_listing_and_reading_is_told(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_folder, "BUDGET", 0)
    put(site, "seeds/a.txt", "seeds/b.txt")
    folder = SiteFolder(site)
    first, second = folder.listing().seeds
    put(site, "seeds/a.txt", data=b"other")
    (site / "seeds/b.txt").unlink()
    told = [folder.read(entry) for entry in (first, second)]
    assert [(each.path, each.rule, each.hint) for each in told] == [
        ("seeds/a.txt", "changed-while-building", "build again"),
        ("seeds/b.txt", "unreadable", "build again"),
    ]


@pytest.mark.parametrize("budget", [0, 5, 1_000])
def test_bytes_are_the_same_whether_kept_or_read_again(
    site: Path, monkeypatch: pytest.MonkeyPatch, budget: int
) -> None:
    monkeypatch.setattr(load_folder, "BUDGET", budget)
    put(site, "seeds/a.txt", "seeds/b.txt")
    folder = SiteFolder(site)
    for entry in folder.listing().seeds * 2:
        source = folder.read(entry)
        assert isinstance(source, Source)
        assert source.data == b"text"
