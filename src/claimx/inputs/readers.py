"""A file taken apart into its documents, whatever its format: one small function each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BufferedReader

from claimx.errors import InputError
from claimx.inputs import archives, tables
from claimx.inputs.faults import explain
from claimx.inputs.find import Source
from claimx.inputs.items import Failure, Format, InputOptions, Raw
from claimx.inputs.kinds import format_by_content, format_by_name, is_lines
from claimx.inputs.place import Place
from claimx.inputs.streams import Meter, open_source, peek, read_whole

Reader = Callable[[BufferedReader, Place], Iterator[Raw]]


def read_source(source: Source, options: InputOptions) -> Iterator[Raw | Failure]:
    """Yield the documents of one file; what cannot be read is a Failure after those that could."""
    place = Place(path=source.path, id=source.id, meter=Meter(base=source.offset))
    try:
        with open_source(source.path, place.meter) as stream:
            yield from read_stream(stream, place, options)
    except Exception as error:
        yield Failure(
            id=source.id,
            path=place.shown,
            error=explain(error, place.shown or source.id),
            position=place.meter.position,
        )


def read_stream(
    stream: BufferedReader, place: Place, options: InputOptions
) -> Iterator[Raw | Failure]:
    """Yield the documents of an open, decompressed stream."""
    kind = options.format or format_by_name(place.path)
    if kind is None:
        kind = format_by_content(peek(stream))
    elif kind == "json" and is_lines(peek(stream)):
        kind = "jsonl"
    if kind is None:
        raise InputError(
            "neither text nor a known kind of file", hint="name its kind with --format"
        )
    if kind in ("zip", "tar"):
        yield from archives.members(stream, place, kind, options, read_stream)
    else:
        yield from _READERS[kind](stream, place)


def _text(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    yield place.raw("text", read_whole(stream))


def _html(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    yield place.raw("html", read_whole(stream))


_READERS: dict[Format, Reader] = {
    "text": _text,
    "html": _html,
    "jsonl": tables.json_lines,
    "json": tables.json_document,
    "csv": tables.csv_rows,
    "tsv": tables.csv_rows,
    "parquet": tables.parquet_rows,
    "warc": archives.warc_pages,
}
