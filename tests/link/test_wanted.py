"""Names that recur in the found articles and that no page owns."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.link.wanted import Wanted, find_wanted
from generator.link.words import key, plain
from generator.model import Passage, Run, Span
from generator.urls import passage_id


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(passage_id(text), text, 0, Span(0, 0), (Run(0, len(text), 0),)) for text in texts
    )


def wanted(
    documents: Iterable[str | Sequence[str]], known: Sequence[str] = (), **limits: int
) -> tuple[Wanted, ...]:
    texts = [
        (f"seeds/{number}.txt", passages(*((text,) if isinstance(text, str) else text)))
        for number, text in enumerate(documents)
    ]
    return find_wanted(texts, known, **{"least": 1, **limits})


def counts(*documents: str | Sequence[str], known: Sequence[str] = (), **limits: int):
    return {each.name: each.count for each in wanted(documents, known, **limits)}


def names(text: str, *others: str, known: Sequence[str] = ()) -> list[str]:
    """The names in one text; the others only speak for or against words."""
    return sorted(counts(text, *others, known=known))


# --- What a name is -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we saw Kellogg there", ["Kellogg"]),
        ("we saw Keith Kellogg, Umerov and Kushner", ["Keith Kellogg", "Kushner", "Umerov"]),
        ("він бачив Рустема Умєрова у Києві", ["Києві", "Рустема Умєрова"]),
        ("είδαμε τον Κυριάκο Μητσοτάκη εκεί", ["Κυριάκο Μητσοτάκη"]),
        ("the chief of the Ministry of Defence spoke", ["Ministry of Defence"]),
        ("the Coalition of the Willing met", ["Coalition of the Willing"]),
        ("with Ursula von der Leyen", ["Ursula von der Leyen"]),
        ("with Charles de Gaulle", ["Charles de Gaulle"]),
        ("with Mohammed bin Salman", ["Mohammed bin Salman"]),
        ("with Bashar al-Assad", ["Bashar al-Assad"]),
        ("the Institute for the Study of War says", ["Institute for the Study of War"]),
        (
            "the Center for Strategic and International Studies says",
            ["Center for Strategic and International Studies"],
        ),
        ("between Fedorov and Budanov for Umerov", ["Budanov", "Fedorov", "Umerov"]),
        ("they gave Fedorov the Patriot", ["Fedorov", "Patriot"]),
        ("he met J. D. Vance there", ["J. D. Vance"]),
        ("he met J.D. Vance there", ["J.D. Vance"]),
        ("he met George W. Bush there", ["George W. Bush"]),
        ("in St. Petersburg now", ["St. Petersburg"]),
        ("the U.S. Army came", ["U.S. Army"]),
        ("at Mar-a-Lago with Kim Jong-un", ["Kim Jong-un", "Mar-a-Lago"]),
        ("in Slov’iansk with O'Brien", ["O'Brien", "Slov’iansk"]),
        ("the SBU has sent HIMARS and found MH17", ["HIMARS", "MH17", "SBU"]),
        ("a Shahed-136 and an F-16 fell", ["F-16", "Shahed-136"]),
        ("the NATO-led force and pro-NATO people", ["NATO"]),
        ("a Moscow-backed mayor", ["Moscow"]),
        ("they call @Zelensky and #Ukraine", []),
        ("in Abu\N{NO-BREAK SPACE}Dhabi now", ["Abu Dhabi"]),
        ("the talks in Tbilisi, Yerevan", ["Tbilisi", "Yerevan"]),
        ("a war of World War II weapons", ["World War II"]),
    ],
)  # fmt: skip
def test_a_name_is_found(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "it was on Monday, in September, in May",
        "that I and They and NOT saw",
        "in part II and part XIV",
        "the Russian army, two Ukrainians, the South",
        "the President said, and the Foreign Minister said",
        "an URGENTLY needed thing",
        "point A and point B.",
        "",
        "…",
        "12.5 % of 300",
    ],
)
def test_an_ordinary_word_is_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("so President Zelensky said", "Zelensky"),
        ("so Mr. Trump said", "Trump"),
        ("so Mr Trump said", "Trump"),
        ("so Lt. Gen. Keith Kellogg said", "Keith Kellogg"),
        ("so General Keith Kellogg said", "Keith Kellogg"),
        ("so Vice President JD Vance said", "JD Vance"),
        ("so Russian Foreign Minister Sergey Lavrov said", "Sergey Lavrov"),
        ("so Secretary of State Marco Rubio said", "Marco Rubio"),
        ("so Deputy Prime Minister Mykhailo Fedorov said", "Mykhailo Fedorov"),
        ("so Special Envoy Steve Witkoff said", "Steve Witkoff"),
        ("so Secretary-General António Guterres said", "António Guterres"),
        ("so the General Staff said", "General Staff"),
        ("so the Office of the President said", "Office of the President"),
    ],
)
def test_titles_are_stripped(text: str, name: str) -> None:
    assert names(text) == [name]


def test_the_name_before_a_title_counts_too() -> None:
    found = names("when European Commission President Ursula von der Leyen came")
    assert found == ["European Commission", "Ursula von der Leyen"]


def test_possessives_are_stripped_and_end_a_name() -> None:
    text = "on Witkoff's plan, Kushner’s plan, Fedorov's Office of Reform, the Joneses' house"
    assert names(text) == ["Fedorov", "Joneses", "Kushner", "Office of Reform", "Witkoff"]


def test_a_passage_in_capitals_is_skipped() -> None:
    assert counts(["KELLOGG SPEAKS IN KYIV of it", "then Umerov spoke"]) == {"Umerov": 1}


# --- What begins a sentence -----------------------------------------------------------------------


@pytest.mark.parametrize("before", ["", "It ended. ", "What? ", "He said: ", "he said “", "1. "])
def test_one_word_that_begins_a_sentence_is_doubtful(before: str) -> None:
    assert names(before + "Drones fell") == []


@pytest.mark.parametrize("before", ["we met Mr. ", "on Feb. 18 ", "(", "the so-called ", "there, "])
def test_what_only_looks_like_a_beginning(before: str) -> None:
    assert names("now " + before + "Kellogg said") == ["Kellogg"]


def test_the_middle_of_a_sentence_speaks_for_a_word() -> None:
    assert counts("Kellogg spoke.", "then Kellogg spoke") == {"Kellogg": 2}
    assert counts("Witkoff spoke.", "so Steve Witkoff spoke") == {"Steve Witkoff": 1, "Witkoff": 1}


def test_lower_case_elsewhere_speaks_against_a_first_word() -> None:
    assert names("Security is a word.", "the UN Security Council has security") == [
        "UN Security Council"
    ]


def test_several_words_that_begin_a_sentence_count() -> None:
    assert names("Steve Witkoff spoke.") == ["Steve Witkoff"]


def test_an_ordinary_word_is_dropped_from_the_beginning() -> None:
    assert names("Nearby Steve Witkoff spoke.", "it is nearby") == ["Steve Witkoff"]
    assert names("Head of Energoatom said so.", "the head") == ["Energoatom"]
    assert names("In Tbilisi it rained.") == ["Tbilisi"]
    assert names("In September Macron spoke.") == ["Macron"]


def test_but_not_if_the_whole_name_stands_in_the_middle_too() -> None:
    found = counts("Black Sea ports were hit.", "on the Black Sea", "a black day")
    assert found == {"Black Sea": 2}


def test_acronyms_and_initials_may_begin_a_sentence() -> None:
    assert names("SBU said so.", "sbu") == ["SBU"]
    assert names("J. D. Vance said so.", "j d") == ["J. D. Vance"]


def test_a_word_that_is_mostly_in_lower_case_is_no_name() -> None:
    assert names("on Talks in Tbilisi", "the talks", "more talks") == ["Tbilisi"]


# --- Which names are one --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Slov’iansk", "Slov'iansk"),
        ("Shahed-136", "Shahed\N{NON-BREAKING HYPHEN}136"),
        ("Shahed-136", "Shahed-136s"),
        ("Kryvyi Rih", "Kryvyi-Rih"),
        ("J. D. Vance", "J.D. Vance"),
        ("Nato", "NATO"),
        ("Lugansk\N{COMBINING ACUTE ACCENT}", "Lugansḱ"),
        ("Abu Dhabi", "Abu\nDhabi"),
    ],
)
def test_variants_are_one(one: str, other: str) -> None:
    found = counts(f"at {one} now", f"at {one} then", f"at {other} now")
    assert found == {one: 3}


def test_a_document_counts_once() -> None:
    assert counts(["to Tbilisi and Tbilisi", "to Tbilisi"], "to Tbilisi") == {"Tbilisi": 2}


def test_the_most_frequent_spelling_is_shown() -> None:
    assert counts("close to Nato", "close to NATO", "close to NATO") == {"NATO": 3}


def test_a_tie_of_spellings_is_settled_by_the_alphabet() -> None:
    one, other = "close to Nato", "close to NATO"
    assert counts(one, other) == counts(other, one) == {"NATO": 2}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Grossi", "Rafael Grossi"),
        ("Rafael Grossi", "Rafael Grossi"),
        ("Security Council", "UN Security Council"),
        ("Slov’iansk", "Slov'iansk"),
        ("Kyiv", "What is known of Kyiv?"),
        ("Shaheds", "Shahed"),
        ("NATO", "nato"),
    ],
)
def test_a_known_name_is_not_wanted(text: str, known: str) -> None:
    assert names(f"we know {text} already") == [text]
    assert names(f"we know {text} already", known=["Other", known]) == []


@pytest.mark.parametrize(("text", "known"), [("Gross", "Rafael Grossi"), ("Kyiv Post", "Kyiv")])
def test_a_name_is_known_by_whole_words_only(text: str, known: str) -> None:
    assert names(f"we know {text} already", known=[known]) == [text]


def test_a_surname_adds_its_documents_to_the_full_name() -> None:
    found = wanted(
        ["so Kellogg said", "so Keith Kellogg said, and Kellogg", "so Keith said to Keith Kellogg"]
        + ["so Keith Kellogg said"]
    )
    assert [(each.name, each.count) for each in found] == [("Keith Kellogg", 4)]
    assert [sample.key for sample in found[0].samples] == [f"seeds/{n}.txt" for n in (1, 2, 3)]


def test_a_short_name_with_a_life_of_its_own_stays() -> None:
    found = counts("in Odesa", "in Odesa", "in Odesa", "the Odesa Opera")
    assert found == {"Odesa": 3, "Odesa Opera": 1}


def test_a_surname_of_two_people_stays() -> None:
    found = counts("in Boris Johnson", "in Mike Johnson", "in Johnson")
    assert found == {"Boris Johnson": 1, "Mike Johnson": 1, "Johnson": 1}


def test_merging_goes_on_to_the_longest() -> None:
    texts = ["the UN Security Council"] * 6
    found = counts(*texts, "the Council", "the Security Council")
    assert found == {"UN Security Council": 8}


# --- The list -------------------------------------------------------------------------------------


def test_the_limits() -> None:
    texts = ["in Tbilisi, Yerevan, Baku", "in Tbilisi, Yerevan, Baku", "in Tbilisi", "in Tbilisi"]
    assert list(counts(*texts).items()) == [("Tbilisi", 4), ("Baku", 2), ("Yerevan", 2)]
    assert list(counts(*texts, least=3)) == ["Tbilisi"]
    assert list(counts(*texts, most=2)) == ["Tbilisi", "Baku"]
    assert [len(each.samples) for each in wanted(texts, samples=3)] == [3, 2, 2]


def test_samples_come_from_the_first_documents_one_each() -> None:
    (found,) = wanted(
        [["It rained.", "We saw. In Tbilisi it rained. Then no."], "to Tbilisi’s end. to Tbilisi"]
        + ["in Tbilisi now"] * 5,
        samples=2,
    )
    assert found.count == 7
    shown = [(each.key, each.sentence.before, each.sentence.name) for each in found.samples]
    assert shown == [("seeds/0.txt", "In ", "Tbilisi"), ("seeds/1.txt", "to ", "Tbilisi")]
    assert found.samples[0].passage == passage_id("We saw. In Tbilisi it rained. Then no.")


def test_a_made_up_archive() -> None:
    """Every name, how often it is planted, and nothing else."""
    planted = {
        "Keith Kellogg": 40, "Steve Witkoff": 35, "Рустем Умєров": 20, "Mar-a-Lago": 12,
        "Shahed-136": 11, "Coalition of the Willing": 9, "SBU": 8, "J. D. Vance": 5, "Tbilisi": 3,
    }  # fmt: skip
    frames = itertools.cycle(
        ["On Monday President Macron met {} again.", "The envoy of {} spoke.", "He saw “{}” there."]
        + ["{} was named by Mr. Macron. Drones fell.", "Nobody in {} slept. The drones fell."]
    )
    documents: list[list[str]] = [["Macron spoke nearby.", "IT WAS KYIV"] for _ in range(50)]
    for shift, (name, count) in enumerate(planted.items()):
        for number in range(count):
            frame = next(frames) if number else "It was {} again."
            documents[(number + shift * 7) % 50].append(frame.format(name))
    found = wanted(documents, known=["Emmanuel Macron"], least=3)
    assert {each.name: each.count for each in found} == planted
    assert [each.name for each in found] == list(planted)


# --- Any input ------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["Keith", "Kellogg", "KELLOGG", "J.", "U.S.", "of", "of the", "von der", "The", "President"]
    + ["’s", "'", "-", "‑", ". ", "? “", ": ", " ", " ", " ", "\n", "Shahed-136", "SBU", "II"]
    + ["talks", "Talks", "Київ", "в", "ǅ", "İstanbul", "ẞ", "ﬃ", "\u0301", "_", "al-Assad", "may"]
    + ["Institute for", "and", "May", "O’Brien", "St.", "Chief of Staff", "the", "-led", "F-16s"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(), st.lists(_PIECES, max_size=30).map("".join))
_ARCHIVES = st.lists(st.lists(_TEXTS, max_size=4), max_size=6)


def the_words(text: str) -> str:
    return "".join(filter(str.isalnum, key(plain(text))))


@given(_ARCHIVES, st.lists(_TEXTS, max_size=3), st.integers(1, 3), st.integers(0, 5))
def test_any_text_gives_names_that_its_samples_hold(
    archive: list[list[str]], known: list[str], least: int, most: int
) -> None:
    found = wanted(archive, known, least=least, most=most)
    assert found == wanted(archive, known[::-1], least=least, most=most)
    assert len(found) <= most
    assert list(found) == sorted(found, key=lambda each: (-each.count, each.name))
    for each in found:
        assert least <= each.count <= len(archive)
        assert 1 <= len(each.samples) <= min(3, each.count)
        assert len({sample.key for sample in each.samples}) == len(each.samples)
        for sample in each.samples:
            number = int(sample.key.removeprefix("seeds/").removesuffix(".txt"))
            text = next(text for text in archive[number] if passage_id(text) == sample.passage)
            assert sample.sentence.name in text
            assert the_words(sample.sentence.name).removesuffix("s") == the_words(
                each.name
            ).removesuffix("s")


@given(_ARCHIVES)
def test_nothing_is_wanted_twice_or_if_it_is_known(archive: list[list[str]]) -> None:
    found = [each.name for each in wanted(archive)]
    assert len(set(found)) == len(found)
    assert wanted(archive, found) == ()


@pytest.mark.parametrize(
    "text",
    ["A" * 500_000, "A-" * 250_000, "A." * 250_000, "A. " * 200_000, "Kyiv " * 100_000]
    + ["." * 500_000, "a'" * 250_000, "Kyiv of the " * 40_000, "Institute for " * 30_000]
    + ["A-ed" * 100_000, "The " * 100_000, "Vice " * 100_000, "Aa-" + "ed" * 200_000]
    + [" of" * 150_000, "Kyiv" + " " * 300_000 + "Kyiv", "Aa " * 9 + "the " * 100_000]
    + ["\u0301" * 300_000, "Aa-b" * 100_000, "Aa Bb-b. " * 50_000, "Center for A" * 50_000]
    + ["“" * 300_000 + "Aa"],
)  # fmt: skip
def test_a_text_of_any_shape_takes_little_time(text: str) -> None:
    begin = time.process_time()
    wanted([text, "so " + text])
    assert time.process_time() - begin < 5
