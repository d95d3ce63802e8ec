"""The whole stage: links, backlinks, topics and problems."""

from __future__ import annotations

import msgspec
import pytest

from generator.link import explain_links, link_site, survey_archive
from generator.link.drawing import draw
from generator.link.names import Names
from generator.model import Linked, Reference, Sentence, Sheet, Site, Survey
from generator.problems import Problem
from tests.link.builder import CONFIG, Paper, a_card, a_document, changed

ZNPP = a_document(
    "content/znpp.md",
    "The plant near Kyiv.",
    kind="explainer",
    names=("ZNPP",),
    topics=("nuclear",),
)
KYIV = a_card("kyiv", "Kyiv", "Kiev")
OLD = a_document("seeds/old.txt", "Once. ZNPP & Kyiv stood. Then.", date="2025-01-01")
NEW = a_document("seeds/new.txt", "Now ZNPP stands.", date="2026-01-01", topics=("talks",))
UNDATED = a_document("seeds/undated.txt", "Some day ZNPP will run.")


def linked(site: Site, key: str) -> Linked:
    return next(entry for entry in site.documents if entry.document.card.key == key)


def survey(papers: tuple[Paper, ...], files: tuple[str, ...] = ()) -> Survey:
    return survey_archive(CONFIG, [paper.document for paper in papers], files)


def link(*papers: Paper, files: tuple[str, ...] = ()) -> Site:
    found = survey(papers, files)
    names = Names(found.names)
    sheets = [Sheet(p.card.key, p.passages, found.placed.get(p.card.key, ())) for p in papers]
    return link_site(found, {sheet.key: draw(sheet, names) for sheet in sheets}, {}).site


def with_reference(document: Paper, words: str, **more: str) -> Paper:
    """The document with a wikilink on the first occurrence of some words in its first passage."""
    passage = document.passages[0]
    start = passage.text.index(words)
    at = passage.runs[0].at + start
    reference = Reference(
        kind="wikilink",
        name=more.get("name", words),
        fragment=more.get("fragment", ""),
        label=more.get("label", ""),
        at=at,
        until=at + len(words),
        passage=0,
        start=start,
        end=start + len(words),
        where=Problem(path=document.card.key, line=1, column=start + 1),
    )
    return changed(document, references=(reference,))


def test_links_point_at_the_words_in_the_body() -> None:
    entry = linked(link(ZNPP, KYIV, OLD), "seeds/old.txt")
    shown = [OLD.text.body[found.start : found.end] for found in entry.insertions]
    assert shown == ["ZNPP", "Kyiv"]
    assert [found.url for found in entry.insertions] == ["znpp/", "kyiv/"]
    assert all(found.auto for found in entry.insertions)


def test_both_sides_of_a_touch_show_the_same_sentence() -> None:
    site = link(ZNPP, KYIV, OLD)
    forth = linked(site, "seeds/old.txt").touches[0]
    back = linked(site, "content/znpp.md").touched_by[0]
    assert forth.sentence == back.sentence == Sentence("", "ZNPP", " & Kyiv stood.")
    assert (forth.card.key, back.card.key) == ("content/znpp.md", "seeds/old.txt")
    assert back.url == f"articles/old/#{OLD.passages[0].id}"


def test_the_news_is_newest_first_and_the_undated_last() -> None:
    found = linked(link(ZNPP, OLD, UNDATED, NEW), "content/znpp.md").touched_by
    assert [touch.card.key for touch in found] == [
        "seeds/new.txt",
        "seeds/old.txt",
        "seeds/undated.txt",
    ]


def test_an_article_without_topics_has_those_of_the_explainers_it_names() -> None:
    site = link(ZNPP, KYIV, OLD, NEW)
    assert linked(site, "seeds/old.txt").topics == ("nuclear",)
    assert linked(site, "seeds/new.txt").topics == ("talks",)
    assert linked(site, "content/kyiv.md").topics == ()


def test_an_unknown_topic_is_a_problem() -> None:
    odd = a_document("seeds/odd.txt", "x", topics=("nuclaer",))
    place = Problem(path="seeds/odd.txt", line=3, column=9)
    for document, line in ((odd, 0), (changed(odd, topic_places=(place,)), 3)):
        (problem,) = link(document).problems
        assert (problem.rule, problem.line) == ("unknown-topic", line)
        assert problem.hint == "did you mean 'nuclear'?"


@pytest.mark.parametrize("name", ["kyiv", "Kyiv", "Kiev", "KIEV", "content-free"])
def test_a_wikilink_goes_by_slug_title_or_alias(name: str) -> None:
    card = changed(KYIV, card=msgspec.structs.replace(KYIV.card, title="Content-free"))
    site = link(card, with_reference(a_document("seeds/a.txt", "See here now."), "here", name=name))
    assert linked(site, "seeds/a.txt").insertions[0].url == "kyiv/"


def test_a_bare_slug_shows_the_title_also_in_the_sentence() -> None:
    card = changed(KYIV, card=msgspec.structs.replace(KYIV.card, title="Kyiv, the capital"))
    site = link(card, with_reference(a_document("seeds/a.txt", "Go to kyiv today."), "kyiv"))
    entry = linked(site, "seeds/a.txt")
    assert entry.insertions[0].text == "Kyiv, the capital"
    assert entry.touches[0].sentence == Sentence("Go to ", "Kyiv, the capital", " today.")


def test_an_unknown_wikilink_has_a_place_and_a_suggestion() -> None:
    document = with_reference(a_document("seeds/a.txt", "See here."), "here", name="kiyv")
    (problem,) = link(KYIV, document).problems
    assert (problem.path, problem.line, problem.column) == ("seeds/a.txt", 1, 5)
    assert (problem.rule, problem.hint) == ("unknown-link", "did you mean 'kyiv'?")


def test_a_wikilink_that_fits_two_is_not_guessed() -> None:
    twin = a_document("seeds/kyiv.txt", "x")
    document = with_reference(a_document("seeds/a.txt", "See kyiv."), "kyiv")
    (problem,) = link(KYIV, twin, document).problems
    assert problem.rule == "ambiguous-link"
    assert problem.hint == "write [[articles/kyiv]] or [[kyiv]]"


def test_an_unknown_heading_is_told() -> None:
    document = with_reference(a_document("seeds/a.txt", "See kyiv."), "kyiv", fragment="history")
    assert [problem.rule for problem in link(KYIV, document).problems] == ["unknown-heading"]


def test_a_heading_is_found_by_id() -> None:
    identifier = KYIV.passages[0].id
    document = with_reference(a_document("seeds/a.txt", "See kyiv."), "kyiv", fragment=identifier)
    site = link(KYIV, document)
    assert site.problems == ()
    assert linked(site, "seeds/a.txt").insertions[0].url == f"kyiv/#{identifier}"


def path_reference(document: Paper, name: str) -> Paper:
    reference = Reference(
        "path", name, "", "", 3, 3, 0, 0, 3, Problem(path=document.card.key, line=1, column=1)
    )
    return changed(document, references=(reference,))


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("../kyiv.md", "kyiv/"),
        ("map%20of.png", "files/places/map of.png"),
        ("../../seeds/old.txt", "articles/old/"),
        ("/kyiv/", "kyiv/"),
        ("/topics/talks/", "topics/talks/"),
        ("/search/", "search/"),
    ],
)
def test_a_path_leads_to_a_file_or_page(name: str, url: str) -> None:
    source = a_document("content/places/dnipro.md", "abc", kind="place")
    files = ("content/places/map of.png",)
    site = link(KYIV, OLD, path_reference(source, name), files=files)
    assert site.problems == ()
    assert linked(site, "content/places/dnipro.md").insertions[0].url == url


def test_a_copied_file_has_an_address_without_signs_of_addresses() -> None:
    paths = ("content/a#1.png", "content/a-1.png", "content/b/50%?.png")
    site = link(KYIV, files=paths)
    assert dict(site.files) == {
        "content/a#1.png": "files/a-1.png",
        "content/a-1.png": "files/-a-1.png",
        "content/b/50%?.png": "files/b/50--.png",
    }


@pytest.mark.parametrize("name", ["../kiyv.md", "/nowhere/", "/topics/none/", "../../../x.md"])
def test_a_path_to_nothing_is_a_problem(name: str) -> None:
    source = a_document("content/places/dnipro.md", "abc", kind="place")
    assert [problem.rule for problem in link(KYIV, path_reference(source, name)).problems] == [
        "broken-link"
    ]


def test_documents_in_another_order_give_the_same_site() -> None:
    documents = (ZNPP, KYIV, OLD, NEW, UNDATED)
    assert link(*documents) == link(*documents[::-1])


def test_explanations_are_the_decisions_of_the_build() -> None:
    documents = (ZNPP, KYIV, OLD)
    found = explain_links(survey(documents), "seeds/old.txt", OLD.text)
    assert [(entry.words, entry.card.key, entry.rule) for entry in found] == [
        ("ZNPP", "content/znpp.md", "linked"),
        ("Kyiv", "content/kyiv.md", "linked"),
    ]
