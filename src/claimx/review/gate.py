"""The evaluation gate: floors under the figures that may rise and never fall unnoticed.

A floor file pins the figures of one gold file, known by its hash and counts. The floors are the
figures rounded down to FLOOR_DIGITS; EPSILON below a floor still passes, so that rounding never
fails a build, while one record more or less does (one of 2,000 records moves F1 by 0.0005).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from claimx.errors import ClaimxError
from claimx.review.gold import GoldStamp
from claimx.review.score import Figures

EPSILON = 0.0002
FLOOR_DIGITS = 4
# Precision and recall may trade against each other below an F1 that holds.
PINNED = ("F1", "strict_F1", "attr_F1", "type", "cue", "role", "aff", "date")
PINNED_BY_TYPE = ("F1", "strict_F1", "attr_F1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """The floor file: group (``all``, ``all:direct``) -> figure -> the least it may be."""

    schema: str = "claimx.floors.v1"
    gold: GoldStamp
    floors: dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fall:
    """A figure that lies under its floor; no value: it is no longer measured."""

    group: str
    figure: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        value = "not measured" if self.value is None else f"{self.value:.4f}"
        return f"{self.group} {self.figure}: {value} is under its floor {self.floor:.4f}"


def read_floors(path: Path) -> Floors | None:
    """Read a floor file; None where there is none yet."""
    if not path.exists():
        return None
    try:
        return TypeAdapter(Floors).validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise ClaimxError(
            f"not a floor file: {'.'.join(map(str, first['loc']))} {first['msg'].lower()}",
            where=str(path),
        ) from None


def write_floors(path: Path, floors: Floors) -> None:
    """Write a floor file, readable in review."""
    path.write_bytes(orjson.dumps(floors, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def falls(floors: Floors, figures: Mapping[str, Figures]) -> list[Fall]:
    """Return every figure that lies more than EPSILON under its floor."""
    found = []
    for group, wanted in floors.floors.items():
        values = asdict(figures[group]) if group in figures else {}
        for figure, floor in wanted.items():
            value = values.get(figure)
            if value is None or value < floor - EPSILON:
                found.append(Fall(group=group, figure=figure, floor=floor, value=value))
    return found


def measured(gold: GoldStamp, figures: Mapping[str, Figures]) -> Floors:
    """Return the floors that the figures of a run would make."""
    return Floors(
        gold=gold,
        floors={
            group: {
                name: _floor(value)
                for name, value in asdict(of).items()
                if value is not None and name in (PINNED if group == "all" else PINNED_BY_TYPE)
            }
            for group, of in figures.items()
            if of.n
        },
    )


def raised(old: Floors, new: Floors) -> Floors:
    """Return the new floors where none is lower than the old one: each the higher of the two."""
    groups = {**new.floors, **old.floors}
    return replace(
        new,
        floors={
            group: {
                name: max(
                    floors.get(group, {}).get(name, 0.0) for floors in (old.floors, new.floors)
                )
                for name in {**old.floors.get(group, {}), **new.floors.get(group, {})}
            }
            for group in sorted(groups)
        },
    )


def _floor(value: float) -> float:
    scale: int = 10**FLOOR_DIGITS
    return math.floor(value * scale + 1e-9) / scale


def hold(
    path: Path, gold: GoldStamp, figures: Mapping[str, Figures], *, update: bool, lower: bool
) -> tuple[bool, list[str]]:
    """Check the figures against a floor file, or with ``update`` raise its floors.

    Returns whether the gate holds and what to tell the user. A floor falls only with ``lower``; a
    gold file other than the pinned one holds nothing until the floors are updated.
    """
    old, new = read_floors(path), measured(gold, figures)
    if old is None:
        if not update:
            raise ClaimxError("no such floor file", where=str(path), hint="--update makes one")
        write_floors(path, new)
        return True, [f"{path}: floors set"]
    fallen = [str(fall) for fall in falls(old, figures)]
    if update and (lower or not fallen):
        kept = new if lower else raised(old, new)
        write_floors(path, kept)
        return True, [f"{path}: floors {'as measured' if lower else 'raised'}", *fallen]
    if update:
        return False, [*fallen, f"{path}: left as it is (--allow-regression lowers floors)"]
    if old.gold != gold:
        return False, [
            *fallen,
            f"{path}: gold is not the one the floors were measured on (--update)",
        ]
    return not fallen, fallen or [f"{path}: every figure holds its floor"]
