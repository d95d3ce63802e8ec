"""The bytes of a found text to characters that know their place in the bytes.

In: the bytes of a seed, and the encoding that its front matter names, if any. Out: `Decoded`, and
what had to be guessed or mended, as problems. Nothing is ever refused: a text with a broken byte is
still a text.

A byte order mark decides; then what the front matter says; then UTF-8 if the file is UTF-8. A file
that is nearly UTF-8 was damaged on the way: each byte that does not fit is read as Windows-1252. A
file without any UTF-8 beyond ASCII was never UTF-8 and is Windows-1252 as a whole.

`Decoded.raw` encodes back to the very bytes of the file (`surrogateescape`), and `Decoded.text` has
exactly one character for each of its characters. So byte offsets are counted by encoding what lies
between two places, once over the file, and no table of offsets is kept (20 MB of text would need
160 MB of it).

Rejected: `chardet` and its like, whose answer changes with a word; and encodings of several bytes
a character other than UTF-8 and UTF-16, which do not encode back to the same bytes.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from generator.parse.characters import CONTROL, has_control
from generator.problems import Problem, did_you_mean, fill, place

OTHER_LINE_ENDS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
ESCAPED_BYTE = re.compile("[\udc80-\udcff]")
NOT_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]+")
MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
DECLARED = {
    "utf-8": "utf-8",
    **{f"windows-{number}": f"cp{number}" for number in range(1250, 1259)},
    **{f"iso-8859-{part}": f"iso8859-{part}" for part in (*range(1, 12), 13, 14, 15, 16)},
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "ibm866": "cp866",
    "macintosh": "mac-roman",
    "x-mac-cyrillic": "mac-cyrillic",
}
"""Encodings that front matter may name (IANA's names), and Python's names for them."""
OTHER_NAMES = {
    "utf8": "utf-8",
    "latin1": "iso-8859-1",
    "cp866": "ibm866",
    **{f"cp{number}": f"windows-{number}" for number in range(1250, 1259)},
}
ALPHABETS = bytes((*range(8), 32))
"""High bytes of UTF-16 characters that texts are usually made of."""
LEGACY_SHARE = 10
"""More broken bytes for each UTF-8 character than this, and those few are accidents."""
BYTES_REPORTED = 10
ENCODING_HINT = "save the file as UTF-8, or name its encoding with 'encoding:' in the front matter"


class Decoded(Struct, frozen=True):
    r"""The characters of a file.

    `text` is for reading: its line ends are `\n` alone. `raw` has as many characters and gives
    back the bytes from `start` on. `encoding` is the name a person knows.
    """

    text: str
    raw: str
    codec: str
    start: int
    encoding: str

    def byte_spans(self, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The bytes of stretches of characters, which must come in order and not overlap."""
        one_byte_each = self.raw.isascii() and not self.codec.startswith("utf-16")
        done, offset = 0, self.start
        for start, end in stretches:
            if one_byte_each:
                yield self.start + start, self.start + end
                continue
            first = offset + self._size(done, start)
            done, offset = end, first + self._size(start, end)
            yield first, offset

    def _size(self, start: int, end: int) -> int:
        return len(self.raw[start:end].encode(self.codec, _errors(self.codec)))


def decode(data: bytes, path: str, declared: str = "") -> tuple[Decoded, tuple[Problem, ...]]:
    """The text of a file, and a note or warning for each thing that was guessed or broken.

    `declared` is the encoding that the file's front matter names (or empty).
    """
    for mark, codec, encoding in MARKS:
        if data.startswith(mark):
            return _read(data, path, codec, encoding, len(mark))
    known = _known_name(declared)
    if known:
        return _read(data, path, DECLARED[known], _shown(known), 0)
    decoded, problems = _guess(data, path)
    return decoded, (*_unknown_name(declared, path), *problems)


def control_characters(text: str, path: str) -> tuple[Problem, ...]:
    """A warning for the characters that are left out of what is shown."""
    first = CONTROL.search(text) if has_control(text) else None
    if first is None:
        return ()
    count = len(text) - len(CONTROL.sub("", text))
    code = f"U+{ord(first[0]):04X}"
    message = (
        f"1 control character is left out: {code}"
        if count == 1
        else f"{count:,} control characters are left out, the first is {code}"
    )
    where = place(path, text, first.start())
    return (fill(where, "warning", "control-characters", message, "remove them from the file"),)


# --- Finding the encoding -------------------------------------------------------------------------


def _known_name(declared: str) -> str:
    name = declared.strip().lower().replace("_", "-")
    name = OTHER_NAMES.get(name, name)
    return name if name in DECLARED else ""


def _unknown_name(declared: str, path: str) -> tuple[Problem, ...]:
    if not declared.strip():
        return ()
    hint = did_you_mean(declared.lower(), DECLARED, "save the file as UTF-8")
    message = f"the encoding '{declared}' is not one that can be read"
    return (fill(Problem(path=path), "warning", "unknown-encoding", message, hint),)


def _shown(name: str) -> str:
    return name.title() if name.startswith(("windows", "macintosh")) else name.upper()


def _guess(data: bytes, path: str) -> tuple[Decoded, tuple[Problem, ...]]:
    if data.isascii() and 0 not in data:
        return _read(data, path, "utf-8", "UTF-8", 0)
    codec = _unmarked_utf16(data)
    if codec:
        decoded, problems = _read(data, path, codec, "UTF-16", 0)
        return decoded, (_guessed(decoded, path, 0), *problems)
    raw = data.decode("utf-8", "surrogateescape")
    broken = len(raw) - len(ESCAPED_BYTE.sub("", raw))
    whole = len(raw) - len(NOT_BEYOND_ASCII.sub("", raw)) if broken else 0
    if not broken or (whole and broken <= LEGACY_SHARE * whole):
        return _read(data, path, "utf-8", "UTF-8", 0)
    decoded, problems = _read(data, path, "cp1252", "Windows-1252", 0)
    first = ESCAPED_BYTE.search(raw)
    return decoded, (_guessed(decoded, path, first.start() if first else 0), *problems)


def _unmarked_utf16(data: bytes) -> str:
    """The codec of UTF-16 without a byte order mark, or an empty string.

    Every other byte says which alphabet a character is of: nearly always Latin to Arabic (0 to 7)
    or punctuation (32), and 0 for every space and line end.
    """
    for codec, alphabets in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        others = len(alphabets.translate(None, ALPHABETS))
        is_spaced = alphabets.count(0) * 10 >= len(alphabets) > 0
        if is_spaced and others * 20 <= len(alphabets) and data.count(0) == alphabets.count(0):
            return codec
    return ""


def _guessed(decoded: Decoded, path: str, first: int) -> Problem:
    message = f"the file is not UTF-8; it is read as {decoded.encoding}"
    return fill(
        place(path, decoded.text, first), "note", "guessed-encoding", message, ENCODING_HINT
    )


# --- Reading --------------------------------------------------------------------------------------


def _read(
    data: bytes, path: str, codec: str, encoding: str, start: int
) -> tuple[Decoded, tuple[Problem, ...]]:
    whole = len(data) - (len(data) - start) % 2 if codec.startswith("utf-16") else len(data)
    raw = data[start:whole].decode(codec, _errors(codec))
    text = _plain_lines(raw)
    problems: tuple[Problem, ...] = ()
    if _errors(codec) == "surrogateescape" and _has_escaped(raw):
        text = _plain_lines(ESCAPED_BYTE.sub(lambda match: _lone_byte(match[0], codec), raw))
        problems = tuple(_broken_bytes(raw, text, path, encoding))
    if whole < len(data):
        problems += (_cut_short(text, path),)
    return Decoded(text, raw, codec, start, encoding), problems


def _plain_lines(text: str) -> str:
    r"""Every line end as `\n`, with a space before it where it had two characters."""
    if text.replace("\n", "").isprintable():
        return text
    return OTHER_LINE_ENDS.sub("\n", text.replace("\r\n", " \n"))


def _has_escaped(raw: str) -> bool:
    return not raw.isascii() and ESCAPED_BYTE.search(raw) is not None


def _errors(codec: str) -> str:
    return "surrogatepass" if codec.startswith("utf-16") else "surrogateescape"


def _lone_byte(escaped: str, codec: str) -> str:
    """What stands for a byte that the codec does not know."""
    if codec != "utf-8":
        return "\N{REPLACEMENT CHARACTER}"
    return bytes([ord(escaped) & 0xFF]).decode("cp1252", "replace")


def _broken_bytes(raw: str, text: str, path: str, encoding: str) -> Iterator[Problem]:
    """A warning for each of the first bytes that do not fit, and one for the rest."""
    for number, match in enumerate(ESCAPED_BYTE.finditer(raw)):
        where = place(path, text, match.start())
        if number == BYTES_REPORTED:
            count = len(raw) - match.start() - len(ESCAPED_BYTE.sub("", raw[match.start() :]))
            message = f"from here on, {count:,} more bytes are not {encoding}"
            yield fill(where, "warning", "broken-bytes", message, ENCODING_HINT)
            return
        byte, shown = f"0x{ord(match[0]) & 0xFF:02X}", text[match.start()]
        message = f"byte {byte} is not {encoding}; it is read as '{shown}'"
        yield fill(where, "warning", "broken-byte", message, ENCODING_HINT)


def _cut_short(text: str, path: str) -> Problem:
    message = "the file ends in the middle of a character"
    return fill(
        place(path, text, len(text)), "warning", "cut-short", message, "look for a complete copy"
    )
