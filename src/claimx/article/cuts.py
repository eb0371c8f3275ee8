"""Parts cut out of a page, and how overlapping ones share the text between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import regex

from claimx.models import SegmentKind

# What counts as white: also the invisible characters that web editors leave behind.
_WHITE = regex.compile(r"[\s\p{Default_Ignorable_Code_Point}\x00-\x1f]+")
_VISIBLE = regex.compile(r"[^\s\p{Default_Ignorable_Code_Point}\x00-\x1f]")
_LAST_VISIBLE = regex.compile(r"(?r)[^\s\p{Default_Ignorable_Code_Point}\x00-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A stretch of the text that is not running news text, and the rule that says so.

    ``found`` is the metadata that it gives: ``byline``, ``outlet``, ``place``, ``published`` (ISO) ...
    """

    start: int
    end: int
    kind: SegmentKind
    rule: str | None = None
    found: Mapping[str, str] = field(default_factory=dict)


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Shrink a span to its visible ends; an empty span where nothing is visible."""
    first = _VISIBLE.search(text, start, end)
    if first is None:
        return start, start
    last = _LAST_VISIBLE.search(text, first.start(), end)
    return first.start(), last.end() if last else end


def is_blank(text: str, start: int, end: int) -> bool:
    """Tell whether nothing in a span is visible."""
    return _VISIBLE.search(text, start, end) is None


def trimmed(text: str, cuts: Iterable[Cut]) -> Iterator[Cut]:
    """Yield the cuts shrunk to their visible ends, without the empty ones."""
    for cut in cuts:
        start, end = trim(text, cut.start, cut.end)
        if start < end:
            yield replace(cut, start=start, end=end)


def flatten(cuts: Iterable[Cut]) -> list[Cut]:
    """Put cuts of equal rank in order; of two that overlap the earlier one, then the longer, has the text."""
    flat: list[Cut] = []
    reached = 0
    for cut in sorted(cuts, key=lambda c: (c.start, -c.end, c.rule or "")):
        if cut.end > reached:
            flat.append(replace(cut, start=max(cut.start, reached)))
            reached = cut.end
    return flat


def lay_over(upper: list[Cut], lower: list[Cut]) -> list[Cut]:
    """Merge two ordered lists; where they overlap ``upper`` has the text, and the rest of ``lower`` stays."""
    merged = list(upper)
    at = 0
    for cut in lower:
        while at < len(upper) and upper[at].end <= cut.start:
            at += 1
        place = cut.start
        look = at
        while look < len(upper) and upper[look].start < cut.end:
            if upper[look].start > place:
                merged.append(replace(cut, start=place, end=upper[look].start))
            place = max(place, upper[look].end)
            look += 1
        if place < cut.end:
            merged.append(replace(cut, start=place))
    return sorted(merged, key=lambda c: c.start)


def gaps(cuts: list[Cut], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the spans between ordered cuts, not trimmed."""
    place = start
    for cut in cuts:
        if cut.start > place:
            yield place, cut.start
        place = max(place, cut.end)
    if place < end:
        yield place, end
