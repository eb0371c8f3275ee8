"""Reading the JSON Lines that reviewers work with: runs, gold and decisions.

A file may be plain, ``.gz`` or ``.zst``; ``-`` is standard input. Every line is checked in full
against its data class, and the first line that does not hold ends the reading with one
:class:`ClaimxError` that names the file and the line: figures over half a file would be wrong
figures.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import orjson
from pydantic import TypeAdapter, ValidationError

from claimx.errors import ClaimxError
from claimx.inputs.streams import zstd_module
from claimx.models import SCHEMA, Record

T = TypeVar("T")

_ADAPTERS: dict[type, TypeAdapter[Any]] = {}

BOM = b"\xef\xbb\xbf"
# How a line of the wrong kind is named, by what only that kind holds.
KINDS = {"records": "a gold document", "text": "an article", "verdict": "a decision"}


def read_run(source: str) -> Iterator[tuple[int, Record]]:
    """Yield (line number, record) of a run, one line in memory at a time."""
    for number, line in read_lines(source):
        yield number, parse_record(line, f"{name_of(source)}:{number}")


def read_records(source: str) -> Iterator[Record]:
    """Yield the records of a run."""
    return (record for _, record in read_run(source))


def by_document(records: Iterable[Record]) -> Iterator[tuple[str, list[Record]]]:
    """Group a run's records by document; a run holds each document's records in one piece."""
    for doc_id, group in groupby(records, key=lambda record: record.doc.id):
        yield doc_id, list(group)


def read_lines(source: str) -> Iterator[tuple[int, bytes]]:
    """Yield (line number, line) of the lines that are not blank."""
    with open_bytes(source) as stream:
        number = 0
        try:
            for number, line in enumerate(stream, start=1):
                if line.strip():
                    yield number, line
        except broken() as error:
            raise cut_short(f"{name_of(source)}:{number + 1}", error) from None


def parse_record(line: bytes, where: str) -> Record:
    """Return a line of a run as a record, of this schema and no other."""
    record = parse_line(line, Record, where)
    if record.schema != SCHEMA:
        raise ClaimxError(f"this is {record.schema}, not {SCHEMA}", where=where)
    return record


def parse_line(line: bytes, kind: type[T], where: str) -> T:
    """Return the line as an instance of a data class; raise :class:`ClaimxError` with its place."""
    try:
        return _adapter(kind).validate_json(line.removeprefix(BOM), strict=True)
    except ValidationError as error:
        raise _fault(line.removeprefix(BOM), error, where) from None


def broken() -> tuple[type[Exception], ...]:
    """Return what a compressed file raises that is cut short or no such file."""
    return (EOFError, zlib.error, gzip.BadGzipFile, zstd_module().ZstdError)


def cut_short(where: str, error: Exception) -> ClaimxError:
    """Return the error for a compressed file that cannot be read to its end."""
    return ClaimxError(f"cannot be read on: {error}", where=where, hint="the file may be cut short")


@contextmanager
def open_bytes(source: str) -> Iterator[IO[bytes]]:
    """Open a file for reading, through gzip or zstandard where its name says so; ``-`` is stdin."""
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = _open(Path(source))
    except OSError as error:
        raise ClaimxError(error.strerror or str(error), where=source) from None
    with stream:
        yield stream


def name_of(source: str) -> str:
    """Name a source in messages."""
    return "stdin" if source == "-" else source


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast("IO[bytes]", gzip.open(path, "rb"))
    if path.suffix in (".zst", ".zstd"):
        return cast("IO[bytes]", io.BufferedReader(zstd_module().ZstdFile(path)))
    return path.open("rb")


def _adapter(kind: type[T]) -> TypeAdapter[T]:
    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def _fault(line: bytes, error: ValidationError, where: str) -> ClaimxError:
    """Say in one line what is wrong: not JSON, another kind of line, or the first bad field."""
    try:
        data = orjson.loads(line)
    except orjson.JSONDecodeError as cause:
        hint = None if line.endswith(b"\n") else "the file may be cut short"
        return ClaimxError(f"not JSON: {cause}", where=where, hint=hint)
    if not isinstance(data, dict):
        return ClaimxError("not a JSON object", where=where)
    kind = error.title
    found = data.get("schema") or next((name for key, name in KINDS.items() if key in data), None)
    wanted = {"Record": SCHEMA, "Decision": "claimx.decision.v1", "GoldDocument": "a gold document"}
    if found and found != wanted.get(kind, found):
        return ClaimxError(f"this is {found}, not {wanted[kind]}", where=where)
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return ClaimxError(f"{place}: {first['msg'].lower()}{more}", where=where)
