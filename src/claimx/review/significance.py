"""Whether one run is better than another, or had luck with these documents.

The paired approximate randomisation test (Noreen 1989; Yeh 2000 for F-scores): under the null
hypothesis the two runs are interchangeable on every document, so their outcomes are swapped
document by document, at random, and p is the share of shuffles with a difference at least as large
as the one seen, counting the unshuffled one. Documents on which both runs have the same counts
cannot change a difference and are left out of the shuffling; when few are left, all swaps are tried
and p is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import compress, product
from random import Random

from claimx.review.score import Counts, Outcome, count, figures

ROUNDS = 10_000
SEED = 1989
# Rounding must not hide that a shuffle is as extreme as what was seen.
TOLERANCE = 1e-12

Vector = tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """A figure of both runs, the difference, and the probability of one as large by chance."""

    base: float | None
    run: float | None
    delta: float | None
    p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The figures of a run against a base run and how they were tested; no seed: p is exact."""

    deltas: dict[str, Delta]
    documents: int
    differing: int
    rounds: int
    seed: int | None


def compare(
    base: Sequence[Outcome], run: Sequence[Outcome], *, rounds: int = ROUNDS, seed: int = SEED
) -> Comparison:
    """Test every figure of ``run`` against the same figure of ``base``."""
    left, right = _by_document(base), _by_document(run)
    documents = left.keys() | right.keys()
    # Per document, what swapping it would move from one side to the other.
    moves = [
        tuple(b - a for a, b in zip(x, y, strict=True))
        for doc in sorted(documents)
        if (x := left.get(doc, Counts())) != (y := right.get(doc, Counts()))
    ]
    exact = 2 ** len(moves) <= rounds
    swaps = _every(len(moves)) if exact else _some(len(moves), rounds, Random(seed))  # noqa: S311 - a test, no secret
    totals = count(base), count(run)
    seen = _differences(*totals)
    tried, extreme = 0, dict.fromkeys(seen, 0)
    for swap in swaps:
        tried += 1
        for name, difference in _differences(*_swapped(totals, moves, swap)).items():
            bound = seen.get(name)
            if bound is not None and abs(difference) >= abs(bound) - TOLERANCE:
                extreme[name] += 1
    unshuffled = 0 if exact else 1  # all swaps include the one that changes nothing
    before, after = (asdict(figures(total)) for total in totals)
    return Comparison(
        deltas={
            name: Delta(
                base=before[name],
                run=after[name],
                delta=seen.get(name),
                p=(extreme[name] + unshuffled) / (tried + unshuffled) if name in seen else None,
            )
            for name in before
            if name != "n"
        },
        documents=len(documents),
        differing=len(moves),
        rounds=tried,
        seed=None if exact else seed,
    )


def _by_document(outcomes: Sequence[Outcome]) -> dict[str, Counts]:
    documents: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        documents[outcome.doc].append(outcome)
    return {doc: count(group) for doc, group in documents.items()}


def _differences(base: Counts, run: Counts) -> dict[str, float]:
    """Return run less base for every figure that both have."""
    before, after = asdict(figures(base)), asdict(figures(run))
    return {
        name: after[name] - value
        for name, value in before.items()
        if name != "n" and value is not None and after[name] is not None
    }


def _swapped(
    totals: tuple[Counts, Counts], moves: Sequence[Vector], swap: Sequence[int]
) -> tuple[Counts, Counts]:
    """Return both totals after the documents marked in ``swap`` have changed sides."""
    moved = [sum(column) for column in zip(*compress(moves, swap), strict=True)]
    if not moved:
        return totals
    base, run = totals
    return (
        Counts(*(a + m for a, m in zip(base, moved, strict=True))),
        Counts(*(b - m for b, m in zip(run, moved, strict=True))),
    )


def _every(size: int) -> Iterator[Sequence[int]]:
    return product((0, 1), repeat=size)


def _some(size: int, rounds: int, random: Random) -> Iterator[Sequence[int]]:
    return (random.choices((0, 1), k=size) for _ in range(rounds))
