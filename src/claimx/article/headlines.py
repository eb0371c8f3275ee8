"""Where a linked headline ends that runs into the news text without a stop.

``Baca juga: Pemkot Tambah Armada Bus Warga menilai tarif ...``: scrapers drop the line break after a link.
To lose a statement is worse than to keep a headline, so every doubt ends the headline early.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

# Words that headlines in title style write small; a capitalised word before any other small word opens
# a sentence. A closed class: prepositions, conjunctions, and what sub-editors treat alike.
_SMALL_WORDS = """
    di ke dari dan untuk yang pada dalam dengan atau bagi oleh tak agar ala vs versus hingga sampai saat usai
    demi per via asal tapi buat soal jadi serta tentang terhadap sebagai antara seperti karena akibat jelang
    bak kok sih dong si sang para pun juga lagi akan bisa the of and in for to dll dkk km kg m cm s.d sd
    rp x
"""
_SMALL = frozenset(_SMALL_WORDS.split())
_WORD = regex.compile(r"\S+")
_SEAM = regex.compile(r"(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}+,?$)")
_LETTER = regex.compile(r"\p{L}")
_EDGE = "\"'“”‘’«»()[]{},.;:!?…–—-*"
_QUOTES = '"“”„«»‘'
_WIDE_SPACE = regex.compile(r"[ \t\u00a0]{2,}|\n|●")
_STOP = regex.compile(r"(?<=[\p{Ll}\d%)])\.(?=\s+[\p{Lu}\"“‘'])|\.$")
_QUOTED_WORDS = regex.compile(r"[\"“”‘'][^\"“”‘’'.,!?\n]{1,40}[\"”“’'](?=\s+\p{Lu})")

LONGEST_HEADLINE = 320  # characters: three headlines run together
_FEWEST_WORDS = 3  # a headline of fewer is not one: the style was misread
_MOST_WORDS = (
    16  # in sentence style, where nothing marks the end: more are likely to hold a sentence
)
_LINE_WORDS = 45


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineReader:
    """Finds headline ends with the rules of scope ``resume`` and the article's own word pairs."""

    text: str
    resume: Sequence[regex.Pattern[str]]
    pairs: Counter[tuple[str, str]]

    def end_after(self, start: int, limit: int, *, fewest: int = _FEWEST_WORDS) -> int:
        """Return where the headline ends that begins at ``start``, at most at ``limit``."""
        stop = self._hard_stop(start, min(limit, start + LONGEST_HEADLINE))
        words = [(m.start(), m.end()) for m in _WORD.finditer(self.text, start, stop)]
        if not words:
            return start
        least = words[min(fewest, len(words)) - 1][1]
        ends = [self._restart(words, fewest), self._resumed(least, stop)]
        known = min((end for end in ends if end is not None), default=None)
        if known is not None:
            return known
        if self._in_title_style(words) or len(words) <= _MOST_WORDS:
            return stop
        return self._first_turn(words, fewest)

    def _hard_stop(self, start: int, limit: int) -> int:
        """The first place where a headline cannot go on: a gap, a sentence's end, an opening quotation."""
        for mark in (_WIDE_SPACE, _STOP):
            found = mark.search(self.text, start, limit)
            if found and self.text[start : found.start()].strip():
                limit = found.end() if mark is _STOP else found.start()
        place = start
        while place < limit:
            if self.text[place] in _QUOTES and (place == start or self.text[place - 1].isspace()):
                quoted = _QUOTED_WORDS.match(self.text, place, limit)
                if not quoted:
                    return place if self.text[start:place].strip() else limit
                place = quoted.end()
                continue
            if self.text[place] == "(" and self.text[start:place].strip():
                return place
            place += 1
        return limit

    def _restart(self, words: list[tuple[int, int]], fewest: int) -> int | None:
        """Where a sentence opens after a headline in title style, None in sentence style."""
        for at, (start, end) in enumerate(words):
            word = self.text[start:end].strip(_EDGE)
            if not word or not word[0].islower() or word.lower() in _SMALL:
                continue
            opener = at - 1
            while opener > 0 and self._is_small(words[opener]):
                opener -= 1
            if opener < fewest:
                return None
            glued = self._glued(words[opener])
            return glued or words[self._name_start(words, opener, fewest)][0]
        return None

    def _glued(self, word: tuple[int, int]) -> int | None:
        """Where the headline's last word and the sentence's first were run together: ``PupukMenurut``."""
        seam = _SEAM.search(self.text, *word)
        if seam is None or self.text.count(self.text[slice(*word)]) > 1:
            return None
        return seam.start()

    def _in_title_style(self, words: list[tuple[int, int]]) -> bool:
        return not any(
            word[0].islower() and word.lower() not in _SMALL
            for span in words
            if (word := self._bare(span))
        )

    def _is_small(self, word: tuple[int, int]) -> bool:
        first = _LETTER.search(self.text, *word)
        return first is not None and first[0].islower()

    def _name_start(self, words: list[tuple[int, int]], at: int, fewest: int) -> int:
        """Go back over a name of which the article has the same two words elsewhere."""
        while at - 1 >= fewest:
            pair = (self._bare(words[at - 1]), self._bare(words[at]))
            joined = self.text[words[at - 1][1] - 1] not in ",;:!?"
            if not joined or self.pairs[pair] < 2 or not pair[0][:1].isupper():
                break
            at -= 1
        return at

    def _bare(self, word: tuple[int, int]) -> str:
        return self.text[word[0] : word[1]].strip(_EDGE)

    def _resumed(self, least: int, stop: int) -> int | None:
        """The first place at which a rule sees news go on."""
        places = [
            found.start()
            for pattern in self.resume
            if (found := pattern.search(self.text, least, stop + 40, timeout=5))
            and found.start() < stop
        ]
        return min(places, default=None)

    def _first_turn(self, words: list[tuple[int, int]], fewest: int) -> int:
        """The first capitalised word between small ones: the early end for want of a better one."""
        for at in range(fewest, len(words) - 1):
            first = self.text[words[at][0]]
            if first.isupper() and self._is_small(words[at - 1]) and self._is_small(words[at + 1]):
                return words[at][0]
        return words[min(fewest, len(words)) - 1][0]

    def is_headline_line(self, start: int, end: int, *, title_style: bool) -> bool:
        """Tell whether a line can only be a linked headline: no stop, no speech, title style if asked."""
        line = self.text[start:end]
        words = [word for raw in line.split() if (word := raw.strip(_EDGE))]
        most = _LINE_WORDS if title_style else _MOST_WORDS + 4
        if not _FEWEST_WORDS <= len(words) <= most or line.rstrip(" \"'”’")[-1:] in ".,:;":
            return False
        if line[0] in _QUOTES or line[0].islower():
            return False
        if not title_style:
            return True
        content = [word for word in words if word.lower() not in _SMALL and word[0].isalpha()]
        return sum(word[0].isupper() for word in content) >= 0.8 * len(content)


def word_pairs(text: str) -> Counter[tuple[str, str]]:
    """Count the pairs of neighbouring capitalised words: the names that an article repeats."""
    pairs: Counter[tuple[str, str]] = Counter()
    before = ""
    for found in _WORD.finditer(text):
        raw = found[0]
        word = raw.strip(_EDGE)
        if not word[:1].isupper():
            before = ""
            continue
        if before:
            pairs[before, word] += 1
        before = "" if raw[-1] in ",.;:!?" else word
    return pairs
