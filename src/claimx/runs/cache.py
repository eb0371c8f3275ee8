"""A store of parses on disk, found by what they were made from.

A folder of small files, each under the hash of its key. Writers make a temporary file and rename it, so
any number of processes may share the folder; an entry that is damaged counts as missing.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from claimx.errors import ClaimxError

_MAGIC = b"claimx-cache-1\n"
_SUM = 16
_SHRINK_TO = 0.9  # of the bound, so that not every entry after it costs a walk of the folder
_ROUNDS = 64  # the share of the bound that may be written between two walks


class DocCache:
    """Bytes by key. With ``max_bytes`` the entries used longest ago give way to new ones."""

    def __init__(self, folder: str | os.PathLike[str], *, max_bytes: int | None = None) -> None:
        self._folder = Path(folder)
        self._max_bytes = max_bytes
        self._written = 0
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ClaimxError(
                f"cannot use this cache: {error.strerror}", where=str(folder)
            ) from error

    def get(self, key: bytes | str) -> bytes | None:
        """Return what was put under ``key``; None where there is nothing, or nothing sound."""
        path = self._path(key)
        try:
            data = path.read_bytes()
        except OSError:
            return None
        head = len(_MAGIC) + _SUM
        value = data[head:]
        if not data.startswith(_MAGIC) or data[len(_MAGIC) : head] != _checksum(value):
            return None
        if self._max_bytes is not None:
            with suppress(OSError):
                os.utime(path)
        return value

    def put(self, key: bytes | str, value: bytes) -> None:
        """Keep ``value``. A full or read-only disk costs the entry, never the run."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(exist_ok=True)
            self._write(path, _MAGIC + _checksum(value) + value)
            self._written += len(value)
        if self._max_bytes is not None and self._written > self._max_bytes // _ROUNDS:
            self._written = 0
            self._shrink(self._max_bytes)

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        descriptor, temporary = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary)
            raise

    def _path(self, key: bytes | str) -> Path:
        raw = key.encode() if isinstance(key, str) else key
        name = blake2b(raw, digest_size=20).hexdigest()
        return self._folder / name[:2] / name[2:]

    def _shrink(self, bound: int) -> None:
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        if total <= bound:
            return
        for _, size, path in entries:
            with suppress(OSError):
                os.unlink(path)
            total -= size
            if total <= bound * _SHRINK_TO:
                return

    def _entries(self) -> Iterator[tuple[int, int, str]]:
        """Yield (time of last use, size, path)."""
        for folder in self._folder.iterdir():
            with suppress(OSError), os.scandir(folder) as files:
                for file in files:
                    with suppress(OSError):
                        state = file.stat()
                        yield state.st_mtime_ns, state.st_size, file.path


def _checksum(value: bytes) -> bytes:
    return blake2b(value, digest_size=_SUM).digest()
