"""A site of a few files with templates of a few words, for tests that build."""

from __future__ import annotations

from pathlib import Path

from generator.model import TEMPLATES

CONFIG = "title: The Archive\nbase_url: https://example.org/repo/\nrights: full\n"
KYIV = "---\ntitle: Kyiv\nkind: place\nsummary: A city.\n---\nThe capital of Ukraine.\n"
TALKS = "Talks end\n\n18 February 2026\n\nThe talks in Kyiv ended without a word.\n"

FRAME = (
    "<!doctype html><html lang=en><title>{{ head.title }}</title>"
    '<link rel=canonical href="{{ absolute(head.url) }}"><body>'
)
PLAIN = FRAME + "<h1>{{ head.title }}</h1>"
DOCUMENT = FRAME + "<main data-pagefind-body><h1>{{ head.title }}</h1>{{ body }}</main>"
CITATION = (
    "{% macro mark(mark) %}<sup>{{ mark.notes[0].number }}</sup>{% endmacro %}"
    "{% macro cited_in(cited) %}<i>{{ cited.places[0].text }}</i>{% endmacro %}"
)
SMALL_TEMPLATES = {
    **{name: PLAIN for name in TEMPLATES.values() if name.endswith(".html")},
    **{name: "{{ absolute(head.url) }}" for name in TEMPLATES.values() if ".html" not in name},
    "article.html": DOCUMENT,
    "citation.html": CITATION,
    "explainer.html": DOCUMENT,
}


def small_site(root: Path, **more: str) -> Path:
    """A site with one explainer and one article; `more` are further files or replace these."""
    files = {f"templates/{name}": text for name, text in SMALL_TEMPLATES.items()}
    files |= {"site.yaml": CONFIG, "content/kyiv.md": KYIV, "seeds/talks.txt": TALKS}
    put(root, **(files | more))
    return root


def put(root: Path, **files: str) -> None:
    """Write files by their paths."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in files
    }
