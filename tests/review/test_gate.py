"""Floors that rise and do not fall."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claimx.errors import ClaimxError
from claimx.review.gate import EPSILON, hold, read_floors
from claimx.review.gold import GoldStamp
from claimx.review.score import Counts, Figures, figures

GOLD = GoldStamp(sha256="a" * 64, documents=2, records=100, optional=0)


def measured(match: int = 80) -> dict[str, Figures]:
    """Return figures of a run that finds so many of 100."""
    found = figures(
        Counts(match=match, miss=100 - match, speaker=match, strict=match, type=match, cue=match)
    )
    return {"all": found, "all:direct": found}


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    """Return a floor file set at 80 of 100."""
    path = tmp_path / "floors.json"
    assert hold(path, GOLD, measured(), update=True, lower=False)[0]
    return path


def test_the_same_figures_hold(floors: Path) -> None:
    """What set the floors passes them."""
    assert hold(floors, GOLD, measured(), update=False, lower=False)[0]


def test_one_record_less_fails_and_says_which_figures(floors: Path) -> None:
    """The message holds group, figure, value and floor."""
    passed, messages = hold(floors, GOLD, measured(79), update=False, lower=False)
    assert not passed
    assert "all F1: 0.8827 is under its floor 0.8888" in messages


def test_rounding_does_not_fail(floors: Path) -> None:
    """Less than EPSILON under a floor still holds, more does not."""
    of = measured()["all"]
    for step, passed in ((EPSILON / 2, True), (EPSILON * 2, False)):
        floor = read_floors(floors).floors["all"]["attr_F1"]
        found = {"all": replace(of, attr_F1=floor - step), "all:direct": of}
        assert hold(floors, GOLD, found, update=False, lower=False)[0] is passed


def test_update_raises_floors(floors: Path) -> None:
    """A better run sets higher floors, under which the old one fails."""
    assert hold(floors, GOLD, measured(90), update=True, lower=False)[0]
    assert not hold(floors, GOLD, measured(80), update=False, lower=False)[0]


def test_update_keeps_the_higher_floor_of_each_figure(floors: Path) -> None:
    """A figure a hair under its floor does not pull the floor down."""
    before = read_floors(floors).floors["all"]["attr_F1"]
    found = {
        name: replace(of, attr_F1=before - EPSILON / 2, F1=1.0) for name, of in measured().items()
    }
    assert hold(floors, GOLD, found, update=True, lower=False)[0]
    after = read_floors(floors).floors["all"]
    assert (after["attr_F1"], after["F1"]) == (before, 1.0)


def test_update_lowers_nothing_without_leave(floors: Path) -> None:
    """A worse run leaves the file as it was and fails; with leave the floors fall."""
    before = floors.read_bytes()
    assert not hold(floors, GOLD, measured(70), update=True, lower=False)[0]
    assert floors.read_bytes() == before
    assert hold(floors, GOLD, measured(70), update=True, lower=True)[0]
    assert read_floors(floors).floors["all"]["F1"] == pytest.approx(0.8235)


def test_a_figure_that_is_no_longer_measured_fails(floors: Path) -> None:
    """Gold that lost a type cannot hold that type's floors."""
    passed, messages = hold(floors, GOLD, {"all": measured()["all"]}, update=False, lower=False)
    assert not passed
    assert any("all:direct F1: not measured" in message for message in messages)


def test_other_gold_holds_nothing_until_updated(floors: Path) -> None:
    """Floors are floors on one gold file."""
    other = replace(GOLD, sha256="b" * 64)
    passed, messages = hold(floors, other, measured(), update=False, lower=False)
    assert not passed
    assert "gold is not the one" in messages[-1]
    assert hold(floors, other, measured(), update=True, lower=False)[0]
    assert hold(floors, other, measured(), update=False, lower=False)[0]


def test_a_missing_or_broken_floor_file_is_an_error(tmp_path: Path) -> None:
    """A typo in the name of the gate must not pass."""
    path = tmp_path / "floors.json"
    with pytest.raises(ClaimxError, match="no such floor file"):
        hold(path, GOLD, measured(), update=False, lower=False)
    path.write_text("{}")
    with pytest.raises(ClaimxError, match="not a floor file: gold field required"):
        hold(path, GOLD, measured(), update=False, lower=False)
