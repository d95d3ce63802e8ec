"""One URL for each document, and what leads there from elsewhere.

In: documents with the URLs that parsing proposed. Out: the same documents with URLs of their own,
the redirects, and the collisions.

A collision is settled the same way on every machine: the first source by path keeps the URL, each
later one gets `-2`, `-3` …; it is reported with both sources, because a new file can take an old
address away. Two sources that ask for one URL by `slug:` are an error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.model import Document, Redirect
from generator.problems import Problem
from generator.urls import is_reserved, output_path


def settle_addresses(
    documents: Iterable[Document],
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents, sorted by key, each with a URL that no other has."""
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=lambda document: document.card.key):
        groups[document.card.url].append(document)
    taken = set(groups)
    settled: list[Document] = []
    problems: list[Problem] = []
    for url, group in groups.items():
        problems.extend(_reserved(group[0]))
        settled.append(group[0])
        for document in group[1:]:
            free = _free(url, taken)
            taken.add(free)
            problems.append(_collision(document, group[0], free))
            settled.append(_moved(document, free))
    return tuple(sorted(settled, key=lambda document: document.card.key)), tuple(problems)


def collect_redirects(
    documents: Sequence[Document],
) -> tuple[tuple[Redirect, ...], tuple[Problem, ...]]:
    """Every `redirect_from` that does not hide a page, sorted by URL."""
    paths = {output_path(document.card.url): document.card.key for document in documents}
    redirects: dict[str, Redirect] = {}
    problems: list[Problem] = []
    for document in documents:
        for written in document.redirects:
            url = _redirect_url(written)
            holder = paths.get(output_path(url)) or _reserved_holder(url)
            if holder:
                problems.append(_hidden(document, written, holder))
                continue
            paths[output_path(url)] = document.card.key
            redirects[url] = Redirect(url, document.card.url)
    return tuple(redirects[url] for url in sorted(redirects)), tuple(problems)


def _free(url: str, taken: set[str]) -> str:
    number = 2
    while f"{url.rstrip('/')}-{number}/" in taken:
        number += 1
    return f"{url.rstrip('/')}-{number}/"


def _moved(document: Document, url: str) -> Document:
    return msgspec.structs.replace(document, card=msgspec.structs.replace(document.card, url=url))


def _redirect_url(written: str) -> str:
    """Old addresses are folders unless they name a file (`old.html`)."""
    last = written.rstrip("/").rpartition("/")[2]
    return written if "." in last and not written.endswith("/") else written.rstrip("/") + "/"


def _reserved(document: Document) -> Iterator[Problem]:
    first = document.card.url.partition("/")[0]
    if document.card.kind != "article" and is_reserved(first):
        yield Problem(
            path=document.card.key,
            rule="reserved-address",
            message=f"'{first}/' is an address that the site needs for itself",
            hint="give the page another 'slug:'",
        )


def _reserved_holder(url: str) -> str:
    return "the site itself" if is_reserved(url.partition("/")[0]) else ""


def _collision(document: Document, first: Document, free: str) -> Problem:
    both_asked = document.slug_given and first.slug_given
    return Problem(
        path=document.card.key,
        severity="error" if both_asked else "warning",
        rule="address-collision",
        message=f"'{first.card.url}' is the address of {first.card.key} already",
        hint=f"it is '{free}' for now; give one of the two a 'slug:' of its own",
    )


def _hidden(document: Document, written: str, holder: str) -> Problem:
    return Problem(
        path=document.card.key,
        rule="redirect-collision",
        message=f"'{written}' cannot redirect: it is the address of {holder}",
        hint="take it out of 'redirect_from'",
    )
