"""What a build means to the browsers.

In: a report, and the plans before and after it. Out: the event that tells of it. Pure.

A style sheet's address carries its digest, so a new one rewrites every page. To the browser that is
no new page: where the frame differs by addresses of style sheets only, and no page was written for
another reason, it exchanges the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from generator.model import Chrome, Plan, Report, Written
from generator.preview.events import Built

FRAME = ("the frame",)
WORDS = frozenset({"its words", "new"})


def built(number: int, report: Report, before: Plan | None, now: Plan | None) -> Built:
    """The event of a build that wrote or removed something."""
    written = report.written or Written((), (), ())
    return Built(
        number=number,
        pages=written.written,
        removed=written.removed,
        styles=_is_style(report, written, before, now),
        milliseconds=round(1_000 * sum(seconds for _, seconds in report.seconds)),
        follow=_edited(report, now),
    )


def _is_style(report: Report, written: Written, before: Plan | None, now: Plan | None) -> bool:
    """Whether nothing changed for a reader but style sheets."""
    if before is None or now is None or not _differs_by_styles(before.chrome, now.chrome):
        return False
    pages = {page.path for page in now.pages}
    others = {path for path in (*written.written, *written.removed) if path not in pages}
    of_frame = all(each.why == FRAME for each in report.reasons if each.path in pages)
    return of_frame and all(path.endswith(".css") for path in others)


def _differs_by_styles(chrome: Chrome, other: Chrome) -> bool:
    changed = set(chrome.assets) ^ set(other.assets)
    same_frame = replace(chrome, assets=()) == replace(other, assets=())
    same_names = [name for name, _ in chrome.assets] == [name for name, _ in other.assets]
    return bool(changed) and same_frame and same_names and _are_styles(changed)


def _are_styles(assets: Iterable[tuple[str, str]]) -> bool:
    return all(name.endswith(".css") for name, _ in assets)


def _edited(report: Report, plan: Plan | None) -> str:
    """The URL of the first document's page whose words are new."""
    if plan is None:
        return ""
    urls = {page.path: page.view.head.url for page in plan.pages if page.source}
    edited = (each.path for each in report.reasons if WORDS.intersection(each.why))
    return next((urls[path] for path in edited if path in urls), "")
