"""The files of one run, kept in step: records, failures, and the journal that ties them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Self

import orjson

from claimx.inputs import Failure
from claimx.runs.codecs import Codec, codec_for
from claimx.runs.journal import Commit, Journal
from claimx.runs.output import PartialFile, Stream, is_special, sync_folder, writing
from claimx.runs.signals import interrupt_held
from claimx.runs.tally import Tally
from claimx.runs.work import Outcome

COMMIT_SECONDS = 1.0  # a kill costs at most this much work, and the block that was being filled

_LINES = codec_for(None)


class Files:
    """Takes outcomes in order. On leaving the ``with`` block all is final; after an error, all is gone.

    With ``resume`` an error leaves the partial file and its journal for the next run, and
    ``start`` says how much of the work an earlier one has done.
    """

    def __init__(
        self,
        output: str | None,
        errors: str | None,
        codec: Codec,
        made_of: Mapping[str, str],
        *,
        resume: bool,
    ) -> None:
        self.start = Commit()
        self.tally = Tally()
        self._output, self._errors_path = output, errors
        self._codec, self._made_of, self._resume = codec, made_of, resume
        self._records: Stream | PartialFile | None = None
        self._errors: Stream | PartialFile | None = None
        self._journal: Journal | None = None
        self._chunks = 0
        self._committed = time.monotonic()

    def __enter__(self) -> Self:
        try:
            with interrupt_held():
                self._open()
        except BaseException:
            self._stop()
            raise
        return self

    def _open(self) -> None:
        output, errors = self._output, self._errors_path
        if output is None or is_special(output):
            self._records = Stream(self._codec, output)
        else:
            journal = Journal(output)
            if self._resume:
                partials = tuple(f"{path}.partial" for path in (output, errors) if path)
                self.start = journal.resume(self._made_of, partials) or self.start
            self._records = PartialFile(output, _on_disk(self._codec), start=self.start.bytes)
            self._journal = journal
            journal.go_on() if self.start.chunks else journal.begin(self._made_of)
        self._errors = _errors_file(errors, self.start.errors)
        self._chunks = self.start.chunks
        self.tally.add(self.start.tally)

    def take(self, outcome: Outcome) -> None:
        """Write what a chunk gave."""
        assert self._records is not None
        self._records.write(outcome.lines)
        if self._errors is not None and outcome.failures:
            self._errors.write(b"".join(map(failure_line, outcome.failures)))
        self.tally.add(outcome.tally)
        self._chunks += 1
        if time.monotonic() - self._committed >= COMMIT_SECONDS:
            self._commit()

    def _commit(self) -> None:
        if self._journal is None or not isinstance(self._records, PartialFile):
            return
        if not self._records.settled:
            return
        commit = Commit(
            chunks=self._chunks,
            bytes=self._records.sync(),
            errors=self._errors.sync() if isinstance(self._errors, PartialFile) else 0,
            tally=self.tally,
        )
        self._journal.commit(commit)
        self._committed = time.monotonic()

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            try:
                self._finish()
            except BaseException:
                self._stop()
                raise
        else:
            self._stop()

    def _finish(self) -> None:
        if self._errors is not None:
            self._errors.finish()
        if isinstance(self._records, PartialFile) and self._codec.name == "parquet":
            from claimx.runs.parquet import convert

            self._records.close()
            convert(self._records.partial, self._records.path)
            self._records.discard()
        elif self._records is not None:
            self._records.finish()
        if self._journal is not None:
            self._journal.close(remove=True)

    def _stop(self) -> None:
        # No commit here: what stopped the run may have come between two files. The last one stands.
        keep = self._resume and self._journal is not None
        for file in (self._records, self._errors):
            if file is not None:
                file.keep() if keep and isinstance(file, PartialFile) else file.discard()
        if self._journal is not None:
            self._journal.close(remove=not keep)


def failure_line(failure: Failure) -> bytes:
    """Write a failed document as a line of the ``--errors`` file."""
    entry = {
        "id": failure.id,
        "path": failure.path,
        "error": failure.error.message,
        "where": failure.error.where,
        "hint": failure.error.hint,
    }
    return orjson.dumps(entry) + b"\n"


def write_mark(path: str, content: Mapping[str, object]) -> None:
    """Write a small JSON file that is there whole or not at all."""
    with writing(path):
        with open(f"{path}.partial", "wb") as file:
            file.write(orjson.dumps(content, option=orjson.OPT_INDENT_2) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(f"{path}.partial", path)
        sync_folder(path)


def _on_disk(codec: Codec) -> Codec:
    """Parquet has its index at its end: its rows lie as JSON Lines until all are there."""
    return _LINES if codec.name == "parquet" else codec


def _errors_file(path: str | None, start: int) -> Stream | PartialFile | None:
    if path is None:
        return None
    return Stream(_LINES, path) if is_special(path) else PartialFile(path, _LINES, start=start)
