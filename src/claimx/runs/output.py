"""Where records go: a stream, or a file that appears under its name only when it is whole."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol

from claimx.errors import ClaimxError
from claimx.runs.codecs import Codec


class Output(Protocol):
    """Takes lines; ``finish`` makes them final, ``discard`` leaves nothing behind."""

    def write(self, lines: bytes) -> None:
        """Take some whole lines."""

    def finish(self) -> None:
        """Write what is left and make the output final."""

    def discard(self) -> None:
        """Stop; leave no half-written file."""


class Stream:
    """Stdout, a pipe, or a device: written as the lines come."""

    def __init__(self, codec: Codec, path: str | None = None) -> None:
        self._path = path or "standard output"
        self._codec = codec
        self._blocks = Blocks(codec)
        self._file: BinaryIO = open(path, "wb") if path else sys.stdout.buffer  # noqa: SIM115
        self._own = path is not None

    def write(self, lines: bytes) -> None:
        """Pass the lines on at once, so that a reader in a pipe sees them."""
        with writing(self._path):
            self._file.write(self._blocks.add(lines))
            self._file.flush()

    def finish(self) -> None:
        """Flush the last block."""
        with writing(self._path):
            self._file.write(self._blocks.rest())
            self._file.flush()
            if self._own:
                self._file.close()

    def discard(self) -> None:
        """Close what was opened here; what a reader has had cannot be taken back."""
        if self._own:
            with suppress(OSError):
                self._file.close()


class PartialFile:
    """A file written beside its place as ``NAME.partial`` and renamed when it is whole."""

    def __init__(self, path: str, codec: Codec, *, start: int | None = None) -> None:
        """Begin anew, or go on after the first ``start`` bytes of an earlier run's partial file."""
        self.path = path
        self.partial = f"{path}.partial"
        self._blocks = Blocks(codec)
        with writing(self.partial):
            descriptor = os.open(self.partial, os.O_RDWR | os.O_CREAT, 0o666)
            self._file = os.fdopen(descriptor, "r+b")
            _lock(self._file, path)  # before anything is cut off: it may be another run's
            self._file.truncate(start or 0)
            self._file.seek(start or 0)

    @property
    def settled(self) -> bool:
        """True when all lines taken so far are in the file, in whole blocks."""
        return not self._blocks.waiting

    def write(self, lines: bytes) -> None:
        """Take some whole lines."""
        with writing(self.partial):
            self._file.write(self._blocks.add(lines))

    def sync(self) -> int:
        """Bring all to the disk and return the number of bytes there."""
        with writing(self.partial):
            self._file.flush()
            os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Write the last block and bring the partial file to the disk, without renaming it."""
        with writing(self.partial):
            self._file.write(self._blocks.rest())
        self.sync()
        self._file.close()

    def finish(self) -> None:
        """Give the whole file its name, at once and for good."""
        self.close()
        with writing(self.path):
            os.replace(self.partial, self.path)
            sync_folder(self.path)

    def keep(self) -> None:
        """Stop and leave the partial file for a later run to continue."""
        with suppress(OSError):
            self._file.close()

    def discard(self) -> None:
        """Stop and remove the partial file."""
        self.keep()
        with suppress(OSError):
            os.unlink(self.partial)


class Blocks:
    """Gathers lines until a block is full; where blocks end depends on the lines alone."""

    def __init__(self, codec: Codec) -> None:
        self._codec = codec
        self._lines: list[bytes] = []
        self.waiting = 0

    def add(self, lines: bytes) -> bytes:
        """Take lines and return a block if one is full."""
        if not self._codec.block:
            return lines
        self._lines.append(lines)
        self.waiting += len(lines)
        return self.rest() if self.waiting >= self._codec.block else b""

    def rest(self) -> bytes:
        """Return what has been gathered as a block."""
        lines = b"".join(self._lines)
        self._lines.clear()
        self.waiting = 0
        return self._codec.encode(lines) if lines else b""


@contextmanager
def writing(path: str) -> Iterator[None]:
    """Name the file in an error of writing; a closed pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ClaimxError(f"cannot write: {error.strerror or error}", where=path) from error


def is_special(path: str) -> bool:
    """Tell a device or a named pipe, which cannot be renamed over, from a place for a file."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def sync_folder(path: str) -> None:
    """Bring a rename to the disk."""
    with suppress(OSError):
        folder = os.open(os.path.dirname(path) or ".", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _lock(file: BinaryIO, path: str) -> None:
    """Refuse to write what another run is writing."""
    try:
        import fcntl
    except ImportError:  # not a Unix system
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ClaimxError(f"another run is writing {path}") from error
