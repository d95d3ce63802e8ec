"""Publishing to a real bare repository on this machine."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.build import Options, build
from generator.publish import Git, GitError
from generator.publish.commit import write_bytes, write_tree
from tests.archive import ROOT, tree
from tests.build.edits import edited_site
from tests.publish.repositories import Desk, git, rules
from tests.serve import serving
from tests.small_site import KYIV, put

MARKER = ".generator-publish.json"


def test_the_first_publication_makes_the_branch_of_exactly_the_build(desk: Desk) -> None:
    outcome = desk.publish()
    assert (rules(outcome), outcome.is_pushed) == (set(), True)
    assert desk.heads()["gh-pages"] == outcome.commit
    published = desk.published()
    marker = json.loads(published.pop(MARKER))
    build(Options(desk.clone, desk.top / "again", jobs=1))
    built = tree(desk.top / "again")
    varying = (".pf_meta", ".pf_filter")
    assert {path for path in published if not path.endswith(varying)} == {
        path for path in built if not path.endswith(varying)
    }
    assert all(published[path] == data for path, data in built.items() if path.endswith(".html"))
    assert marker["files"] == len(published)
    assert ".nojekyll" in published
    shutil.rmtree(desk.top / "again")


def test_a_change_is_one_commit_on_top(desk: Desk) -> None:
    first = desk.publish().commit
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "largest city")})
    outcome = desk.publish()
    assert "kyiv/index.html" in outcome.changes.changed
    assert git(desk.remote, "rev-parse", "gh-pages^").strip() == first
    assert b"largest city" in desk.published()["kyiv/index.html"]
    assert len(desk.log()) == 2


def test_nothing_new_is_not_published(desk: Desk) -> None:
    first = desk.publish().commit
    put(desk.clone, **{"notes.txt": "not a source"})
    desk.commit("A note")
    outcome = desk.publish()
    assert (outcome.is_pushed, bool(outcome.changes), outcome.is_well) == (False, False, True)
    assert desk.heads()["gh-pages"] == first


def test_a_page_that_goes_is_removed(desk: Desk) -> None:
    desk.publish()
    (desk.clone / "seeds/talks.txt").unlink()
    desk.commit("Without the talks")
    outcome = desk.publish(allow_shrink=True)
    assert outcome.is_pushed
    assert not [path for path in desk.published() if "talks" in path]


def test_a_dry_run_does_all_but_the_push(desk: Desk) -> None:
    outcome = desk.publish(is_dry=True)
    assert outcome.is_well
    assert not outcome.is_pushed
    assert "index.html" in outcome.changes.added
    assert outcome.changes.bytes > 1_000
    assert set(desk.heads()) == {"main"}


def test_history_can_be_left_behind(desk: Desk) -> None:
    desk.publish()
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "largest city")})
    assert desk.publish(keeps_history=False).is_pushed
    assert len(desk.log()) == 1


def test_undo_puts_back_one_after_the_other(desk: Desk) -> None:
    trees = []
    for word in ("capital", "centre", "heart"):
        desk.edit(**{"content/kyiv.md": KYIV.replace("capital", word) + f"<!-- {word} -->\n"})
        desk.publish()
        trees.append(desk.published())
    assert desk.undo().is_pushed
    assert desk.published() == trees[1]
    assert desk.undo().is_pushed
    assert desk.published() == trees[0]
    assert rules(desk.undo()) == {"nothing-to-undo"}
    assert desk.log()[:2] == ["Undo a publication"] * 2
    assert len(desk.log()) == 5


def test_there_must_be_something_to_undo(desk: Desk) -> None:
    assert rules(desk.undo()) == {"nothing-to-undo"}
    desk.publish()
    assert rules(desk.undo()) == {"nothing-to-undo"}


# --- Which branch ---------------------------------------------------------------------------------


@pytest.mark.parametrize("branch", ["main", "master", "develop"])
def test_a_branch_that_people_work_on_is_no_target(desk: Desk, branch: str) -> None:
    before = desk.heads()
    assert "branch-in-use" in rules(desk.publish(branch=branch, adopt=True))
    assert desk.heads() == before


def test_the_current_branch_is_no_target(desk: Desk) -> None:
    git(desk.clone, "switch", "-qc", "story")
    assert "branch-in-use" in rules(desk.publish(branch="story", adopt=True))


def test_the_remotes_own_branch_is_no_target(desk: Desk) -> None:
    git(desk.clone, "push", "-q", "origin", "main:stable")
    git(desk.remote, "symbolic-ref", "HEAD", "refs/heads/stable")
    assert "branch-in-use" in rules(desk.publish(branch="stable", adopt=True))


def test_a_name_that_is_no_branch_is_told(desk: Desk) -> None:
    assert "branch-name" in rules(desk.publish(branch="no..name"))


def test_a_branch_of_somebody_else_is_refused_until_it_is_adopted(desk: Desk) -> None:
    git(desk.clone, "push", "-q", "origin", "main:gh-pages")
    foreign = desk.heads()["gh-pages"]
    assert rules(desk.publish()) == {"foreign-branch"}
    assert desk.heads()["gh-pages"] == foreign
    assert desk.publish(adopt=True).is_pushed
    assert git(desk.remote, "rev-parse", "gh-pages^").strip() == foreign
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    assert desk.publish().is_pushed
    assert desk.undo().is_pushed
    assert rules(desk.undo()) == {"nothing-to-undo"}


def test_a_remote_that_is_not_there_is_told(desk: Desk) -> None:
    assert "no-remote" in rules(desk.publish(remote="upstream"))
    git(desk.clone, "remote", "set-url", "origin", str(desk.top / "nowhere.git"))
    assert "remote-unreachable" in rules(desk.publish())


# --- Races and refusals ---------------------------------------------------------------------------


def hook(folder: Path, name: str, text: str) -> None:
    """A hook of a repository."""
    path = folder / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def test_somebody_who_publishes_in_between_is_not_overwritten(desk: Desk) -> None:
    desk.publish()
    other = desk.top / "other"
    git(desk.top, "clone", "-q", "-b", "gh-pages", str(desk.remote), str(other))
    put(other, **{"theirs.txt": "theirs"})
    git(other, "add", "-A")
    git(other, "commit", "-qm", "Theirs")
    hook(
        desk.clone / ".git", "pre-push", f"cd {other} && env -u GIT_DIR git push -q origin gh-pages"
    )
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    outcome = desk.publish()
    assert (rules(outcome), outcome.is_pushed) == ({"git"}, False)
    assert "theirs.txt" in desk.published()


def test_a_branch_that_is_deleted_in_between_is_not_made_again(desk: Desk) -> None:
    desk.publish()
    delete = f"git --git-dir={desk.remote} update-ref -d refs/heads/gh-pages"
    hook(desk.clone / ".git", "pre-push", delete)
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    assert rules(desk.publish()) == {"git"}
    assert "gh-pages" not in desk.heads()


def test_the_remote_may_refuse(desk: Desk) -> None:
    hook(desk.remote, "pre-receive", "echo not on a Sunday >&2; exit 1")
    outcome = desk.publish()
    assert rules(outcome) == {"git"}
    assert "declined" in outcome.problems[-1].message
    assert set(desk.heads()) == {"main"}


def test_a_remote_that_keeps_history_refuses_to_lose_it(desk: Desk) -> None:
    first = desk.publish().commit
    git(desk.remote, "config", "receive.denyNonFastForwards", "true")
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    assert rules(desk.publish(keeps_history=False)) == {"git"}
    assert desk.heads()["gh-pages"] == first
    assert desk.publish().is_pushed


def test_a_hook_of_the_clone_may_forbid_it(desk: Desk) -> None:
    hook(desk.clone / ".git", "pre-push", "exit 1")
    assert rules(desk.publish()) == {"git"}
    assert set(desk.heads()) == {"main"}


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_leaves_nothing(desk: Desk, ending: signal.Signals) -> None:
    reached = desk.top / "reached"
    hook(desk.remote, "pre-receive", f"touch {reached}; sleep 30; exit 1")
    before = desk.state()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "publish", "--site", str(desk.clone)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=dict(os.environ, TMPDIR=str(desk.top)),
    )
    end = time.monotonic() + 60
    while not reached.exists():
        assert time.monotonic() < end
        assert process.poll() is None, process.stderr.read()
        time.sleep(0.02)
    os.killpg(process.pid, ending)
    process.wait(30)
    process.stderr.close()
    assert process.returncode == (130 if ending == signal.SIGINT else 143)
    assert desk.state() == before
    assert set(desk.heads()) == {"main"}
    assert not list(desk.top.glob("generator-*"))


# --- Where the site is ----------------------------------------------------------------------------


def test_work_that_is_not_committed_is_told(desk: Desk) -> None:
    put(desk.clone, **{"content/kyiv.md": KYIV.replace("capital", "centre")})
    outcome = desk.publish()
    assert rules(outcome) == {"dirty-tree"}
    assert "content/kyiv.md" in outcome.problems[0].message
    assert desk.publish(allow_dirty=True).is_pushed
    assert "-dirty" in desk.log()[0]


def test_what_is_staged_stays_staged(desk: Desk) -> None:
    put(desk.clone, **{"content/odesa.md": KYIV.replace("Kyiv", "Odesa")})
    git(desk.clone, "add", "content/odesa.md")
    assert desk.publish(allow_dirty=True).is_pushed
    assert git(desk.clone, "status", "--porcelain") == "A  content/odesa.md\n"


def test_a_merge_under_way_is_told(desk: Desk) -> None:
    git(desk.clone, "switch", "-qc", "other")
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    git(desk.clone, "switch", "-q", "main")
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "heart")})
    subprocess.run(
        ["git", "merge", "-q", "other"], cwd=desk.clone, capture_output=True, check=False
    )
    assert {"under-way", "dirty-tree"} <= rules(desk.publish())


def test_a_detached_head_publishes(desk: Desk) -> None:
    git(desk.clone, "switch", "-q", "--detach")
    assert desk.publish().is_pushed


def test_a_shallow_clone_stays_as_shallow(desk: Desk) -> None:
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "centre")})
    desk.publish()
    git(desk.clone, "push", "-q", "origin", "main")
    shallow = desk.top / "shallow"
    git(desk.top, "clone", "-q", "--depth=1", f"file://{desk.remote}", str(shallow))
    desk.clone = shallow
    desk.edit(**{"content/kyiv.md": KYIV.replace("capital", "heart")})
    assert desk.publish().is_pushed
    assert len(desk.log()) == 2


def test_a_work_tree_beside_the_clone_publishes(desk: Desk) -> None:
    git(desk.clone, "worktree", "add", "-q", str(desk.top / "beside"), "-b", "beside")
    assert desk.publish(site=desk.top / "beside").is_pushed


def test_a_site_in_a_folder_of_a_repository_publishes(tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    put(whole, **{"README.md": "more than a site"})
    from tests.small_site import small_site

    small_site(whole / "site")
    desk = Desk(tmp_path, whole)
    assert desk.publish(site=desk.clone / "site").is_pushed
    assert "README.md" not in desk.published()


def test_settings_of_the_repository_change_no_byte(desk: Desk) -> None:
    git(desk.clone, "config", "core.autocrlf", "true")
    git(desk.clone, "config", "filter.upper.clean", "tr a-z A-Z")
    desk.edit(**{".gitattributes": "*.html filter=upper text eol=crlf\n"})
    assert desk.publish(allow_dirty=True).is_pushed
    page = desk.published()["kyiv/index.html"]
    assert b"The capital of Ukraine." in page
    assert b"\r" not in page


def test_odd_names_arrive(desk: Desk) -> None:
    names = ["a plan.txt", "its 'plan'.txt", "план.txt", "-dash.txt", "a;b.txt"]
    desk.edit(**{f"content/{name}": "text" for name in names})
    assert desk.publish().is_pushed
    assert {f"files/{name}" for name in names} <= set(desk.published())


def test_a_submodule_stays_as_it_is(desk: Desk) -> None:
    git(
        desk.clone,
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        str(desk.remote),
        "sub",
    )
    desk.commit("A submodule")
    assert desk.publish().is_pushed


def test_a_folder_without_a_repository_is_told(tmp_path: Path, desk: Desk) -> None:
    alone = tmp_path / "alone"
    shutil.copytree(desk.clone, alone, ignore=shutil.ignore_patterns(".git"))
    assert rules(desk.publish(site=alone)) == {"no-repository"}


def test_git_must_know_whose_commit_it_is(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AUTHOR_NAME", "AUTHOR_EMAIL", "COMMITTER_NAME", "COMMITTER_EMAIL"):
        monkeypatch.delenv(f"GIT_{name}")
    git(desk.clone, "config", "user.useConfigOnly", "true")
    assert rules(desk.publish()) == {"no-identity"}


def test_git_must_be_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(desk.top))
    options = Options(desk.clone, desk.clone / "output", jobs=1)
    from generator.clock import Clock
    from generator.publish import Wish, publish

    assert rules(publish(options, Wish(), Clock(), lambda _: True)) == {"no-git"}


def test_a_file_that_git_passes_over_is_noticed(desk: Desk) -> None:
    name = write_bytes(Git(desk.clone), b"text")
    with pytest.raises(GitError, match="left some files out"):
        write_tree(Git(desk.clone), {"good.txt": name, ".git/config": name})


def test_the_log_forgets_the_build_that_was_published(desk: Desk) -> None:
    from generator.log import open_log

    desk.publish()
    with open_log(desk.clone / ".cache" / "build.sqlite", lambda: None) as log:
        trees = list(log.connection.execute("SELECT DISTINCT tree FROM outputs"))
    assert trees == []


def test_what_is_published_works_for_readers(tmp_path: Path, browser: Browser) -> None:
    desk = Desk(tmp_path, edited_site(tmp_path / "made"))
    assert desk.publish().is_pushed
    pages = tmp_path / "pages"
    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(desk.remote), str(pages))
    with serving(pages) as address:
        page = browser.new_page()
        page.goto(f"{address}search/?q=enerhodar")
        page.get_by_role("link", name="Shells fall").first.click()
        expect(page.get_by_role("heading", name="Shells fall")).to_be_visible()
        assert page.url.startswith(f"{address}")
        page.close()
