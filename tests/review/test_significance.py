"""The paired approximate randomisation test."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.score import Outcome, count, figures, score
from claimx.review.significance import compare


def outcomes(make, found: list[bool]) -> list[Outcome]:
    """Score documents of one gold record each, found or missed."""
    gold = [
        GoldDocument(
            doc=str(i), text="x" * 50, records=(GoldRecord(type="direct", start=0, end=9),)
        )
        for i in range(len(found))
    ]
    return score(gold, {str(i): [make(0, 9)] for i, hit in enumerate(found) if hit})


def test_equal_runs_do_not_differ(make) -> None:
    """A run against itself: no difference, p of one."""
    same = outcomes(make, [True, False, True])
    found = compare(same, same)
    assert found.differing == 0
    assert {delta.p for delta in found.deltas.values() if delta.p is not None} == {1.0}
    assert found.deltas["R"].delta == 0.0


def test_few_differing_documents_give_an_exact_p(make) -> None:
    """Three documents better, none worse: two of the eight swaps are as extreme, p is a quarter."""
    found = compare(outcomes(make, [True, False, False, False]), outcomes(make, [True] * 4))
    assert (found.documents, found.differing, found.rounds, found.seed) == (4, 3, 8, None)
    assert found.deltas["R"].p == pytest.approx(2 / 8)
    assert found.deltas["R"].delta == pytest.approx(0.75)


def test_many_differing_documents_are_sampled_with_a_seed(make) -> None:
    """Twenty documents all better is no luck; the same seed gives the same p."""
    better = outcomes(make, [True] * 20), outcomes(make, [False] * 20)
    found = compare(better[1], better[0], rounds=500)
    assert (found.rounds, found.seed) == (500, 1989)
    assert found.deltas["R"].p == pytest.approx(1 / 501)
    assert compare(better[1], better[0], rounds=500) == found


def test_a_difference_that_goes_both_ways_is_luck(make) -> None:
    """Eight documents better and seven worse: p near one."""
    base = outcomes(make, [True] * 7 + [False] * 8)
    assert (compare(base, outcomes(make, [False] * 7 + [True] * 8)).deltas["R"].p or 0) > 0.9


def test_deltas_are_differences_of_the_figures(make) -> None:
    """Base and run are the figures that each has alone."""
    base, run = outcomes(make, [True, False]), outcomes(make, [True, True])
    found = compare(base, run)
    assert {name: d.base for name, d in found.deltas.items()} | {"n": 2} == asdict(
        figures(count(base))
    )
    assert found.deltas["role"].delta is None
