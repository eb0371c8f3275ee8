"""Files appear whole or not at all, in every format, whatever happens to the disk."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
from typing import TYPE_CHECKING

import orjson
import pyarrow.parquet as pq
import pytest

from claimx.errors import ClaimxError
from claimx.inputs import InputOptions
from claimx.inputs.streams import zstd_module
from claimx.runs.codecs import codec_for
from claimx.runs.output import Blocks

from .conftest import COMMAND, environment, leftovers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_formats_hold_the_same_records(
    corpus: Callable, run_here: Callable, tmp_path: Path
) -> None:
    """JSON Lines, gzip, Zstandard and Parquet say the same."""
    path = corpus(60)
    for name in ("a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.parquet"):
        run_here(path, output=tmp_path / name, input=InputOptions(keep_fields=("id",)))
    plain = (tmp_path / "a.jsonl").read_bytes()
    assert gzip.decompress((tmp_path / "a.jsonl.gz").read_bytes()) == plain
    assert zstd_module().decompress((tmp_path / "a.jsonl.zst").read_bytes()) == plain
    rows = pq.read_table(tmp_path / "a.parquet").to_pylist()
    for row, line in zip(rows, plain.splitlines(), strict=True):
        assert {**row, "extra": json.loads(row["extra"])} == json.loads(line)
    assert len(rows) == 120
    assert leftovers(tmp_path) == []


def test_blocks_depend_on_lines_alone() -> None:
    """However lines come in, blocks of the same lines are the same bytes."""
    line = orjson.dumps({"x": "y" * 1000}) + b"\n"
    codec = codec_for("a.jsonl.gz")
    blocks = Blocks(codec)
    packed = b"".join(blocks.add(line * 10) for _ in range(100)) + blocks.rest()
    assert gzip.decompress(packed) == line * 1000
    assert packed.count(b"\x1f\x8b\x08") >= 4


@pytest.mark.parametrize("to", ["stdout", "file", "errors"])
def test_a_full_device_is_one_clear_error(to: str, corpus: Callable, tmp_path: Path) -> None:
    """``/dev/full`` takes nothing: exit code 2 and the name of the file."""
    path = corpus(40, {3: "ERROR"})
    command = [*COMMAND, str(path), "--quiet"]
    if to == "file":
        command += ["-o", "/dev/full"]
    if to == "errors":
        command += ["-o", str(tmp_path / "out"), "--errors", "/dev/full"]
    with open("/dev/full" if to == "stdout" else os.devnull, "wb") as out:
        done = subprocess.run(
            command, stdout=out, stderr=subprocess.PIPE, env=environment(), check=False, timeout=60
        )
    assert done.returncode == 2
    name = b"standard output" if to == "stdout" else b"/dev/full"
    assert done.stderr == b"claimx: " + name + b": cannot write: No space left on device\n"
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet"])
def test_a_full_disk_leaves_no_half_file(name: str, corpus: Callable, tmp_path: Path) -> None:
    """When the disk is full, what was there before is still there, and nothing else."""
    (tmp_path / name).write_bytes(b"before")
    done = subprocess.run(
        [*COMMAND, str(corpus(500)), "-o", str(tmp_path / name), "--workers", "1"],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert done.returncode == 2
    assert b"cannot write" in done.stderr
    assert name.encode() in done.stderr
    assert leftovers(tmp_path) == []
    assert (tmp_path / name).read_bytes() == b"before"


def test_an_output_in_no_folder_is_an_error(
    corpus: Callable, run_here: Callable, tmp_path: Path
) -> None:
    """The folder is not made unasked."""
    with pytest.raises(ClaimxError, match="No such file or directory"):
        run_here(corpus(1), output=tmp_path / "tiada" / "out")


def test_a_run_that_finds_nothing_writes_an_empty_file(run_here: Callable, tmp_path: Path) -> None:
    """No records is a result too."""
    (tmp_path / "a.txt").write_text("tiada apa-apa", "utf-8")
    for name in ("out.jsonl", "out.jsonl.gz", "out.parquet"):
        run_here(tmp_path / "a.txt", output=tmp_path / name)
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()) == b""
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_parquet_without_pyarrow_fails_before_the_work(
    corpus: Callable, run_here: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody learns after a night that the output cannot be written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(ClaimxError, match=r"claimx\[parquet\]"):
        run_here(corpus(1), output=tmp_path / "a.parquet")
    assert leftovers(tmp_path) == []
