"""The way to the readers: git, the remote, the address, and who publishes.

In: a place. Out: findings. No remote is asked: what is told of its branches is what was last
fetched.
"""

from __future__ import annotations

from generator.doctor.findings import Finding, Place, fine, problem, warning
from generator.doctor.site import config_of
from generator.publish import Git, pages_of, without_credentials

WORKFLOW = ".github/workflows/pages.yml"
OLDEST = (2, 31)
"""The first git that takes settings from its environment."""
LOOK = "Settings, Pages"


def git(place: Place) -> Finding:
    """Whether git is there, and the site in a repository."""
    asked = Git(place.site)
    version = asked.says("--version")
    if version is None:
        return problem("git", "is not installed", "install git; it is needed to publish")
    numbers = tuple(int(part) for part in version.split()[2].split(".")[:2])
    if numbers < OLDEST:
        return problem("git", version, "2.31 or newer is needed to publish")
    if asked.says("rev-parse", "--is-inside-work-tree") != "true":
        return problem("git", f"{version}; this is in no repository", "git init, and commit")
    if asked.says("rev-parse", "--verify", "HEAD") is None:
        return warning("git", f"{version}; nothing is committed yet", "git add -A; git commit")
    return fine("git", version)


def remote(place: Place) -> Finding:
    """Whether there is a remote to publish to."""
    url = _url(place)
    if not url:
        hint = f"git remote add {place.remote} git@github.com:USER/REPOSITORY.git"
        return problem("Remote", f"no remote is called '{place.remote}'", hint)
    shown = without_credentials(url)
    if shown != url:
        hint = "git stores passwords better in a credential helper"
        return warning("Remote", f"{shown}, with a password in its address", hint)
    return fine("Remote", shown)


def base_url(place: Place) -> Finding:
    """Whether the site is built for the address at which it will stand."""
    config = config_of(place)
    if config is None:
        return warning("base_url", "site.yaml cannot be read")
    pages = pages_of(_url(place), config.domain)
    if pages is None:
        return warning("base_url", f"{config.base_url}; the remote is not on GitHub, so compare it")
    if pages.base_url != config.base_url:
        message = f"{config.base_url}, and the site will stand at {pages.base_url}"
        return problem("base_url", message, f"in site.yaml: base_url: {pages.base_url}")
    return fine("base_url", config.base_url)


def source(place: Place) -> Finding:
    """Who publishes: a workflow, or a branch. What GitHub is set to only GitHub knows."""
    asked = Git(place.site)
    top = asked.says("rev-parse", "--show-toplevel")
    has_workflow = bool(top) and (Git(place.site).folder / (top or "") / WORKFLOW).is_file()
    branch = f"refs/remotes/{place.remote}/gh-pages"
    has_branch = asked.says("rev-parse", "--verify", "--quiet", branch) is not None
    config = config_of(place)
    pages = pages_of(_url(place), config.domain if config else "")
    where = f"{LOOK} ({pages.settings})" if pages else LOOK
    if has_workflow and has_branch:
        hint = f"{where} says which of the two counts; remove the other"
        return warning("Pages", "a workflow and a branch gh-pages both publish", hint)
    if has_workflow:
        return warning("Pages", "by a workflow", f"{where}: Source must be 'GitHub Actions'")
    if has_branch:
        return warning("Pages", "by the branch gh-pages", f"{where}: Source must be that branch")
    return warning("Pages", "not published yet", "python -m generator publish, or a workflow")


def _url(place: Place) -> str:
    return Git(place.site).says("config", "--get", f"remote.{place.remote}.url") or ""
