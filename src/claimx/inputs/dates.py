"""Publication dates of rows and pages, however an export writes them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

_NUMBER = re.compile(r"\d{1,4}(?:[-/.]\d{1,2})?")  # at most a part of a date, if it is one
_MONTH = re.compile(r"((?:19|20)\d\d)(?:[-/.](0?[1-9]|1[0-2]))?")  # a year, with or without month
_JAKARTA = timezone(timedelta(hours=7))  # the day of a moment is the day in the newsroom
_MILLISECONDS = 100_000_000_000  # as seconds this is the year 5138; larger numbers are milliseconds


def iso_date(value: object) -> str | None:
    """Return ISO 8601 for what a date field holds, as exact as it is; None where it is no date.

    >>> iso_date("2023-09-15T06:19:00+07:00")
    '2023-09-15T06:19:00+07:00'
    >>> iso_date("2023-09")
    '2023-09'
    >>> iso_date(1694736000)
    '2023-09-15T07:00:00+07:00'
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, float) or (isinstance(value, int) and not _MONTH.fullmatch(str(value))):
        return _epoch(float(value))
    text = str(value).strip()
    if not text or len(text) > 80:
        return None
    if text.isdigit() and len(text) in (10, 13):
        return _epoch(float(text))
    if part := _MONTH.fullmatch(text):
        year, month = part.groups()
        return f"{year}-{month:>02}" if month else year
    if _NUMBER.fullmatch(text):
        return None
    return _iso(text) or _mail(text) or _written(text)


def _epoch(number: float) -> str | None:
    seconds = number / 1000 if abs(number) >= _MILLISECONDS else number
    try:
        return datetime.fromtimestamp(seconds, _JAKARTA).isoformat()
    except (OverflowError, OSError, ValueError):
        return None


def _iso(text: str) -> str | None:
    if len(text) < 8:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _mail(text: str) -> str | None:
    """Read the dates of feeds: ``Fri, 15 Sep 2023 06:19:00 +0700``."""
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError):
        return None


def _written(text: str) -> str | None:
    """Read a date as an Indonesian page writes it: ``Jumat, 15 September 2023 06:19 WIB``."""
    import dateparser

    found = dateparser.parse(
        text.replace("|", " "),
        languages=["id", "en"],
        settings={
            "DATE_ORDER": "DMY",
            "PREFER_DAY_OF_MONTH": "first",
            "REQUIRE_PARTS": ["day", "month", "year"],
            "PARSERS": ["absolute-time"],
        },
    )
    if found is None:
        return None
    moment: datetime = found
    return moment.isoformat() if ":" in text or "." in text else moment.date().isoformat()
