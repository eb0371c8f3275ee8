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
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, NoReturn

import regex

_SUM = 16
_MOST = 2000  # entries; an edit of a word list makes some new ones

Key = tuple[str, str, int]

_known: dict[Key, bytes] | None = None
_new: dict[Key, bytes] = {}


def compiled(pattern: str, flags: int) -> regex.Pattern[str]:
    """Compile a pattern, or put together what was compiled before."""
    made: list[regex.Pattern[str]] = []

    def parts() -> tuple[Any, ...]:
        made.append(regex.compile(pattern, flags))
        return _parts(made[0])[1]

    known = kept("compiled", pattern, flags, parts)
    return made[0] if made else _rebuild()(*known)


def kept(kind: str, pattern: str, flags: int, make: Callable[[], Any]) -> Any:
    """Return what was made of a pattern before, in this run or another, or make it: plain data."""
    global _known  # noqa: PLW0603 - one file a process
    if _known is None:
        _known = _read()
    key = kind, pattern, flags
    if key in _known:
        with suppress(Exception):  # damaged in some way that its checksum does not show
            return _Plain(io.BytesIO(_known[key])).load()
    made = make()
    _new[key] = pickle.dumps(made)
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


def _read() -> dict[Key, bytes]:
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


@cache
def _rebuild() -> Any:
    return _parts(regex.compile(""))[0]
