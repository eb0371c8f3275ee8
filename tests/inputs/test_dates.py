"""Dates of exports become ISO 8601, or nothing; never a guess."""

from datetime import UTC, date, datetime

import pytest

from claimx.inputs.dates import iso_date


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2023-09-15", "2023-09-15"),
        ("2023-09-15T06:19:00+07:00", "2023-09-15T06:19:00+07:00"),
        ("2023-09-15 06:19:00", "2023-09-15T06:19:00"),
        ("20230915", "2023-09-15"),
        ("15/09/2023, 06:19 WIB", "2023-09-15T06:19:00+07:00"),
        ("Jumat, 15 September 2023", "2023-09-15"),
        ("15 Agu 2023", "2023-08-15"),
        ("Selasa, 5 Maret 2024 | 10:15 WIB", "2024-03-05T10:15:00+07:00"),
        ("September 15, 2023", "2023-09-15"),
        ("Fri, 15 Sep 2023 06:19:00 +0700", "2023-09-15T06:19:00+07:00"),
        (1694736000, "2023-09-15T07:00:00+07:00"),
        (1694736000000, "2023-09-15T07:00:00+07:00"),
        ("1694736000", "2023-09-15T07:00:00+07:00"),
        ("2023-09", "2023-09"),
        ("2023/9", "2023-09"),
        ("2023", "2023"),
        (2023, "2023"),
        (date(2024, 1, 2), "2024-01-02"),
        (datetime(2024, 1, 2, 3, tzinfo=UTC), "2024-01-02T03:00:00+00:00"),
    ],
)
def test_dates(value: object, iso: str) -> None:
    """What names a day is read, day before month; a month or a year alone stays what it is."""
    assert iso_date(value) == iso


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2023-13",
        "12.5",
        "3020",
        "kemarin",
        "5 menit lalu",
        "tidak ada",
        None,
        True,
        1e30,
        "x" * 99,
    ],
)
def test_no_dates(value: object) -> None:
    """What names neither day nor month nor year is nothing, whatever the day of the run."""
    assert iso_date(value) is None
