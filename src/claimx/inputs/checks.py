"""What a reviewer should know of a text before it is read: its language, its encoding, its twins."""

from __future__ import annotations

import re
import sqlite3
from functools import cache
from hashlib import blake2b
from importlib.resources import files

FOREIGN = "foreign_language"
MOJIBAKE = "mojibake"
DUPLICATE = "duplicate"

_SAMPLE = 8_000  # characters: two long articles
_MIN_WORDS = 25  # shorter texts do not tell
# Of the words of 432 Indonesian articles of some 30 outlets 17% to 36% are these.
_MIN_SHARE = 0.09
_SPACE = re.compile(r"\s+")
# Outside ASCII, sound Indonesian news has little but these; anything else is worth the slow look.
_UNUSUAL = re.compile("[^\x00-\x7f\xa0°²³´·½×é–—‘’“”•…′″€™−]")


def flags_of(text: str) -> tuple[str, ...]:
    """Return ``foreign_language`` and ``mojibake`` where they apply to ``text``."""
    sample = text[:_SAMPLE]
    flags = []
    if is_foreign(sample):
        flags.append(FOREIGN)
    if is_mojibake(sample):
        flags.append(MOJIBAKE)
    return tuple(flags)


def is_foreign(text: str) -> bool:
    """Tell a text in another language by its share of frequent Indonesian function words."""
    words = text.casefold().split()
    if len(words) < _MIN_WORDS:
        return False
    known = _function_words()
    return sum(word in known for word in words) < _MIN_SHARE * len(words)


def is_mojibake(text: str) -> bool:
    """Tell a text decoded with the wrong encoding (``â€œ`` for a quotation mark) or damaged on the way."""
    if text.isascii() or not _UNUSUAL.search(text):
        return False
    if "\ufffd" in text:
        return True
    from ftfy.badness import is_bad

    return bool(is_bad(text))


@cache
def _function_words() -> frozenset[str]:
    lines = files("claimx.inputs").joinpath("function_words.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


class Seen:
    """Remembers texts on disk, so that memory stays flat over millions; forgotten when closed."""

    def __init__(self) -> None:
        # A private database that SQLite moves to a temporary file. One thread uses it, but whichever collects the
        # garbage may have to close it for a reader who stopped midway.
        self._base = sqlite3.connect("", check_same_thread=False)
        self._base.execute("PRAGMA journal_mode=OFF")
        self._base.execute("CREATE TABLE seen (key BLOB PRIMARY KEY) WITHOUT ROWID")

    def add(self, text: str) -> bool:
        """Remember a text; True if it (but for white space) has been seen before."""
        plain = _SPACE.sub(" ", text).strip()
        if not plain:
            return False
        key = blake2b(plain.encode(errors="replace"), digest_size=16).digest()
        return self._base.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 0

    def close(self) -> None:
        """Drop the temporary database."""
        self._base.close()
