"""Pages of articles."""

from __future__ import annotations

from generator.model import Link, Publisher
from generator.plan.articles import plan_article
from generator.plan.desk import open_desk
from generator.urls import passage_id
from tests.values import a_site, an_article, an_explainer

PUBLISHERS = (Publisher("nypost.com", "New York Post"),)


def view_of(site):
    desk = open_desk(site)
    return plan_article(desk.articles[0], desk).view


def test_explainers_stand_in_order_of_mention_and_cards_by_kind() -> None:
    article = an_article()
    others = (
        an_explainer("rosatom", "organisation"),
        an_explainer("znpp-control"),
        an_explainer("grossi", "person"),
        an_explainer("about", "page"),
        an_explainer("belt"),
    )
    site = a_site(article, *others, pairs=[(article, other) for other in others])
    view = view_of(site)
    assert [evidence.row.url for evidence in view.explained] == ["znpp-control/", "belt/"]
    named = [(each.title, [found.row.url for found in each.evidence]) for each in view.named]
    assert named == [("People", ["grossi/"]), ("Organisations", ["rosatom/"])]


def test_evidence_leads_to_the_passage_on_the_page_itself() -> None:
    article, explainer = an_article(), an_explainer()
    site = a_site(article, explainer, pairs=[(article, explainer)])
    (evidence,) = view_of(site).explained
    assert evidence.at == f"articles/plant-shelled/#{passage_id(article.document.card.key)}"
    assert evidence.sentence.name == "Znpp control"


def test_a_known_publisher_is_shown_by_name() -> None:
    site = a_site(an_article(publisher="nypost.com"), publishers=PUBLISHERS)
    assert view_of(site).publisher == Link("publishers/nypost-com/", "New York Post")


def test_an_unknown_publisher_is_shown_by_host() -> None:
    site = a_site(an_article(publisher="example.com"), publishers=PUBLISHERS)
    assert view_of(site).publisher == Link("publishers/example-com/", "example.com")


def test_an_article_without_publisher_and_date_leads_to_the_undated() -> None:
    view = view_of(a_site(an_article(date="")))
    assert (view.publisher, view.month) == (None, None)
    assert [link.url for link in view.head.trail] == ["articles/", "undated/"]


def test_a_dated_article_leads_to_its_month() -> None:
    view = view_of(a_site(an_article()))
    assert view.month == Link("2026/02/", "February 2026")
    assert [link.url for link in view.head.trail] == ["articles/", "2026/", "2026/02/"]


def test_topics_are_links_in_the_order_of_the_configuration() -> None:
    view = view_of(a_site(an_article(topics=("diplomacy", "sport", "energy"))))
    assert [link.url for link in view.topics] == ["topics/energy/", "topics/diplomacy/"]


def test_the_description_is_the_summary_else_the_title() -> None:
    assert view_of(a_site(an_article(summary="In short."))).head.description == "In short."
    assert view_of(a_site(an_article())).head.description == "Plant shelled"
