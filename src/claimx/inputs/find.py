"""From the paths on a command line to the files below them, in an order that never changes.

Folders are walked twice: once to count, to see which names clash and to take a fingerprint, once
to read. Only clashing names are kept, so a folder of a million pages costs little memory.
"""

from __future__ import annotations

import difflib
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

from claimx.errors import ClaimxError, InputError
from claimx.inputs import remote
from claimx.inputs.items import Failure
from claimx.inputs.kinds import SNIFF_BYTES, format_by_content, format_by_name, split_name

STDIN = "-"
_SNIFFED = frozenset({"html", "warc", "parquet"})  # taken from files whose suffix says nothing
_KNOWN = ".txt .md .html .jsonl .json .csv .tsv .parquet .warc, .gz and .zst of these, .zip, .tar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file to read. ``relative`` is its path below the folder that it was found in."""

    path: str
    relative: str
    size: int = 0
    version: str = ""
    id: str = ""
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the paths hold: how much, a fingerprint of names, sizes and times, and clashing names."""

    paths: tuple[str, ...]
    files: int
    size: int
    fingerprint: str
    stems: frozenset[str]
    relatives: frozenset[str]


def survey(paths: Sequence[str]) -> Survey:
    """Look through the paths once; raise ClaimxError for one that is missing or for nothing to read."""
    paths = _distinct(paths)
    digest = blake2b(digest_size=16)
    files = failures = size = 0
    seen: dict[int, bool] = {}
    for found in _walk_all(paths):
        if isinstance(found, Failure):
            failures += 1
            digest.update(repr((found.path, str(found.error))).encode())
            continue
        files += 1
        size += found.size
        digest.update(repr((found.path, found.size, found.version)).encode())
        key = hash(_stem(found))
        seen[key] = key in seen
    if not files and not failures:
        raise ClaimxError(f"nothing to read in {', '.join(paths)}", hint=f"known kinds: {_KNOWN}")
    clashing = {key for key, twice in seen.items() if twice}
    stems, relatives = _clashes(paths, clashing) if clashing else (frozenset(), frozenset())
    return Survey(
        paths=paths,
        files=files,
        size=size,
        fingerprint=digest.hexdigest(),
        stems=stems,
        relatives=relatives,
    )


def sources(plan: Survey) -> Iterator[Source | Failure]:
    """Yield the files in order, each with an id that no other file of the run has."""
    offset = 0
    for found in _walk_all(plan.paths):
        if isinstance(found, Failure):
            yield replace(found, position=offset)
            continue
        identifier = _stem(found)
        if identifier in plan.stems:
            identifier = _relative_stem(found)
            if identifier in plan.relatives:
                identifier = found.path
        yield replace(found, id=identifier, offset=offset)
        offset += found.size


def _distinct(paths: Sequence[str]) -> tuple[str, ...]:
    """Check that the paths exist, and drop one that is named twice."""
    if not paths:
        raise ClaimxError("nothing to read", hint="give a file, a folder, or - for stdin")
    for path in paths:
        if path != STDIN and not remote.is_url(path) and not os.path.lexists(path):
            raise ClaimxError(f"no such file or folder: {path}", hint=_nearest(path))
    return tuple(dict.fromkeys(paths))


def _nearest(path: str) -> str | None:
    """Guess what a mistyped path meant, from the names beside it."""
    folder, name = os.path.split(path.rstrip("/"))
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return None
    close = difflib.get_close_matches(name, names, n=1)
    return f"did you mean {os.path.join(folder, close[0])}?" if close else None


def _stem(source: Source) -> str:
    return split_name(source.relative)[0]


def _relative_stem(source: Source) -> str:
    return os.path.join(os.path.dirname(source.relative), _stem(source))


def _clashes(paths: Sequence[str], keys: set[int]) -> tuple[frozenset[str], frozenset[str]]:
    """Collect the stems that several files share, and the relative paths that still clash."""
    stems: Counter[str] = Counter()
    relatives: Counter[str] = Counter()
    for found in _walk_all(paths):
        if isinstance(found, Source) and hash(_stem(found)) in keys:
            stems[_stem(found)] += 1
            relatives[_relative_stem(found)] += 1
    return (
        frozenset(name for name, count in stems.items() if count > 1),
        frozenset(name for name, count in relatives.items() if count > 1),
    )


def _walk_all(paths: Sequence[str]) -> Iterator[Source | Failure]:
    for path in paths:
        if path == STDIN:
            yield Source(path=STDIN, relative="stdin")
        elif remote.is_url(path):
            for url, relative, size, version in remote.listing(path, format_by_name):
                yield Source(path=url, relative=relative, size=size, version=version)
        elif os.path.isdir(path):
            yield from _walk(path.rstrip("/") or "/", "", ())
        else:
            yield _file(path, os.path.basename(path))


def _walk(
    folder: str, relative: str, above: tuple[tuple[int, int], ...]
) -> Iterator[Source | Failure]:
    """Walk one folder in name order; a link back to a folder above it is a failure, not a loop."""
    try:
        state = os.stat(folder)
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield failure(folder, error)
        return
    here = (state.st_dev, state.st_ino)
    if here in above:
        message = "this link leads back to a folder above it; it is not followed"
        yield Failure(id=folder, path=folder, error=InputError(message, where=folder))
        return
    for name in names:
        if name.startswith("."):
            continue
        path, below = os.path.join(folder, name), os.path.join(relative, name)
        if os.path.isdir(path):
            yield from _walk(path, below, (*above, here))
        elif _wanted(path):
            yield _file(path, below)


def _wanted(path: str) -> bool:
    """Take files of a known suffix, text without a suffix, and pages under any name."""
    if format_by_name(path):
        return True
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            content = format_by_content(file.read(SNIFF_BYTES))
    except OSError:
        return not os.path.splitext(path)[1]
    return content in _SNIFFED or (content is not None and not os.path.splitext(path)[1])


def _file(path: str, relative: str) -> Source | Failure:
    try:
        state = os.stat(path)
    except OSError as error:
        return failure(path, error)
    return Source(path=path, relative=relative, size=state.st_size, version=str(state.st_mtime_ns))


def failure(path: str, error: OSError) -> Failure:
    """Report a file or folder that the system will not let us read."""
    message = f"cannot read: {error.strerror or error}"
    return Failure(id=path, path=path, error=InputError(message, where=path))
