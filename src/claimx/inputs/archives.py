"""Containers of files: zip and tar, and web archives."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import IO, cast

from claimx.errors import ClaimxError, InputError
from claimx.inputs.faults import explain
from claimx.inputs.items import Failure, Format, InputOptions, Raw
from claimx.inputs.kinds import format_by_name, split_name
from claimx.inputs.place import Place
from claimx.inputs.streams import decompressed, read_whole, seekable

_MAX_DEPTH = 3  # a zip in a tar in a zip; deeper nesting is a bomb
_PAGE_TYPES = ("text/html", "application/xhtml")

Descend = Callable[[BufferedReader, Place, InputOptions], Iterator[Raw | Failure]]


def members(
    stream: BufferedReader, place: Place, kind: Format, options: InputOptions, descend: Descend
) -> Iterator[Raw | Failure]:
    """Yield the documents of every member of a known kind, in archive order.

    A member's id is its path in the archive without suffix. A broken member fails alone.
    """
    if place.path.count("!/") >= _MAX_DEPTH:
        raise InputError("archives nested too deep")
    inner = InputOptions(fields=options.fields, keep_fields=options.keep_fields)
    taken: set[str] = set()
    for name, opened in _zip(stream) if kind == "zip" else _tar(stream):
        base = os.path.basename(name)
        if base.startswith(".") or name.startswith("__MACOSX/") or not format_by_name(name):
            continue
        member = Place(path=f"{place.path}!/{name}", id=_member_id(name, taken), meter=place.meter)
        try:
            with opened() as file:
                yield from descend(decompressed(cast(io.BufferedReader, file)), member, inner)
        except Exception as error:
            yield Failure(
                id=member.id,
                path=member.path,
                error=explain(error, member.path),
                position=place.meter.position,
            )


def _member_id(name: str, taken: set[str]) -> str:
    stem = os.path.join(os.path.dirname(name), split_name(name)[0])
    identifier = stem if stem not in taken else name
    taken.add(identifier)
    return identifier


def _zip(stream: BufferedReader) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    with seekable(stream) as file:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise InputError(f"broken zip archive: {error}") from error
        with archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield info.filename, lambda info=info: archive.open(info)  # type: ignore[misc]


def _tar(stream: BufferedReader) -> Iterator[tuple[str, Callable[[], IO[bytes]]]]:
    try:
        with tarfile.open(fileobj=stream, mode="r|") as archive:
            for info in archive:
                if info.isfile():
                    yield info.name, lambda info=info: _tar_member(archive, info)  # type: ignore[misc]
    except tarfile.TarError as error:
        raise InputError(f"broken tar archive: {error}") from error


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    assert file is not None  # isfile() holds
    return file


def warc_pages(stream: BufferedReader, place: Place) -> Iterator[Raw]:
    """Yield the HTML pages of a web archive; a record that is cut off is an error."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise ClaimxError("web archives need warcio", hint="pip install 'claimx[warc]'") from error
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), start=1):
            if record.rec_type not in ("response", "resource") or not record.http_headers:
                continue
            page_type = (record.http_headers.get_header("Content-Type") or "").lower()
            status = record.http_headers.get_statuscode()
            if not page_type.startswith(_PAGE_TYPES) or not (status or "200").startswith("2"):
                continue
            body = read_whole(record.content_stream())
            if record.raw_stream.limit > 0 if hasattr(record.raw_stream, "limit") else False:
                raise InputError("the record is cut off")
            yield place.raw(
                "html",
                body,
                own_id=_record_id(record.rec_headers.get_header("WARC-Record-ID"), place, number),
                url=record.rec_headers.get_header("WARC-Target-URI"),
                charset=_charset(page_type),
                line=number,
            )
    except ArchiveLoadFailed as error:
        raise InputError(f"broken web archive at record {number + 1}: {error}") from error


def _record_id(header: str | None, place: Place, number: int) -> str:
    return (header or "").strip("<>").removeprefix("urn:uuid:") or f"{place.id}:{number}"


def _charset(content_type: str) -> str | None:
    _, found, value = content_type.partition("charset=")
    return value.split(";")[0].strip("\"' ") if found else None
