"""Offsets of tools that count in other units than code points."""

from __future__ import annotations

from bisect import bisect_right


class Utf16:
    """Tells whether offsets into a text are code points or UTF-16 units, and turns the latter.

    The two differ only behind a character outside the Basic Multilingual Plane, an emoji mostly.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        astral = (index for index, char in enumerate(text) if ord(char) > 0xFFFF)
        # Where each astral character ends, in UTF-16 units: it and each before it take one more.
        self._ends = [index + 1 + count for count, index in enumerate(astral, start=1)]

    def to_code_points(self, offset: int) -> int:
        """Turn a UTF-16 offset; one inside a surrogate pair goes behind the character."""
        return offset - bisect_right(self._ends, offset)

    def settle(self, start: int, end: int, quoted: object) -> tuple[int, int]:
        """Return code point offsets, going by the text that the tool gives beside its offsets."""
        if not self._ends or not isinstance(quoted, str):
            return start, end
        if _plain(self.text[start:end]) == _plain(quoted):
            return start, end
        other = self.to_code_points(start), self.to_code_points(end)
        return other if _plain(self.text[slice(*other)]) == _plain(quoted) else (start, end)


def _plain(text: str) -> str:
    r"""Drop white space, which tools write anew (Label Studio: a newline as ``\n``)."""
    return "".join(text.replace("\\n", " ").split())
