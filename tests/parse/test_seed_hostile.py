"""Broken and hostile files: each gets a sensible page or a clear problem, and none loses text."""

import pytest

from generator.model import Parsed, Source
from generator.parse.seed import read_seed
from generator.urls import digest


def read(data: bytes, path: str = "seeds/000.txt") -> Parsed:
    return read_seed(Source(path, "seed", digest(data), data))


def texts(parsed: Parsed) -> list[str]:
    return [] if parsed.text is None else [item.text for item in parsed.text.passages]


def warnings(parsed: Parsed) -> list[str]:
    """The rules of what must be mended, and of guesses that are not about title and publisher."""
    usual = ("guessed-title", "guessed-publisher", "guessed-authors")
    return [problem.rule for problem in parsed.problems if problem.rule not in usual]


TWO = ["The talks ended.", "Nobody was glad."]
CASES: dict[str, tuple[bytes, list[str], list[str]]] = {
    "a byte order mark": (b"\xef\xbb\xbfThe talks ended.\nNobody was glad.", TWO, []),
    "UTF-16": ("The talks ended.\nNobody was glad.".encode("utf-16"), TWO, []),
    "UTF-16 without a mark": (
        "The talks ended.\nNobody was glad.".encode("utf-16-le"),
        TWO,
        ["guessed-encoding"],
    ),
    "line ends of Windows": (b"The talks ended.\r\nNobody was glad.\r\n", TWO, []),
    "line ends of old Macs": (b"The talks ended.\rNobody was glad.\r", TWO, []),
    "blank lines of Windows": (b"The talks ended.\r\n\r\n\r\nNobody was glad.\r\n", TWO, []),
    "Unicode line ends": ("The talks ended.\u2028Nobody was glad.\u2029".encode(), TWO, []),
    "NEL and form feed": ("The talks ended.\x85\x0cNobody was glad.".encode(), TWO, []),
    "Windows-1252": (b"The \x93talks\x94 ended.", ["The “talks” ended."], ["guessed-encoding"]),
    "a lone invalid byte": (
        "The “talks” ended ".encode() + b"\xe0 Gen\xe8ve.",
        ["The “talks” ended à Genève."],
        ["broken-byte", "broken-byte"],
    ),
    "a cut off character": (
        "The “talks” ended…".encode()[:-1],
        ["The “talks” endedâ€"],
        ["broken-byte", "broken-byte"],
    ),
    "NUL": (b"The ta\x00lks ended.\n\x00\nNobody was glad.", TWO, ["control-characters"]),
    "escapes of a terminal": (
        b"\x1b[31mThe talks ended.\x1b[0m",
        ["[31mThe talks ended.[0m"],
        ["control-characters"],
    ),
    "noncharacters": (
        "The talks\ufffe ended\ufdd0.\U0010ffff".encode(),
        ["The talks ended."],
        ["control-characters"],
    ),
    "surrogates": (
        b"\xff\xfe" + "The talks\ud800 ended.".encode("utf-16-le", "surrogatepass"),
        ["The talks ended."],
        ["control-characters"],
    ),
    "an empty file": (b"", [], ["empty-seed"]),
    "white space alone": (b" \r\n\t\n\xc2\xa0\n", [], ["empty-seed"]),
    "a byte order mark alone": (b"\xef\xbb\xbf", [], ["empty-seed"]),
    "NULs alone": (b"\x00" * 9, [], ["empty-seed", "control-characters"]),
    "front matter alone": (b"---\ntitle: Talks\n---\n\n", [], ["empty-seed"]),
    "a ruler on top": (
        b"---\nThe talks ended.\n---\nNobody was glad.",
        ["The talks ended.", "---", "Nobody was glad."],
        [],
    ),
    "HTML": (
        b"<h1>Talks</h1> ended.\n<script>alert(1)</script>.",
        ["<h1>Talks</h1> ended.", "<script>alert(1)</script>."],
        [],
    ),
    "our own syntax": (b"The [[talks]] {{ ended }}.", ["The [[talks]] {{ ended }}."], []),
    "a decomposed accent": ("Kyi\u0308v ended it.".encode(), ["Kyïv ended it."], []),
    "no-break spaces": ("The\u00a0talks  ended.".encode(), ["The\u00a0talks ended."], []),
    "one word": (b"Talks", ["Talks"], []),
    "marks only": (b"!!!\n???", ["!!!", "???"], []),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_read(name: str) -> None:
    data, expected, problems = CASES[name]
    parsed = read(data)
    assert texts(parsed) == expected
    assert warnings(parsed) == problems
    assert all(problem.path == "seeds/000.txt" for problem in parsed.problems)


@pytest.mark.parametrize("name", ["README.TXT", "readme.md", "LICENSE", "CHANGELOG.txt"])
def test_a_readme_is_no_seed(name: str) -> None:
    parsed = read(b"How to add an article.", f"seeds/deep/{name}")
    assert parsed.document is None
    assert warnings(parsed) == ["not-a-seed"]


def test_equal_names_in_different_folders_propose_the_same_address_and_other_keys() -> None:
    one = read(b"The talks ended.", "seeds/a/geneva.txt").document
    two = read(b"The talks failed.", "seeds/b/geneva.txt").document
    assert one is not None
    assert two is not None
    assert one.card.url == two.card.url
    assert one.card.key != two.card.key


def test_identical_files_have_the_same_digest() -> None:
    one = read(b"The talks ended.", "seeds/a.txt").document
    two = read(b"The talks ended.", "seeds/b.txt").document
    assert one is not None
    assert two is not None
    assert one.digest == two.digest


def test_html_never_becomes_markup() -> None:
    parsed = read(b'Talks <b>end</b>\n<img src=x onerror=alert(1)> & "so" on.')
    document, text = parsed.document, parsed.text
    assert document is not None
    assert text is not None
    assert "<b>" not in text.body
    assert "<img" not in text.body
    assert document.card.title == "Talks <b>end</b>"


def test_right_to_left_text_says_so_and_its_title_has_no_direction_marks() -> None:
    parsed = read("\u202bالمحادثات انتهت\n\u200fلم يكن أحد سعيدا.".encode())
    document, text = parsed.document, parsed.text
    assert document is not None
    assert text is not None
    assert 'dir="rtl"' in text.body
    assert document.card.title == "المحادثات انتهت"
    assert text.passages[0].text.startswith("\u200f")


def test_one_line_of_two_hundred_kilobytes_is_one_paragraph() -> None:
    data = b"The talks went on. " * 11_000
    parsed = read(data)
    assert [len(text) for text in texts(parsed)] == [len(data) - 1]
    assert parsed.document is not None
    assert parsed.document.card.title == "The talks went on"


@pytest.mark.parametrize(
    "piece", [b"x", b" ", b"\n", b"\x00", b". ", b"\"'([", b"# ", b"-\n", b"\xe9", b"a,", b"By A "]
)
def test_a_large_file_of_one_thing_takes_linear_time(piece: bytes) -> None:
    """With quadratic time this would take minutes."""
    parsed = read(piece * 100_000 + b"\n\nThe talks ended.")
    assert parsed.text is not None
    assert parsed.text.passages[-1].text == "The talks ended."


def test_hard_wrapped_lines_are_joined() -> None:
    data = (
        b"The second day of the meeting brought no agreement, and the delegates left the\n"
        b"building through a side door without a word to the reporters who had waited\n"
        b"there since morning.\n"
        b"\n"
        b"A spokesman for the host said that a date for another meeting would be named\n"
        b"within days, and that both of the delegations had been thanked.\n"
        b"\n"
        b"With Post wires\n"
    )
    parsed = read(data)
    assert len(texts(parsed)) == 2
    assert texts(parsed)[0].endswith("the reporters who had waited there since morning.")
