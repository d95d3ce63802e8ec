"""Addresses as a page prints them, and the data for search engines that is made of addresses.

In: the chrome, and the view of the page that is being rendered. Out: the functions that templates
call. One `Links` serves one Renderer, which turns it to each page before it is rendered.
"""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import urlsplit

from jinja2 import TemplateRuntimeError
from markupsafe import Markup

from generator import urls
from generator.model import Chrome, Head, NotFoundView, View
from generator.problems import did_you_mean
from generator.render.filters import json


class Links:
    """Addresses for one page after the other."""

    def __init__(self, chrome: Chrome) -> None:
        """Take the site's base address and its assets."""
        self._chrome = chrome
        self._assets = dict(chrome.assets)
        self._base = urlsplit(chrome.base_url).path or "/"
        self._here = partial(urls.relative, "")

    def turn_to(self, view: View) -> None:
        """From here on, links are those of this page.

        They are relative to it; from the root where a page is served at any address.
        """
        if isinstance(view, NotFoundView):
            self._here = partial(urls.absolute, self._base)
        else:
            self._here = partial(urls.relative, view.head.url)

    def href(self, url: str) -> str:
        """A URL of the site as this page links to it."""
        return self._here(url)

    def absolute(self, url: str) -> str:
        """A URL of the site as a full address."""
        return urls.absolute(self._chrome.base_url, url)

    def asset(self, name: str) -> str:
        """The address of an asset, by its name."""
        if name not in self._assets:
            hint = did_you_mean(name, self._assets)
            raise TemplateRuntimeError(f"there is no asset called '{name}'; {hint}".rstrip("; "))
        return self._here(self._assets[name])

    def linked_data(self, head: Head, node: dict[str, Any]) -> Markup:
        """What the page is and the way to it from the home page, as JSON-LD (schema.org)."""
        graph = [node]
        if head.trail:
            way = [(self._chrome.title, ""), *((link.text, link.url) for link in head.trail)]
            steps = [
                {"@type": "ListItem", "position": at, "name": name, "item": self.absolute(url)}
                for at, (name, url) in enumerate((*way, (head.title, head.url)), 1)
            ]
            graph.append({"@type": "BreadcrumbList", "itemListElement": steps})
        data = json({"@context": "https://schema.org", "@graph": graph})
        return Markup(f'<script type="application/ld+json">{data}</script>')  # noqa: S704 - escaped
