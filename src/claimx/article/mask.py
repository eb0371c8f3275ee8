"""What the model reads: a paragraph in which long quotations are replaced by one word.

A quotation's inside says nothing about who is quoted, costs most of the parsing time, and
confuses a parser; ``"Kutipan," kata Budi`` is all that it has to see. Offsets map back exactly.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claimx.article.marks import Quotation

if TYPE_CHECKING:
    from claimx.rules.load import Steps

PLACEHOLDER = "Kutipan"
_SURROGATES = re.compile("[\ud800-\udfff]")  # half a character: no model can read it


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph as the model reads it.

    ``sentences`` are in offsets of ``text``; ``quotations`` in offsets of the source. ``piece_*`` map
    ``text`` back to the source piece by piece; a masked piece maps as a whole. ``unread`` are the
    sentences, in offsets of the source, that ``text`` leaves out.
    """

    text: str
    start: int
    end: int
    sentences: tuple[tuple[int, int], ...]
    quotations: tuple[Quotation, ...]
    piece_at: tuple[int, ...]
    piece_source: tuple[int, ...]
    piece_width: tuple[int, ...]  # width in the source; equal to the width in text unless masked
    unread: tuple[tuple[int, int], ...] = ()

    def source_start(self, place: int) -> int:
        """Source offset of the character at ``place`` of the masked text."""
        piece = bisect_right(self.piece_at, place) - 1
        return self.piece_source[piece] + min(place - self.piece_at[piece], self.piece_width[piece])

    def source_end(self, place: int) -> int:
        """Source offset of the end of a span that ends at ``place`` of the masked text."""
        piece = bisect_right(self.piece_at, place - 1) - 1
        offset = place - self.piece_at[piece]
        following = self.piece_at[piece + 1] if piece + 1 < len(self.piece_at) else len(self.text)
        if place == following:
            return self.piece_source[piece] + self.piece_width[piece]
        return self.piece_source[piece] + min(offset, self.piece_width[piece])


class _Builder:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.at: list[int] = []
        self.source: list[int] = []
        self.width: list[int] = []

    def add(self, piece: str, source: int, width: int) -> None:
        if not piece:
            return
        self.at.append(self.length)
        self.source.append(source)
        self.width.append(width)
        self.out.append(piece)
        self.length += len(piece)


def mask(
    source: str,
    start: int,
    end: int,
    sentences: Sequence[tuple[int, int]],
    quotations: Sequence[Quotation],
    steps: Steps,
    unread: Sequence[tuple[int, int]] = (),
) -> Block:
    """Mask the statements among the quotations of the paragraph ``source[start:end]``.

    ``sentences`` are source spans in it, ``steps`` the rules that tell a statement from a term, and
    ``unread`` those of the sentences to leave out.
    """
    build = _Builder()
    left_out = {first for first, _ in unread}
    # Where the masked text stands when the copying reaches a sentence's start: filled on the way.
    starts = sorted(s for s, _ in sentences)
    masked_starts: list[int] = []
    here = start

    def copy(upto: int) -> None:
        nonlocal here
        while starts and starts[0] <= upto:
            at = max(starts.pop(0), here)
            build.add(source[here:at], here, at - here)
            here = at
            if at in left_out:  # on with the next sentence
                here = min(starts[0] if starts else end, end)
                continue
            masked_starts.append(build.length)
        if here >= upto:
            return
        build.add(source[here:upto], here, upto - here)
        here = upto

    for quotation in quotations:
        copy(quotation.start)
        if build.length and not build.out[-1][-1:].isspace() and build.out[-1][-1:] not in "([":
            build.add(" ", quotation.start, 0)
            if masked_starts and masked_starts[-1] == build.length - 1:
                masked_starts[-1] = build.length
        inside = source[quotation.inner_start : quotation.inner_end]
        build.add('"', quotation.start, quotation.inner_start - quotation.start)
        here = quotation.inner_start
        if statement_rule(inside, steps):
            after = source[quotation.end : quotation.end + 3].lstrip()[:1]
            build.add(
                PLACEHOLDER + _stop(inside, after),
                quotation.inner_start,
                quotation.inner_end - here,
            )
        else:
            build.add(inside, quotation.inner_start, quotation.inner_end - here)
        build.add('"', quotation.inner_end, quotation.end - quotation.inner_end)
        here = quotation.end
        while starts and starts[0] < here:  # no sentence begins inside a quotation
            starts.pop(0)
        if source[here : here + 1].isalnum():
            build.add(" ", here, 0)
    copy(end)
    text = _SURROGATES.sub("\ufffd", "".join(build.out))
    bounds = [*sorted(set(masked_starts)), len(text)]
    spans = tuple((a, b) for a, b in pairwise(bounds) if text[a:b].strip())
    return Block(
        text=text,
        start=start,
        end=end,
        sentences=spans or ((0, len(text)),),
        quotations=tuple(quotations),
        piece_at=tuple(build.at) or (0,),
        piece_source=tuple(build.source) or (start,),
        piece_width=tuple(build.width) or (0,),
        unread=tuple(unread),
    )


def statement_rule(inside: str, steps: Steps) -> str | None:
    """Return the rule by which a quotation is a statement; None for a term that its sentence needs."""
    words = len(inside.split())
    if "quotation.long" in steps and words >= steps["quotation.long"]["words"]:
        return "quotation.long"
    ends = inside.rstrip()[-1:] in ",.?!…"
    if "quotation.stopped" in steps and ends and words >= steps["quotation.stopped"]["words"]:
        return "quotation.stopped"
    return None


def _stop(inside: str, after: str) -> str:
    last = inside.rstrip()[-1:]
    if last in "?!":
        return last
    return "," if last == "," or (last in ".…" and after.islower()) else "." if last in ".…" else ""
