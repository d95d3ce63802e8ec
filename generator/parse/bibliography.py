"""Outside sources: books, treaties, pages that are no seeds.

In: the bibliography's file, in one of three forms told by its name: YAML (`.yaml`, CSL's fields
under `references`, as Pandoc reads them too), CSL-JSON (`.json`, as Zotero writes it) or BibTeX
(`.bib`). Out: `Work`s and what is wrong, each at its place.

The YAML is our own form and is checked key by key; `foreign_bibliography` reads the other two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Annotated

from msgspec import Struct

from generator.fields import WebAddress, distinct_by, read_fields, text_like
from generator.model import Source, Work
from generator.parse.foreign_bibliography import read_bibtex, read_json
from generator.problems import Problem, fill, in_order, place

PartialDate = Annotated[
    str,
    text_like(
        r"^[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?$",
        "a date such as '2026-03-05', '2026-03' or '2026', in quotes",
        "A day, month or year: '2026-03-05', '2026-03', '2026'.",
    ),
]
Key = Annotated[
    str,
    text_like(
        r"""^[^\s;,#\[\]"“”@]+$""",
        "a key without spaces, such as charap-2024",
        "What citations call it.",
    ),
]


class PersonLine(Struct, frozen=True, forbid_unknown_fields=True):
    """An author, as CSL has them."""

    family: str = ""
    given: str = ""
    literal: str = ""


class WorkLine(
    Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"container_title": "container-title", "publisher_place": "publisher-place"},
):
    """An outside source, as CSL has it."""

    id: Key
    title: str
    type: str = "webpage"
    author: tuple[str | PersonLine, ...] = ()
    editor: tuple[str | PersonLine, ...] = ()
    container_title: str = ""
    publisher: str = ""
    publisher_place: str = ""
    issued: PartialDate = ""
    accessed: PartialDate = ""
    URL: WebAddress = ""
    DOI: str = ""
    ISBN: str = ""
    volume: str = ""
    issue: str = ""
    page: str = ""
    edition: str = ""
    genre: str = ""
    number: str = ""
    language: str = ""
    note: str = ""


class WorkFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of `content/sources.yaml`."""

    references: Annotated[tuple[WorkLine, ...], distinct_by("id", "The outside sources.")] = ()


def read_bibliography(source: Source) -> tuple[tuple[Work, ...], tuple[Problem, ...]]:
    """The outside sources in a bibliography's file, sorted by id."""
    try:
        text = source.data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = source.data[: error.start].decode("utf-8", "replace")
        where = place(source.path, source.data.decode("utf-8", "replace"), len(before))
        return (), (fill(where, "error", "not-utf-8", "this is not UTF-8 text"),)
    suffix = source.path.rpartition(".")[2].lower()
    reader = {"json": read_json, "bib": read_bibtex}.get(suffix, _read_yaml)
    works, problems = reader(text, source.path)
    problems.extend(_repeated(works))
    unique = {work.id: work for work in reversed(works)}
    return tuple(unique[key] for key in sorted(unique)), in_order(problems)


def _repeated(works: Iterable[Work]) -> Iterator[Problem]:
    counts = Counter(work.id for work in works)
    for work in works:
        if counts[work.id] > 1:
            message = f"two sources are called '{work.id}'"
            yield fill(work.where, "error", "duplicate-source", message, "give one another id")


# --- YAML -----------------------------------------------------------------------------------------


def _read_yaml(text: str, path: str) -> tuple[list[Work], list[Problem]]:
    fields = read_fields(text, path, WorkFile)
    if fields.value is None:
        return [], list(fields.problems)
    works = [
        _work_of_line(line, fields.where("references", index))
        for index, line in enumerate(fields.value.references)
    ]
    return works, list(fields.problems)


def _work_of_line(line: WorkLine, where: Problem) -> Work:
    return Work(
        id=line.id,
        kind=line.type,
        title=line.title,
        authors=tuple(_name(each) for each in line.author or line.editor),
        place=line.container_title,
        publisher=line.publisher,
        issued=line.issued,
        accessed=line.accessed,
        url=line.URL,
        doi=line.DOI,
        note=line.note,
        where=where,
    )


def _name(person: str | PersonLine) -> str:
    if isinstance(person, str):
        return person
    return person.literal or f"{person.given} {person.family}".strip()
