"""The whole archive, seen from above: what every document's links depend on.

In: the configuration, every document, and the files that lie beside explainers. Out: a `Survey`:
addresses settled, all names in one table, every link that an author wrote with where it leads, and
what is wrong with these. No text is read for it, so it is cheap and always whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.link.addresses import collect_redirects, settle_addresses
from generator.link.names import collect_names
from generator.link.references import Directory, Target
from generator.link.topics import unknown_topics
from generator.link.words import key
from generator.model import Config, Document, Placed, Reference, Survey
from generator.problems import Problem, in_order


def survey_archive(config: Config, documents: Iterable[Document], files: Iterable[str]) -> Survey:
    """The archive's names, addresses and written links; `files` are paths below `content/`."""
    file_urls = copied_files(files)
    settled, collisions = settle_addresses(documents)
    names, conflicts = collect_names(settled)
    redirects, hidden = collect_redirects(settled)
    directory = Directory(config, settled, file_urls)
    placed: dict[str, tuple[Placed, ...]] = {}
    problems = [*collisions, *conflicts, *hidden, *unknown_topics(config, settled)]
    for document in settled:
        if document.references:
            placed[document.card.key], broken = _place(document, directory)
            problems.extend(broken)
    return Survey(
        config=config,
        documents=settled,
        names=names,
        placed=placed,
        redirects=redirects,
        files=tuple(sorted(file_urls.items())),
        problems=in_order(problems),
    )


def copied_files(files: Iterable[str]) -> dict[str, str]:
    """Where each file beside an explainer is copied to: its path below `content/`.

    A hyphen stands for what has a meaning of its own in addresses (`#`, `?`, `%`).
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(files):
        folder, _, name = path.partition("/")[2].rpartition("/")
        url = re.sub(r"[#?%]", "-", f"files/{folder}/{name}" if folder else f"files/{name}")
        while url in taken:
            url = f"{url.rpartition('/')[0]}/-{url.rpartition('/')[2]}"
        taken.add(url)
        urls[path] = url
    return urls


def _place(document: Document, directory: Directory) -> tuple[tuple[Placed, ...], list[Problem]]:
    """Every link that the author wrote, with where it leads; the broken ones as problems."""
    found: list[Placed] = []
    broken: list[Problem] = []
    for reference in document.references:
        target = directory.resolve(document, reference)
        if isinstance(target, Problem):
            broken.append(target)
        else:
            found.append(_placed(reference, target))
    return tuple(found), broken


def _placed(reference: Reference, target: Target) -> Placed:
    return Placed(
        at=reference.at,
        until=reference.until,
        passage=reference.passage,
        start=reference.start,
        end=reference.end,
        url=target.url,
        target=target.key,
        shown=_title(reference, target),
    )


def _title(reference: Reference, target: Target) -> str:
    """The target's title where the author wrote only its slug, else nothing."""
    slug = target.url.partition("#")[0].rstrip("/")
    bare = reference.kind == "wikilink" and not reference.label and not reference.fragment
    return target.title if bare and key(reference.name) in (slug, slug.rpartition("/")[2]) else ""
