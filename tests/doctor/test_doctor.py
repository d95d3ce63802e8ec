"""The doctor: each check on a set-up that has one fault, and on one that has all."""

from __future__ import annotations

import importlib.metadata
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.doctor import CHECKS, Place, examine, machine, publishing, site
from generator.log import open_log
from tests.archive import ROOT
from tests.publish.repositories import Desk, git
from tests.small_site import put, small_site


def test_a_good_set_up_has_no_problem(desk: Desk) -> None:
    put(
        desk.clone, **{"requirements.txt": f"msgspec=={importlib.metadata.version('msgspec')} \\\n"}
    )
    found = {finding.name: finding.state for finding in examine(Place(desk.clone))}
    assert len(found) == len(CHECKS)
    assert "problem" not in found.values()
    assert found["Libraries"] == found["Search"] == found["git"] == found["Build log"] == "fine"


def test_an_empty_folder_is_examined_to_the_end(tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    found = {finding.name: finding for finding in examine(Place(folder))}
    assert {name for name, each in found.items() if each.state == "problem"} == {
        "site.yaml",
        "git",
        "Remote",
    }
    assert not any("could not be examined" in each.found for each in found.values())
    assert list(folder.iterdir()) == []


def test_a_check_that_fails_is_told_as_such(tmp_path: Path, monkeypatch) -> None:
    def broken(_: Place):
        raise RuntimeError("boom")

    monkeypatch.setattr("generator.doctor.examination.CHECKS", (broken,))
    (finding,) = examine(Place(tmp_path))
    assert (finding.state, finding.found) == (
        "problem",
        "could not be examined: RuntimeError: boom",
    )


def test_a_broken_configuration_is_told_with_its_place(tmp_path: Path) -> None:
    small_site(tmp_path / "site", **{"site.yaml": "title: A\nbase_url: [\n"})
    finding = site.configuration(Place(tmp_path / "site"))
    assert finding.state == "problem"
    assert "site.yaml:" in finding.found


def test_libraries_that_are_missing_or_others_are_told(tmp_path: Path) -> None:
    put(tmp_path, **{"requirements.txt": "no-such-library==1.0\n"})
    assert machine.libraries(Place(tmp_path)).state == "problem"
    elsewhere = "no-such-library==1.0 ; sys_platform == 'nowhere'\n"
    put(tmp_path, **{"requirements.txt": elsewhere})
    assert machine.libraries(Place(tmp_path)).state == "fine"
    put(tmp_path, **{"requirements.txt": "msgspec==0.0.1\n"})
    assert machine.libraries(Place(tmp_path)).state == "warning"


def test_an_indexer_that_does_not_run_is_told(tmp_path: Path, monkeypatch) -> None:
    import pagefind_bin

    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tmp_path / "missing")
    assert machine.search(Place(tmp_path)).state == "problem"
    program = tmp_path / "other"
    program.write_text("#!/bin/sh\necho pagefind 0.9\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    finding = machine.search(Place(tmp_path))
    assert (finding.state, "0.9" in finding.found) == ("problem", True)


def test_too_few_watches_are_told(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "seeds" / "a").mkdir(parents=True)
    limit = tmp_path / "limit"
    limit.write_text("1\n")
    monkeypatch.setattr(machine, "WATCHES", limit)
    finding = machine.watching(Place(tmp_path))
    assert (finding.state, "sysctl" in finding.hint) == ("warning", True)


def test_a_silent_file_system_is_told(tmp_path: Path, monkeypatch) -> None:
    from generator.preview.watching import methods

    mounts = tmp_path / "mounts"
    mounts.write_text(f"none / ext4 rw 0 0\nhost {tmp_path} 9p rw 0 0\n")
    monkeypatch.setattr(methods, "MOUNTS", mounts)
    assert "9p" in machine.watching(Place(tmp_path)).found


def test_an_output_folder_of_somebody_else_is_told(tmp_path: Path) -> None:
    put(tmp_path, **{"output/theirs.txt": "theirs"})
    assert site.output(Place(tmp_path)).state == "problem"
    put(tmp_path, **{"output/.nojekyll": ""})
    assert site.output(Place(tmp_path)).state == "fine"


def test_a_build_that_runs_now_is_told(tmp_path: Path) -> None:
    small_site(tmp_path)
    with open_log(tmp_path / ".cache" / "build.sqlite", lambda: None):
        finding = site.log(Place(tmp_path))
    assert "a build is running" in finding.found
    assert site.log(Place(tmp_path)).state == "fine"


@pytest.mark.parametrize(
    ("editor", "state"),
    [("vscode://file/{file}", "fine"), ("no-such-editor {file}", "warning"), ("sh {file}", "fine")],
)
def test_the_editor_is_looked_for(tmp_path: Path, editor: str, state: str) -> None:
    text = f"title: A\nbase_url: https://example.org/\neditor: '{editor}'\n"
    small_site(tmp_path, **{"site.yaml": text})
    assert site.editor(Place(tmp_path)).state == state


def test_the_address_must_be_the_remotes(desk: Desk) -> None:
    git(desk.clone, "remote", "set-url", "origin", "git@github.com:desk/archive.git")
    finding = publishing.base_url(Place(desk.clone))
    assert (finding.state, finding.hint) == (
        "problem",
        "in site.yaml: base_url: https://desk.github.io/archive/",
    )


def test_a_password_in_the_remotes_address_is_told_and_not_shown(desk: Desk) -> None:
    git(desk.clone, "remote", "set-url", "origin", "https://u:s3cret@github.com/desk/archive.git")
    finding = publishing.remote(Place(desk.clone))
    assert finding.state == "warning"
    assert "s3cret" not in finding.found + finding.hint


def test_two_ways_to_publish_are_told(desk: Desk) -> None:
    assert publishing.source(Place(desk.clone)).found == "not published yet"
    put(desk.clone, **{".github/workflows/pages.yml": "name: Pages\n"})
    assert "workflow" in publishing.source(Place(desk.clone)).found
    git(desk.clone, "update-ref", "refs/remotes/origin/gh-pages", "HEAD")
    assert "both" in publishing.source(Place(desk.clone)).found


def test_the_command_prints_lines_or_json_and_says_by_its_code(tmp_path: Path, desk: Desk) -> None:
    command = [sys.executable, "-m", "generator", "doctor", "--site"]
    good = subprocess.run([*command, str(desk.clone)], cwd=ROOT, capture_output=True, check=False)
    assert good.returncode == 0, good.stdout
    assert b"ok    Python" in good.stdout
    folder = tmp_path / "empty"
    folder.mkdir()
    bad = subprocess.run(
        [*command, str(folder), "--json"], cwd=ROOT, capture_output=True, check=False
    )
    assert bad.returncode == 1
    assert {each["state"] for each in json.loads(bad.stdout)} >= {"fine", "problem"}


def test_no_git_is_told(desk: Desk, monkeypatch) -> None:
    monkeypatch.setenv("PATH", str(desk.top))
    assert publishing.git(Place(desk.clone)).found == "is not installed"
    assert shutil.which("git") is None
