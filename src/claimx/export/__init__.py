"""Runs for other tools, and annotations back from them: one module a format, one table of them all.

The modules are imported only when their format is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast

if TYPE_CHECKING:
    from pathlib import Path

    from claimx.export.documents import DocumentRecords
    from claimx.review.gold import GoldDocument


class FileWriter(Protocol):
    """Writes one file, document by document."""

    def __call__(self, run: Iterable[DocumentRecords], out: BinaryIO, /) -> None:
        """Write all documents of the run to the stream."""


class FolderWriter(Protocol):
    """Writes a folder of files, document by document."""

    def __call__(self, run: Iterable[DocumentRecords], out: Path, /) -> None:
        """Write all documents of the run into the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One annotated document, and what of it did not get into gold; or only the latter."""

    gold: GoldDocument | None = None
    notes: tuple[str, ...] = ()


class GoldReader(Protocol):
    """Reads annotations; ``predictions`` takes what no human has looked at as well."""

    def __call__(self, source: str, /, *, predictions: bool = False) -> Iterator[Imported]:
        """Yield the documents of the source."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its module, and what its ``write`` needs.

    ``text``: whole articles, not only records. ``folder``: it writes files into a folder.
    ``binary``: its bytes are nothing for a terminal.
    """

    module: str
    text: bool = False
    folder: bool = False
    binary: bool = False

    def file_writer(self) -> FileWriter:
        """Import the format that writes one file."""
        return cast("FileWriter", import_module(f"claimx.export.{self.module}").write)

    def folder_writer(self) -> FolderWriter:
        """Import the format that writes a folder."""
        return cast("FolderWriter", import_module(f"claimx.export.{self.module}").write)

    def reader(self) -> GoldReader:
        """Import the format for reading annotations."""
        return cast("GoldReader", import_module(f"claimx.export.{self.module}").read)


FORMATS = {
    "label-studio": Format(module="label_studio", text=True),
    "doccano": Format(module="doccano", text=True),
    "brat": Format(module="brat", text=True, folder=True),
    "prodigy": Format(module="prodigy", text=True),
    "w3c-annotation": Format(module="w3c_annotation"),
    "schema.org": Format(module="schema_org"),
    "csv": Format(module="table"),
    "parquet": Format(module="parquet", binary=True),
}
READABLE = ("label-studio", "doccano", "brat")
