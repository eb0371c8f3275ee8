"""What passes through the input door: options in, raw items and failures out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from claimx.errors import ClaimxError

Kind = Literal["text", "html", "json", "row"]
Format = Literal["text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip", "tar"]
FORMATS: tuple[Format, ...] = (
    "text", "html", "jsonl", "json", "csv", "tsv", "parquet", "warc", "zip", "tar",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Which field of a row holds what; None leaves it to a guess among usual names.

    A name may be a dotted path into nested objects (``article.body``).
    """

    text: str | None = None
    id: str | None = None
    date: str | None = None
    title: str | None = None
    outlet: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InputOptions:
    """How to read. ``format`` None goes by name and content; ``shard`` is (number from 1, total)."""

    format: Format | None = None
    fields: Fields = field(default_factory=Fields)
    keep_fields: tuple[str, ...] = ()
    skip_foreign: bool = False
    mark_duplicates: bool = False
    shard: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One document found but not yet read: cheap to make, cheap to send to another process.

    ``data`` is the bytes of a page, text or JSON line, or the row of a table. ``id`` holds
    unless the row has its own. ``line`` counts from one. ``position`` is how many bytes of the
    whole input lie behind this item, for a progress bar.
    """

    id: str
    path: str | None
    kind: Kind
    data: bytes | Mapping[str, object]
    line: int | None = None
    url: str | None = None
    charset: str | None = None
    position: int = 0

    @property
    def where(self) -> str:
        """Name the place in an error message."""
        name = self.path or self.id
        return f"{name}:{self.line}" if self.line is not None else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document, or a whole file, that could not be read."""

    id: str
    path: str | None
    error: ClaimxError
    position: int = 0
