"""The A-Z index."""

from __future__ import annotations

import msgspec

from generator.model import IndexEntry, Name
from generator.plan.a_z import plan_a_z
from generator.plan.desk import open_desk
from tests.values import a_site, an_article, an_explainer


def groups_of(*documents):
    site = a_site(*documents)
    (page,) = plan_a_z(site, open_desk(site))
    return page.view.groups


def named(linked, *names):
    document = msgspec.structs.replace(linked.document, names=tuple(map(Name, names)))
    return msgspec.structs.replace(linked, document=document)


def test_an_alias_stands_with_the_title_that_it_means() -> None:
    (group,) = groups_of(named(an_explainer("znpp"), "Znpp", "Zaporizhzhia plant"))
    assert group.entries == (
        IndexEntry("Zaporizhzhia plant", "znpp/", "explainer", "Znpp"),
        IndexEntry("Znpp", "znpp/", "explainer"),
    )


def test_letters_come_before_digits_and_digits_before_the_rest() -> None:
    names = ("2022 talks", "the belt", "Азов", "***", "\N{RIGHT SINGLE QUOTATION MARK}beta")
    groups = groups_of(named(an_explainer("z"), *names))
    assert [group.letter for group in groups] == ["A", "B", "T", "Z", "0\N{EN DASH}9", "Other"]


def test_ids_of_groups_are_plain() -> None:
    groups = groups_of(named(an_explainer("a"), "1", "***"))
    assert [group.id for group in groups] == ["letter-a", "letter-digits", "letter-other"]


def test_articles_and_plain_pages_are_not_in_the_index() -> None:
    assert groups_of(an_article(), an_explainer("about", "page")) == ()
