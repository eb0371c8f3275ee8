"""How far a run has come, so that one that was killed goes on where it stopped.

``OUT.journal`` is JSON Lines: a head that says what the run was made of, then one line a commit, written
only after the output up to there is on the disk. A line cut off by the kill does not count.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

import orjson

from claimx.errors import ClaimxError
from claimx.runs.output import writing
from claimx.runs.tally import Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """Chunks that are done, and how many bytes of records and of failures they gave."""

    chunks: int = 0
    bytes: int = 0
    errors: int = 0
    tally: Tally = field(default_factory=Tally)


class Journal:
    """The journal beside one output file."""

    def __init__(self, path: str) -> None:
        self.path = f"{path}.journal"
        self._file: int | None = None

    def resume(self, made_of: Mapping[str, str], partials: tuple[str, ...]) -> Commit | None:
        """Return the last commit that the files still hold; None when there is nothing to go on from.

        Raises ClaimxError when the run was made of other inputs, rules, model or options.
        """
        try:
            with open(self.path, "rb") as file:
                lines = [orjson.loads(line) for line in file if line.endswith(b"\n")]
        except FileNotFoundError:
            return None
        except (OSError, orjson.JSONDecodeError) as error:
            raise ClaimxError(
                f"the journal cannot be read: {error}",
                where=self.path,
                hint="start without --resume",
            ) from error
        if not lines:
            return None
        changed = [name for name, value in made_of.items() if lines[0].get(name) != value]
        if changed:
            raise ClaimxError(
                f"cannot resume: {' and '.join(changed)} changed since the run was stopped",
                where=self.path,
                hint="start again without --resume",
            )
        return next(self._held(lines[1:], partials), None)

    @staticmethod
    def _held(lines: list[dict[str, Any]], partials: tuple[str, ...]) -> Iterator[Commit]:
        sizes = [os.path.getsize(path) if os.path.exists(path) else -1 for path in partials]
        for line in reversed(lines):
            commit = Commit(**{**line, "tally": Tally(**line["tally"])})
            if all(s >= n for s, n in zip(sizes, (commit.bytes, commit.errors), strict=False)):
                yield commit

    def begin(self, made_of: Mapping[str, str]) -> None:
        """Start a new journal."""
        self._open(os.O_TRUNC)
        self._append(dict(made_of))

    def go_on(self) -> None:
        """Continue the journal of an earlier run."""
        with writing(self.path), open(self.path, "r+b") as file:
            whole = file.read()
            file.truncate(whole.rfind(b"\n") + 1)
        self._open(0)

    def commit(self, commit: Commit) -> None:
        """Note that all up to here is on the disk."""
        self._append(asdict(commit))

    def close(self, *, remove: bool) -> None:
        """End the journal; a finished run needs none."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
        if remove:
            with suppress(OSError):
                os.unlink(self.path)

    def _open(self, flags: int) -> None:
        with writing(self.path):
            self._file = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | flags, 0o666)

    def _append(self, entry: Mapping[str, object]) -> None:
        assert self._file is not None
        with writing(self.path):
            os.write(self._file, orjson.dumps(entry) + b"\n")
            os.fsync(self._file)
