"""`site.yaml` to `Config`, every key checked.

In: the bytes of `site.yaml`. Out: the configuration, and all that is wrong with it at once. None
instead of a configuration means that there are errors.

`SiteFile` is the file's shape; `schema_text` makes from it the JSON Schema that editors use, so the
two cannot disagree.
"""

from __future__ import annotations

import json
import re
from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.fields import (
    Host,
    Slug,
    distinct_by,
    inside_address,
    read_fields,
    schema,
    text_like,
)
from generator.model import Config, MenuEntry, Publisher, Silence, Topic
from generator.problems import Problem, fill, place
from generator.rights import read_rights

Kind = Literal["full", "excerpt", "link"]
ExcerptText = Annotated[
    str,
    text_like(
        r"^[1-9][0-9]{0,5} (?:words?|paragraphs?)$",
        "a number of words or paragraphs, such as '80 words' or '2 paragraphs'",
        "How long an excerpt is: '80 words', '2 paragraphs'.",
    ),
]


def _full_base(text: str) -> str:
    """What was meant by a base address without its scheme or its last slash."""
    plain = text.partition("?")[0].partition("#")[0]
    return (plain if "://" in plain else "https://" + plain).rstrip("/") + "/"


def _language_tag(text: str) -> str:
    """`EN_gb` as `en-GB`."""
    language, *parts = text.replace("_", "-").split("-")
    shaped = [part.upper() if len(part) == 2 else part.title() for part in parts]
    return "-".join([language.lower(), *shaped])


BASE_URL = text_like(
    r"^https?://[^\s/?#@\\]+/(?:[^\s?#\\/]+/)*$",
    "a full address with a slash at the end, such as https://user.github.io/repo/",
    "The full address of the home page, with a slash at the end.",
    _full_base,
)
BaseUrl = Annotated[str, BASE_URL]


class MenuLine(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the menu."""

    text: Annotated[str, Meta(description="What the link says.")]
    url: Annotated[
        str,
        text_like(
            r"^(?:https?://[^\s/]\S*|(?![/.]|.*\.\.(?:/|$))[^\s:\\]*)$",
            "an address on this site without a slash in front (topics/) or a full one (https://…)",
            "Where it leads: an address on this site, such as topics/, or a full one.",
            inside_address,
        ),
    ]


class TopicLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A topic."""

    name: Slug
    title: Annotated[str, Meta(description="What readers see.")]
    summary: Annotated[str, Meta(description="One or two sentences for the topic's page.")] = ""


class PublisherLines(Struct, frozen=True, forbid_unknown_fields=True):
    """A publisher."""

    name: Annotated[str, Meta(description="What readers see.")]
    rights: Annotated[Kind, Meta(description="How much of its articles may be shown.")] = "excerpt"
    excerpt: ExcerptText = ""


class SilenceLine(Struct, frozen=True, forbid_unknown_fields=True):
    """A rule that is silenced for a file."""

    rule: Slug
    path: Annotated[str, Meta(description="The file, such as seeds/geneva.txt.")]
    reason: Annotated[str, Meta(description="Why.")]


class SiteFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of site.yaml."""

    title: Annotated[str, Meta(description="The site's name.")]
    base_url: BaseUrl
    language: Annotated[
        str,
        text_like(
            r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$",
            "a language tag such as en or en-GB",
            "The language of the site as a tag: en, en-GB, uk.",
            _language_tag,
        ),
    ] = "en"
    description: Annotated[str, Meta(description="The site in one or two sentences.")] = ""
    authors: Annotated[tuple[str, ...], Meta(description="Who answers for the explainers.")] = ()
    menu: Annotated[tuple[MenuLine, ...], Meta(description="The links at the top.")] = ()
    topics: Annotated[
        tuple[TopicLine, ...], distinct_by("name", "What documents can be filed under.")
    ] = ()
    publishers: Annotated[
        dict[Host, str | PublisherLines],
        Meta(description="Who published the articles: host, then a name or name and rights."),
    ] = {}
    editor: Annotated[
        str,
        text_like(
            r"\{file\}",
            "an address or command with {file} in it, such as vscode://file/{file}:{line}:{column}",
            "What a click on a problem opens in the preview: an address, or a command.",
        ),
    ] = ""
    domain: Annotated[
        str,
        text_like(
            r"^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$",
            "a domain such as archive.example.org",
            "The site's own domain on GitHub Pages, if it has one.",
        ),
    ] = ""
    rights: Annotated[
        Kind, Meta(description="What may be shown of articles of publishers that are not listed.")
    ] = "excerpt"
    excerpt: ExcerptText = ""
    bibliography: Annotated[
        str,
        text_like(
            r"^content/\S.*\.(?:yaml|json|bib)$",
            "a file in content/ that ends with .yaml, .json or .bib",
            "The outside sources: YAML with CSL's fields, CSL-JSON or BibTeX.",
        ),
    ] = "content/sources.yaml"
    allow: Annotated[
        tuple[SilenceLine, ...], Meta(description="Rules that are silenced for found files.")
    ] = ()


def read_config(path: str, data: bytes) -> tuple[Config | None, tuple[Problem, ...]]:
    """The configuration in the bytes of file `path`, or None and what is wrong with it."""
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        return None, (_not_utf_8(path, error.object, error.start),)
    fields = read_fields(text, path, SiteFile)
    if fields.value is None or fields.problems:
        return None, fields.problems
    return _config(fields.value), ()


def is_base_url(text: str) -> bool:
    """Whether a text may be the site's base address."""
    return re.search(BASE_URL.pattern or "", text) is not None


def missing_config(path: str) -> Problem:
    """The problem of a folder without `site.yaml`."""
    return Problem(
        path=path,
        rule="no-config",
        message="there is no site.yaml here, so this is not the folder of a site",
        hint="go to the site's folder or name it with --site; a site.yaml needs at least"
        " 'title' and 'base_url'",
    )


def schema_text() -> str:
    """The JSON Schema of `site.yaml`, as `docs/site.schema.json` holds it."""
    made = schema(SiteFile, "site.yaml", "The configuration of an explainer archive.")
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def _not_utf_8(path: str, data: bytes, start: int) -> Problem:
    """The problem of a file whose byte `start` is not UTF-8."""
    before = data[:start].decode("utf-8", "replace")
    where = place(path, data.decode("utf-8", "replace"), len(before))
    return fill(where, "error", "not-utf-8", "this is not UTF-8 text", "save the file as UTF-8")


def _config(file: SiteFile) -> Config:
    return Config(
        title=file.title,
        base_url=file.base_url,
        language=file.language,
        description=file.description,
        authors=file.authors,
        menu=tuple(MenuEntry(line.text, line.url) for line in file.menu),
        topics=tuple(Topic(line.name, line.title, line.summary) for line in file.topics),
        publishers=tuple(
            _publisher(host, lines, file) for host, lines in sorted(file.publishers.items())
        ),
        rights=read_rights(file.rights, file.excerpt),
        bibliography=file.bibliography,
        silences=tuple(
            (line.path, Silence(line.rule, line.reason, 0, is_for_file=True)) for line in file.allow
        ),
        editor=file.editor,
        domain=file.domain,
    )


def _publisher(host: str, lines: str | PublisherLines, file: SiteFile) -> Publisher:
    """A publisher named without rights has those of publishers that are not listed."""
    if isinstance(lines, str):
        return Publisher(host, lines, read_rights(file.rights, file.excerpt))
    return Publisher(host, lines.name, read_rights(lines.rights, lines.excerpt or file.excerpt))
