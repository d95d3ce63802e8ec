"""The plan of all outputs, and what became of them."""

from __future__ import annotations

from msgspec import Struct

from generator.model.sources import MenuEntry
from generator.model.views import View
from generator.problems import Problem


class Chrome(Struct, frozen=True):
    """What every page prints around its view. It holds no counts: those would touch every page."""

    title: str
    description: str
    language: str
    base_url: str
    authors: tuple[str, ...]
    menu: tuple[MenuEntry, ...]
    assets: tuple[tuple[str, str], ...]
    """Name and URL of each file in `templates/assets/`; the URL carries a digest."""
    search: bool = True


class Page(Struct, frozen=True):
    """One output that a template makes. `path` is relative to the output folder."""

    path: str
    template: str
    view: View
    body: str = ""
    searchable: bool = False


class Output(Struct, frozen=True):
    """One output as bytes."""

    path: str
    data: bytes


class Plan(Struct, frozen=True):
    """Every output of the site: pages to render and files to copy, each sorted by path."""

    chrome: Chrome
    pages: tuple[Page, ...]
    files: tuple[Output, ...]


class Written(Struct, frozen=True):
    """What became of the output folder: paths relative to it, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


class Report(Struct, frozen=True):
    """The outcome of a build. `seconds` holds each stage with the time it took."""

    problems: tuple[Problem, ...]
    documents: int = 0
    pages: int = 0
    indexed: int = 0
    written: Written | None = None
    seconds: tuple[tuple[str, float], ...] = ()
