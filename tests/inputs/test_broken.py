"""A broken file is one clear failure that names it; everything else is read."""

from __future__ import annotations

import gzip
import io
import json
import re
import sys
from typing import TYPE_CHECKING

import pytest

from claimx.errors import ClaimxError, InputError
from claimx.inputs import Failure
from claimx.inputs.streams import zstd_module

from .test_doors import as_csv, as_jsonl, as_parquet, tarred, warc, zipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def cut_off(data: bytes) -> bytes:
    """Drop the second half."""
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """Break some bytes in the middle."""
    middle = len(data) // 2
    return data[:middle] + bytes(b ^ 0x5A for b in data[middle : middle + 40]) + data[middle + 40 :]


LONG = "Budi mengatakan bahwa ia akan datang ke kota itu pada hari Senin. " * 40

BROKEN = {
    "cut.txt.gz": (cut_off(gzip.compress(LONG.encode())), "cut off"),
    "flip.txt.gz": (flipped(gzip.compress(LONG.encode())), "corrupt|cut off"),
    "junk.txt.gz": (b"\x1f\x8b" + bytes(range(100)), "corrupt|cannot read"),
    "cut.txt.zst": (cut_off(zstd_module().compress(LONG.encode())), "cut off"),
    "flip.txt.zst": (flipped(zstd_module().compress(LONG.encode())), "corrupt|cut off"),
    "cut.parquet": (cut_off(as_parquet(LONG)), "Parquet"),
    "flip.parquet": (b"PAR1" + bytes(40) + b"PAR1", "Parquet"),
    "junk.txt": (bytes(range(256)) * 8, "not text"),
    "junk.parquet": (bytes(range(256)) * 8, "Parquet"),
    "cut.zip": (cut_off(zipped({"a.txt": LONG.encode()})), "zip"),
    "cut.tar": (cut_off(tarred({"a.txt": LONG.encode() * 9})), "tar|cut off|end of data"),
    "cut.json": (cut_off(json.dumps([{"text": LONG}]).encode()), "JSON"),
    "cut.warc.gz": (cut_off(warc(f"<html><p>{LONG}</p></html>", gzipped=True)), "cut off|archive"),
    "list.json": (b'["satu", "dua"]', "no object"),
    "none.csv": (b"a,b\n1,2\n", "no text field among: a, b"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_fails_alone(name: str, tmp_path: Path, read: Callable, text: str) -> None:
    """The failure names the file and the reason; the files before and after it are read."""
    data, reason = BROKEN[name]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "aaa.txt").write_text(text, "utf-8")
    (tmp_path / "zzz.txt").write_text(text, "utf-8")
    first, *failures, last = read(tmp_path)
    assert first.text == last.text == text
    assert failures
    for failure in failures:
        assert isinstance(failure, Failure)
        assert isinstance(failure.error, InputError)
        assert failure.error.where.startswith(str(tmp_path / name))
    assert re.search(reason, str(failures[0].error))
    assert "\n" not in str(failures[0].error)


def test_half_a_web_archive_record(tmp_path: Path, read: Callable, page: str, text: str) -> None:
    """The pages before the cut are read; the half one is a failure, not half an article."""
    whole = warc(page)
    second = whole.rindex(b"<article>".decode().encode("utf-16-le")[:4])
    (tmp_path / "a.warc").write_bytes(whole[: second + 200])
    first, failure = read(tmp_path)
    assert first.text.endswith(text.strip().split("\n")[-1])
    assert "cut off" in str(failure.error)


def test_a_broken_line_fails_with_its_number(tmp_path: Path, read: Callable, text: str) -> None:
    """Lines before and after a broken one are read."""
    lines = [
        as_jsonl(text),
        b'{"text": "satu\n',
        b"[1, 2]\n",
        b"\n",
        b'{"id": 5}\n',
        as_jsonl(text),
    ]
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(lines))
    first, *failures, last = read(path)
    assert first.text == last.text == text
    assert [f.error.where for f in failures] == [f"{path}:{n}" for n in (2, 3, 5)]
    assert [f.id for f in failures] == ["a:2", "a:3", "a:5"]
    assert "broken JSON" in str(failures[0].error)
    assert "no JSON object" in str(failures[1].error)
    assert "no text field among: id" in str(failures[2].error)


def test_rows_before_a_cut_are_read(tmp_path: Path, read: Callable, text: str) -> None:
    """A compressed archive that is cut off loses only what is missing."""
    data = gzip.compress(b"".join(as_jsonl(f"{n} {text}") for n in range(2000)))
    (tmp_path / "a.jsonl.gz").write_bytes(cut_off(data))
    *articles, failure = read(tmp_path)
    assert len(articles) > 500
    assert isinstance(failure, Failure)
    assert "cut off" in str(failure.error)


def test_a_broken_member_fails_alone(tmp_path: Path, read: Callable, text: str) -> None:
    """One bad file in an archive costs that file."""
    members = {"a.txt": text.encode(), "b.txt.gz": cut_off(gzip.compress(LONG.encode()))}
    members["c.txt"] = text.encode()
    (tmp_path / "a.zip").write_bytes(zipped(members))
    first, failure, last = read(tmp_path)
    assert first.text == last.text == text
    assert failure.path == f"{tmp_path}/a.zip!/b.txt.gz"


def test_archives_without_end_are_refused(tmp_path: Path, read: Callable) -> None:
    """Archives nested too deep are a bomb."""
    data = zipped({"a.txt": b"halo"})
    for _ in range(6):
        data = zipped({"a.zip": data})
    (tmp_path / "a.zip").write_bytes(data)
    (failure,) = read(tmp_path)
    assert "nested too deep" in str(failure.error)


def test_a_bomb_is_refused(
    tmp_path: Path, read: Callable, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document larger than any article is not swallowed."""
    monkeypatch.setattr("claimx.inputs.streams.MAX_DOCUMENT", 1 << 20)
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"a" * (3 << 20)))
    (failure,) = read(tmp_path)
    assert "larger than 1 MB" in str(failure.error)


def test_no_permission(tmp_path: Path, read: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is a failure."""
    (tmp_path / "a.txt").write_text("x", "utf-8")
    monkeypatch.setattr("builtins.open", deny)
    (failure,) = read(tmp_path)
    assert str(failure.error) == f"{tmp_path}/a.txt: cannot read: Permission denied"


def deny(path: str, *args: object) -> None:
    """Refuse as the system does; a test may run as root, whom nothing is refused."""
    raise PermissionError(13, "Permission denied", path)


def test_binary_standard_input(read: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Junk in a pipe is one failure."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(bytes(range(256)) * 9)))
    (failure,) = read("-")
    assert failure.id == "stdin"
    assert "--format" in str(failure.error)


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [("a.parquet", "pyarrow", "parquet"), ("a.warc", "warcio.archiveiterator", "warc")],
)
def test_a_missing_extra_is_named(
    name: str,
    module: str,
    extra: str,
    tmp_path: Path,
    read: Callable,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who lacks an optional package is told which to install."""
    (tmp_path / name).write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, module, None)
    (failure,) = read(tmp_path)
    assert f"pip install 'claimx[{extra}]'" in str(failure.error)


def test_a_missing_remote_extra_is_named(read: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """A URL without fsspec ends at once."""
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(ClaimxError, match=r"claimx\[remote\]"):
        read("s3://bucket/a.txt")


def test_csv_rows_with_too_many_cells(tmp_path: Path, read: Callable, text: str) -> None:
    """A ragged row is read as far as it has names."""
    (tmp_path / "a.csv").write_bytes(as_csv(text) + b"x;y;z;q;w;v;u;t\n")
    first, second = read(tmp_path)
    assert first.text == text
    assert second.text == "v"
