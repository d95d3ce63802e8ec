"""The workflow that publishes: what a linter says of it, what it may do, and every step of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.archive import ROOT, tree

FILE = ROOT / ".github" / "workflows" / "pages.yml"
MAJORS = {
    "actions/checkout": "v7",
    "actions/setup-python": "v7",
    "actions/cache": "v6",
    "actions/configure-pages": "v6",
    "actions/upload-pages-artifact": "v5",
    "actions/deploy-pages": "v5",
}


@pytest.fixture(scope="module")
def workflow() -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def steps(workflow) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def runs() -> list[dict[str, Any]]:
    return [step for step in steps(yaml.safe_load(FILE.read_text("utf-8"))) if "run" in step]


def test_the_linter_finds_nothing() -> None:
    program = Path(sys.executable).with_name("actionlint")
    if not program.exists():
        pytest.skip("there is no build of actionlint for this machine")
    done = subprocess.run([program, "-no-color", FILE], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (0, "")


def test_the_linter_would_find_something(tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("actionlint")
    if not program.exists():
        pytest.skip("there is no build of actionlint for this machine")
    broken = tmp_path / "pages.yml"
    broken.write_text(FILE.read_text("utf-8").replace("steps.pages.outputs", "step.pages.outputs"))
    done = subprocess.run([program, "-no-color", broken], capture_output=True, check=False)
    assert done.returncode == 1
    assert b"step" in done.stdout


def test_the_actions_are_the_current_ones(workflow) -> None:
    used = dict(step["uses"].split("@") for step in steps(workflow) if "uses" in step)
    assert used == MAJORS


def test_nothing_may_do_more_than_it_needs(workflow) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    jobs = workflow["jobs"]
    assert "permissions" not in jobs["build"]
    assert jobs["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["build"]["steps"][0]["with"] == {"persist-credentials": False}


def test_no_deployment_is_cancelled(workflow) -> None:
    assert workflow["concurrency"]["cancel-in-progress"] is False


def test_a_pull_request_deploys_nothing(workflow) -> None:
    assert "pull_request_target" not in workflow[True]  # YAML reads `on` as a yes
    jobs = workflow["jobs"]
    never = "github.event_name != 'pull_request'"
    assert jobs["deploy"]["if"] == never
    guarded = {
        step["uses"].split("@")[0] for step in jobs["build"]["steps"] if step.get("if") == never
    }
    assert guarded == {"actions/configure-pages", "actions/upload-pages-artifact"}


def test_the_log_is_what_is_cached(workflow) -> None:
    from generator.build.options import LOG

    (cache,) = [
        step for step in steps(workflow) if step.get("uses", "").startswith("actions/cache@")
    ]
    assert cache["with"]["path"] == LOG


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project as a runner finds it."""
    folder = tmp_path_factory.mktemp("runner") / "archive"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
    for name in filter(None, names):
        source, copy = ROOT / os.fsdecode(name), folder / os.fsdecode(name)
        if source.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    return folder


def ran(step: dict[str, Any], folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """A step as GitHub's runner runs it, with no network for pip."""
    python = str(Path(sys.executable).parent)
    environment = {
        "PATH": f"{python}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(folder),
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **settings,
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_step_runs(checkout: Path) -> None:
    """Everything that is to be installed is there already, so pip must find nothing to do."""
    install, make = runs()
    done = ran(install, checkout)
    assert done.returncode == 0, done.stderr
    done = ran(make, checkout, BASE_URL="https://desk.github.io/archive")
    assert done.returncode == 0, done.stderr
    assert "Equal to a clean build" in done.stdout
    pages = tree(checkout / "output")
    assert b"https://desk.github.io/archive/" in pages["index.html"]
    assert (checkout / ".cache" / "build.sqlite").is_file()


def test_a_pull_request_has_no_address_and_builds(checkout: Path) -> None:
    done = ran(runs()[1], checkout, BASE_URL="")
    assert done.returncode == 0, done.stderr


def test_problems_become_annotations(checkout: Path) -> None:
    page = checkout / "content" / "broken.md"
    page.write_text("---\ntitle: Broken\n---\nSee [[no such page, at all]].\n", encoding="utf-8")
    done = ran(runs()[1], checkout, BASE_URL="")
    page.unlink()
    assert done.returncode == 1
    expected = "::error title=unknown-link,file=content/broken.md,line=4,col=5::"
    assert expected in done.stderr
