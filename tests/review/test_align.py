"""Pairing spans one to one."""

from __future__ import annotations

from random import Random

import pytest

from claimx.review.align import MIN_IOU, align, align_records, iou


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (5, 10), 0.5),
        ((0, 10), (10, 20), 0.0),
        ((0, 10), (5, 15), 1 / 3),
    ],
)
def test_overlap(a: tuple[int, int], b: tuple[int, int], expected: float) -> None:
    """Overlap is shared characters by all characters, the same both ways."""
    assert iou(a, b) == iou(b, a) == pytest.approx(expected)


def test_the_best_overlap_wins_and_each_span_is_used_once() -> None:
    """Of two candidates the nearer is taken, the other stays alone."""
    assert [(p.left, p.right) for p in align([(0, 10)], [(0, 8), (0, 10)])] == [(0, 1)]
    assert [(p.left, p.right) for p in align([(0, 8), (0, 10)], [(0, 10)])] == [(1, 0)]


def test_less_than_half_is_no_pair() -> None:
    """One half pairs, one character less does not."""
    assert align([(0, 10)], [(5, 10)])
    assert not align([(0, 10)], [(6, 10)])


def test_the_same_id_pairs_first_whatever_the_overlap(make) -> None:
    """A record that kept its id is the same record, though another one lies nearer."""
    old = [make(0, 10, id="q-1")]
    new = [make(0, 10, id="q-2"), make(0, 4, id="q-1")]
    assert [(p.left, p.right) for p in align_records(old, new)] == [(0, 1)]


def test_the_search_by_start_misses_no_pair() -> None:
    """Looking only at spans that start near gives what comparing all with all gives."""
    random = Random(3)
    for _ in range(200):
        left, right = (
            [(s := random.randrange(60), s + random.randint(1, 30)) for _ in range(12)]
            for _ in "ab"
        )
        every = sorted(
            (
                (iou(a, b), -abs(a[0] - b[0]), i, j)
                for i, a in enumerate(left)
                for j, b in enumerate(right)
            ),
            reverse=True,
        )
        expected: dict[int, int] = {}
        for score, _, i, j in every:
            if score >= MIN_IOU and i not in expected and j not in expected.values():
                expected[i] = j
        assert {p.left: p.right for p in align(left, right)} == expected
