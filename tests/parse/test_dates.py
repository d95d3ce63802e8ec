"""Dates are taken where they are plain, doubted where two readings exist, and else left alone."""

import pytest

from generator.parse.dates import (
    in_dateline,
    in_file_name,
    in_stamp,
    read_date,
    without_date,
    without_dateline,
)


@pytest.mark.parametrize(
    ("stem", "iso"),
    [
        ("2026-02-18-geneva", "2026-02-18"),
        ("20260218_geneva", "2026-02-18"),
        ("2026_02_18", "2026-02-18"),
        ("2026.02.18 geneva", "2026-02-18"),
        ("geneva-2026-02-18", "2026-02-18"),
        ("000_20260218", "2026-02-18"),
        ("2026-02-30-geneva", ""),
        ("20261301_x", ""),
        ("1899-12-31", ""),
        ("2101-01-01", ""),
        ("000_c39ecb4bd2d6f9c2", ""),
        ("20260218c39ecb4b", ""),
        ("120260218", ""),
        ("20260218-1a2b-4c3d-8e9f-0123456789ab", ""),
        ("2026-0218", ""),
        ("geneva", ""),
    ],
)
def test_a_file_name_tells_a_date_of_the_calendar(stem: str, iso: str) -> None:
    found = in_file_name(stem)
    assert (found.iso if found else "") == iso


def test_a_file_name_without_its_date_keeps_other_numbers() -> None:
    assert without_date("2026-02-18-g7-20269999").strip() == "-g7-20269999"


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2026-02-18", "2026-02-18"),
        ("2026/02/18", "2026-02-18"),
        ("18.02.2026", "2026-02-18"),
        ("2.3.2026", "2026-03-02"),
        ("18/02/2026", "2026-02-18"),
        ("2/18/2026", "2026-02-18"),
        ("02/02/2026", "2026-02-02"),
        ("February 18, 2026", "2026-02-18"),
        ("Feb. 18, 2026", "2026-02-18"),
        ("Sept. 1 2025", "2025-09-01"),
        ("18 February 2026", "2026-02-18"),
        ("18th of February, 2026", "2026-02-18"),
        ("24 грудня 2025", "2025-12-24"),
        ("24 грудня 2025 року", "2025-12-24"),
        ("24 декабря 2025 г.", "2025-12-24"),
        ("1 мая 2025", "2025-05-01"),
    ],
)
def test_a_plain_date_is_read(written: str, iso: str) -> None:
    assert read_date(written).iso == iso
    assert in_stamp(written) == read_date(written)


@pytest.mark.parametrize(
    ("written", "doubt"),
    [
        ("2/3/2026", "may be 2 March or 3 February"),
        ("02/03/2026", "may be 2 March or 3 February"),
        ("02-03-2026", "may be 2 March or 3 February"),
        ("Feb. 18", "has no year"),
        ("24 грудня", "has no year"),
        ("31.02.2026", "is no day of the calendar between 1900 and 2100"),
        ("18 February 1802", "is no day of the calendar between 1900 and 2100"),
        ("0/3/2026", "is no day of the calendar between 1900 and 2100"),
    ],
)
def test_a_doubtful_date_says_why(written: str, doubt: str) -> None:
    assert read_date(written).iso == ""
    assert read_date(written).doubt == doubt


@pytest.mark.parametrize(
    "line",
    [
        "Published: February 18, 2026",
        "Published on 18 February 2026 at 10:15",
        "Updated: Feb. 18, 2026, 10:15 a.m. ET",
        "Updated 3:45 PM EST, Wed February 18, 2026",
        "Date: 2026-02-18",
        "2026-02-18T10:15:00Z",
        "2026-02-18T10:15:00+02:00",
        "Wednesday, 18 February 2026",
        "Last updated 18.02.2026 | 10:15",
        "Опубліковано: 18 лютого 2026 року, 10:15",
        "Published: 18 February 2026 | Updated: 19 February 2026",
    ],
)
def test_a_stamp_is_a_date_with_nothing_but_time_around_it(line: str) -> None:
    found = in_stamp(line)
    assert found is not None
    assert found.iso == "2026-02-18"


@pytest.mark.parametrize(
    "line",
    [
        "On February 18, 2026, the talks ended.",
        "Published reports of 18 February 2026",
        "18 February 2026 was cold",
        "Published:",
        "Version 1.2.3",
        "18.02.26",
        "x" * 500 + " 18.02.2026",
    ],
)
def test_a_sentence_is_no_stamp(line: str) -> None:
    assert in_stamp(line) is None


@pytest.mark.parametrize(
    ("paragraph", "iso", "text"),
    [
        ("KYIV, 24 December 2025 — The talks", "2025-12-24", "The talks"),
        ("GENEVA, Feb. 18, 2026 (Reuters) - The talks", "2026-02-18", "The talks"),
        ("GENEVA (Reuters), Feb 18, 2026 -- The talks", "2026-02-18", "The talks"),
        ("Geneva, Switzerland, 18 February 2026 – “We", "2026-02-18", "“We"),
        ("КИЇВ, 24 грудня 2025 — Перемовини", "2025-12-24", "Перемовини"),
        ("МОСКВА, 24 декабря 2025 г. — Переговоры", "2025-12-24", "Переговоры"),
        ("18.02.2026 – The talks", "2026-02-18", "The talks"),
        ("KYIV, 18 February 2026: The talks", "2026-02-18", "The talks"),
        ("KYIV, Ukraine (AP) — The talks", "", "The talks"),
        ("KYIV — The talks", "", "The talks"),
    ],
)
def test_a_dateline_is_read_and_taken_off(paragraph: str, iso: str, text: str) -> None:
    found = in_dateline(paragraph)
    assert (found.iso if found else "") == iso
    assert without_dateline(paragraph) == text


@pytest.mark.parametrize(
    "paragraph",
    [
        "On 18 February 2026 — the day of the talks — snow fell.",
        "The talks of 18 February 2026 — A disaster — ended.",
        "Since 24 February 2022 — Kyiv says — 300 have died.",
        "NATO — the alliance — met.",
        "Zelensky, 18 February 2026, said it - no more.",
        "Two people: Jane and John.",
        "",
    ],
)
def test_running_text_is_no_dateline(paragraph: str) -> None:
    assert in_dateline(paragraph) is None
    assert without_dateline(paragraph) == paragraph


def test_a_dateline_without_a_year_is_doubted() -> None:
    found = in_dateline("GENEVA, Feb. 18 (Reuters) - The talks ended.")
    assert found is not None
    assert found.doubt == "has no year"
