"""Which HTML may reach a page: an allow-list, enforced by `nh3` (the ammonia parser).

In: the HTML that Markdown made, with whatever raw HTML its author wrote. Out: well-formed HTML of
allowed elements only. The whole body goes through, not only the raw parts: so an element that is
opened in one raw part and closed in another is balanced, a link is never inside a link, and no
combination of Markdown and HTML can slip past.

Scripts, styles, forms, frames, event handlers, inline styles and addresses other than web, mail
and relative ones do not pass. Pages carry a content security policy besides.
"""

from __future__ import annotations

import nh3

TAGS = frozenset(
    [
        "a",
        "abbr",
        "aside",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
        "var",
        "wbr",
    ]
)
EVERYWHERE = {"class", "dir", "id", "lang", "title", "data-source"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "hreflang", "data-wikilink"},
    "span": {"data-citation"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "div": {"role"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    "img": {"alt", "height", "src", "width"},
    "ins": {"cite", "datetime"},
    "ol": {"reversed", "start"},
    "q": {"cite"},
    "td": {"colspan", "headers", "rowspan"},
    "th": {"colspan", "headers", "rowspan", "scope"},
    "time": {"datetime"},
}
SCHEMES = {"http", "https", "mailto"}
REMOVED_WITH_CONTENT = {"script", "style", "template", "iframe", "object", "svg", "math", "title"}

_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes=SCHEMES,
    clean_content_tags=REMOVED_WITH_CONTENT,
    link_rel=None,
)


def sanitise(html: str) -> str:
    """Well-formed HTML of allowed elements and attributes."""
    return _CLEANER.clean(html)
