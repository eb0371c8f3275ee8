"""Words without which a pattern cannot match: a look for them costs a hundredth of a search.

`regex` has no such question to ask, so its own parser is asked for the tree of the pattern. What is not
understood there asks for nothing, and its pattern is searched as ever.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

import regex

from claimx.rules.compiled import kept

Needs = tuple[tuple[str, ...], ...]

_DOTLESS = str.maketrans({"ı": "i", "\u0307": None})  # as `regex` compares without case
_MARK = 3  # a bracket or a slash is as rare as a word of so many letters
_MOST = 150  # alternatives: to look for more is no quicker than to search


def fold(text: str) -> str:
    """Return a text as `needs` wants to find its words in it."""
    folded = text.casefold()
    dotted = not folded.isascii() and any(letter in folded for letter in "ı\u0307")
    return folded.translate(_DOTLESS) if dotted else folded


def may_match(pattern: str, folded: str) -> bool:
    """Tell whether a folded text has all that the pattern needs."""
    return has_all(needs(pattern), folded)


def has_all(needed: Needs, folded: str) -> bool:
    """Tell whether of each set one of the words stands in a folded text."""
    holds = folded.__contains__
    return all(any(map(holds, words)) for words in needed)


class Occurrences:
    """Where in a text stand the words that patterns need, each looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded = fold(text)
        self._exact = len(self._folded) == len(text)  # else its places are others
        self._places: dict[tuple[str, ...], list[int]] = {}

    def stretches(
        self, needed: Needs, start: int, end: int, reach: int
    ) -> Iterator[tuple[int, int]]:
        """Yield the stretches of ``text[start:end]`` in which all matches lie that are no longer than ``reach``."""
        if not self._exact or not needed:
            if has_all(needed, fold(self._text[start:end])):
                yield start, end
            return
        fewest: list[int] | None = None
        for words in needed:
            places = self._of(words)
            inside = places[bisect_left(places, start) : bisect_left(places, end)]
            if not inside:
                return
            if fewest is None or len(inside) < len(fewest):
                fewest = inside
        first, last = start, start
        for place in fewest or ():
            if place - reach > last:
                if last > first:
                    yield first, last
                first = place - reach
            last = min(place + reach, end)
        yield max(first, start), last

    def _of(self, words: tuple[str, ...]) -> list[int]:
        places = self._places.get(words)
        if places is None:
            found = set()
            for word in words:
                place = self._folded.find(word)
                while place >= 0:
                    found.add(place)
                    place = self._folded.find(word, place + 1)
            places = self._places[words] = sorted(found)
        return places


@lru_cache(maxsize=1024)
def needs(pattern: str) -> Needs:
    """Return sets of folded words, of each of which one stands in whatever the pattern matches; the rarest first."""
    found: Needs = kept("needs", pattern, 0, lambda: _needs(pattern))
    return tuple(_shortest(words) for words in found)


def _shortest(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the words that hold another: wherever `januari` stands, `jan` does."""
    return tuple(w for w in words if not any(other != w and other in w for other in words))


def _needs(pattern: str) -> Needs:
    try:
        core: Any = import_module("regex._regex_core")
        info = core.Info(int(regex.VERSION0))
        info.guess_encoding = core.UNICODE
        source = core.Source(pattern)
        source.ignore_space = bool(info.flags & core.VERBOSE)
        found = _needed(core._parse_pattern(source, info))  # noqa: SLF001 - it has no other door
    except Exception:  # also what a pattern with other flags raises
        return ()
    few = {words for words in found if words and len(words) <= _MOST}
    ordered = sorted(few, key=lambda words: (_rarity(words), sorted(words)), reverse=True)
    return tuple(tuple(sorted(words, key=lambda word: (len(word), word))) for words in ordered)


def _needed(node: Any) -> list[frozenset[str]]:
    kind = type(node).__name__
    if kind == "Character":
        return [frozenset({_letter(node)} - {""})]
    if kind == "Sequence":
        return _of_sequence(node.items)
    if kind == "Branch":
        parts = [max(_needed(branch), key=_rarity, default=frozenset()) for branch in node.branches]
        return [frozenset().union(*parts)] if all(parts) else []
    if kind in ("Group", "Atomic") or (kind in _REPEATS and node.min_count > 0):
        return _needed(node.subpattern)
    return []


_REPEATS = ("GreedyRepeat", "LazyRepeat", "PossessiveRepeat")


def _of_sequence(items: Iterable[Any]) -> list[frozenset[str]]:
    """Gather what the parts need, letters in a row being a word."""
    found: list[frozenset[str]] = []
    word = ""
    for item in items:
        letter = _letter(item) if type(item).__name__ == "Character" else ""
        word += letter
        if not letter:
            found += [frozenset({word})] if word else []
            word = ""
            found += _needed(item)
    found += [frozenset({word})] if word else []
    return [words for words in found if words]


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    if not words:
        return (0, 0)
    return min(len(w) if w[0].isalnum() else max(_MARK, len(w)) for w in words), -len(words)


def _letter(node: Any) -> str:
    """Return the character that a node stands for, if it takes one up and no other."""
    plain = node.positive and not node.zerowidth
    letter = fold(chr(node.value)) if plain else ""
    return "" if letter.isspace() else letter
