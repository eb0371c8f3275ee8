"""Records as a Parquet table: the same fields, nested as in the JSON, under a fixed schema."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import orjson

from claimx.errors import ClaimxError
from claimx.models import SCHEMA
from claimx.runs.output import sync_folder, writing

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 4096  # in one row group: bounds the memory of writing


def require_pyarrow() -> None:
    """Raise ClaimxError where Parquet cannot be written, before any work is done."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        raise ClaimxError("Parquet needs pyarrow", hint="pip install 'claimx[parquet]'") from error


def convert(lines: str, path: str) -> None:
    """Write the records of the JSON Lines file ``lines`` to ``path``, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    temporary = f"{path}.tmp"
    schema = record_schema()
    try:
        with writing(path):
            with pq.ParquetWriter(temporary, schema, compression="zstd") as writer:
                for rows in _batches(lines):
                    writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            os.replace(temporary, path)
            sync_folder(path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise


def _batches(path: str) -> Iterator[list[dict[str, Any]]]:
    rows: list[dict[str, Any]] = []
    with open(path, "rb") as file:
        for line in file:
            row = orjson.loads(line)
            if "extra" in row:
                row["extra"] = orjson.dumps(row["extra"]).decode()
            rows.append(row)
            if len(rows) == _ROWS:
                yield rows
                rows = []
    if rows:
        yield rows


def record_schema() -> pa.Schema:
    """Return the Arrow schema of ``claimx.v1``; ``extra`` is JSON, as its fields are the user's."""
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    pair = pa.list_(number, 2)
    span = [("text", text), ("start", number), ("end", number)]
    words = pa.list_(text)

    def struct(*fields: tuple[str, Any]) -> pa.StructType:
        return pa.struct(list(fields))

    document = ("id", "path", "title", "outlet", "byline", "url", "published", "sha256")
    return pa.schema(
        [
            ("schema", text),
            ("id", text),
            ("doc", struct(*((name, text) for name in document))),
            ("type", text),
            ("content", struct(*span, ("parts", pa.list_(pair)))),
            ("cue", struct(("text", text), ("lemma", text), ("start", number), ("end", number))),
            (
                "speaker",
                struct(
                    *span,
                    ("mention", text),
                    ("name", text),
                    ("kind", text),
                    ("role", text),
                    ("affiliation", text),
                    ("antecedent", struct(*span)),
                ),
            ),
            (
                "date",
                struct(
                    *span,
                    ("iso", text),
                    ("precision", text),
                    ("basis", text),
                    ("conflict", pa.bool_()),
                ),
            ),
            ("addressee", struct(*span)),
            ("manner", struct(*span)),
            ("via", struct(*span)),
            ("context", struct(("paragraph", number), ("prefix", text), ("suffix", text))),
            ("rules", words),
            ("confidence", pa.float64()),
            ("flags", words),
            ("extra", text),
        ],
        metadata={"schema": SCHEMA},
    )
