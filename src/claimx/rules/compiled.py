"""Compiled patterns, kept between runs: compiling those of the shipped rules takes longer than reading an article.

One file in the user's cache folder holds them by their text. It is plain data with a checksum, so
that nothing in it is ever executed; without it, or where it cannot be written, patterns are compiled as ever.
"""

from __future__ import annotations

import copyreg
import io
import os
import pickle
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

import regex

_SUM = 16
_MOST = 1500  # patterns; an edit of a word list makes some new ones

_known: dict[tuple[str, int], bytes] | None = None
_new: dict[tuple[str, int], bytes] = {}


def compiled(pattern: str, flags: int) -> regex.Pattern[str]:
    """Compile a pattern, or put together what was compiled before."""
    global _known  # noqa: PLW0603 - one file a process
    if _known is None:
        _known = _read()
    data = _known.get((pattern, flags))
    if data is not None:
        with suppress(Exception):  # made by another version, whatever its name
            made: regex.Pattern[str] = _rebuild()(*_Plain(io.BytesIO(data)).load())
            return made
    made = regex.compile(pattern, flags)
    _new[pattern, flags] = pickle.dumps(_parts(made)[1])
    return made


def keep_compiled() -> None:
    """Write down what this process had to compile."""
    if not _new:
        return
    known = {**(_known or {}), **_new}
    if len(known) > _MOST:
        known = dict(_new)
    _new.clear()
    data = pickle.dumps(known)
    path = _path()
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(blake2b(data, digest_size=_SUM).digest() + data)
        os.replace(temporary, path)


def _read() -> dict[tuple[str, int], bytes]:
    with suppress(Exception):  # missing or damaged: there is nothing to be told
        raw = _path().read_bytes()
        if blake2b(raw[_SUM:], digest_size=_SUM).digest() == raw[:_SUM]:
            return dict(_Plain(io.BytesIO(raw[_SUM:])).load())
    return {}


def _path() -> Path:
    folder = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    name = f"patterns-{regex.__version__}-{sys.implementation.cache_tag}"
    return Path(folder) / "claimx" / name


class _Plain(pickle.Unpickler):
    """Reads lists, dictionaries, texts and numbers, and nothing that would have to be called."""

    def find_class(self, module_name: str, global_name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is no plain data")


def _parts(pattern: regex.Pattern[str]) -> tuple[Any, tuple[Any, ...]]:
    """Take a pattern apart as `pickle` does: what makes it, and from what."""
    parts: tuple[Any, tuple[Any, ...]] = copyreg.dispatch_table[type(pattern)](pattern)  # type: ignore[assignment]
    return parts


def _rebuild() -> Any:
    return _parts(regex.compile(""))[0]
