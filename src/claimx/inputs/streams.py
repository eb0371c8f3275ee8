"""Open a source, and take the compression off, without ever holding it whole."""

from __future__ import annotations

import gzip
import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from tempfile import SpooledTemporaryFile
from types import ModuleType
from typing import BinaryIO, cast

from claimx.errors import InputError
from claimx.inputs import remote
from claimx.inputs.find import STDIN
from claimx.inputs.kinds import SNIFF_BYTES, compression_by_content

MAX_DOCUMENT = 256 << 20  # a single text of more is a bomb or a mistake, not an article
_SPOOL = 16 << 20
_MAX_LAYERS = 3


@dataclass(slots=True)
class Meter:
    """Counts how far into the input the reading has come. ``file`` is the outermost stream."""

    base: int = 0
    file: BinaryIO | None = None

    @property
    def position(self) -> int:
        """Return the bytes read so far, compressed ones as they lie on disk."""
        try:
            return self.base + (self.file.tell() if self.file else 0)
        except (OSError, ValueError):
            return self.base


@contextmanager
def open_source(path: str, meter: Meter) -> Iterator[io.BufferedReader]:
    """Open a local file, a URL or stdin as a buffered, decompressed stream."""
    if path == STDIN:
        yield decompressed(cast(BinaryIO, sys.stdin.buffer))
        return
    with remote.open_url(path) if remote.is_url(path) else open(path, "rb") as file:
        meter.file = file
        try:
            yield decompressed(file)
        finally:
            meter.file = None


def decompressed(stream: BinaryIO) -> io.BufferedReader:
    """Take off gzip and Zstandard by content, however the file is named."""
    buffered = _buffered(stream)
    for _ in range(_MAX_LAYERS):
        kind = compression_by_content(peek(buffered))
        if kind == "gzip":
            buffered = io.BufferedReader(cast(io.RawIOBase, gzip.GzipFile(fileobj=buffered)))
        elif kind == "zstd":
            buffered = io.BufferedReader(cast(io.RawIOBase, zstd_module().ZstdFile(buffered)))
        else:
            break
    return buffered


def zstd_module() -> ModuleType:
    """Import Zstandard: part of Python from 3.14 on, its backport before."""
    try:
        return import_module("compression.zstd")
    except ImportError:
        return import_module("backports.zstd")


def peek(stream: io.BufferedReader) -> bytes:
    """Look at the first bytes without taking them."""
    return stream.peek(SNIFF_BYTES)[:SNIFF_BYTES]


def read_whole(stream: BinaryIO) -> bytes:
    """Read one document; one that is too large to be an article is refused, not swallowed."""
    data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise InputError(f"larger than {MAX_DOCUMENT >> 20} MB: not one article")
    return data


@contextmanager
def seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream that can seek, by way of a temporary file where it cannot itself."""
    if _can_seek(stream):
        yield stream
        return
    with SpooledTemporaryFile(_SPOOL) as spool:
        while block := stream.read(1 << 20):
            spool.write(block)
        spool.seek(0)
        yield cast(BinaryIO, spool)


def _can_seek(stream: BinaryIO) -> bool:
    """Tell a stream in which going back is cheap: one that decompresses would start over."""
    raw = getattr(stream, "raw", stream)
    if isinstance(raw, gzip.GzipFile) or type(raw).__name__ == "ZstdFile":
        return False
    try:
        return stream.seekable()
    except AttributeError:  # a member of a tar that is read as a stream
        return False


def _buffered(stream: BinaryIO) -> io.BufferedReader:
    if isinstance(stream, io.BufferedReader):
        return stream
    return io.BufferedReader(cast(io.RawIOBase, stream))
