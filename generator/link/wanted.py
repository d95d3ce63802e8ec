"""Wanted explainers: names that recur in the found articles and that no page owns yet.

In: the articles' passages in order, and all names that pages own. Out: names with the number of
documents that name them and sentences as samples, for the editor's desk. It is advice: a name that
is missing costs little, a list of ordinary words would not be read. So doubt speaks against a name.

A name is a run of capitalised words. One expression finds the runs; each distinct run is judged
once, when the whole archive is known, because only the archive tells whether a word that begins a
sentence is a name: the same word in the middle of a sentence speaks for it, in lower case against.
`and` joins no names, except in `Center for X and Y`. Names are compared by their `_form`.

No expression goes over a text twice, so the time is in proportion to it. A trained recogniser of
names was rejected: large, slow, and not the same from version to version.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from generator.link.sentences import sentence_around
from generator.link.words import fold, key, plain
from generator.model import Passage, Sentence
from generator.sentences import ends_sentence

MOST_WORDS = 8
"""A longer run is a list or a headline."""
NEARLY_ALWAYS = 0.75
"""The share of a short name's documents from which on a longer name stands for it."""

Texts = Iterable[tuple[str, Sequence[Passage]]]
Place = tuple[int, int, int, int]
"""Where a name stands: document, passage, start and end, as numbers."""


class Sample(Struct, frozen=True, array_like=True):
    """A sentence that names it: the document's path, the passage's id, the sentence."""

    key: str
    passage: str
    sentence: Sentence


class Wanted(Struct, frozen=True, array_like=True):
    """A name that has no explainer, in its most frequent spelling; `count` counts documents."""

    name: str
    count: int
    samples: tuple[Sample, ...]


def find_wanted(
    texts: Texts, known: Iterable[str], *, least: int = 3, most: int = 100, samples: int = 3
) -> tuple[Wanted, ...]:
    """The names in at least `least` documents that nobody owns, those in most documents first.

    A short name that stands for a longer one adds its documents to it. Samples show the name in
    full, so they come from the first documents that do.
    """
    archive = _Archive(texts)
    owned = "\n".join(f" {_form(name)} " for name in known)
    names = {
        form: places
        for form, places in archive.names().items()
        if len(_documents(places)) >= least
        and not archive.is_ordinary(form, places)
        and f" {form} " not in owned
        and f" {_PLURAL.sub('', form)} " not in owned
    }
    wanted = (
        Wanted(archive.spelling(names[form]), count, archive.samples(names[form], samples))
        for form, count in _merged(names).items()
    )
    return tuple(sorted(wanted, key=lambda each: (-each.count, each.name))[: max(0, most)])


def _any_of(words: str) -> str:
    return "|".join(words.split())


_COMMON = _any_of("""
    A An The This That These Those I My We Us Our You Your He His She Her It Its They Their Who What
    Which Where When Why How And Or But Nor So If Then Than As At By For From In Into Of Off On Out
    Over To Under Up With About After Against Before Between Despite Since Until While Although Also
    Because However Any Both Each Every Last Many More Most No Not Now Once One Only Other Some Is
    Are Was Were Be Has Have Had Do Does Did Will Would Can Could Should Must Yesterday Today Monday
    Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August
    September October November December Feb Apr Aug Sept Oct Nov Dec
""")
_COMMON_WORDS = frozenset(_COMMON.lower().split("|")) - {"us", "who", "it"}
_ALONE = _any_of("""
    may north south east west western eastern northern southern american british european french
    german russian ukrainian belarusian polish italian spanish turkish chinese japanese korean dutch
    indian israeli iranian arab african asian canadian swedish finnish norwegian danish baltic greek
    soviet english romanian hungarian czech slovak georgian jewish muslim christian article unit
""")
"""Words that are no names by themselves: `Baltic Sea`, but not `Baltic`."""
_TITLES = _any_of(r"""
    Mr Mrs Ms Miss Sir Dr Doctor Prof Professor President Premier Minister Chancellor Ambassador
    (?:Secretary|Director|Prosecutor|Attorney)[\s-]General Secretary Director Prosecutor Envoy Judge
    Governor Gov Mayor Senator Sen Rep Speaker Chairman Chairwoman Chief Spokesman Spokeswoman
    Adviser Advisor Commissioner Commander(?:-in-Chief)? Lt Lieutenant Col Colonel Maj Major Capt
    Captain Sgt Sergeant Brig Brigadier Adm Admiral Marshal Deputy CEO MP Gen
    General(?!\s(?:Staff|Assembly|Council|Secretariat|Directorate|Court|Motors|Electric|Dynamics))
""")
_RANKS = _any_of(r"""
    Vice Prime Foreign(?:\sAffairs)? Defen[cs]e Interior Finance Justice Energy Economy Treasury
    State War Press Special House National\sSecurity Former Acting Army Police Staff
""")
_PARTICLES = _any_of("of de von van der den del della di da dos du la le al el bin ibn ben ter zu")
_BODIES = _any_of("Institute Cent(?:er|re) Organi[sz]ation Agency Fund Committee Office Ministry")
_TAILS = _any_of(r"s S \w+ed \w{2,}ing run held born made built style era wide like level friendly")
"""What follows a name in one word: `'s`, `-led`, `-backed`."""

_LETTER = r"\w\u0300-\u036f"
_CAPITAL = "".join(char for char in map(chr, range(0xAB00)) if char.lower() != char)
_WORD = (
    rf"(?:(?:a[dlnrsz]|ash|el)-|[dl]')?[{_CAPITAL}][{_LETTER}]*+"
    rf"(?:['-](?!(?:{_TAILS})(?![{_LETTER}]))[{_LETTER}]++)*+"
)
_UNIT = (
    rf"(?:(?:[{_CAPITAL}]\.){{2,}}+|[{_CAPITAL}]\.(?=\s?[{_CAPITAL}])|(?:Ste?|Mt|Ft)\."
    rf"|(?:{_BODIES})\s(?:for|on)(?:\sthe)?(?:\s{_WORD}\sand)?(?=\s[{_CAPITAL}])|{_WORD})"
)
_JOINT = rf"(?:\s|(?<=\.)|\s(?:of\sthe|(?:{_PARTICLES})(?:\s(?:{_PARTICLES}))?)\s)"
_RUN = re.compile(rf"(?<![{_LETTER}@#])(?<![{_LETTER}]'){_UNIT}(?:{_JOINT}{_UNIT})*+")
_BREAK = re.compile(
    rf"(?<![{_LETTER}'-])(?:(?:{_COMMON})(?:'\w++)?"
    rf"|(?<!of )(?<!of the )(?:(?:{_RANKS})\s){{0,4}}+(?:{_TITLES})"
    rf"(?:\sof\s(?:the\s)?(?:{_RANKS}))?)(?![{_LETTER}'-])"
)
"""What stands between names in a run: common words, and titles with what belongs to them."""
_EDGE = re.compile(rf"\W*+(?:(?:May|the|for|on|and|{_PARTICLES})\s++)*+")
_LATE_EDGE = re.compile(rf"(?:\s(?:the|for|on|and|{_PARTICLES}))*+\s*+\Z")
_FIRST_WORD = re.compile(rf"\S++\s++(?:(?:the|{_PARTICLES})\s++)*+(?=\S)")
_WORDS = re.compile(rf"[{_LETTER}]++")
_CAPITALS = re.compile(f"[{_CAPITAL}]")
_NO_NAME = re.compile(f"(?:{_ALONE})s?")
_ROMAN = re.compile(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_SHOUT = re.compile(r"[^\W\d_]{7,}")
_LONE_LETTERS = re.compile(r"\b(\w) (?=\w\b)")
_COUNTED = re.compile(r"(?<=\d)s\b")
_PLURAL = re.compile(r"(?:(?<=[sxz])es|(?<=[cs]h)es|s)\Z")


def _form(name: str) -> str:
    """The form in which names are compared: `J. D. Vance` as `J.D. Vance`, `F-16s` as `F 16`."""
    words = " ".join(_WORDS.findall(key(name).replace("'", "").replace(".", "")))
    return _COUNTED.sub("", _LONE_LETTERS.sub(r"\1", words))


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a capital may be owed to the place: after a sentence, a colon, a quotation mark."""
    before = text[max(0, start - 8) : start]
    bare = before.rstrip(" \t\n\"'“”„«»()[]*•–—-")
    if not bare or before[-1] in "\"'“„«" or (start < 8 and not any(map(str.isalpha, before))):
        return True
    mark = start - len(before) + len(bare) - 1
    return bare[-1] == ":" or (bare[-1] in ".?!…" and ends_sentence(text, mark))


def _pieces(run: str) -> Iterator[tuple[int, int]]:
    """Where the names of a run stand, without titles, common words and loose particles."""
    at = 0
    for cut in (*_BREAK.finditer(run), None):
        start, end = at, cut.start() if cut else len(run)
        at = cut.end() if cut else end
        if edge := _EDGE.match(run, start, end):
            start = edge.end()
        if edge := _LATE_EDGE.search(run, start, end):
            end = edge.start()
        if _may_be_name(run[start:end]):
            yield start, end


def _may_be_name(text: str) -> bool:
    """Whether it is one by its looks alone."""
    form = _form(text)
    if len(form) < 2 or form.count(" ") >= MOST_WORDS or (text.isupper() and _SHOUT.search(text)):
        return False
    return not (_NO_NAME.fullmatch(form) or _ROMAN.fullmatch(text))


def _is_acronym(text: str) -> bool:
    return text.isupper() and sum(map(str.isalpha, text)) > 1


class _Archive:
    """All runs of all texts, and in how many documents each word stands as it is written."""

    def __init__(self, texts: Texts) -> None:
        self._texts = tuple(texts)
        self._words: Counter[str] = Counter()
        self._runs: defaultdict[tuple[str, bool], list[Place]] = defaultdict(list)
        for number, (_, passages) in enumerate(self._texts):
            self._words.update(self._read(number, passages))

    def _read(self, number: int, passages: Sequence[Passage]) -> set[str]:
        """The words of a document; of each of its runs the first place is entered."""
        seen: set[str] = set()
        for index, passage in enumerate(passages):
            text = plain(passage.text)
            words = _WORDS.findall(text)
            if 2 * len(_CAPITALS.findall(text)) > sum(map(len, filter(str.isalpha, words))):
                continue  # a headline in capitals
            seen.update(words)
            for match in _RUN.finditer(text):
                start, end = match.span()
                places = self._runs[match[0], _begins_sentence(text, start)]
                if not places or places[-1][0] != number:
                    places.append((number, index, start, end))
        return seen

    def names(self) -> dict[str, list[Place]]:
        """All names by their forms; those that begin sentences are judged by all the others."""
        names: defaultdict[str, list[Place]] = defaultdict(list)
        inner: set[str] = set()
        first = []
        for (run, is_first), places in self._runs.items():
            for start, end in _pieces(run):
                words = _form(run[start:end]).split()
                if is_first and start == 0:
                    first.append((run[:end], places))
                    inner.update(words[1:])
                else:
                    names[" ".join(words)] += _parts(places, start, end)
                    inner.update(words)
        settled = frozenset(names)
        for run, places in first:
            start = self._start(run, settled, inner)
            if _may_be_name(run[start:]):
                names[_form(run[start:])] += _parts(places, start, len(run))
        return names

    def _start(self, text: str, settled: frozenset[str], inner: set[str]) -> int:
        """Where the name begins in words that begin a sentence; at their end if there is none."""
        form = _form(text)
        word = _FIRST_WORD.match(text)
        first = word[0] if word else text
        if form in settled or _is_acronym(first) or "." in first:
            return 0
        is_ordinary = all(self._words[part] for part in _WORDS.findall(fold(first)))
        if word:
            return word.end() if is_ordinary else 0
        return 0 if form in inner and not is_ordinary else len(text)

    def is_ordinary(self, form: str, places: list[Place]) -> bool:
        """Whether a single word stands in lower case in more documents, or is a common word."""
        if _is_acronym(self.spelling(places)):
            return form in _COMMON_WORDS
        return self._words[form] > len(_documents(places))

    def spelling(self, places: list[Place]) -> str:
        """The most frequent spelling."""
        texts = (self._texts[at][1][index].text[start:end] for at, index, start, end in places)
        counts = Counter(" ".join(text.split()) for text in texts)
        return min(counts, key=lambda text: (-counts[text], text))

    def samples(self, places: list[Place], most: int) -> tuple[Sample, ...]:
        """The first sentence in each of the first documents."""
        firsts = {place[0]: place for place in sorted(places, reverse=True)}
        found = []
        for number, index, start, end in sorted(firsts.values())[:most]:
            path, passages = self._texts[number]
            sentence = sentence_around(passages[index].text, start, end)
            found.append(Sample(path, passages[index].id, sentence))
        return tuple(found)


def _parts(places: list[Place], start: int, end: int) -> list[Place]:
    """The places of what stands from `start` to `end` in a run."""
    return [(number, index, at + start, at + end) for number, index, at, _ in places]


def _documents(places: list[Place]) -> set[int]:
    return {place[0] for place in places}


def _merged(names: dict[str, list[Place]]) -> dict[str, int]:
    """In how many documents each name stands, together with the short names that stand for it."""
    longer: defaultdict[str, list[str]] = defaultdict(list)
    for form in names:
        words = form.split()
        for start, end in combinations(range(len(words) + 1), 2):
            part = " ".join(words[start:end])
            if part != form and part in names:
                longer[part].append(form)
    alone = {form: _documents(places) for form, places in names.items()}
    united = {form: set(documents) for form, documents in alone.items()}
    for short in sorted(longer, key=lambda form: (form.count(" "), form)):
        home = max(longer[short], key=lambda form: (len(alone[form]), form))
        everywhere = alone[short].union(*(alone[form] for form in longer[short]))
        if len(alone[home]) >= NEARLY_ALWAYS * len(everywhere):
            united[home] |= united.pop(short)
    return {form: len(documents) for form, documents in united.items()}
