"""The made-up archive as each generator reads it: the same words in other files.

In: a `Corpus`. Out: a folder of sources. Ours has seeds as plain text and explainers in Markdown;
the peers have Markdown throughout, with front matter of their own dialect. What a peer cannot list
by itself is written as pages here: Hugo's pages of years are empty files that a template fills,
Zensical's listings are Markdown. The sources of the peers hold no wikilinks and no HTML, and the
invented words no character that any dialect takes for a mark.

`names` is what we call `aliases`, which would be redirects in Hugo.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from tests.bench.corpus import Article, Corpus, Explainer, make_archive, write_file

TITLE = re.compile(r"^(title: )(.*)$", re.IGNORECASE | re.MULTILINE)


class Layout(NamedTuple):
    """Where sources stand, as patterns for `Path.glob` with a place for the name, and their maker.

    `write(folder, seeds, explainers, names)` writes all sources into a folder.
    """

    article: str
    explainer: str
    write: Callable[[Path, int, int, int], None]


# --- Edits ----------------------------------------------------------------------------------------


def add_paragraph(path: Path, text: str) -> None:
    """Add a paragraph to an article, in whatever layout it is."""
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def rename(path: Path, title: str) -> None:
    """Give an explainer another title."""
    text = path.read_text(encoding="utf-8")
    quoted = TITLE.search(text)
    if quoted is None:
        raise ValueError(f"{path} has no title")
    mark = '"' if quoted[2].startswith('"') else ""
    write_file(path, TITLE.sub(rf"\g<1>{mark}{title}{mark}", text, count=1))


# --- Markdown with front matter in YAML: Hugo, Eleventy, Zensical ---------------------------------


def _markdown(folder: Path, corpus: Corpus) -> None:
    """All articles and explainers below a folder of content."""
    for article in corpus.articles():
        body = "\n\n".join(article.paragraphs)
        head = {"title": article.title, "date": article.day, "publisher": article.publisher}
        write_file(folder / f"articles/{article.name}.md", f"{_yaml(head)}{body}\n")
    for explainer in corpus.explainers():
        head = {"title": explainer.title, "summary": explainer.summary, "names": explainer.aliases}
        head |= {"topics": [explainer.topic], "date": explainer.day}
        write_file(folder / f"explainers/{explainer.name}.md", f"{_yaml(head)}{explainer.body}\n")


def _yaml(head: dict[str, object]) -> str:
    lines = (f"{key}: {_yaml_value(value)}\n" for key, value in head.items())
    return f"---\n{''.join(lines)}---\n"


def _yaml_value(value: object) -> str:
    return json.dumps(value) if isinstance(value, str | list) else str(value)


def _hugo(folder: Path, seeds: int, explainers: int, names: int) -> None:
    corpus = Corpus(seeds, explainers, names)
    content = folder / "content"
    _markdown(content, corpus)
    for section in ("articles", "explainers", "archive"):
        write_file(content / section / "_index.md", _yaml({"title": section.capitalize()}))
    for year in sorted({article.day.year for article in corpus.articles()}):
        write_file(content / f"archive/{year}.md", _yaml({"title": str(year)}))


def _eleventy(folder: Path, seeds: int, explainers: int, names: int) -> None:
    _markdown(folder / "content", Corpus(seeds, explainers, names))


def _zensical(folder: Path, seeds: int, explainers: int, names: int) -> None:
    corpus = Corpus(seeds, explainers, names)
    docs = folder / "docs"
    _markdown(docs, corpus)
    listed = [_link(explainer, "explainers") for explainer in corpus.explainers()]
    write_file(docs / "explainers/index.md", _listing("Explainers", listed))
    newest = sorted(corpus.articles(), key=_newest_first)
    for year, articles in groupby(newest, key=_year):
        listed = [f"{article.day} {_link(article, '../articles')}" for article in articles]
        write_file(docs / f"archive/{year}.md", _listing(str(year), listed))
    write_file(
        docs / "index.md", _listing("Home", [_link(each, "articles") for each in newest[:20]])
    )


def _listing(title: str, lines: list[str]) -> str:
    return _yaml({"title": title}) + "".join(f"- {line}\n" for line in lines)


def _link(document: Article | Explainer, folder: str) -> str:
    return f"[{document.title.strip()}]({folder}/{document.name}.md)"


def _newest_first(article: Article) -> tuple[int, str]:
    return -article.day.toordinal(), article.name


def _year(article: Article) -> int:
    return article.day.year


# --- Markdown with a head of its own: Pelican -----------------------------------------------------


def _pelican(folder: Path, seeds: int, explainers: int, names: int) -> None:
    corpus = Corpus(seeds, explainers, names)
    for path, head, body in _pelican_files(corpus):
        lines = "".join(f"{key}: {value}\n" for key, value in head.items())
        write_file(folder / f"content/{path}.md", f"{lines}\n{body}\n")


def _pelican_files(corpus: Corpus) -> Iterator[tuple[str, dict[str, object], str]]:
    for article in corpus.articles():
        head: dict[str, object] = {"Title": article.title, "Date": article.day}
        head["Publisher"] = article.publisher
        yield f"articles/{article.name}", head, "\n\n".join(article.paragraphs)
    for explainer in corpus.explainers():
        head = {"Title": explainer.title, "Date": explainer.day, "Summary": explainer.summary}
        head |= {"Tags": explainer.topic, "Names": ", ".join(explainer.aliases)}
        yield f"explainers/{explainer.name}", head, explainer.body


LAYOUTS = {
    "ours": Layout("seeds/*/{}.txt", "content/{}.md", make_archive),
    "hugo": Layout("content/articles/{}.md", "content/explainers/{}.md", _hugo),
    "eleventy": Layout("content/articles/{}.md", "content/explainers/{}.md", _eleventy),
    "pelican": Layout("content/articles/{}.md", "content/explainers/{}.md", _pelican),
    "zensical": Layout("docs/articles/{}.md", "docs/explainers/{}.md", _zensical),
}
