"""Where in a file something stands that was found in the parsed text.

In: words, and the line of the block that they are in. Out: a place. Markdown tells lines of blocks
only, so the words are looked for from there on.
"""

from __future__ import annotations

from collections import defaultdict

from generator.problems import Problem, place


class Locator:
    """Where in the file something stands that was found in the parsed text.

    The same words may stand there often, so each search goes on behind the last one.
    """

    def __init__(self, path: str, text: str, start: int) -> None:
        """Take a file's text, whose text proper begins at character `start`."""
        self._path = path
        self._text = text
        self._line_starts = [start]
        while (newline := text.find("\n", self._line_starts[-1])) >= 0:
            self._line_starts.append(newline + 1)
        self._after: dict[str, int] = defaultdict(int)

    def find(self, words: str, line: int) -> Problem:
        """The place of `words` at or behind a line of the text below the front matter."""
        return self.at(self.offset(words, line))

    def at(self, offset: int, *, is_byte: bool = False) -> Problem:
        """The place of a character, or of a byte of the file."""
        if is_byte:
            before = self._text.encode("utf-8", "surrogatepass")[:offset]
            offset = len(before.decode("utf-8", "ignore"))
        return place(self._path, self._text, offset)

    def offset(self, words: str, line: int) -> int:
        """The character at which `words` stand, at or behind a line."""
        low = self._line_starts[min(line, len(self._line_starts) - 1)]
        at = self._text.find(words, max(low, self._after[words]))
        if at >= 0:
            self._after[words] = at + len(words)
        return at if at >= 0 else low
