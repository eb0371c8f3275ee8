"""Pairing two lists of spans one to one: the only aligner, under diff, eval and decisions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claimx.models import Record

# Two spans are the same statement from here on; the bound of the reference scorer.
MIN_IOU = 0.5

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Positions on the left and on the right, and how far the two spans agree (1.0: wholly)."""

    left: int
    right: int
    iou: float


def iou(a: Bounds, b: Bounds) -> float:
    """Return the intersection over union of two spans, in characters."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / (max(a[1], b[1]) - min(a[0], b[0])) if shared > 0 else 0.0


def align(
    left: Sequence[Bounds], right: Sequence[Bounds], *, sure: Sequence[tuple[int, int]] = ()
) -> list[Pair]:
    """Pair spans one to one: first the ``sure`` pairs, then the best overlap from MIN_IOU on.

    Greedy by overlap; ties go to the nearer start, then to the later span on the left, then on the
    right, as in the reference scorer, so that the result is the same on every run. Pairs come in
    the order of ``left``.
    """
    pairs = {i: Pair(left=i, right=j, iou=iou(left[i], right[j])) for i, j in sure}
    taken = {j for _, j in sure}
    order = sorted((b[0], j) for j, b in enumerate(right) if j not in taken)
    found: list[tuple[float, int, int, int]] = []
    for i, a in enumerate(left):
        if i in pairs:
            continue
        # A span that shares half with `a` starts no further before `a` than `a` is long.
        near = slice(bisect_left(order, (2 * a[0] - a[1], 0)), bisect_left(order, (a[1], 0)))
        for start, j in order[near]:
            if (score := iou(a, right[j])) >= MIN_IOU:
                found.append((score, -abs(a[0] - start), i, j))
    for score, _, i, j in sorted(found, reverse=True):
        if i not in pairs and j not in taken:
            pairs[i] = Pair(left=i, right=j, iou=score)
            taken.add(j)
    return [pairs[i] for i in sorted(pairs)]


def align_records(old: Sequence[Record], new: Sequence[Record]) -> list[Pair]:
    """Pair the records of one document from two runs: the same id first, then by overlap.

    Records of different texts never share an id, and their offsets mean nothing to each other; the
    caller decides whether to align those.
    """
    place = {record.id: j for j, record in enumerate(new)}
    sure = [(i, place[record.id]) for i, record in enumerate(old) if record.id in place]
    return align([bounds(r) for r in old], [bounds(r) for r in new], sure=sure)


def bounds(record: Record) -> Bounds:
    """Return the outer ends of a record's content."""
    return record.content.start, record.content.end
