"""How records lie on disk: plain, gzip or Zstandard, in blocks that stand alone.

A block is a complete gzip member or Zstandard frame; blocks in a row are a valid file. So a run can be
cut off after any block and continued, and where blocks end depends on the records alone.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import dataclass

from claimx.errors import ClaimxError
from claimx.inputs.streams import zstd_module

BLOCK_BYTES = 256 * 1024  # of records before compression
SUFFIXES = ("jsonl", "jsonl.gz", "jsonl.zst", "parquet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codec:
    """``encode`` turns a block into bytes; ``block`` is its least size, 0 for no blocks at all."""

    name: str
    encode: Callable[[bytes], bytes]
    block: int


def codec_for(name: str | None, to: str | None = None) -> Codec:
    """Choose by the output's name, or by ``to`` where it is given."""
    kind = to or _by_name(name or "")
    if kind == "jsonl.gz":
        return Codec(name=kind, encode=_gzip, block=BLOCK_BYTES)
    if kind == "jsonl.zst":
        return Codec(name=kind, encode=_zstd, block=BLOCK_BYTES)
    if kind not in SUFFIXES:
        raise ClaimxError(f"unknown output format {kind}", hint=f"known: {', '.join(SUFFIXES)}")
    return Codec(name=kind, encode=bytes, block=0)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, compresslevel=6, mtime=0)


def _zstd(data: bytes) -> bytes:
    packed: bytes = zstd_module().compress(data, 6)
    return packed


def _by_name(name: str) -> str:
    lowered = name.lower()
    if lowered.endswith((".parquet", ".pq")):
        return "parquet"
    if lowered.endswith(".gz"):
        return "jsonl.gz"
    return "jsonl.zst" if lowered.endswith(".zst") else "jsonl"
