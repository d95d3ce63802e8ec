"""What must hold for any archive: made-up ones, built in memory with the project's templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement

from generator.link import link_site, survey_archive
from generator.link.drawing import draw
from generator.link.names import Names
from generator.load import SiteFolder
from generator.model import (
    Config,
    Linked,
    Listing,
    Output,
    Plan,
    Publisher,
    Sheet,
    Site,
    Source,
    Text,
    Topic,
)
from generator.parse import parse_source
from generator.plan import plan_site
from generator.render.body import insert
from generator.render.renderer import Renderer
from generator.urls import digest
from tests.pages import dead_addresses, ids, parse, words

ROOT = Path(__file__).parent.parent
Archive = tuple[Source, ...]
"""Seeds and explainers, in any order."""
BASE_URL = "https://example.org/repo/"
CONFIG = Config(
    title="Made up",
    base_url=BASE_URL,
    topics=(Topic("talks", "Talks"), Topic("war", "War")),
    publishers=(Publisher("a.example", "A"),),
)
NAMES = ("Kyiv", "New York", "New York Post", "ZNPP", "Слов’янськ", "Ross & Sons", "Abu Dhabi")
WORDS = st.sampled_from(
    (
        *NAMES,
        "Kyiv’s",
        "ZNPPs",
        "and",
        "the",
        "plant",
        "<b>",
        "&amp;",
        "“so”",
        "said.",
        "Then",
        "1.5",
    )
)
INLINE = st.sampled_from(
    ("{}", "{}", "{}", "**{}**", "`{}`", "[{}](https://x.org)", "<i>{}</i>", "[[the-city|{}]]")
)
BLOCK = st.sampled_from(
    ("{}", "{}", "## {}", "> {}", "- {}", "> [!note] {}\n> x", "{}[^1]\n\n[^1]: {}")
)
DATES = st.sampled_from(("", "2025-12-31", "2026-01-01", "2026-02-18"))


@st.composite
def sentences(draw: st.DrawFn, styled: bool) -> str:
    """A few words, among them names; in an explainer with markup."""
    pieces = draw(st.lists(WORDS, min_size=1, max_size=9))
    if styled:
        pieces = [draw(INLINE).format(piece) for piece in pieces]
    return " ".join(pieces)


@st.composite
def seeds(draw: st.DrawFn, number: int) -> Source:
    """An article with some front matter."""
    date, paragraphs = draw(DATES), draw(st.lists(sentences(False), min_size=1, max_size=4))
    head = f"---\ntitle: Article {draw(st.integers(0, 2))}\n" + (f"date: {date}\n" if date else "")
    head += draw(st.sampled_from(("", "publisher: a.example\n", "publisher: b.example\n")))
    head += draw(st.sampled_from(("", "topics: [talks]\n"))) + "---\n"
    return source(f"seeds/{number}/note.txt", "seed", head + "\n\n".join(paragraphs))


@st.composite
def explainers(draw: st.DrawFn, number: int, names: list[str]) -> Source:
    """An explainer that owns some names."""
    kind = draw(st.sampled_from(("explainer", "person", "place", "page")))
    blocks = draw(st.lists(st.tuples(BLOCK, sentences(True)), max_size=5))
    body = "\n\n".join(block.replace("{}", text) for block, text in blocks)
    aliases = ", ".join(f'"{name}"' for name in names)
    head = f"---\ntitle: Page {number}\nkind: {kind}\naliases: [{aliases}]\ntopics: [war]\n"
    return source(
        f"content/page-{number}.md", "explainer", f"{head}date: 2026-01-01\n---\n{body}\n"
    )


def source(path: str, kind: str, text: str) -> Source:
    return Source(path, kind, digest(text.encode()), text.encode())  # type: ignore[arg-type]


@st.composite
def archives(draw: st.DrawFn) -> Archive:
    """A few seeds and explainers, each name owned by one of them."""
    owners = draw(st.lists(st.integers(0, 3), min_size=len(NAMES), max_size=len(NAMES)))
    owned = [
        [name for name, owner in zip(NAMES, owners, strict=True) if owner == n] for n in range(3)
    ]
    text = "---\ntitle: A city\nkind: place\n---\nHere.\n"
    city = source("content/the-city.md", "explainer", text)
    return (
        *(draw(seeds(number)) for number in range(draw(st.integers(0, 4)))),
        city,
        *(draw(explainers(number, names)) for number, names in enumerate(owned)),
    )


@cache
def templates() -> Listing:
    return SiteFolder(ROOT).listing()


def read(sources: Archive) -> tuple[Site, dict[str, Text]]:
    """An archive parsed and linked, and the text of each document."""
    parsed = [parse_source(each) for each in sources]
    found = [(each.document, each.text) for each in parsed if each.document is not None]
    survey = survey_archive(CONFIG, [document for document, _ in found], ())
    texts = {document.card.key: text for document, text in found if text is not None}
    names = Names(survey.names)
    drawn = {
        key: draw(Sheet(key, text.passages, survey.placed.get(key, ())), names)
        for key, text in texts.items()
    }
    return link_site(survey, drawn, {}).site, texts


def linked(sources: Archive) -> list[tuple[Linked, Text]]:
    site, texts = read(sources)
    assert not [problem for problem in site.problems if problem.severity == "error"]
    return [(entry, texts[entry.document.card.key]) for entry in site.documents]


def planned(sources: Archive) -> Plan:
    return plan_site(read(sources)[0], Listing(assets=templates().assets)).plan


def tree_of(sources: Archive) -> dict[str, bytes]:
    """Every output of an archive."""
    plan, (_, texts) = planned(sources), read(sources)
    renderer = Renderer(templates().templates, plan.chrome)
    bodies = {key: text.body for key, text in texts.items()}
    outputs = [renderer.render(page, bodies.get(page.source, "")) for page in plan.pages]
    assert all(isinstance(output, Output) for output in outputs), outputs
    tree = {output.path: output.data for output in outputs}
    return tree | {copy.path: b"" for copy in plan.copies}


def fragment(body: str) -> HtmlElement:
    return parse(f"<!doctype html><html><body><div>{body}</div></body></html>".encode())


@given(archives())
def test_linking_changes_no_word_and_nests_no_link(sources: Archive) -> None:
    for entry, text in linked(sources):
        body = text.body
        page = fragment(insert(body, entry.insertions, lambda url: "/" + url))
        assert words(page) == words(fragment(body))
        for link in page.iter("a"):
            assert not list(link.iterancestors("a"))


@given(archives())
def test_automatic_links_keep_out_of_headings_code_and_links(sources: Archive) -> None:
    for entry, text in linked(sources):
        page = fragment(insert(text.body, entry.insertions, lambda url: "/" + url))
        for link in page.iter("a"):
            if link.get("class") == "auto":
                above = {element.tag for element in link.iterancestors()}
                assert above.isdisjoint({"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"})


@given(archives())
def test_each_section_links_a_page_once_and_never_itself(sources: Archive) -> None:
    for entry, text in linked(sources):
        urls = [each.url for each in entry.insertions if each.auto]
        assert entry.document.card.url not in urls
        sections = {passage.section for passage in text.passages}
        assert all(urls.count(url) <= len(sections) for url in urls)


@given(archives())
def test_touches_agree_on_both_sides(sources: Archive) -> None:
    entries = [entry for entry, _ in linked(sources)]
    forth = {(e.document.card.key, t.card.key, t.url) for e in entries for t in e.touches}
    back = {(t.card.key, e.document.card.key, t.url) for e in entries for t in e.touched_by}
    assert forth == back


@settings(max_examples=25)
@given(archives())
def test_every_link_of_every_page_leads_somewhere(sources: Archive) -> None:
    tree = tree_of(sources)
    assert dead_addresses(tree, BASE_URL) == []
    for path, data in tree.items():
        if path.endswith(".html"):
            found = ids(parse(data))
            assert len(found) == len(set(found)), path


@given(archives())
def test_no_two_outputs_share_a_path(sources: Archive) -> None:
    plan = planned(sources)
    paths = [page.path.lower() for page in plan.pages]
    paths += [copy.path.lower() for copy in plan.copies]
    assert len(paths) == len(set(paths))


@given(archives(), st.randoms(use_true_random=False))
def test_the_order_of_sources_does_not_matter(sources: Archive, chance: object) -> None:
    turned = list(sources)
    chance.shuffle(turned)  # type: ignore[attr-defined]
    assert planned(sources) == planned(tuple(turned))
