"""What is looked at before a site is published: each check on a tree that has one fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.publish.links import link_problems
from generator.publish.names import MIB, name_problems, size_problems
from generator.publish.secrets import secret_problems
from generator.publish.tree import Tree, read_tree
from tests.publish.repositories import Desk, rules
from tests.small_site import put

OWN_DOMAIN = "title: A\nbase_url: https://archive.example.org/\ndomain: archive.example.org\n"
BASE = "https://example.org/repo/"


def tree_of(folder: Path, **files: str) -> Tree:
    put(folder, **files)
    return read_tree(folder)


@pytest.mark.parametrize(
    "text",
    [
        "-----BEGIN OPENSSH PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----",
        "ghp_" + "a1B2" * 9,
        "github_pat_" + "a1B2_" * 13,
        "AKIA" + "ABCD1234" * 2,
        "xoxb-" + "1234567890-" * 2 + "ab",
        "AIza" + "Ab1-_" * 7,
        "sk-proj-" + "aB3_" * 9,
    ],
)
def test_a_secret_is_found(tmp_path: Path, text: str) -> None:
    tree = tree_of(tmp_path, **{"a/index.html": f"<p>\n<b>{text}</b>"})
    (problem,) = secret_problems(tree, ())
    assert (problem.rule, problem.path, problem.line, problem.column) == (
        "secret",
        "a/index.html",
        2,
        4,
    )
    assert text not in f"{problem.message}{problem.excerpt}{problem.hint}"


def test_an_article_about_secrets_is_no_alarm(tmp_path: Path) -> None:
    text = (
        "Keys begin with AKIA or ghp_; 'BEGIN RSA PRIVATE KEY' stands in such files. A task-force,"
        " a risk-averse-and-very-long-hyphenated-word. See http://localhost:8000 and file:// there."
    )
    assert (
        list(secret_problems(tree_of(tmp_path, **{"index.html": text}), ("/home/desk/site",))) == []
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('<script src="/__live/client.js">', "preview-script"),
        ('<a href="http://localhost:8000/x/">', "local-address"),
        ('<img src="file:///tmp/a.png">', "local-address"),
        ("in /home/desk/site/content", "local-path"),
    ],
)
def test_what_belongs_to_this_machine_is_found(tmp_path: Path, text: str, rule: str) -> None:
    tree = tree_of(tmp_path, **{"index.html": text})
    assert [each.rule for each in secret_problems(tree, ("/home/desk/site",))] == [rule]


@pytest.mark.parametrize(
    "link",
    [
        "nowhere/",
        "../",
        "a/#none",
        "#none",
        "/repo/nowhere",
        "/elsewhere/",
        "a/index.htm",
        "file.pdf",
    ],
)
def test_a_broken_link_is_found(tmp_path: Path, link: str) -> None:
    pages = {"index.html": f'<a href="{link}">', "a/index.html": "<p id=here>"}
    (problem,) = link_problems(tree_of(tmp_path, **pages), BASE)
    assert (problem.rule, problem.path) == ("broken-link", "index.html")
    assert repr(link) in problem.message


@pytest.mark.parametrize(
    "link",
    [
        "",
        "a/",
        "a",
        "a/#here",
        "a/#p-%C3%A4",
        "#top",
        "./",
        "/repo/",
        "/repo/a/?q=1#here",
        "b",
        "https://example.org/repo/a/",
        "https://example.org/another/",
        "https://elsewhere.org/x",
        "//elsewhere.org/x",
        "mailto:desk@example.org",
        "a%20b.txt",
        "a/?x=1&amp;y=2",
    ],
)
def test_a_good_link_is_left_alone(tmp_path: Path, link: str) -> None:
    pages = {
        "index.html": f"<a href='{link}'>",
        "a/index.html": "<p id=here><p id='p-ä'><!-- <a href='gone/'> -->",
        "b.html": "",
        "a b.txt": "",
    }
    assert list(link_problems(tree_of(tmp_path, **pages), BASE)) == []


def test_a_thousand_broken_links_are_counted(tmp_path: Path) -> None:
    links = "".join(f'<a href="x{number}">' for number in range(1_000))
    found = list(link_problems(tree_of(tmp_path, **{"index.html": links}), BASE))
    assert len(found) == 51
    assert found[-1].message == "950 more links are broken"


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("con.html", "bad-name"),
        ("a/LPT1", "bad-name"),
        ("a?.html", "bad-name"),
        ("a\nb.html", "bad-name"),
        ("dot./a.html", "bad-name"),
        ("x" * 252 + ".html", "bad-name"),
        (".env", "stray-file"),
        ("keys/id_rsa", "stray-file"),
        ("a.html~", "stray-file"),
        (".DS_Store", "stray-file"),
        ("tool.py", "stray-file"),
        ("Index.html", "case-collision"),
    ],
)
def test_a_name_that_no_site_can_have_is_found(tmp_path: Path, name: str, rule: str) -> None:
    tree = Tree(tmp_path, {"index.html": 1, name: 1})
    assert [each.rule for each in name_problems(tree)] == [rule]


def test_links_of_the_file_system_are_found(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("/")
    assert [each.rule for each in name_problems(read_tree(tmp_path))] == ["link"]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 40 * MIB}, []),
        ({"a": 60 * MIB}, [("file-too-large", "warning")]),
        ({"a": 101 * MIB}, [("file-too-large", "error")]),
        ({str(number): 45 * MIB for number in range(18)}, [("site-too-large", "warning")]),
        ({str(number): 45 * MIB for number in range(22)}, [("site-too-large", "error")]),
    ],
)
def test_sizes_are_those_of_pages(tmp_path: Path, sizes, expected) -> None:
    found = [(each.rule, each.severity) for each in size_problems(Tree(tmp_path, sizes))]
    assert found == expected


# --- On a real build ------------------------------------------------------------------------------


def test_all_problems_are_told_at_once_and_nothing_is_sent(desk: Desk) -> None:
    put(desk.clone, **{"content/key.txt": "-----BEGIN PRIVATE KEY-----"})
    with (desk.clone / "content" / "large.bin").open("wb") as file:
        file.truncate(101 * MIB)
    template = desk.clone / "templates" / "explainer.html"
    template.write_text(template.read_text("utf-8") + "<a href='../gone/'>", "utf-8")
    outcome = desk.publish()
    assert rules(outcome) == {"dirty-tree", "secret", "file-too-large", "broken-link"}
    assert set(desk.heads()) == {"main"}


def test_a_warning_of_the_build_forbids_publishing(desk: Desk) -> None:
    desk.edit(**{"seeds/twin.txt": (desk.clone / "seeds/talks.txt").read_text("utf-8")})
    assert rules(desk.publish()) == {"duplicate-seed"}


def test_drafts_are_not_published(desk: Desk) -> None:
    desk.edit(**{"content/secret-plan.md": "---\ntitle: A plan\ndraft: true\n---\nHush.\n"})
    assert desk.publish().is_pushed
    assert not any(b"Hush" in data for data in desk.published().values())


def test_a_site_that_shrank_is_not_published(desk: Desk) -> None:
    many = {f"seeds/s{number}.txt": f"Story {number}\n\nText {number}.\n" for number in range(40)}
    desk.edit(**many)
    assert desk.publish().is_pushed
    for path in many:
        (desk.clone / path).unlink()
    desk.commit("Gone")
    assert rules(desk.publish()) == {"shrunk"}
    assert desk.publish(allow_shrink=True).is_pushed


def test_the_address_must_be_the_remotes(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.publish import preflight
    from generator.publish.addresses import pages_of

    def on_github(_url: str, domain: str):
        return pages_of("git@github.com:desk/archive.git", domain)

    monkeypatch.setattr(preflight, "pages_of", on_github)
    outcome = desk.publish()
    assert rules(outcome) == {"base-url"}
    assert outcome.problems[0].hint == "base_url: https://desk.github.io/archive/"

    config = "title: The Archive\nbase_url: https://desk.github.io/archive/\n"
    desk.edit(**{"site.yaml": config})
    assert desk.publish().is_pushed

    desk.edit(**{"site.yaml": config + "domain: archive.example.org\n"})
    assert rules(desk.publish()) == {"base-url"}
    desk.edit(**{"site.yaml": OWN_DOMAIN})
    assert desk.publish().is_pushed
    assert desk.published()["CNAME"] == b"archive.example.org\n"
