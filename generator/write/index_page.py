"""A page as the indexer is to see it: exactly what search knows of it, and nothing else.

In: a search entry, and the page's body. Out: a small HTML document. The words of the title, of the
summary and of the body are searched; kind, year, topics and publisher are filters, the date is the
order, and what a result shows is metadata. Ids of the body stay, so that a result can lead to the
paragraph that matched. Format: https://pagefind.app/docs/ (`data-pagefind-*`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import SearchEntry
from generator.urls import escape


def index_page(entry: SearchEntry, body: str) -> str:
    """The document that is indexed in place of a page."""
    body = body if entry.excerpt is None else entry.excerpt
    summary = f"<p>{escape(entry.summary)}</p>\n" if entry.summary else ""
    return (
        "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title></title></head>\n"
        f"<body>\n{''.join(_values(entry))}"
        f"<main data-pagefind-body>\n<h1 data-pagefind-meta=title>{escape(entry.title)}</h1>\n"
        f"{summary}{body}\n</main>\n</body></html>\n"
    )


def _values(entry: SearchEntry) -> Iterator[str]:
    """Elements that carry the values, each in an attribute, so that no value is cut at a comma."""
    yield _value("filter", "kind", entry.kind)
    yield _value("filter", "year", entry.year)
    yield from (_value("filter", "topic", topic) for topic in entry.topics)
    yield _value("sort", "date", entry.date)
    yield _value("meta", "kind", entry.kind)
    yield _value("meta", "date", entry.date)
    if entry.publisher:
        yield _value("filter", "publisher", entry.publisher)
        yield _value("meta", "publisher", entry.publisher)
    if entry.names:
        yield _value("meta", "names", ", ".join(entry.names))
    if entry.spellings:
        yield _value("meta", "spellings", ", ".join(entry.spellings))


def _value(use: str, key: str, value: str) -> str:
    return f'<i data-pagefind-{use}="{key}[data-value]" data-value="{escape(value)}"></i>\n'
