"""Output that is whole or not there: written beside its place under another name, then moved in."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from claimx.errors import ClaimxError
from claimx.runs.output import is_special, writing

STDOUT = "-"


@contextmanager
def open_output(target: str, *, binary: bool = False) -> Iterator[BinaryIO]:
    """Give the stream to write to; a file appears only when the block has ended well."""
    if target == STDOUT:
        if binary and sys.stdout.isatty():
            raise ClaimxError("binary output does not go to a terminal", hint="name a file with -o")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    elif is_special(target):
        with writing(target), Path(target).open("wb") as stream:
            yield stream
    else:
        with _replacing(Path(target)) as stream:
            yield stream


@contextmanager
def open_folder(target: str) -> Iterator[Path]:
    """Give an empty folder to fill; it takes the place of ``target`` when the block has ended well.

    A folder that holds anything is refused: annotations in it would be lost.
    """
    path = Path(target)
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise ClaimxError("exists and is not an empty folder", where=target, hint="name a new one")
    with writing(target):
        folder = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        with writing(target):
            yield folder
            folder.chmod(0o777 & ~_umask())
            if path.exists():
                path.rmdir()
            folder.replace(path)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    with writing(str(path)):
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with writing(str(path)):
            with os.fdopen(handle, "wb") as stream:
                yield stream
            temporary.chmod(_mode(path))
            temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file gets."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
