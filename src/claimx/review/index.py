"""A run by document: where each document's records stand in the file, kept on disk.

Two runs need not hold their documents in the same order, and a document without records stands in
neither, so that reading side by side could not tell an absent document from a later one. One pass
over each run notes in a temporary SQLite table where each document's lines begin and end; memory
does not grow with the run.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import groupby
from typing import IO, Self

import orjson

from claimx.errors import ClaimxError
from claimx.models import Record
from claimx.review.load import BOM, broken, cut_short, name_of, open_bytes, parse_record

Key = tuple[str, int]
BATCH = 1000


class RunIndex:
    """Gives the records of a run by document; its key is the id and which of that id it is.

    A context manager. Compressed runs and standard input are unpacked into a temporary file.
    """

    def __init__(self, source: str) -> None:
        self.name = name_of(source)
        self.rules: Counter[str] = Counter()
        self.records = 0
        self._source = source

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._file = self._seekable(stack)
            self._table = sqlite3.connect("")  # a temporary file that goes with the connection
            stack.callback(self._table.close)
            self._table.execute(
                "CREATE TABLE docs"
                " (start INTEGER PRIMARY KEY, size INT, line INT, doc TEXT, nth INT)"
            )
            self._table.execute("CREATE UNIQUE INDEX by_doc ON docs (doc, nth)")
            self._table.executemany("INSERT INTO docs VALUES (?, ?, ?, ?, ?)", self._scan())
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def documents(self) -> Iterator[Key]:
        """Yield the keys of the documents in the order of the file."""
        query = "SELECT start, doc, nth FROM docs WHERE start > ? ORDER BY start LIMIT ?"
        last = -1
        while rows := self._table.execute(query, (last, BATCH)).fetchall():
            yield from ((doc, nth) for _, doc, nth in rows)
            last = rows[-1][0]

    def __contains__(self, key: Key) -> bool:
        return self._place(key) is not None

    def get(self, key: Key, read: dict[bytes, Record]) -> list[Record]:
        """Return the records of a document, none where the run has none.

        ``read`` holds lines that are read already, and takes those that are read now: most lines
        of two runs to compare are the same.
        """
        place = self._place(key)
        if place is None:
            return []
        first, start, size = place
        self._file.seek(start)
        found = []
        for number, line in enumerate(self._file.read(size).split(b"\n"), start=first):
            if not line.strip():
                continue
            if line not in read:
                read[line] = parse_record(line, f"{self.name}:{number}")
            found.append(read[line])
        return found

    def _place(self, key: Key) -> tuple[int, int, int] | None:
        query = "SELECT line, start, size FROM docs WHERE doc = ? AND nth = ?"
        row: tuple[int, int, int] | None = self._table.execute(query, key).fetchone()
        return row

    def _seekable(self, stack: ExitStack) -> IO[bytes]:
        """Return the run itself where it can be read at any place, else an unpacked copy."""
        if self._source != "-" and not self._source.endswith((".gz", ".zst", ".zstd")):
            return stack.enter_context(open_bytes(self._source))
        spool = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
        try:
            with open_bytes(self._source) as stream:
                shutil.copyfileobj(stream, spool)
        except broken() as error:
            raise cut_short(self.name, error) from None
        spool.seek(0)
        return spool

    def _scan(self) -> Iterator[tuple[int, int, int, str, int]]:
        """Yield a row for each stretch of lines of one document."""
        seen: Counter[str] = Counter()
        for doc, group in groupby(self._lines(), key=lambda line: line[0]):
            stretch = list(group)
            (_, line, start, _), (*_, end) = stretch[0], stretch[-1]
            yield start, end - start, line, doc, seen[doc]
            seen[doc] += 1

    def _lines(self) -> Iterator[tuple[str, int, int, int]]:
        """Yield (document, line number, first byte, end) of each record."""
        place = 0
        for number, line in enumerate(self._file, start=1):
            start, place = place, place + len(line)
            if not line.strip():
                continue
            try:
                data = orjson.loads(line.removeprefix(BOM))
                doc: str = data["doc"]["id"]
                self.rules.update(data["rules"])
            except (ValueError, KeyError, TypeError):
                parse_record(line, f"{self.name}:{number}")  # says what is wrong
                raise ClaimxError("not a record", where=f"{self.name}:{number}") from None
            self.records += 1
            yield doc, number, start, place
