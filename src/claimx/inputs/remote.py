"""Files behind a URL (``s3://``, ``gs://``, ``https://``, ...), by way of fsspec."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from claimx.errors import ClaimxError

_URL = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_url(path: str) -> bool:
    """Tell ``s3://bucket/x`` from a path on this machine."""
    return _URL.match(path) is not None


def listing(url: str, wanted: Callable[[str], object]) -> Iterator[tuple[str, str, int, str]]:
    """Yield (URL, path below ``url``, size, version) of one file, or of those ``wanted`` in a folder."""
    system, path = _system(url)
    try:
        folder = system.isdir(path) and not system.isfile(path)
        names = sorted(filter(wanted, system.find(path))) if folder else [path]
        details = [(name, system.info(name)) for name in names]
    except FileNotFoundError as error:
        raise ClaimxError(f"no such file or folder: {url}") from error
    except Exception as error:  # every storage service raises errors of its own
        raise ClaimxError(f"cannot reach {url}: {error}") from error
    root = path.rstrip("/")
    for name, info in details:
        relative = name[len(root) :].lstrip("/") if folder else name.rsplit("/", 1)[-1]
        version = str(info.get("ETag") or info.get("mtime") or info.get("created") or "")
        yield system.unstrip_protocol(name), relative, int(info.get("size") or 0), version


def open_url(url: str) -> BinaryIO:
    """Open a remote file for reading."""
    system, path = _system(url)
    return cast(BinaryIO, system.open(path, "rb"))


def _system(url: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise ClaimxError(
            f"{url} needs remote files", hint="pip install 'claimx[remote]'"
        ) from error
    try:
        system, path = url_to_fs(url)
        return system, path
    except ImportError as error:  # the protocol's own package is missing; fsspec names it
        raise ClaimxError(f"cannot open {url}: {error}") from error
    except ValueError as error:
        raise ClaimxError(f"cannot open {url}: {error}", hint="is the protocol right?") from error
