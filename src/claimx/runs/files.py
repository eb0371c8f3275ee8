"""The files of one run, kept in step: records, failures, and the journal that ties them."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Self

import orjson

from claimx.errors import ClaimxError
from claimx.inputs import Failure
from claimx.runs.codecs import Codec, codec_for
from claimx.runs.journal import Commit, Journal
from claimx.runs.output import PartialFile, Stream, is_special, sync_folder, writing
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
        self._resume = resume
        self._codec = codec
        self._journal: Journal | None = None
        if output is None or is_special(output):
            self._records: Stream | PartialFile = Stream(codec, output)
        else:
            self._journal = Journal(output)
            self.start = self._begin(output, errors, made_of)
            self._records = PartialFile(output, _on_disk(codec), start=self.start.bytes)
        self._errors = _errors_file(errors, self.start.errors)
        if self._journal is not None:
            self._journal.go_on() if self.start.chunks else self._journal.begin(made_of)
        self._chunks = self.start.chunks
        self._committed = time.monotonic()
        self.tally = Tally()
        self.tally.add(self.start.tally)

    def _begin(self, output: str, errors: str | None, made_of: Mapping[str, str]) -> Commit:
        assert self._journal is not None
        if not self._resume:
            return Commit()
        partials = tuple(f"{path}.partial" for path in (output, errors) if path)
        return self._journal.resume(made_of, partials) or Commit()

    def take(self, outcome: Outcome) -> None:
        """Write what a chunk gave."""
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

    def __enter__(self) -> Self:
        return self

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
        if isinstance(self._records, PartialFile) and self._codec.name == "parquet":
            from claimx.runs.parquet import convert

            self._records.close()
            convert(self._records.partial, self._records.path)
            self._records.discard()
        else:
            self._records.finish()
        if self._errors is not None:
            self._errors.finish()
        if self._journal is not None:
            self._journal.close(remove=True)

    def _stop(self) -> None:
        keep = self._resume and self._journal is not None
        if keep:
            with suppress(ClaimxError):  # a full disk: the last commit stands
                self._commit()
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
