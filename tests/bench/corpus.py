"""A made-up archive of any size, for benchmarks.

    python tests/bench/corpus.py --seeds 10000 --explainers 100 --names 1000 FOLDER

Writes `site.yaml`, `seeds/` and `content/`; templates are the project's own. The words are invented
syllables with a long-tailed frequency, so that text has the shape of news without being anybody's.
Seed i depends only on i, so a larger archive begins with the smaller one. Articles have about 400
words in 6 to 9 paragraphs; each names a few explainers, some far more often than others; one in ten
ends with the apparatus that found texts carry.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

SYLLABLES = [first + vowel for first in "bdfgklmnprstvz" for vowel in ("a", "e", "i", "o", "u")]
WORDS = 12_000
TOPICS = ("borders", "energy", "law", "money", "talks", "water")
PUBLISHERS = ("courier.example", "gazette.example", "herald.example", "wire.example")
FIRST_DAY = date(2016, 1, 1)
DAYS = 3_650


def make_archive(folder: Path, seeds: int, explainers: int, names: int) -> None:
    """Write an archive; `names` counts the titles and aliases of all explainers together."""
    vocabulary = Vocabulary()
    owners = [list(owned) for owned in _owned_names(vocabulary, explainers, names)]
    _write(folder / "site.yaml", _site())
    for number, owned in enumerate(owners):
        _write(folder / f"content/explainer-{number}.md", _explainer(vocabulary, number, owned))
    for number in range(seeds):
        path = folder / f"seeds/{number // 1000:03}/article-{vocabulary.word(number)}-{number}.txt"
        _write(path, _article(vocabulary, number, owners))


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


def _owned_names(vocabulary: Vocabulary, explainers: int, names: int) -> Iterator[list[str]]:
    """The names of each explainer: two invented words, capitalised, no name twice."""
    chance = random.Random("names")
    pairs = (chance.choices(vocabulary.words, k=2) for _ in range(names * 2 + 10))
    unused = iter(dict.fromkeys(f"{a.capitalize()} {b.capitalize()}" for a, b in pairs))
    for number in range(explainers):
        share = names // explainers + (number < names % explainers)
        yield [next(unused) for _ in range(max(share, 1))]


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


def _explainer(vocabulary: Vocabulary, number: int, names: list[str]) -> str:
    chance = random.Random(f"explainer-{number}")
    sections = []
    for _ in range(4):
        paragraphs = [_paragraph(vocabulary, chance, ()) for _ in range(3)]
        sections.append(f"## {vocabulary.sentence(chance)[:40]}\n\n" + "\n\n".join(paragraphs))
    aliases = ", ".join(names[1:])
    return (
        f"---\ntitle: {names[0]}\nsummary: {vocabulary.sentence(chance)}\naliases: [{aliases}]\n"
        f"topics: [{chance.choice(TOPICS)}]\ndate: 2026-01-01\n---\n" + "\n\n".join(sections) + "\n"
    )


def _article(vocabulary: Vocabulary, number: int, owners: list[list[str]]) -> str:
    chance = random.Random(f"article-{number}")
    day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    weights = list(accumulate(1 / (rank + 2) for rank in range(len(owners))))
    chosen = chance.choices(owners, cum_weights=weights, k=chance.randrange(0, 8))
    named = [chance.choice(owned) for owned in chosen]
    paragraphs = [_paragraph(vocabulary, chance, named[index::7]) for index in range(7)]
    if number % 10 == 0:
        paragraphs.append("Read more on our site")
    head = (
        f"---\ntitle: {vocabulary.sentence(chance)[:60].rstrip('.')}\ndate: {day}\n"
        f"publisher: {chance.choice(PUBLISHERS)}\n---\n"
    )
    return head + "\n\n".join(paragraphs) + "\n"


def _paragraph(
    vocabulary: Vocabulary, chance: random.Random, names: tuple[str, ...] | list[str]
) -> str:
    sentences = [vocabulary.sentence(chance) for _ in range(max(0, 3 - len(names)))]
    sentences += [vocabulary.sentence(chance, name) for name in names]
    return " ".join(sentences)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


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
