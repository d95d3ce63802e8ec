"""Pages of explainers, cards and plain pages, and their index."""

from __future__ import annotations

import msgspec

from generator.model import Heading, Tally
from generator.plan.desk import open_desk
from generator.plan.explainers import plan_explainer, plan_explainer_index
from generator.plan.mentions import plan_mentions
from tests.values import a_site, an_article, an_explainer


def view_of(site, slug="znpp-control"):
    desk = open_desk(site)
    pages = (plan_explainer(linked, desk) for linked in site.documents)
    return next(page.view for page in pages if page.view.head.url == f"{slug}/")


def named_by(count):
    """An explainer that `count` articles of two years name, and one that has no date."""
    explainer = an_explainer()
    dates = [f"{2025 + number % 2}-03-{number // 2 + 1:02}" for number in range(count)]
    articles = [an_article(f"a{number}", date) for number, date in enumerate([*dates, ""])]
    return a_site(explainer, *articles, pairs=[(article, explainer) for article in articles])


def test_few_mentions_are_all_on_the_page() -> None:
    site = named_by(19)
    view = view_of(site)
    assert (len(view.news), view.news_count, view.news_years) == (20, 20, ())
    assert list(plan_mentions(site, open_desk(site))) == []


def test_many_mentions_show_the_newest_and_lead_to_years() -> None:
    view = view_of(named_by(22))
    assert (len(view.news), view.news_count) == (20, 23)
    assert view.news_years == (
        Tally("znpp-control/mentions/2026/", "2026", 11),
        Tally("znpp-control/mentions/2025/", "2025", 11),
        Tally("znpp-control/mentions/undated/", "Without a date", 1),
    )


def test_pages_of_mentions_hold_together_what_the_explainer_counts() -> None:
    site = named_by(22)
    views = [page.view for page in plan_mentions(site, open_desk(site))]
    assert [len(view.mentions) for view in views] == [11, 11, 1]
    assert [view.head.url for view in views] == [tally.url for tally in views[0].years]
    assert views[0].head.description.startswith("11 articles name Znpp control in 2026")


def test_explainers_that_name_it_are_apart_from_the_news() -> None:
    target, other, article = an_explainer(), an_explainer("belt"), an_article()
    site = a_site(target, other, article, pairs=[(other, target), (article, target)])
    view = view_of(site)
    assert [evidence.row.url for evidence in view.linked_from] == ["belt/"]
    assert [evidence.row.url for evidence in view.news] == ["articles/plant-shelled/"]


def test_contents_go_down_to_the_third_level() -> None:
    headings = (Heading("a", 2, "A"), Heading("b", 3, "B"), Heading("c", 4, "C"))
    explainer = an_explainer()
    document = msgspec.structs.replace(explainer.document, headings=headings)
    view = view_of(a_site(msgspec.structs.replace(explainer, document=document)))
    assert view.contents == headings[:2]


def test_the_trail_of_a_card_leads_to_its_group_in_the_index() -> None:
    site = a_site(an_explainer("grossi", "person"), an_explainer("about", "page"))
    (index,) = plan_explainer_index(site, open_desk(site))
    trail = [link.url for link in view_of(site, "grossi").head.trail]
    assert trail == ["explainers/", f"explainers/#{index.view.groups[0].id}"]
    assert view_of(site, "about").head.trail == ()


def test_the_index_lists_explainers_people_places_and_organisations_by_title() -> None:
    site = a_site(
        an_explainer("kyiv", "place"),
        an_explainer(
            "belt", title="\N{LEFT DOUBLE QUOTATION MARK}Belt\N{RIGHT DOUBLE QUOTATION MARK}"
        ),
        an_explainer("abc", title="Äbc"),
        an_explainer("iaea", "organisation"),
        an_explainer("grossi", "person"),
    )
    (page,) = plan_explainer_index(site, open_desk(site))
    found = [(group.title, [row.url for row in group.rows]) for group in page.view.groups]
    assert found == [
        ("Explainers", ["abc/", "belt/"]),
        ("People", ["grossi/"]),
        ("Places", ["kyiv/"]),
        ("Organisations", ["iaea/"]),
    ]
