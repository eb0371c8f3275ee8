"""Pairing of quotation marks, locally and by context, so that one stray mark shifts no later pair.

Direction is only a hint: newspapers open with closing marks, portals mix straight, curly and single
ones. The marks of a paragraph are read as a path through the states *outside*, *inside double* and
*inside single*, and the cheapest path (Viterbi) decides which mark opens, closes, or is stray.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

DOUBLE = frozenset('"“”„‟«»＂″')
SINGLE = frozenset("'‘’‚‛`´")
MARKS = DOUBLE | SINGLE

_MARK = re.compile(f"[{re.escape(''.join(sorted(MARKS)))}]")

_OPENS = frozenset("“„‟«‘‚‛")
_CLOSES = frozenset("”»’´")

# Costs are relative: 0 is what good typography writes, 1 a sloppy but plain habit. They were set on
# newspaper text that opens with closing marks and on portals that lose spaces and marks.
_STRAY = 3.0
_UNCLOSED = 2.2
_UNOPENED = 2.4  # a closing mark before a reporting word, and none before it in the paragraph
_LONGEST_UNOPENED = 600  # characters
_WRONG_FAMILY = 2.6
_AGAINST_DIRECTION = 0.7
_MISSING_SPACE = 1.0
_ODD_SPACE = 1.4
_INSIDE_WORD = 4.0
_BEFORE_CUE = (
    4.0  # a mark between a stop and a reporting word closes, however it is spaced: `..., ”ujarnya`
)

State = Literal["out", "double", "single"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A pair of marks and what they hold; offsets are into the whole text.

    ``start``/``end`` include the marks. Where ``closed`` is false the quotation runs to the end of its
    paragraph and ``end == inner_end``. Where the opening mark is missing it runs from the beginning of
    its paragraph and ``start == inner_start``.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


@dataclass(frozen=True, slots=True)
class _Path:
    cost: float
    opened: tuple[int, int] | None  # offset and width of the mark that is open
    pairs: _Chain | None


@dataclass(frozen=True, slots=True)
class _Chain:
    quotation: Quotation
    before: _Chain | None


def find_quotations(
    text: str, start: int = 0, end: int | None = None, cues: Collection[str] = ()
) -> tuple[Quotation, ...]:
    """Pair the marks of one paragraph, ``text[start:end]``; linear in its length, never raises.

    ``cues`` are the reporting words, in lower case, that stand right after a quotation.
    """
    stop = len(text) if end is None else end
    paths: dict[State, _Path] = {"out": _Path(0.0, None, None)}
    for number, (place, width) in enumerate(_marks(text, start, stop)):
        before_cue = _before_cue(text, place, width, start, stop, cues)
        unopened = None if number else _unopened(text, place, width, start, stop, cues)
        paths = _step(paths, text, place, width, start, stop, before_cue=before_cue)
        if unopened and paths["out"].cost > _UNOPENED:
            paths["out"] = _Path(_UNOPENED, None, _Chain(unopened, None))
    last = [
        path if state == "out" else _left_open(path, stop, text) for state, path in paths.items()
    ]
    chain = min(last, key=lambda path: path.cost).pairs
    found: list[Quotation] = []
    while chain:
        found.append(chain.quotation)
        chain = chain.before
    return tuple(reversed(found))


def _marks(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Offsets and widths of what may be a quotation mark: apostrophes, minutes and inches are left out."""
    found: list[tuple[int, int]] = []
    skip = -1
    for match in _MARK.finditer(text, start, stop):
        i, char = match.start(), match[0]
        if i < skip:
            continue
        if char in SINGLE:
            before = text[i - 1] if i > start else " "
            after = text[i + 1] if i + 1 < stop else " "
            if after in SINGLE and before != char:  # two singles typed for a double
                found.append((i, 2))
                skip = i + 2
                continue
            if (before.isalnum() and after.isalnum()) or (before.isdigit() and not after.isalpha()):
                continue
        found.append((i, 1))
    return found


def _before_cue(
    text: str, place: int, width: int, start: int, stop: int, cues: Collection[str]
) -> bool:
    at = place + width
    if not cues or at >= stop or not text[at].islower():
        return False
    before = place - 1
    while before > start and text[before].isspace():
        before -= 1
    if before < start or text[before] not in ",?!.…":
        return False
    return _cue_at(text, at, stop, cues)


def _cue_at(text: str, at: int, stop: int, cues: Collection[str]) -> bool:
    after = at
    while after < stop and text[after].isalpha():
        after += 1
    return text[at:after] in cues


def _unopened(
    text: str, place: int, width: int, start: int, stop: int, cues: Collection[str]
) -> Quotation | None:
    """The quotation that a paragraph's first mark closes though none opened it: `Ya, kami siap," kata X`."""
    single = width == 1 and text[place] in SINGLE
    if single or text[place] in _OPENS or not 1 < place - start <= _LONGEST_UNOPENED:
        return None
    if text[place - 1] not in ",?!.…" or not text[start].isupper():
        return None
    at = place + width
    while at < stop and text[at] == " ":
        at += 1
    if not _cue_at(text, at, stop, cues):
        return None
    return Quotation(
        start=start, end=place + width, inner_start=start, inner_end=place, closed=True
    )


def _step(
    paths: dict[State, _Path],
    text: str,
    place: int,
    width: int,
    start: int,
    stop: int,
    *,
    before_cue: bool,
) -> dict[State, _Path]:
    family: State = "double" if width == 2 or text[place] in DOUBLE else "single"
    opening = _open_cost(text, place, width, start, stop)
    closing = _close_cost(text, place, width, start, stop)
    if before_cue:
        opening, closing = opening + _BEFORE_CUE, min(closing, 0.0)
    following: dict[State, _Path] = {}

    def offer(state: State, path: _Path) -> None:
        if state not in following or path.cost < following[state].cost:
            following[state] = path

    for state, path in paths.items():
        if state == "out":
            stray = _STRAY if family == "double" else _STRAY / 3
            offer("out", _Path(path.cost + stray, None, path.pairs))
            offer(family, _Path(path.cost + opening, (place, width), path.pairs))
            continue
        nested = 0.0 if family == "single" and state == "double" else _STRAY
        offer(state, _Path(path.cost + nested, path.opened, path.pairs))
        mismatch = 0.0 if family == state else _WRONG_FAMILY
        if path.opened:
            at, wide = path.opened
            quotation = Quotation(
                start=at, end=place + width, inner_start=at + wide, inner_end=place, closed=True
            )
            chain = _Chain(quotation, path.pairs) if place > at + wide else path.pairs
            offer("out", _Path(path.cost + closing + mismatch, None, chain))
    return following


def _left_open(path: _Path, stop: int, text: str) -> _Path:
    if not path.opened:
        return path
    at, wide = path.opened
    single = wide == 1 and text[at] in SINGLE
    if single:  # a lone single mark opens nothing
        return _Path(path.cost + _STRAY, None, path.pairs)
    quotation = Quotation(start=at, end=stop, inner_start=at + wide, inner_end=stop, closed=False)
    chain = _Chain(quotation, path.pairs) if stop > at + wide else path.pairs
    return _Path(path.cost + _UNCLOSED, None, chain)


def _around(text: str, place: int, width: int, start: int, stop: int) -> tuple[str, str]:
    before = text[place - 1] if place > start else "\n"
    after = text[place + width] if place + width < stop else "\n"
    return before, after


def _open_cost(text: str, place: int, width: int, start: int, stop: int) -> float:
    before, after = _around(text, place, width, start, stop)
    cost = _AGAINST_DIRECTION if text[place] in _CLOSES else 0.0
    if before.isalnum():
        cost += (
            _INSIDE_WORD if after.isalnum() and text[place] not in _OPENS else _MISSING_SPACE * 2
        )
    elif before in ".,:;?!)…]":
        cost += _MISSING_SPACE
    if after.isspace():
        cost += _ODD_SPACE * (2 if not before.isspace() else 1)
    elif after in ",.;:?!)":
        cost += _ODD_SPACE * 2
    return cost


def _close_cost(text: str, place: int, width: int, start: int, stop: int) -> float:
    before, after = _around(text, place, width, start, stop)
    cost = _AGAINST_DIRECTION * 1.5 if text[place] in _OPENS else 0.0
    if before.isspace():
        cost += _ODD_SPACE * (2 if not after.isspace() else 1)
    elif before.isalnum() and after.isalnum():
        cost += _INSIDE_WORD / 2
    if after.isalnum():
        cost += _MISSING_SPACE * (0.6 if after.islower() else 1.0)
    elif before in ",.?!…":
        cost -= 0.3
    return cost
