"""Which format a file is in: by its name, else by its first bytes."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

from claimx.errors import InputError
from claimx.inputs.decode import decode
from claimx.inputs.items import Format

SUFFIXES: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".zip": "zip",
    ".tar": "tar",
    ".tgz": "tar",
}
COMPRESSIONS = {".gz": "gzip", ".zst": "zstd", ".tgz": "gzip"}
SINGLE: frozenset[Format] = frozenset({"text", "html"})  # one file is one document
SNIFF_BYTES = 2048

_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head)\b",
    re.IGNORECASE | re.DOTALL,
)


def split_name(name: str) -> tuple[str, str | None, str | None]:
    """Return the stem, the format suffix and the compression suffix of a file name.

    >>> split_name("berita/kompas.2023.jsonl.gz")
    ('kompas.2023', '.jsonl', '.gz')
    """
    base = PurePosixPath(name.rstrip("/")).name
    compression = None
    suffix = PurePosixPath(base).suffix.lower()
    if suffix in COMPRESSIONS and suffix not in SUFFIXES:
        compression = suffix
        base = base[: -len(suffix)]
        suffix = PurePosixPath(base).suffix.lower()
    if suffix in SUFFIXES:
        return base[: -len(suffix)], suffix, compression
    return base, None, compression


def format_by_name(name: str) -> Format | None:
    """Give the format that a file name promises."""
    suffix = split_name(name)[1]
    return SUFFIXES[suffix] if suffix else None


def compression_by_content(head: bytes) -> str | None:
    """Recognise gzip and Zstandard by their magic numbers."""
    if head.startswith(_GZIP):
        return "gzip"
    return "zstd" if head.startswith(_ZSTD) else None


def format_by_content(head: bytes) -> Format | None:
    """Recognise a format by the first (decompressed) bytes; None is binary data of another kind."""
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"WARC/"):
        return "warc"
    try:
        text = decode(head)
    except InputError:
        return None
    if _HTML.match(text):
        return "html"
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "jsonl" if _is_object(start.split("\n", 1)) else "json"
    return "json" if re.match(r"\[\s*[{\]]", start) else "text"


def is_lines(head: bytes) -> bool:
    """Tell JSON Lines under the name ``.json``: the first line is an object and there is a second."""
    lines = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)
    return (
        len(lines) > 1
        and lines[0].startswith(b"{")
        and _is_object([lines[0].decode("utf-8", "replace"), ""])
    )


def _is_object(lines: list[str]) -> bool:
    """Tell whether the first of two lines is whole JSON; a line that the sample cuts off may be."""
    if len(lines) == 1:
        return True
    try:
        json.loads(lines[0])
    except ValueError:
        return False
    return True
