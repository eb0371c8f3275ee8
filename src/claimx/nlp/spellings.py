"""Spellings as rows of the tables that words are read from: ends, runs of letters, and looks.

Strings are told by their CRC-32, counted for many spellings at once: new ones are a good part of
what it costs to read a text.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from claimx.nlp.layers import Indices

AFFIXES = ("p2", "p3", "p5", "s2", "s3", "s4")
PIECES = (3, 4)
SHAPES = 11
_ALL = 0xFFFFFFFF  # what CRC-32 begins with; the end of it is turned around
_POLYNOMIAL = 0xEDB88320

States = npt.NDArray[np.uint32]


class Rows(NamedTuple):
    """Rows of the tables, for each of some spellings."""

    affixes: Indices  # [spelling, affix]
    pieces: Indices  # of one spelling after another
    counts: Indices  # of pieces that each spelling has
    shapes: Indices


@lru_cache(1)  # the networks that read the same texts ask for the same spellings
def rows_of(forms: tuple[str, ...], affix_rows: int, piece_rows: int) -> Rows:
    """The rows of spellings in tables of that many rows, counted from 1; none of the spellings is empty."""
    text = _Text([form.lower() for form in forms])
    return Rows(
        np.stack([text.affix(kind, affix_rows) for kind in AFFIXES], axis=1),
        *text.pieces(piece_rows),
        np.array([shape(form) for form in forms]),
    )


def shape(form: str) -> int:
    """The class of a spelling: capitals, digits, letters or marks, with a hyphen inside or not."""
    if form.isupper() and len(form) > 1:
        kind = 1
    elif form[:1].isupper():
        kind = 2
    elif any(map(str.isdigit, form)):
        kind = 3
    else:
        kind = 4 if any(map(str.isalpha, form)) else 5
    return kind + 5 * ("-" in form and len(form) > 1)


class _Text:
    """Spellings in one row of bytes, each between marks."""

    def __init__(self, forms: Sequence[str]) -> None:
        marked = "".join(f"<{form}>" for form in forms)
        self.data = np.frombuffer(marked.encode("utf-8", "surrogatepass"), np.uint8)
        letters = np.flatnonzero(self.data & 0xC0 != 0x80)
        self.edges = np.append(letters, len(self.data))  # the byte that each letter begins at
        self.sizes = np.array([len(form) for form in forms]) + 2
        self.ends = np.cumsum(self.sizes)

    def affix(self, kind: str, rows: int) -> Indices:
        """Of each spelling the row of its beginning or end, of which `kind` says the length."""
        begins, ends = self.ends - self.sizes + 1, self.ends - 1
        if kind[0] == "p":
            ends = np.minimum(begins + int(kind[1]), ends)
        else:
            begins = np.maximum(ends - int(kind[1]), begins)
        return self._hashed(begins, ends, kind) % rows + 1

    def pieces(self, rows: int) -> tuple[Indices, Indices]:
        """The rows of each spelling's runs of letters, each run once, and how many it has."""
        begins = np.arange(self.ends[-1])
        owners = np.repeat(np.arange(len(self.ends)), self.sizes)
        found = []
        for size in PIECES:
            inside = begins + size <= self.ends[owners]
            first = begins[inside]
            found.append(owners[inside] << 32 | self._hashed(first, first + size))
        runs = np.unique(np.concatenate(found))
        return (runs & _ALL) % rows + 1, np.bincount(runs >> 32, minlength=len(self.ends))

    def _hashed(self, begins: Indices, ends: Indices, kind: str = "") -> Indices:
        """CRC-32 of what stands from one letter up to another, with `kind` before it."""
        place, ends = self.edges[begins], self.edges[ends]
        state: States = np.full(len(place), crc32(kind.encode()) ^ _ALL, np.uint32)
        while len(going := np.flatnonzero(place < ends)):
            before = state[going]
            state[going] = _TABLE[(before ^ self.data[place[going]]) & 255] ^ before >> 8
            place[going] += 1
        return (state ^ np.uint32(_ALL)).astype(np.int64)


def _table() -> States:
    """What each byte does to a CRC-32."""
    table: States = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ _POLYNOMIAL, table >> 1).astype(np.uint32)
    return table


_TABLE = _table()
