"""How to cite a page of this site: as text, BibTeX, CSL-JSON and RIS.

In: a document, the desk and the site's address. Out: a `CitePage`. What is cited of an article is
the article, with its own publisher, as this archive holds it; nothing is said of the day of
reading, since no clock reaches an output.
"""

from __future__ import annotations

import json
import re

from msgspec import Struct

from generator.model import Card, CitePage
from generator.plan.desk import Desk
from generator.urls import absolute
from generator.wording import long_date

SPECIAL = re.compile(r"([&%$#_{}])")


class _Facts(Struct, frozen=True):
    """What every form says."""

    key: str
    title: str
    authors: tuple[str, ...]
    place: str
    date: str
    address: str


def cite_page(card: Card, desk: Desk) -> CitePage:
    """The four forms for one document."""
    is_article = card.kind == "article"
    facts = _Facts(
        key=card.url.rstrip("/").rpartition("/")[2],
        title=card.title,
        authors=card.authors or (() if is_article else desk.config.authors),
        place=desk.rows[card.key].publisher if is_article else desk.config.title,
        date=card.date if is_article else card.updated or card.date,
        address=absolute(desk.config.base_url, card.url),
    )
    return CitePage(_text(facts), _bibtex(facts), _csl(facts), _ris(facts))


def _text(facts: _Facts) -> str:
    who = f"{', '.join(facts.authors)}: " if facts.authors else ""
    parts = (facts.place, long_date(facts.date) if facts.date else "")
    where = "".join(f", {part}" for part in parts if part)
    return f"{who}“{facts.title}”{where}. {facts.address}"


def _bibtex(facts: _Facts) -> str:
    fields = [
        ("author", " and ".join(f"{{{_escaped(name)}}}" for name in facts.authors)),
        ("title", f"{{{_escaped(facts.title)}}}"),
        ("organization", _escaped(facts.place)),
        ("date", facts.date),
        ("year", facts.date[:4]),
        ("url", facts.address),
    ]
    lines = [f"  {name} = {{{value}}}" for name, value in fields if value.strip("{}")]
    return f"@online{{{facts.key},\n" + ",\n".join(lines) + "\n}"


def _csl(facts: _Facts) -> str:
    item: dict[str, object] = {"id": facts.key, "type": "webpage", "title": facts.title}
    if facts.authors:
        item["author"] = [{"literal": name} for name in facts.authors]
    if facts.place:
        item["container-title"] = facts.place
    if facts.date:
        item["issued"] = {"date-parts": [[int(part) for part in facts.date.split("-")]]}
    return json.dumps([{**item, "URL": facts.address}], ensure_ascii=False, indent=1)


def _ris(facts: _Facts) -> str:
    lines = [("TY", "ELEC"), *(("AU", name) for name in facts.authors)]
    lines += [("TI", facts.title), ("T2", facts.place), ("DA", facts.date.replace("-", "/"))]
    lines += [("PY", facts.date[:4]), ("UR", facts.address)]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines if value) + "\nER  - "


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text.replace("\\", ""))
