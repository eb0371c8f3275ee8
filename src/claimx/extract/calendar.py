"""What day a date expression means: calendar arithmetic, free of text and rules.

ISO strings have the length that the text warrants: ``YYYY-MM-DD`` for a day, ``YYYY-MM`` for a month, ``YYYY``
for a year. A week is given as the date of its Monday, with precision ``week``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from claimx.models import Basis, Precision, Span

Resolver = Literal["calendar", "weekday", "shift", "follow", "none"]
When = Literal[-1, 0, 1]

# An article may be put online a day or two before the date it names (time zones, advance copies), and a
# statement cannot lie further ahead; past this a date without a year belongs to the year before.
GRACE = dt.timedelta(days=2)
# A short date as near as this to the anchor is meant even where its weekday is wrong (4 % of weekdays are).
NEAR = dt.timedelta(days=45)
# A year outside these is a slip of the keyboard (3020), not a date that news is made of.
FIRST_YEAR, LAST_YEAR = 1500, 2199


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Span):
    """A date expression as read: its parts, and the way in which it is resolved.

    ``weekday`` counts from Monday = 1. ``when`` is -1 for ``lalu``, 0 for ``ini``, 1 for ``depan``; ``year_when`` says the
    same of a year (``Maret tahun lalu``). ``offset`` counts ``unit``\\ s, signed.
    """

    rule: str
    resolve: Resolver
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    unit: Precision | None = None
    offset: int | None = None
    when: When | None = None
    year_when: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A day that others are counted from.

    ``offset`` is its place in the text, None for the publication date. Where only month or year of
    publication are known, ``date`` is the last day of it and ``precision`` says so. ``dated`` marks a full date with its
    weekday, which is how news gives the day of the report.
    """

    date: dt.date
    precision: Precision = "day"
    offset: int | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What a mention means; all None where nothing can be said."""

    iso: str | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    conflict: bool = False


UNRESOLVED = Resolved()


def parse_published(published: str | dt.date | None) -> Anchor | None:
    """Read a publication date (ISO 8601, with or without time, or only ``2020-06`` or ``2020``)."""
    if published is None:
        return None
    if isinstance(published, dt.datetime):
        return Anchor(date=published.date())
    if isinstance(published, dt.date):
        return Anchor(date=published)
    parts = published.strip()[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return Anchor(date=dt.date(*numbers))
        if len(numbers) == 2:
            return Anchor(date=_last_of_month(*numbers), precision="month")
        return Anchor(date=dt.date(numbers[0], 12, 31), precision="year")
    except (ValueError, OverflowError):
        return None


def resolve(
    mention: DateMention,
    *,
    published: Anchor | None = None,
    context: Sequence[Anchor] = (),
    before: Anchor | None = None,
) -> Resolved:
    """Say what day, week, month or year the mention means.

    ``context`` are the full dates of the article in text order, ``before`` the date that the text named last, which
    ``keesokan harinya`` counts from. Never raises: an impossible date, or one without an anchor, is unresolved.
    """
    try:
        if mention.resolve == "follow":
            if before is None:
                return UNRESOLVED
            return _shift(mention, before.date, "context")
        if mention.resolve == "calendar" and mention.year is not None:
            return _explicit(mention, published)
        anchor, basis = _anchor(mention, published, context)
        if anchor is None:
            return UNRESOLVED
        return _RESOLVERS[mention.resolve](mention, anchor.date, basis)
    except (ValueError, OverflowError):
        return UNRESOLVED


def _anchor(
    mention: DateMention, published: Anchor | None, context: Sequence[Anchor]
) -> tuple[Anchor | None, Basis]:
    """Take the publication date if it is exact enough, else the nearest full date: before, then after."""
    if published is not None and (
        published.precision == "day"
        or mention.resolve == "calendar"
        or mention.unit in {"year", published.precision}
    ):
        return published, "publication"
    for anchors in ([a for a in context if a.dated], context):
        earlier = [a for a in anchors if a.offset is not None and a.offset < mention.start]
        if earlier:
            return earlier[-1], "context"
        if anchors:
            return anchors[0], "context"
    return None, "context"


def _explicit(mention: DateMention, published: Anchor | None) -> Resolved:
    year = mention.year or 0
    if year < 100:
        latest = published.date.year if published else 2099
        year += 2000 if year + 2000 <= latest + 1 else 1900
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return UNRESOLVED
    if mention.month is None:
        return Resolved(iso=f"{dt.date(year, 1, 1).year:04d}", precision="year", basis="explicit")
    if mention.day is None:
        return Resolved(
            iso=_month(dt.date(year, mention.month, 1)), precision="month", basis="explicit"
        )
    return _day(mention, dt.date(year, mention.month, mention.day), "explicit")


def _calendar(mention: DateMention, anchor: dt.date, basis: Basis) -> Resolved:
    """Find the year that a day and month, or a month, are of."""
    month = mention.month or 0
    if mention.year_when is not None:
        year = anchor.year + mention.year_when
        if mention.day is None:
            return Resolved(iso=_month(dt.date(year, month, 1)), precision="month", basis=basis)
        return _day(mention, dt.date(year, month, mention.day), basis)
    if mention.day is None:
        return Resolved(
            iso=_month(_nearest_month(month, mention.when, anchor)), precision="month", basis=basis
        )
    candidates = _days(month, mention.day, anchor.year)
    if mention.when == 1:
        return _day(mention, next(d for d in candidates if d >= anchor), basis)
    past = [d for d in candidates if d <= anchor + GRACE]
    nearest = past[-1]
    if mention.weekday is not None and abs(nearest - anchor) > NEAR:
        fitting = [d for d in candidates if d.isoweekday() == mention.weekday]
        nearest = min(fitting, key=lambda d: abs(d - anchor), default=nearest)
    return _day(mention, nearest, basis)


def _days(month: int, day: int, year: int) -> list[dt.date]:
    """Return that day in the years around, so many that 29 February is among them."""
    days = []
    for candidate in range(year - 8, year + 9):
        try:
            days.append(dt.date(candidate, month, day))
        except ValueError:
            continue
    if not days:
        raise ValueError("no such day in any year")
    # All others have the day each year: the next years alone count.
    return days if (month, day) == (2, 29) else [d for d in days if abs(d.year - year) <= 1]


def _nearest_month(month: int, when: When | None, anchor: dt.date) -> dt.date:
    here = dt.date(anchor.year, month, 1)
    current = anchor.replace(day=1)
    if when == 0:
        return here
    if when == 1:
        return here if here > current else here.replace(year=anchor.year + 1)
    is_past = here < current if when == -1 else here <= current
    return here if is_past else here.replace(year=anchor.year - 1)


def _weekday(mention: DateMention, anchor: dt.date, basis: Basis) -> Resolved:
    weekday = mention.weekday or 1
    monday = anchor - dt.timedelta(days=anchor.isoweekday() - 1)
    if mention.unit == "week":
        day = monday + dt.timedelta(weeks=mention.offset or 0, days=weekday - 1)
    elif mention.when == 0:
        day = monday + dt.timedelta(days=weekday - 1)
    elif mention.when == 1:
        day = anchor + dt.timedelta(days=(weekday - anchor.isoweekday() - 1) % 7 + 1)
    elif mention.when == -1:
        day = anchor - dt.timedelta(days=(anchor.isoweekday() - weekday - 1) % 7 + 1)
    else:
        day = anchor - dt.timedelta(days=(anchor.isoweekday() - weekday) % 7)
    return Resolved(iso=day.isoformat(), precision="day", basis=basis)


def _shift(mention: DateMention, anchor: dt.date, basis: Basis) -> Resolved:
    offset = mention.offset or 0
    if mention.unit == "week":
        monday = anchor + dt.timedelta(weeks=offset, days=1 - anchor.isoweekday())
        return Resolved(iso=monday.isoformat(), precision="week", basis=basis)
    if mention.unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + offset
        return Resolved(
            iso=_month(dt.date(months // 12, months % 12 + 1, 1)), precision="month", basis=basis
        )
    if mention.unit == "year":
        year = dt.date(anchor.year + offset, 1, 1).year
        return Resolved(iso=f"{year:04d}", precision="year", basis=basis)
    return Resolved(
        iso=(anchor + dt.timedelta(days=offset)).isoformat(), precision="day", basis=basis
    )


def _none(_mention: DateMention, _anchor: dt.date, _basis: Basis) -> Resolved:
    return UNRESOLVED


def _day(mention: DateMention, day: dt.date, basis: Basis) -> Resolved:
    conflict = mention.weekday is not None and mention.weekday != day.isoweekday()
    return Resolved(iso=day.isoformat(), precision="day", basis=basis, conflict=conflict)


def _month(day: dt.date) -> str:
    return f"{day.year:04d}-{day.month:02d}"


def _last_of_month(year: int, month: int) -> dt.date:
    first = dt.date(year, month, 1)
    following = first.replace(year=year + month // 12, month=month % 12 + 1)
    return following - dt.timedelta(days=1)


_RESOLVERS: Mapping[Resolver, Callable[[DateMention, dt.date, Basis], Resolved]] = {
    "calendar": _calendar,
    "weekday": _weekday,
    "shift": _shift,
    "follow": _shift,
    "none": _none,
}
