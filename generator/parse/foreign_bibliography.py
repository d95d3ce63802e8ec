"""Bibliographies that other programs write: CSL-JSON (Zotero) and BibTeX.

In: the text of a file. Out: its works, and problems at their places. What we do not use is passed
over: such files hold whatever their program likes. BibTeX is read by `bibtexparser`, its accents by
`pylatexenc`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.model import Work
from generator.problems import Problem, fill, place

KINDS = {"article": "article-journal", "online": "webpage", "inproceedings": "paper-conference"}
"""CSL's words for BibTeX's where they differ."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


# --- CSL-JSON -------------------------------------------------------------------------------------


def read_json(text: str, path: str) -> tuple[list[Work], list[Problem]]:
    """The works of a CSL-JSON file, and what is wrong with it."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        where = place(path, text, getattr(error, "pos", 0))
        return [], [fill(where, "error", "json", "this is not JSON", "export it as CSL-JSON")]
    items = found.get("items", []) if isinstance(found, dict) else found
    if not isinstance(items, list):
        return [], [fill(place(path, text, 0), "error", "json", "this is no list of sources")]
    works: list[Work] = []
    problems: list[Problem] = []
    for number, item in enumerate(items, 1):
        if isinstance(item, dict) and item.get("id") and item.get("title"):
            key = str(item["id"])
            works.append(_work_of_item(item, place(path, text, max(text.find(f'"{key}"'), 0))))
        else:
            message = f"source {number} has no id or no title"
            problems.append(fill(place(path, text, 0), "error", "missing-key", message))
    return works, problems


def _work_of_item(item: Mapping[str, Any], where: Problem) -> Work:
    def words(key: str) -> str:
        value = item.get(key, "")
        return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""

    people = item.get("author") or item.get("editor") or ()
    return Work(
        id=words("id"),
        kind=words("type") or "webpage",
        title=words("title"),
        authors=tuple(_json_names(people)),
        place=words("container-title"),
        publisher=words("publisher"),
        issued=_json_date(item.get("issued")),
        accessed=_json_date(item.get("accessed")),
        url=_web(words("URL")),
        doi=words("DOI"),
        note=words("note"),
        where=where,
    )


def _json_names(people: object) -> Iterator[str]:
    for person in people if isinstance(people, list) else ():
        if isinstance(person, dict):
            parts = (person.get("given"), person.get("non-dropping-particle"), person.get("family"))
            yield str(person.get("literal") or " ".join(str(part) for part in parts if part))


def _json_date(date: object) -> str:
    """`{"date-parts": [[2026, 3, 5]]}` or text as an ISO date, maybe in part."""
    if isinstance(date, dict):
        parts = date.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            numbers = [str(part) for part in parts[0][:3]]
            return _iso("-".join([*numbers[:1], *(part.zfill(2) for part in numbers[1:])]))
        date = date.get("raw", date.get("literal", ""))
    return _iso(str(date or ""))


# --- BibTeX ---------------------------------------------------------------------------------------


def read_bibtex(text: str, path: str) -> tuple[list[Work], list[Problem]]:
    """The works of a BibTeX file, and what is wrong with it."""
    from bibtexparser.entrypoint import parse_string  # noqa: PLC0415 - few archives have BibTeX

    library = parse_string(text)
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    works = []
    for entry in library.entries:
        where = place(path, text, starts[min(entry.start_line or 0, len(starts) - 1)])
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        works.append(_work_of_entry(entry.key, entry.entry_type, fields, where))
    problems = []
    for block in library.failed_blocks:
        where = place(path, text, starts[min(block.start_line or 0, len(starts) - 1)])
        problems.append(fill(where, "error", "bibtex", "this entry cannot be read"))
    for work in works:
        if not work.title:
            message = f"'{work.id}' has no title"
            problems.append(fill(work.where, "error", "missing-key", message))
    return works, problems


def _work_of_entry(key: str, kind: str, fields: Mapping[str, str], where: Problem) -> Work:
    def words(*names: str) -> str:
        return _plain(next((fields[name] for name in names if name in fields), ""))

    return Work(
        id=key,
        kind=KINDS.get(kind, kind),
        title=words("title"),
        authors=tuple(_bibtex_names(fields.get("author", fields.get("editor", "")))),
        place=words("journal", "journaltitle", "booktitle"),
        publisher=words("publisher", "institution", "organization", "school"),
        issued=_bibtex_date(fields),
        accessed=_iso(words("urldate")),
        url=_web(fields.get("url", "").strip("{} ")),
        doi=fields.get("doi", "").strip("{} "),
        note=words("note"),
        where=where,
    )


def _bibtex_names(people: str) -> Iterator[str]:
    """`Charap, Samuel and {State Service}` as they are said."""
    for person in re.split(r"\s+and\s+", people.strip()):
        family, comma, given = person.partition(",")
        if person:
            is_whole = person.startswith("{") or not comma
            yield _plain(person if is_whole else f"{given.strip()} {family.strip()}")


def _bibtex_date(fields: Mapping[str, str]) -> str:
    if "date" in fields:
        return _iso(_plain(fields["date"]))
    parts = [_plain(fields.get("year", ""))]
    month = _plain(fields.get("month", "")).lower()[:3]
    if month in MONTHS:
        month = str(MONTHS.index(month) + 1)
    if month.isdecimal():
        parts.append(month.zfill(2))
        day = _plain(fields.get("day", ""))
        parts += [day.zfill(2)] if day.isdecimal() else []
    return _iso("-".join(parts))


def _plain(text: str) -> str:
    """BibTeX's text without its marks."""
    if not set(text) & set("\\{}$~"):
        return " ".join(text.split())
    from pylatexenc.latex2text import LatexNodes2Text  # noqa: PLC0415 - see above

    return " ".join(LatexNodes2Text().latex_to_text(text.replace("%", "\\%")).split())


# --- Both -----------------------------------------------------------------------------------------


def _iso(text: str) -> str:
    """The part of a text that is an ISO date, or nothing."""
    match = re.match(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-[0-3][0-9])?)?", text.strip())
    return match[0] if match else ""


def _web(address: str) -> str:
    """An address that a page may link to, or nothing."""
    return address if re.match(r"https?://[^\s/?#@]+(?:[/?#]\S*)?$", address) else ""
