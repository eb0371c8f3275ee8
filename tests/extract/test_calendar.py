"""What date expressions mean, against a publication date or the dates of the article."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.extract.calendar import (
    UNRESOLVED,
    Anchor,
    DateMention,
    Resolver,
    parse_published,
    resolve,
)
from claimx.extract.dates import collect_dates
from claimx.rules.load import load_rules

RULES = load_rules()

# The last date of the text, the publication date, and what it means. 15 September 2023 was a Friday.
AGAINST_PUBLICATION = [
    ("Senin (4/9/2023)", "2023-09-15", "2023-09-04", "day", "explicit"),
    ("Rabu, 13 September 2023", None, "2023-09-13", "day", "explicit"),
    ("Ahad, 17 September 2023", None, "2023-09-17", "day", "explicit"),
    ("13/9/2023", None, "2023-09-13", "day", "explicit"),
    ("13-09-2023", None, "2023-09-13", "day", "explicit"),
    ("13.09.2023", None, "2023-09-13", "day", "explicit"),
    ("2023-09-13", None, "2023-09-13", "day", "explicit"),
    ("Rabu (13/9/23)", None, "2023-09-13", "day", "explicit"),
    ("Sabtu (4/9/99)", "2023-09-15", "1999-09-04", "day", "explicit"),
    ("5 Sept 2023", None, "2023-09-05", "day", "explicit"),
    ("5 Agt 2023", None, "2023-08-05", "day", "explicit"),
    ("5 Des. 2023", None, "2023-12-05", "day", "explicit"),
    ("5 Nopember 2023", None, "2023-11-05", "day", "explicit"),
    ("29 Februari 2024", None, "2024-02-29", "day", "explicit"),
    ("November 2022", None, "2022-11", "month", "explicit"),
    ("awal Maret 2023", None, "2023-03", "month", "explicit"),
    ("pertengahan 2023", None, "2023", "year", "explicit"),
    ("Jum'at (15/9)", "2023-09-15", "2023-09-15", "day", "publication"),
    ("Jum’at (15/9)", "2023-09-15", "2023-09-15", "day", "publication"),
    ("Kamis (14/9)", "2023-09-15T06:19:00+07:00", "2023-09-14", "day", "publication"),
    ("KAMIS (14/9)", "2023-09-15", "2023-09-14", "day", "publication"),
    ("Kamis (28/12)", "2024-01-02", "2023-12-28", "day", "publication"),
    ("Sabtu (16/9)", "2023-09-15", "2023-09-16", "day", "publication"),
    ("Kamis (25/6)", "2020-06", "2020-06-25", "day", "publication"),
    ("14 September", "2023-09-15", "2023-09-14", "day", "publication"),
    ("20 Oktober", "2023-09-15", "2022-10-20", "day", "publication"),
    ("20 Oktober mendatang", "2023-09-15", "2023-10-20", "day", "publication"),
    ("10 Maret tahun lalu", "2023-09-15", "2022-03-10", "day", "publication"),
    ("29 Februari", "2023-09-15", "2020-02-29", "day", "publication"),
    ("pada Rabu", "2023-09-15", "2023-09-13", "day", "publication"),
    ("pada Jumat", "2023-09-15", "2023-09-15", "day", "publication"),
    ("Rabu malam", "2023-09-15", "2023-09-13", "day", "publication"),
    ("pada Senin lalu", "2023-09-15", "2023-09-11", "day", "publication"),
    ("pada Jumat lalu", "2023-09-15", "2023-09-08", "day", "publication"),
    ("Senin kemarin", "2023-09-15", "2023-09-11", "day", "publication"),
    ("Kamis pekan lalu", "2023-09-15", "2023-09-07", "day", "publication"),
    ("Sabtu pekan ini", "2023-09-15", "2023-09-16", "day", "publication"),
    ("Senin dua pekan lalu", "2023-09-15", "2023-08-28", "day", "publication"),
    ("pada Senin ini", "2023-09-15", "2023-09-11", "day", "publication"),
    ("pada Senin depan", "2023-09-15", "2023-09-18", "day", "publication"),
    ("hari ini", "2023-09-15", "2023-09-15", "day", "publication"),
    ("tadi pagi", "2023-09-15", "2023-09-15", "day", "publication"),
    ("kemarin", "2023-09-15", "2023-09-14", "day", "publication"),
    ("kemarin lusa", "2023-09-15", "2023-09-13", "day", "publication"),
    ("tadi malam", "2023-09-15", "2023-09-14", "day", "publication"),
    ("semalam", "2023-09-15", "2023-09-14", "day", "publication"),
    ("besok", "2023-09-15", "2023-09-16", "day", "publication"),
    ("lusa", "2023-09-15", "2023-09-17", "day", "publication"),
    ("dua hari lalu", "2023-09-15", "2023-09-13", "day", "publication"),
    ("3 hari yang lalu", "2023-09-15", "2023-09-12", "day", "publication"),
    ("sehari lalu", "2023-09-15", "2023-09-14", "day", "publication"),
    ("pekan lalu", "2023-09-15", "2023-09-04", "week", "publication"),
    ("minggu lalu", "2023-09-15", "2023-09-04", "week", "publication"),
    ("akhir pekan lalu", "2023-09-15", "2023-09-04", "week", "publication"),
    ("pekan ini", "2023-09-15", "2023-09-11", "week", "publication"),
    ("dua pekan silam", "2023-09-15", "2023-08-28", "week", "publication"),
    ("bulan lalu", "2023-01-15", "2022-12", "month", "publication"),
    ("tiga bulan lalu", "2023-03-31", "2022-12", "month", "publication"),
    ("November lalu", "2023-02-03", "2022-11", "month", "publication"),
    ("November lalu", "2023-11-03", "2022-11", "month", "publication"),
    ("pada November", "2023-11-03", "2023-11", "month", "publication"),
    ("awal Maret", "2023-09-15", "2023-03", "month", "publication"),
    ("Mei tahun lalu", "2023-09-15", "2022-05", "month", "publication"),
    ("Januari mendatang", "2023-09-15", "2024-01", "month", "publication"),
    ("tahun lalu", "2023-09-15", "2022", "year", "publication"),
    ("tahun lalu", "2023", "2022", "year", "publication"),
    ("lima tahun mendatang", "2023-09-15", "2028", "year", "publication"),
    ("14-16 September 2023", None, "2023-09", "month", "explicit"),
    ("Sabtu-Minggu (2-3/9/2023)", None, "2023-09", "month", "explicit"),
    # Without a publication date: the nearest full date, first before, then after
    ("Ia tiba Rabu (19/6/2024). Pada Senin lalu", None, "2024-06-17", "day", "context"),
    ("Ia tiba Kamis (14/9/2023) pada Rabu", None, "2023-09-13", "day", "context"),
    ("Ia tiba Kamis (14/9/2023) pada 13 September", None, "2023-09-13", "day", "context"),
    ("Lahir 3 Mei 1970, ia tiba Kamis (14/9/2023) kemarin", None, "2023-09-13", "day", "context"),
    ("Ia tiba Kamis (14/9/2023). Keesokan harinya", "2023-09-20", "2023-09-15", "day", "context"),
    ("Ia tiba Kamis (14/9/2023). Sehari sebelumnya", None, "2023-09-13", "day", "context"),
    ("Ia tiba Kamis (14/9). Dua hari kemudian", "2023-09-20", "2023-09-16", "day", "context"),
    ("Ia tiba Kamis (14/9/2023). Pada hari yang sama", None, "2023-09-14", "day", "context"),
    ("Sejak tahun 2023 ramai. Ia tiba Kamis (14/9)", None, "2023-09-14", "day", "context"),
]


def last_date(text: str, published: str | None):
    return collect_dates(text, [(0, len(text))], published, RULES).dates[-1].resolved


@pytest.mark.parametrize(("text", "published", "iso", "precision", "basis"), AGAINST_PUBLICATION)
def test_meaning(text: str, published: str | None, iso: str, precision: str, basis: str) -> None:
    """Each kind of expression means what a reader takes it to mean."""
    resolved = last_date(text, published)
    assert (resolved.iso, resolved.precision, resolved.basis, resolved.conflict) == (
        iso,
        precision,
        basis,
        False,
    )


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Selasa (31/2/2023)", "2023-09-15"),
        ("31 April 2023", None),
        ("Selasa (8/9/3020)", None),
        ("30 Februari", "2023-09-15"),
        ("pada Rabu", None),
        ("kemarin", None),
        ("kemarin", "2020-06"),
        ("keesokan harinya", "2023-09-15"),
        ("Kamis (14/9)", None),
        ("Sejak tahun 2022 ramai. Ia tiba Kamis (14/9)", None),
        ("kemarin", "entah"),
    ],
)
def test_no_meaning(text: str, published: str | None) -> None:
    """An impossible date, or one that nothing anchors, stays without a day: no guesses."""
    assert last_date(text, published) == UNRESOLVED


@pytest.mark.parametrize(
    ("text", "published", "iso", "conflict"),
    [
        ("Minggu (14/6/2025)", "2025-06-16", "2025-06-14", True),
        ("Minggu (14/6)", "2025-06-16", "2025-06-14", True),
        ("Sabtu (14/6)", "2025-06-16", "2025-06-14", False),
        ("Selasa (20/1)", "2025-12-30", "2026-01-20", False),
    ],
)
def test_conflict(text: str, published: str, iso: str, conflict: bool) -> None:
    """Where weekday and date disagree the date as written stays; far from the anchor the weekday picks the year."""
    resolved = last_date(text, published)
    assert (resolved.iso, resolved.conflict) == (iso, conflict)


@pytest.mark.parametrize(
    ("published", "anchor"),
    [
        ("2023-09-15T06:19:00+07:00", Anchor(date=dt.date(2023, 9, 15))),
        ("2023-09-15", Anchor(date=dt.date(2023, 9, 15))),
        (dt.date(2023, 9, 15), Anchor(date=dt.date(2023, 9, 15))),
        (dt.datetime(2023, 9, 15, 6, 19), Anchor(date=dt.date(2023, 9, 15))),
        ("2023-02", Anchor(date=dt.date(2023, 2, 28), precision="month")),
        ("2023", Anchor(date=dt.date(2023, 12, 31), precision="year")),
        ("kapan-kapan", None),
        ("", None),
        ("2023-13-40", None),
        (None, None),
    ],
)
def test_publication_dates(published: str | dt.date | None, anchor: Anchor | None) -> None:
    """Publication dates come with time, as a day, or as no more than a month or year."""
    assert parse_published(published) == anchor


NUMBERS = st.none() | st.integers(-3, 10_000_000)
RESOLVERS: list[Resolver] = ["calendar", "weekday", "shift", "follow", "none"]


@given(
    way=st.sampled_from(RESOLVERS),
    weekday=st.none() | st.integers(1, 7),
    day=st.none() | st.integers(0, 99),
    month=st.none() | st.integers(0, 99),
    year=NUMBERS,
    offset=NUMBERS,
    unit=st.sampled_from([None, "day", "week", "month", "year"]),
    when=st.sampled_from([None, -1, 0, 1]),
    published=st.none() | st.dates(),
)
def test_never_raises(way, weekday, day, month, year, offset, unit, when, published) -> None:
    """No mention, however wild, breaks a run, and what is resolved is a date of its precision."""
    mention = DateMention(
        text="x",
        start=5,
        end=6,
        rule="date.x",
        resolve=way,
        weekday=weekday,
        day=day,
        month=month,
        year=year,
        unit=unit,
        offset=offset,
        when=when,
        year_when=when,
    )
    context = [Anchor(date=dt.date(2023, 9, 14), offset=0)]
    resolved = resolve(
        mention, published=parse_published(published), context=context, before=context[0]
    )
    if resolved.iso is not None:
        lengths = {"day": 10, "week": 10, "month": 7, "year": 4}
        assert len(resolved.iso) == lengths[resolved.precision or ""]
        assert parse_published(resolved.iso) is not None
