"""What is derived from a text, where it is found, and what is left open."""

from generator.parse.apparatus import rule_of
from generator.parse.guesses import (
    Doubt,
    Finding,
    Parts,
    find_authors,
    find_date,
    find_publisher,
    find_title,
)
from generator.parse.paragraphs import Paragraph


def parts(*texts: str, leftovers: tuple[str, ...] = (), headline: str = "") -> Parts:
    return Parts(
        headline=Paragraph(0, 0, headline) if headline else None,
        text=tuple(Paragraph(0, 0, text) for text in texts),
        leftovers=tuple((Paragraph(0, 0, line), rule_of(line, "top")) for line in leftovers),
    )


def date_of(path: str, of: Parts) -> str:
    found = find_date(path, of)
    return found.guess.value if isinstance(found, Finding) else ""


def test_a_headline_is_the_title() -> None:
    found = find_title(parts("The talks ended.", headline="# Talks end \u202ein Geneva"))
    assert (found.guess.value, found.guess.how) == ("Talks end in Geneva", "the first line")


def test_the_lead_is_the_title_without_its_dateline() -> None:
    found = find_title(parts("KYIV, 24 December 2025 — The talks ended."))
    assert (found.guess.value, found.guess.how) == ("The talks ended", "the lead sentence")


def test_the_file_name_dates_an_article_before_its_text_does() -> None:
    text = parts("KYIV, 24 December 2025 — The talks ended.")
    assert date_of("seeds/2026-02-18-x.txt", text) == "2026-02-18"
    assert date_of("seeds/x.txt", text) == "2025-12-24"


def test_the_day_of_publication_counts_before_that_of_a_change() -> None:
    lines = ("Updated: 19 February 2026", "Published: 18 February 2026")
    assert date_of("seeds/x.txt", parts("The talks ended.", leftovers=lines)) == "2026-02-18"
    assert date_of("seeds/x.txt", parts("The talks ended.", leftovers=lines[:1])) == "2026-02-19"


def test_a_date_further_down_does_not_count() -> None:
    late = "KYIV, 24 December 2025 — The talks ended."
    assert date_of("seeds/x.txt", parts("One.", "Two.", "Three.", late)) == ""
    assert date_of("seeds/x.txt", parts("On 24 December 2025, the talks ended.")) == ""


def test_an_unclear_date_is_a_doubt_unless_a_clear_one_follows() -> None:
    unclear = ("Published: 2/3/2026",)
    found = find_date("seeds/x.txt", parts("The talks ended.", leftovers=unclear))
    assert isinstance(found, Doubt)
    assert (
        date_of("x.txt", parts("KYIV, 3 Feb. 2026 — They met.", leftovers=unclear)) == "2026-02-03"
    )


def test_the_publisher_is_read_from_its_line_before_the_address() -> None:
    line = parts("The talks ended.", leftovers=("Publisher: nypost.com",))
    found = find_publisher(line, "example.org")
    assert found is not None
    assert found.guess.value == "nypost.com"
    found = find_publisher(parts("The talks ended."), "example.org")
    assert found is not None
    assert found.guess.value == "example.org"
    assert find_publisher(parts("Publisher: nypost.com says so."), "") is None


def test_a_byline_names_the_authors() -> None:
    authors, found = find_authors(parts("The talks ended.", leftovers=("By Jane Doe",)))
    assert authors == ("Jane Doe",)
    assert found is not None
    assert find_authors(parts("The talks ended.")) == ((), None)
