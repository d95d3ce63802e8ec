"""The archive's outline: addresses, names, and everything else that no change of words can touch.

In: the configuration, the faces of all documents, and the files that lie beside explainers. Out: an
`Outline`. It reads no text, headings or links, so an edit below a page's front matter leaves it as
it is: where the faces are those of the last time, so is the outline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from generator.link.addresses import collect_redirects, settle_addresses
from generator.link.names import collect_names
from generator.link.topics import unknown_topics
from generator.link.words import key
from generator.model import Config, Document, Outline, Survey
from generator.problems import in_order


def outline_of(
    config: Config, documents: Sequence[Document], files: Iterable[str], last: Survey | None
) -> Outline:
    """The outline of these documents; `last` is the survey that was made before, if any."""
    faces = _faces(documents, last)
    urls = tuple(sorted(copied_files(files).items()))
    if last is not None:
        known = last.outline
        if known.config == config and known.files == urls and known.faces == faces:
            return known
    return _outline(config, faces, urls)


def copied_files(files: Iterable[str]) -> dict[str, str]:
    """Where each file beside an explainer is copied to: its path below `content/`.

    A hyphen stands for what has a meaning of its own in addresses (`#`, `?`, `%`).
    """
    urls: dict[str, str] = {}
    taken: set[str] = set()
    for path in sorted(files):
        folder, _, name = path.partition("/")[2].rpartition("/")
        url = re.sub(r"[#?%]", "-", f"files/{folder}/{name}" if folder else f"files/{name}")
        while url in taken:
            url = f"{url.rpartition('/')[0]}/-{url.rpartition('/')[2]}"
        taken.add(url)
        urls[path] = url
    return urls


def _faces(documents: Sequence[Document], last: Survey | None) -> tuple[Document, ...]:
    """The face of every document; the very one of the last time where the document is that, too."""
    if last is None:
        return tuple(document.face() for document in documents)
    known = {
        id(document): face for document, face in zip(last.sources, last.outline.faces, strict=True)
    }
    return tuple(known.get(id(document)) or document.face() for document in documents)


def _outline(
    config: Config, faces: tuple[Document, ...], files: tuple[tuple[str, str], ...]
) -> Outline:
    settled, collisions = settle_addresses(faces)
    names, conflicts = collect_names(settled)
    redirects, hidden = collect_redirects(settled)
    asked = {face.card.key: face.card.url for face in faces}
    urls = {document.card.url: document.card.key for document in settled}
    return Outline(
        config=config,
        faces=faces,
        files=files,
        moved={each: url for url, each in urls.items() if asked[each] != url},
        names=names,
        redirects=redirects,
        urls=urls,
        titles=_titles(settled),
        problems=in_order([*collisions, *conflicts, *hidden, *unknown_topics(config, settled)]),
    )


def _titles(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """The keys of the documents that each name may mean: a slug, title or alias."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for document in documents:
        for name in _lookup_names(document):
            found[key(name)][document.card.key] = None
    return {name: tuple(keys) for name, keys in found.items()}


def _lookup_names(document: Document) -> Iterable[str]:
    card = document.card
    yield from (card.url.rstrip("/"), card.url.rstrip("/").rpartition("/")[2], card.title)
    yield from (name.text for name in document.names)
