"""Tables: every field in its column, and nothing in a cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.export import parquet, table
from claimx.export.documents import DocumentRecords


@pytest.fixture
def rows(run: list[DocumentRecords]) -> list[dict[str, str]]:
    """The run as CSV, read back."""
    out = io.BytesIO()
    table.write(run, out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))


def test_cells_hold_the_record(rows: list[dict[str, str]]) -> None:
    quote, clause, *_ = rows
    assert quote["content"].startswith("Panen raya sudah mulai. Mudah-mudahan\nturun")
    assert (quote["parts"], quote["flags"], quote["date"]) == ("41-90 103-118", "carried_over", "")
    assert (clause["name"], clause["date"], clause["via"]) == (
        "Wulan Sarira",
        "2023-09-13",
        "Antara",
    )
    assert clause["rules"] == "quotation.marks; attribution.quote-cue"


def test_a_formula_from_the_news_stays_text(rows: list[dict[str, str]]) -> None:
    assert rows[3]["content"] == "'=1+1 itu dua | tiga \\ empat."
    assert table.restore(rows[3]["content"]) == "=1+1 itu dua | tiga \\ empat."


@given(st.text("=+-@\t\r\n'ab＝＠", max_size=6))
def test_guarding_is_safe_and_can_be_undone(value: str) -> None:
    guarded = str(table.guard(value))
    assert not guarded.startswith(table.FORMULA)
    assert table.restore(guarded) == value


def test_the_stream_stays_open_for_its_owner(run: list[DocumentRecords]) -> None:
    out = io.BytesIO()
    table.write(run, out)
    assert not out.closed


def test_parquet_holds_the_records_nested(run: list[DocumentRecords]) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    parquet.write(run, out)
    read = pq.read_table(io.BytesIO(out.getvalue()))
    records = [record for item in run for record in item.records]
    for found, record in zip(read.to_pylist(), records, strict=True):
        expected = asdict(record)
        expected["content"]["parts"] = [list(part) for part in expected["content"]["parts"]]
        expected["rules"], expected["flags"] = list(record.rules), list(record.flags)
        assert {key: found[key] for key in expected} == expected


def test_an_empty_parquet_has_the_same_schema(run: list[DocumentRecords]) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    schemas = []
    for documents in ([], run):
        out = io.BytesIO()
        parquet.write(documents, out)
        schemas.append(pq.read_schema(io.BytesIO(out.getvalue())))
    assert schemas[0] == schemas[1]
