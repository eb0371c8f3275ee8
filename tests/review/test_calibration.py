"""Reliability tables and the expected calibration error."""

from __future__ import annotations

import pytest

from claimx.review.calibration import reliability
from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.score import score


def judged(make, sure: list[tuple[float, bool]]):
    """Return outcomes with these confidences, right or wrong in the speaker."""
    gold = [
        GoldRecord(type="direct", start=i * 20, end=i * 20 + 10, name="Budi Santoso")
        for i in range(len(sure))
    ]
    run = [
        make(i * 20, i * 20 + 10, confidence=confidence, name="Budi Santoso" if right else "Ani")
        for i, (confidence, right) in enumerate(sure)
    ]
    return score(
        [GoldDocument(doc="a", text="x" * 20 * len(sure), records=tuple(gold))], {"a": run}
    )


def test_nine_in_ten_right_at_nine_tenths_is_no_error(make) -> None:
    """Confidence that comes true has an error of zero."""
    found = reliability(judged(make, [(0.9, i > 0) for i in range(10)]))
    assert found.ece == pytest.approx(0.0)
    assert [(b.low, b.high, b.n, b.right) for b in found.bins] == [(0.9, 1.0, 10, 0.9)]


def test_the_error_weighs_bins_by_their_records(make) -> None:
    """Three records at 1.0 of which one is right, and one at 0.0 that is wrong."""
    found = reliability(judged(make, [(1.0, True), (1.0, False), (1.0, False), (0.0, False)]))
    assert found.ece == pytest.approx(3 / 4 * (1 - 1 / 3))
    assert [b.low for b in found.bins] == [0.0, 0.9]


def test_bins_of_equal_mass_hold_as_many_records_each(make) -> None:
    """Twenty records crowded near 1.0 still make ten bins of two."""
    found = reliability(judged(make, [(0.95 + i / 1000, True) for i in range(20)]), "mass")
    assert [b.n for b in found.bins] == [2] * 10
    assert found.ece == pytest.approx(1 - (0.95 + 9.5 / 1000))


def test_a_prediction_outside_gold_is_wrong(make) -> None:
    """An extra record counts against its confidence; optional gold does not."""
    gold = GoldRecord(type="direct", start=0, end=10, optional=True)
    document = GoldDocument(doc="a", text="x" * 100, records=(gold,))
    found = reliability(score([document], {"a": [make(0, 10), make(50, 60, confidence=0.75)]}))
    assert (found.n, found.ece) == (1, 0.75)


def test_no_records_no_error() -> None:
    """An empty run has a table without bins."""
    assert reliability([]).bins == ()
    assert reliability([], "mass").ece == 0.0
