"""Whether ``confidence`` means what it says: among records at 0.9, nine in ten are right.

Reliability tables and the expected calibration error, in equal-width bins as Naeini, Cooper and
Hauskrecht (AAAI 2015) define it, or in bins of equal mass, which do not leave the crowded end in
one bin. A record is right when its content matches gold and its speaker is the right one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from claimx.review.score import Outcome

BINS = 10
Binning = Literal["width", "mass"]
Judged = tuple[float, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Records whose confidence lies in one interval: how sure they were and how right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """The reliability table and the expected calibration error of a run."""

    binning: Binning
    n: int
    ece: float
    bins: tuple[Bin, ...]


def reliability(outcomes: Iterable[Outcome], binning: Binning = "width") -> Reliability:
    """Return the reliability table of the predictions that gold judges, empty bins left out."""
    judged = sorted(
        (o.record.confidence, bool(o.verdict and o.verdict.speaker))
        for o in outcomes
        if o.record and o.kind != "neutral"
    )
    groups = _by_width(judged) if binning == "width" else _by_mass(judged)
    bins = tuple(_bin(low, high, group) for low, high, group in groups if group)
    error = sum(b.n * abs(b.confidence - b.right) for b in bins)
    return Reliability(
        binning=binning, n=len(judged), ece=error / len(judged) if judged else 0.0, bins=bins
    )


def _by_width(judged: Sequence[Judged]) -> list[tuple[float, float, list[Judged]]]:
    groups: list[list[Judged]] = [[] for _ in range(BINS)]
    for item in judged:
        groups[min(int(item[0] * BINS), BINS - 1)].append(item)
    return [(i / BINS, (i + 1) / BINS, group) for i, group in enumerate(groups)]


def _by_mass(judged: Sequence[Judged]) -> list[tuple[float, float, list[Judged]]]:
    """Cut the sorted records into equal parts; records of one confidence may fall on both sides."""
    cuts = [len(judged) * i // BINS for i in range(BINS + 1)]
    parts = [list(judged[a:b]) for a, b in pairwise(cuts)]
    return [(part[0][0], part[-1][0], part) if part else (0.0, 0.0, part) for part in parts]


def _bin(low: float, high: float, group: Sequence[Judged]) -> Bin:
    n = len(group)
    return Bin(
        low=low,
        high=high,
        n=n,
        confidence=sum(confidence for confidence, _ in group) / n,
        right=sum(right for _, right in group) / n,
    )
