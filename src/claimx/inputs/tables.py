"""Files of many articles, a row or a line each: JSON Lines, JSON, CSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from io import BufferedReader
from typing import cast

from claimx.errors import ClaimxError, InputError
from claimx.inputs.decode import text_encoding
from claimx.inputs.items import Raw
from claimx.inputs.place import Place
from claimx.inputs.streams import MAX_DOCUMENT, peek, seekable

_LISTS = ("articles", "data", "items", "documents", "docs", "results", "rows", "hits")
_BATCH_ROWS = 64


def json_lines(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    """Yield one item a line that is not blank; lines are parsed later, one bad line is one failure."""
    encoding = text_encoding(peek(stream))
    wide = encoding.startswith("utf-16")
    lines = _wide_lines(stream, encoding) if wide else _lines(stream)
    for number, line in enumerate(lines, start=1):
        plain = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if plain.strip():
            yield place.raw("json", plain, line=number)


def _wide_lines(stream: BufferedReader, encoding: str) -> Iterator[bytes]:
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
    try:
        for line in text:
            yield line.encode(errors="replace")
    finally:
        text.detach()


def _lines(stream: BufferedReader) -> Iterator[bytes]:
    while line := stream.readline(MAX_DOCUMENT + 1):
        if len(line) > MAX_DOCUMENT:
            raise InputError(f"a line of more than {MAX_DOCUMENT >> 20} MB: not one article")
        yield line


def json_document(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    """Yield the objects of a JSON array as they come, or the one object (or its list) of a file."""
    import ijson

    start = peek(stream).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if peek(stream).startswith(b"\xef\xbb\xbf"):
        stream.read(3)
    try:
        if start == b"[":
            rows = ijson.items(stream, "item", use_float=True)
        else:
            rows = _unwrapped(ijson.items(stream, "", use_float=True, multiple_values=True))
        for number, row in enumerate(rows, start=1):
            yield place.raw("row", _mapping(row, number), line=number)
    except ijson.JSONError as error:
        raise InputError(f"broken JSON: {_one_line(error)}") from error


def _unwrapped(values: Iterable[object]) -> Iterator[object]:
    """Yield objects, or the list that an object wraps them in, as the answers of services do."""
    for value in values:
        fields = value if isinstance(value, dict) else {}
        yield from next((fields[k] for k in _LISTS if _is_rows(fields.get(k))), [value])


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(x, dict) for x in value)


def _mapping(row: object, number: int) -> Mapping[str, object]:
    if not isinstance(row, dict):
        raise InputError(f"item {number} is no object with fields")
    return cast(Mapping[str, object], row)


def csv_rows(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    """Yield one item a row; the delimiter is found, the first row names the fields."""
    sample = peek(stream)
    encoding = text_encoding(sample)
    csv.field_size_limit(MAX_DOCUMENT)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    header = sample.decode(encoding, errors="replace").split("\n", 1)[0]
    delimiter = max("\t,;|", key=header.count) if header else ","
    reader = csv.DictReader(text, delimiter=delimiter, restkey="")
    try:
        for row in reader:
            yield place.raw("row", {k: v for k, v in row.items() if k}, line=reader.line_num)
    except csv.Error as error:
        raise InputError(f"broken table at line {reader.line_num}: {error}") from error
    finally:
        text.detach()  # the stream is closed by whoever opened it


def parquet_rows(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    """Yield one item a row, reading a few rows at a time."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise ClaimxError("Parquet needs pyarrow", hint="pip install 'claimx[parquet]'") from error
    number = 0
    with seekable(stream) as file:
        try:
            table = pq.ParquetFile(file, pre_buffer=False)
            for batch in table.iter_batches(batch_size=_BATCH_ROWS, use_threads=False):
                for row in batch.to_pylist():
                    number += 1
                    yield place.raw("row", row, line=number)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"broken Parquet file: {_one_line(error)}") from error


def _one_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
