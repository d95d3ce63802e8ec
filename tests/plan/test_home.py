"""The home page."""

from __future__ import annotations

from generator.model import Link, Tally
from generator.plan.desk import open_desk
from generator.plan.home import plan_home
from tests.values import a_site, an_article, an_explainer


def view_of(*documents, **changes):
    site = a_site(*documents, **changes)
    (page,) = plan_home(site, open_desk(site))
    return page.view


def test_explainers_stand_by_their_last_change() -> None:
    view = view_of(
        an_explainer("a", date="2026-01-01"),
        an_explainer("b", date="2025-01-01", updated="2026-02-01"),
        an_explainer("c"),
    )
    assert [each.row.url for each in view.explainers] == ["b/", "a/", "c/"]
    assert view.more_explainers is None


def test_more_than_six_explainers_lead_to_the_index() -> None:
    view = view_of(*(an_explainer(f"e{number}") for number in range(7)))
    assert len(view.explainers) == 6
    assert view.more_explainers == Link("explainers/", "All 7 explainers")


def test_an_explainer_shows_its_newest_mention() -> None:
    explainer, old, new = an_explainer(), an_article("a", "2025-01-01"), an_article("b")
    pairs = [(old, explainer), (new, explainer)]
    (shown,) = view_of(explainer, old, new, pairs=pairs).explainers
    assert shown.news_count == 2
    assert shown.latest is not None
    assert shown.latest.row.url == "articles/b/"


def test_a_story_leads_to_three_explainers_at_most() -> None:
    article = an_article()
    explainers = [an_explainer(slug) for slug in "abcd"]
    pairs = [(article, explainer) for explainer in explainers]
    (story,) = view_of(article, *explainers, pairs=pairs).latest
    assert story.explained == (Link("a/", "A"), Link("b/", "B"), Link("c/", "C"))


def test_in_the_news_are_the_cards_that_most_articles_name() -> None:
    first, second = an_article("a"), an_article("b")
    grossi, kyiv, iaea = (
        an_explainer("grossi", "person"),
        an_explainer("kyiv", "place"),
        an_explainer("iaea", "organisation"),
    )
    pairs = [(first, grossi), (second, kyiv), (first, iaea), (second, iaea)]
    view = view_of(first, second, grossi, kyiv, iaea, pairs=pairs)
    assert view.in_the_news == (
        Tally("iaea/", "Iaea", 2),
        Tally("grossi/", "Grossi", 1),
        Tally("kyiv/", "Kyiv", 1),
    )


def test_the_newest_articles_come_first() -> None:
    articles = [an_article(f"a{day:02}", f"2026-02-{day:02}") for day in range(1, 12)]
    view = view_of(*articles)
    assert [story.row.date for story in view.latest][:2] == ["2026-02-11", "2026-02-10"]
    assert len(view.latest) == 10
