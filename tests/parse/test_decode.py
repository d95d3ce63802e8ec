"""Every file is read, and says how; every character knows its bytes."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.decode import BYTES_REPORTED, Decoded, control_characters, decode

PATH = "seeds/a.txt"


def rules(data: bytes, declared: str = "") -> list[str]:
    return [problem.rule for problem in decode(data, PATH, declared)[1]]


@pytest.mark.parametrize(
    ("data", "declared", "text", "encoding"),
    [
        ("Kyïv".encode(), "", "Kyïv", "UTF-8"),
        (codecs.BOM_UTF8 + "Kyïv".encode(), "", "Kyïv", "UTF-8"),
        (codecs.BOM_UTF16_LE + "Київ 🙂".encode("utf-16-le"), "", "Київ 🙂", "UTF-16"),
        (codecs.BOM_UTF16_BE + "Київ".encode("utf-16-be"), "", "Київ", "UTF-16"),
        ("Talks in Київ".encode("utf-16-le"), "", "Talks in Київ", "UTF-16"),
        ("Talks in Київ".encode("utf-16-be"), "", "Talks in Київ", "UTF-16"),
        (b"caf\xe9 \x93talks\x94", "", "café “talks”", "Windows-1252"),
        ("“a”".encode() + b" caf\xe9", "", "“a” café", "UTF-8"),
        ("Київ".encode("cp1251"), "windows-1251", "Київ", "Windows-1251"),
        ("Київ".encode("cp1251"), "CP1251", "Київ", "Windows-1251"),
        ("Київ".encode("koi8-u"), "KOI8-U", "Київ", "KOI8-U"),
        (b"\x81 \xc0 a", "windows-1252", "\ufffd À a", "Windows-1252"),
        (b"a\r\nb\rc\x0bd\x0ce", "", "a \nb\nc\nd\ne", "UTF-8"),
        ("a\x85b\u2028c\u2029d".encode(), "", "a\nb\nc\nd", "UTF-8"),
        (b"", "", "", "UTF-8"),
    ],
)
def test_a_file_is_read(data: bytes, declared: str, text: str, encoding: str) -> None:
    decoded, _ = decode(data, PATH, declared)
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_a_whole_file_in_windows_1252_is_a_guess() -> None:
    assert rules(b"caf\xe9") == ["guessed-encoding"]


def test_a_lone_byte_is_told_at_its_place() -> None:
    _, problems = decode("“a”\nin the ".encode() + b"caf\xe9", PATH)
    assert [(item.rule, item.line, item.column) for item in problems] == [("broken-byte", 2, 11)]
    assert "0xE9" in problems[0].message
    assert "'é'" in problems[0].message


def test_a_byte_that_windows_1252_does_not_know_is_replaced() -> None:
    decoded, problems = decode("“a” ".encode() + b"\x81", PATH)
    assert decoded.text == "“a” \ufffd"
    assert len(problems) == 1


def test_only_the_first_broken_bytes_are_told_one_by_one() -> None:
    problems = decode("“”".encode() * 20 + b"\xe9" * 50, PATH)[1]
    assert len(problems) == BYTES_REPORTED + 1
    assert "40 more bytes" in problems[-1].message


def test_a_few_accidental_characters_do_not_make_old_text_utf_8() -> None:
    cyrillic = "Мінськ і Київ. Мирні перемовини завершилися без жодного результату.".encode(
        "cp1251"
    )
    assert decode(cyrillic * 3, PATH)[0].encoding == "Windows-1252"


def test_half_a_character_at_the_end_is_told() -> None:
    assert rules(codecs.BOM_UTF16_LE + b"a\0b") == ["cut-short"]


@pytest.mark.parametrize("name", ["klingon", "utf-7", "idna", "a\0b", "windows-1251x"])
def test_an_unknown_encoding_is_told_and_the_file_read(name: str) -> None:
    assert rules(b"abc", name) == ["unknown-encoding"]


def test_control_characters_are_counted_and_the_first_is_named() -> None:
    (problem,) = control_characters("a\x00b\x07", PATH)
    assert (problem.line, problem.column) == (1, 2)
    assert problem.message == "2 control characters are left out, the first is U+0000"
    assert control_characters("a\tb\n", PATH) == ()


def spans_of_halves(decoded: Decoded) -> list[tuple[int, int]]:
    middle = len(decoded.text) // 2
    return list(decoded.byte_spans([(0, middle), (middle, len(decoded.text))]))


@given(st.binary(), st.sampled_from(["", "utf-8", "windows-1251", "iso-8859-5", "windows-1252"]))
def test_the_characters_cover_exactly_the_bytes(data: bytes, declared: str) -> None:
    decoded, _ = decode(data, PATH, declared)
    (start, middle), (again, end) = spans_of_halves(decoded)
    assert len(decoded.raw) == len(decoded.text)
    assert middle == again
    assert start == decoded.start
    assert end in (len(data), len(data) - 1)
    if not decoded.codec.startswith("utf-16"):
        assert data[start:middle] == decoded.raw[: len(decoded.raw) // 2].encode(
            decoded.codec, "surrogateescape"
        )


@given(st.text(), st.sampled_from([codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_utf_16_is_read_whatever_it_holds(text: str, mark: bytes) -> None:
    codec = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    data = mark + text.encode(codec, "surrogatepass")
    decoded, problems = decode(data, PATH)
    assert problems == ()
    assert list(decoded.byte_spans([(0, len(decoded.text))])) == [(2, len(data))]
