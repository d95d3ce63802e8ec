"""Where GitHub Pages puts a repository's site."""

from __future__ import annotations

import pytest

from generator.publish import pages_of, without_credentials


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/Desk/archive.git",
        "https://github.com/Desk/archive",
        "https://token:x-oauth-basic@github.com/Desk/archive.git",
        "git@github.com:Desk/archive.git",
        "ssh://git@github.com/Desk/archive.git",
        "ssh://git@ssh.github.com:443/Desk/archive.git",
        "git://github.com/Desk/archive/",
    ],
)
def test_a_project_site(remote: str) -> None:
    assert pages_of(remote).base_url == "https://desk.github.io/archive/"
    assert pages_of(remote).settings == "https://github.com/Desk/archive/settings/pages"


def test_a_users_own_site_and_a_domain() -> None:
    assert pages_of("git@github.com:Desk/desk.github.io.git").base_url == "https://desk.github.io/"
    assert pages_of("git@github.com:D/a", "a.example.org").base_url == "https://a.example.org/"


@pytest.mark.parametrize(
    "remote",
    [
        "/srv/git/archive.git",
        "https://gitlab.com/desk/archive.git",
        "https://github.com/desk",
        "https://github.com.evil.example/desk/archive",
        "",
        "../archive",
    ],
)
def test_elsewhere_nobody_can_tell(remote: str) -> None:
    assert pages_of(remote) is None


def test_credentials_are_never_shown() -> None:
    assert without_credentials("fatal: https://u:s3cret@github.com/a/b no") == (
        "fatal: https://github.com/a/b no"
    )
