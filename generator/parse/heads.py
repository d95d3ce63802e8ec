"""What front matter may say: the keys of a seed and of an explainer, with their types.

In: nothing. Out: two structs that `generator.fields` reads YAML against.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from generator.fields import (
    IsoDate,
    NameText,
    OldAddress,
    Slug,
    WebAddress,
    bare_host,
    text_like,
)

AnyHost = Annotated[
    str,
    text_like(
        r"^[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$",
        "a host such as nypost.com",
        "The publisher's host; its case and a www. in front do not matter.",
        bare_host,
    ),
]


class SeedHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of a seed; everything is optional."""

    title: str = ""
    date: IsoDate = ""
    updated: IsoDate = ""
    publisher: AnyHost = ""
    url: WebAddress = ""
    authors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    slug: Slug = ""
    summary: str = ""
    note: str = ""
    encoding: str = ""
    rights: Literal["full", "excerpt", "link", ""] = ""
    excerpt: Annotated[
        str,
        text_like(
            r"^[1-9][0-9]{0,5} (?:words?|paragraphs?)$",
            "a number of words or paragraphs, such as '80 words' or '2 paragraphs'",
            "How long an excerpt is: '80 words', '2 paragraphs'.",
        ),
    ] = ""


class Alias(Struct, frozen=True, forbid_unknown_fields=True):
    """Another name, with the words that must stand near it and whether its case matters."""

    name: NameText
    when: tuple[str, ...] = ()
    case: Literal["match", "ignore"] = "match"


class ExplainerHead(Struct, frozen=True, forbid_unknown_fields=True):
    """Front matter of an explainer, card or page."""

    title: NameText
    summary: str = ""
    kind: Literal["explainer", "person", "place", "organisation", "page"] = "explainer"
    topics: tuple[str, ...] = ()
    aliases: tuple[NameText | Alias, ...] = ()
    never: tuple[str, ...] = ()
    date: IsoDate = ""
    updated: IsoDate = ""
    reviewed: IsoDate = ""
    status: str = ""
    authors: tuple[str, ...] = ()
    slug: Slug = ""
    redirect_from: tuple[OldAddress, ...] = ()
    draft: Annotated[bool, Meta(description="Built only with --drafts.")] = False
