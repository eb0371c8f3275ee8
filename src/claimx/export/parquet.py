"""Parquet: one row a record, nested as the record is, under the schema that runs are stored in.

Types: https://arrow.apache.org/docs/python/api/datatypes.html. Nothing is guessed from the data:
two runs have the same schema even where a column is empty in one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO

from claimx.runs.parquet import record_schema, require_pyarrow

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

# Rows that are held before they are written: a row group large enough to compress well.
GROUP = 4096


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write row groups as they fill."""
    require_pyarrow()
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = record_schema()
    records = chain.from_iterable(item.records for item in run)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while rows := [asdict(record) for record in islice(records, GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
