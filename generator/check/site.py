"""What an editor should know of a site that can be built.

In: the linked site, and the works of its bibliography. Out: problems. Nothing here forbids a build;
`check --strict` treats warnings as errors. Each rule is a function of `RULES_OF_SITE`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from generator.model import Linked, Redirect, Site, Work
from generator.problems import Problem, fill, in_order
from generator.rights import rights_of


class Checked(Struct, frozen=True):
    """What is looked at; `unpublished` are the drafts that were left out, by key."""

    site: Site
    works: tuple[Work, ...]


def check_site(site: Site, works: Iterable[Work]) -> tuple[Problem, ...]:
    """All that the rules find."""
    checked = Checked(site, tuple(works))
    return in_order(problem for rule in RULES_OF_SITE for problem in rule(checked))


def _explainers(site: Site) -> Iterator[Linked]:
    return (each for each in site.documents if each.document.card.kind not in ("article", "page"))


def _unused_sources(checked: Checked) -> Iterator[Problem]:
    used = {
        entry.work.id
        for linked in checked.site.documents
        for entry in linked.sourced.used
        if entry.work
    }
    for work in checked.works:
        if work.id not in used:
            message = f"no page cites the source '{work.id}'"
            yield fill(work.where, "warning", "unused-source", message, "cite it or remove it")


def _missing_summaries(checked: Checked) -> Iterator[Problem]:
    for linked in _explainers(checked.site):
        if not linked.document.summary_given:
            message = "no 'summary' is given, so the first words stand in for it"
            yield _about(linked, "missing-summary", message)


def _missing_dates(checked: Checked) -> Iterator[Problem]:
    for linked in checked.site.documents:
        card = linked.document.card
        if card.kind == "explainer" and not card.date and not card.updated:
            yield _about(linked, "missing-date", "neither 'date' nor 'updated' is given")
        if card.kind == "article" and not card.date:
            yield _about(linked, "missing-date", "the article has no date")


def _orphans(checked: Checked) -> Iterator[Problem]:
    """Explainers and cards that nothing names."""
    for linked in _explainers(checked.site):
        if not linked.touched_by:
            yield _about(linked, "orphan", "no article and no explainer mentions this page")


def _without_sources(checked: Checked) -> Iterator[Problem]:
    for linked in checked.site.documents:
        if linked.document.card.kind == "explainer" and not linked.sourced.used:
            yield _about(linked, "no-sources", "this explainer cites nothing")


def _unlabelled_images(checked: Checked) -> Iterator[Problem]:
    for linked in checked.site.documents:
        for place in linked.document.unlabelled:
            message = "this picture has no description for those who cannot see it"
            yield fill(place, "warning", "image-without-alt", message, "write ![what it shows](…)")


def _stale(checked: Checked) -> Iterator[Problem]:
    for linked in _explainers(checked.site):
        reviewed = linked.document.reviewed
        newer = [
            touch.card
            for touch in linked.touched_by
            if touch.card.kind == "article" and reviewed and touch.card.date > reviewed
        ]
        if newer:
            names = ", ".join(card.key for card in newer[:3])
            message = f"{len(newer)} newer than the last review ({reviewed}): {names}"
            yield _about(linked, "stale", message, severity_is_note=True)


def _looping_redirects(checked: Checked) -> Iterator[Problem]:
    targets = {redirect.url: redirect for redirect in checked.site.redirects}
    for redirect in checked.site.redirects:
        if _loops(redirect, targets):
            message = f"the redirect from '{redirect.url}' leads back to itself"
            yield Problem(
                path="site.yaml", severity="warning", rule="redirect-loop", message=message
            )


def _loops(redirect: Redirect, targets: dict[str, Redirect]) -> bool:
    seen = {redirect.url}
    at = targets.get(redirect.target)
    while at is not None:
        if at.url in seen:
            return True
        seen.add(at.url)
        at = targets.get(at.target)
    return False


def _copies(checked: Checked) -> Iterator[Problem]:
    """Articles that nearly repeat another."""
    for linked in checked.site.documents:
        if linked.cluster and linked.cluster[0].key != linked.document.card.key:
            message = f"this is nearly the same as {linked.cluster[0].key}, which is canonical"
            yield _about(linked, "near-duplicate", message, severity_is_note=True)


def _unlisted_publishers(checked: Checked) -> Iterator[Problem]:
    """Articles whose rights nobody decided."""
    config = checked.site.config
    hosts = {publisher.host for publisher in config.publishers}
    for linked in checked.site.documents:
        document = linked.document
        is_decided = document.rights is not None or document.card.publisher in hosts
        if document.card.kind == "article" and not is_decided:
            kind = rights_of(config, document).kind
            name = document.card.publisher or "no publisher"
            message = f"{name} is not listed, so the article is shown as '{kind}'"
            yield _about(linked, "undecided-rights", message, severity_is_note=True)


def _about(linked: Linked, rule: str, message: str, *, severity_is_note: bool = False) -> Problem:
    where = Problem(path=linked.document.card.key)
    return fill(where, "note" if severity_is_note else "warning", rule, message)


RULES_OF_SITE: tuple[Callable[[Checked], Iterator[Problem]], ...] = (
    _unused_sources,
    _missing_summaries,
    _missing_dates,
    _orphans,
    _without_sources,
    _unlabelled_images,
    _stale,
    _looping_redirects,
    _copies,
    _unlisted_publishers,
)
