"""`site.yaml`: every key checked, all problems at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.config import missing_config, read_config, schema_text
from generator.model import Config, MenuEntry, Publisher, Rights, Topic
from generator.problems import Problem, to_text
from tests.golden import check_golden

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "problems" / "config"

SHORT = "title: The Archive\nbase_url: https://example.org/repo/\n"
FULL = f"""{SHORT}language: en-GB
description: News, explained.
authors: [The desk, Jane Doe]
menu:
  - {{text: Topics, url: topics/}}
  - {{text: Source, url: "https://example.org/source"}}
topics:
  - {{name: peace-talks, title: Peace talks, summary: Who met where.}}
  - {{name: law, title: Law}}
publishers:
  nypost.com: {{name: New York Post, rights: full}}
  desk.example.org: The desk
"""


def config(text: str) -> Config:
    """The configuration of a text without problems."""
    found, problems = read_config("site.yaml", text.encode())
    assert problems == ()
    assert found is not None
    return found


def told(text: str) -> tuple[Problem, ...]:
    """The problems of a text that gives no configuration."""
    found, problems = read_config("site.yaml", text.encode())
    assert found is None
    return problems


def test_a_title_and_an_address_are_enough() -> None:
    assert config(SHORT) == Config("The Archive", "https://example.org/repo/")


def test_every_key_is_read_and_publishers_are_sorted() -> None:
    assert config(FULL) == Config(
        title="The Archive",
        base_url="https://example.org/repo/",
        language="en-GB",
        description="News, explained.",
        authors=("The desk", "Jane Doe"),
        menu=(
            MenuEntry("Topics", "topics/"),
            MenuEntry("Source", "https://example.org/source"),
        ),
        topics=(
            Topic("peace-talks", "Peace talks", "Who met where."),
            Topic("law", "Law"),
        ),
        publishers=(
            Publisher("desk.example.org", "The desk"),
            Publisher("nypost.com", "New York Post", Rights("full")),
        ),
    )


def test_a_byte_order_mark_and_carriage_returns_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode()
    assert read_config("site.yaml", data) == (config(FULL), ())


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "http://localhost:8000/", "https://user.github.io/a/b/"],
)
def test_a_base_address_is_a_folder_of_a_host(address: str) -> None:
    assert config(f"title: T\nbase_url: {address}").base_url == address


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("https://example.org", "write https://example.org/"),
        ("https://example.org/repo", "write https://example.org/repo/"),
        ("https://example.org/?a=b", "write https://example.org/"),
        ("'https://example.org/#top'", "write https://example.org/"),
        ("example.org", "write https://example.org/"),
        ("ftp://example.org/", ""),
        ("https://user@example.org/", ""),
        ("https://example.org//a/", ""),
        ("https:///a/", ""),
    ],
)
def test_another_base_address_is_told_with_what_was_meant(address: str, hint: str) -> None:
    (problem,) = told(f"title: T\nbase_url: {address}")
    assert (problem.line, problem.column, problem.hint) == (2, 11, hint)


@pytest.mark.parametrize("tag", ["en", "uk", "en-GB", "zh-Hant-TW", "es-419", "gsw"])
def test_a_language_is_a_tag(tag: str) -> None:
    assert config(f"{SHORT}language: {tag}").language == tag


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("EN", "write en"), ("en_gb", "write en-GB"), ("zh-hant", "write zh-Hant"), ("English", "")],
)
def test_another_language_is_told(tag: str, hint: str) -> None:
    (problem,) = told(f"{SHORT}language: {tag}")
    assert problem.hint == hint


@pytest.mark.parametrize("url", ["topics/", "a-z/#k", "files/a.pdf", "https://example.org"])
def test_a_menu_leads_into_the_site_or_to_the_web(url: str) -> None:
    assert config(f"{SHORT}menu: [{{text: A, url: {url}}}]").menu[0].url == url.strip("'")


@pytest.mark.parametrize(
    "url", ["/topics/", "./topics/", "../a/", "a/../../b", "'javascript:alert(1)'", "//example.org"]
)
def test_a_menu_leads_nowhere_else(url: str) -> None:
    (problem,) = told(f"{SHORT}menu: [{{text: A, url: {url}}}]")
    assert problem.rule == "bad-value"


def test_bytes_that_are_not_utf_8_are_told_with_their_place() -> None:
    data = "title: Ärger\nbase_url: caf".encode() + b"\xe9\n"
    found, (problem,) = read_config("site.yaml", data)
    assert found is None
    assert (problem.line, problem.column, problem.rule) == (2, 14, "not-utf-8")
    assert problem.excerpt == "base_url: caf\N{REPLACEMENT CHARACTER}"


def test_a_folder_without_configuration_learns_how_to_begin() -> None:
    text = to_text(missing_config("site.yaml"))
    assert "there is no site.yaml" in text
    assert "'title' and 'base_url'" in text


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda case: case.stem)
def test_the_problems_of_a_configuration_read_as_expected(case: Path, update: bool) -> None:
    found, problems = read_config("site.yaml", case.read_bytes())
    assert (found is None) == bool(problems)
    text = "".join(to_text(problem) + "\n" for problem in problems)
    check_golden(case.with_suffix(".txt"), text, update=update)


# --- The project's own ----------------------------------------------------------------------------


def test_the_site_of_the_project_is_without_problems() -> None:
    assert read_config("site.yaml", (ROOT / "site.yaml").read_bytes())[1] == ()


def test_the_schema_in_docs_is_the_one_that_is_checked() -> None:
    assert (ROOT / "docs" / "site.schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_site_of_the_project_names_the_schema_in_its_first_line() -> None:
    first = (ROOT / "site.yaml").read_text(encoding="utf-8").partition("\n")[0]
    assert first == "# yaml-language-server: $schema=docs/site.schema.json"
