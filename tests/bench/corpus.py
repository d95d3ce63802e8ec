"""A made-up archive of any size, for benchmarks.

    python tests/bench/corpus.py --seeds 10000 --explainers 100 --names 1000 FOLDER

Writes `site.yaml`, `seeds/` and `content/`; templates are the project's own. The words are invented
syllables with a long-tailed frequency, so that text has the shape of news without being anybody's.
Seed i depends only on i, so a larger archive begins with the smaller one. Articles have about 400
words in 6 to 9 paragraphs; each names a few explainers, some far more often than others; one in ten
ends with the apparatus that found texts carry.

The same texts come as values, too, from which `layouts.py` writes what other generators read.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u")]
WORDS = 12_000
TOPICS = ("borders", "energy", "law", "money", "talks", "water")
PUBLISHERS = ("courier.example", "gazette.example", "herald.example", "wire.example")
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650


class Article(NamedTuple):
    """A seed's texts; `name` is that of its file, without folder and ending."""

    name: str
    title: str
    day: date
    publisher: str
    paragraphs: list[str]


class Explainer(NamedTuple):
    """An explainer's texts; the body is Markdown."""

    name: str
    title: str
    summary: str
    aliases: list[str]
    topic: str
    day: date
    body: str


class Corpus:
    """The texts of an archive; `names` counts titles and aliases of all explainers together."""

    def __init__(self, seeds: int, explainers: int, names: int) -> None:
        self.seeds = seeds
        self.vocabulary = Vocabulary()
        self._owners = [list(own) for own in _owned_names(self.vocabulary, explainers, names)]

    def explainers(self) -> Iterator[Explainer]:
        """Every explainer, in order."""
        for number, owned in enumerate(self._owners):
            yield _explainer(self.vocabulary, number, owned)

    def article_name(self, number: int) -> str:
        """The name of an article's file, without folder and ending."""
        return f"article-{self.vocabulary.word(number)}-{number}"

    def articles(self) -> Iterator[Article]:
        """Every article, in order; made one by one, for there may be very many."""
        for number in range(self.seeds):
            name = self.article_name(number)
            yield _article(self.vocabulary, number, name, self._owners)


class Vocabulary:
    """Invented words, the first of them far commoner than the last."""

    def __init__(self) -> None:
        chance = random.Random("vocabulary")
        words: dict[str, None] = {}
        while len(words) < WORDS:
            words["".join(chance.choices(SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
        self.words = list(words)
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(WORDS)))

    def word(self, number: int) -> str:
        """A word by its number."""
        return self.words[number % WORDS]

    def sentence(self, chance: random.Random, name: str = "") -> str:
        """A sentence, with a name somewhere in it where one is given."""
        count = max(5, min(35, int(chance.gauss(19, 6))))
        words = chance.choices(self.words, cum_weights=self.weights, k=count)
        if name:
            words[chance.randrange(1, count)] = name
        words[0] = words[0].capitalize()
        return " ".join(words) + "."


def make_archive(folder: Path, seeds: int, explainers: int, names: int) -> None:
    """Write an archive; `names` counts the titles and aliases of all explainers together."""
    corpus = Corpus(seeds, explainers, names)
    write_file(folder / "site.yaml", _site())
    for explainer in corpus.explainers():
        write_file(folder / f"content/{explainer.name}.md", _explainer_file(explainer))
    for number, article in enumerate(corpus.articles()):
        path = folder / f"seeds/{number // 1000:03}/{article.name}.txt"
        write_file(path, _article_file(article))


def write_file(path: Path, text: str) -> None:
    """Write a text file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


# --- Texts ----------------------------------------------------------------------------------------


def _owned_names(vocabulary: Vocabulary, explainers: int, names: int) -> Iterator[list[str]]:
    """The names of each explainer: two invented words, capitalised, no name twice."""
    chance = random.Random("names")
    pairs = (chance.choices(vocabulary.words, k=2) for _ in range(names * 2 + 10))
    unused = iter(dict.fromkeys(f"{a.capitalize()} {b.capitalize()}" for a, b in pairs))
    for number in range(explainers):
        share = names // explainers + (number < names % explainers)
        yield [next(unused) for _ in range(max(share, 1))]


def _explainer(vocabulary: Vocabulary, number: int, names: list[str]) -> Explainer:
    chance = random.Random(f"explainer-{number}")
    sections = []
    for _ in range(4):
        paragraphs = [_paragraph(vocabulary, chance, ()) for _ in range(3)]
        sections.append(f"## {vocabulary.sentence(chance)[:40]}\n\n" + "\n\n".join(paragraphs))
    return Explainer(
        name=f"explainer-{number}",
        title=names[0],
        summary=vocabulary.sentence(chance),
        aliases=names[1:],
        topic=chance.choice(TOPICS),
        day=date(2026, 1, 1),
        body="\n\n".join(sections),
    )


def _article(vocabulary: Vocabulary, number: int, name: str, owners: list[list[str]]) -> Article:
    chance = random.Random(f"article-{number}")
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(owners))))
    chosen = chance.choices(owners, cum_weights=weights, k=chance.randrange(0, 8))
    named = [chance.choice(owned) for owned in chosen]
    paragraphs = [_paragraph(vocabulary, chance, named[index::7]) for index in range(7)]
    if number % 10 == 0:
        paragraphs.append("Read more on our site")
    return Article(
        name=name,
        title=vocabulary.sentence(chance)[:60].rstrip("."),
        day=day,
        publisher=chance.choice(PUBLISHERS),
        paragraphs=paragraphs,
    )


def _paragraph(
    vocabulary: Vocabulary, chance: random.Random, names: tuple[str, ...] | list[str]
) -> str:
    sentences = [vocabulary.sentence(chance) for _ in range(max(0, 3 - len(names)))]
    sentences += [vocabulary.sentence(chance, name) for name in names]
    return " ".join(sentences)


# --- Files ----------------------------------------------------------------------------------------


def _site() -> str:
    topics = "".join(f"  - {{name: {name}, title: {name.capitalize()}}}\n" for name in TOPICS)
    publishers = "".join(
        f"  {host}: {{name: {host.partition('.')[0].capitalize()}, rights: full}}\n"
        for host in PUBLISHERS
    )
    return (
        "title: A made-up archive\nbase_url: https://example.org/archive/\n"
        f"topics:\n{topics}publishers:\n{publishers}"
    )


def _explainer_file(explainer: Explainer) -> str:
    aliases = ", ".join(explainer.aliases)
    return (
        f"---\ntitle: {explainer.title}\nsummary: {explainer.summary}\naliases: [{aliases}]\n"
        f"topics: [{explainer.topic}]\ndate: {explainer.day}\n---\n{explainer.body}\n"
    )


def _article_file(article: Article) -> str:
    head = (
        f"---\ntitle: {article.title}\ndate: {article.day}\npublisher: {article.publisher}\n---\n"
    )
    return head + "\n\n".join(article.paragraphs) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seeds", type=int, default=1_000)
    parser.add_argument("--explainers", type=int, default=100)
    parser.add_argument("--names", type=int, default=1_000)
    arguments = parser.parse_args()
    make_archive(arguments.folder, arguments.seeds, arguments.explainers, arguments.names)


if __name__ == "__main__":
    main()
