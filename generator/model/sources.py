"""What load hands on: files as they were found, and the configuration."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from generator.model.documents import Rights, Silence
from generator.problems import Problem

SourceKind = Literal["seed", "explainer", "file", "template", "asset"]


class Source(Struct, frozen=True, array_like=True):
    """One file of the site's folder.

    `path` is relative to the site's folder and has forward slashes; `digest` is the BLAKE2b of
    `data` (hexadecimal, 128 bits).
    """

    path: str
    kind: SourceKind
    digest: str
    data: bytes


class Stamp(Struct, frozen=True, array_like=True):
    """How the system describes a file: bytes, nanoseconds of its two times, and number.

    Equal stamps save reading a file again, and decide nothing else.
    """

    size: int
    modified: int
    changed: int
    inode: int


class Entry(Struct, frozen=True, array_like=True):
    """One file of the site's folder without its bytes: what the build knows it by."""

    path: str
    kind: SourceKind
    digest: str


class Listing(Struct, frozen=True):
    """All files of a site, each kind sorted by path; of templates the bytes, too."""

    seeds: tuple[Entry, ...] = ()
    explainers: tuple[Entry, ...] = ()
    files: tuple[Entry, ...] = ()
    assets: tuple[Entry, ...] = ()
    templates: tuple[Source, ...] = ()
    problems: tuple[Problem, ...] = ()


class MenuEntry(Struct, frozen=True, array_like=True):
    """One link of the site's menu; `url` is relative to the site or a full address."""

    text: str
    url: str


class Topic(Struct, frozen=True, array_like=True):
    """A subject that documents are filed under; `name` is what front matter says."""

    name: str
    title: str
    summary: str = ""


class Publisher(Struct, frozen=True, array_like=True):
    """Who first published an article; `host` is what seeds say (`nypost.com`)."""

    host: str
    name: str
    rights: Rights = Rights("excerpt")


class Config(Struct, frozen=True, array_like=True):
    """`site.yaml`, checked. `base_url` ends with a slash."""

    title: str
    base_url: str
    language: str = "en"
    description: str = ""
    authors: tuple[str, ...] = ()
    menu: tuple[MenuEntry, ...] = ()
    topics: tuple[Topic, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    editor: str = ""
    """How a click in the preview opens a file; empty for the usual way."""
    domain: str = ""
    """The site's own domain on GitHub Pages, if it has one."""
    rights: Rights = Rights("excerpt")
    """What may be shown of articles whose publisher is not listed."""
    bibliography: str = "content/sources.yaml"
    silences: tuple[tuple[str, Silence], ...] = ()
    """Rules that are silenced for files, by path: found files cannot say so themselves."""
