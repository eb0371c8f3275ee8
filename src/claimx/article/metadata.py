"""What the named groups of a layout rule say: names, and the date of publication as ISO 8601."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import TYPE_CHECKING

from claimx.models import SegmentKind

if TYPE_CHECKING:
    import regex

_MONTHS = {
    month: number
    for number, forms in enumerate(
        (
            "januari jan january",
            "februari feb february pebruari peb",
            "maret mar march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt agst ags aug august",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for month in forms.split()
}
_ZONES = {"WIB": "+07:00", "WITA": "+08:00", "WIT": "+09:00"}
_KINDS: tuple[SegmentKind, ...] = ("published", "byline", "outlet", "title")


def kind_of(found: Mapping[str, str]) -> SegmentKind:
    """Name the kind of segment that the named groups make; without any it is boilerplate."""
    return next((kind for kind in _KINDS if kind in found), "boilerplate")


def found_in(match: regex.Match[str]) -> dict[str, str]:
    """Return the metadata of a match; ``published`` becomes ISO, and is dropped where it is no date."""
    found = {
        name: value.strip(" \t\n\u00a0,-–—|:") for name, value in match.groupdict().items() if value
    }
    if "published" in found:
        iso = read_published(found)
        found = {name: value for name, value in found.items() if name in ("byline", "outlet")}
        found["published"] = iso or ""
    return {name: value for name, value in found.items() if value or name == "published"}


def read_published(groups: Mapping[str, str]) -> str | None:
    """Turn day, month, year, and hour, minute and zone where given, into ISO 8601; None if impossible."""
    name = groups.get("month", "").lower().rstrip(".")
    month = int(name) if name.isdecimal() else _MONTHS.get(name, 0)
    try:
        year = int(groups.get("year", "0"))
        day = date(year + 2000 if year < 100 else year, month, int(groups.get("day", "0")))
    except ValueError:
        return None
    zone = _ZONES.get(groups.get("zone", "").upper())
    if zone is None or "hour" not in groups:
        return day.isoformat()
    try:
        clock = time(
            int(groups["hour"]), int(groups.get("minute", "0")), int(groups.get("second", "0"))
        )
    except ValueError:
        return day.isoformat()
    return f"{day.isoformat()}T{clock.isoformat()}{zone}"
