"""Reading runs: plain, compressed, piped; the first bad line is named and ends the reading."""

from __future__ import annotations

import gzip
import io
import sys
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from claimx.errors import ClaimxError
from claimx.inputs.streams import zstd_module
from claimx.review.load import by_document, read_records, read_run


def test_a_run_is_read_back_as_it_was_written(data: Path) -> None:
    """Reading and writing a run changes no value."""
    lines = (data / "run.jsonl").read_bytes().splitlines()
    assert [orjson.loads(orjson.dumps(r)) for r in read_records(str(data / "run.jsonl"))] == [
        orjson.loads(line) for line in lines
    ]


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_compressed_runs_are_read_by_their_name(data: Path, tmp_path: Path, suffix: str) -> None:
    """A .gz or .zst file gives the same records as the plain one."""
    raw = (data / "run.jsonl").read_bytes()
    path = tmp_path / f"run.jsonl{suffix}"
    path.write_bytes(gzip.compress(raw) if suffix == ".gz" else zstd_module().compress(raw))
    assert list(read_run(str(path))) == list(read_run(str(data / "run.jsonl")))


def test_a_dash_is_standard_input(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``-`` reads what is piped in."""
    stream = io.TextIOWrapper(io.BytesIO((data / "run.jsonl").read_bytes()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert list(read_records("-")) == list(read_records(str(data / "run.jsonl")))


def test_blank_lines_and_a_byte_order_mark_are_passed_over(make, tmp_path: Path) -> None:
    """Lines keep the numbers that an editor shows."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(
        b"\xef\xbb\xbf" + orjson.dumps(make()) + b"\n\n" + orjson.dumps(make(5, 9)) + b"\n"
    )
    assert [number for number, _ in read_run(str(path))] == [1, 3]


BAD = {
    "cut short": (lambda line: line[:200], "run.jsonl:2: not JSON: .* .the file may be cut short"),
    "not JSON": (lambda _: b"hello\n", "run.jsonl:2: not JSON: "),
    "not an object": (lambda _: b"[1]\n", "run.jsonl:2: not a JSON object"),
    "gold": (
        lambda _: b'{"doc":"a","text":"b","records":[]}\n',
        "2: this is a gold document, not claimx.v1",
    ),
    "a decision": (
        lambda _: b'{"schema":"claimx.decision.v1"}\n',
        "2: this is claimx.decision.v1, not claimx.v1",
    ),
    "another version": (
        lambda line: line.replace(b"claimx.v1", b"claimx.v2"),
        "2: this is claimx.v2, not claimx.v1",
    ),
    "a wrong type": (
        lambda line: line.replace(b'"start":0', b'"start":"0"'),
        "2: content.start: input should be",
    ),
    "an unknown value": (
        lambda line: line.replace(b'"direct"', b'"oblique"'),
        "2: type: input should be 'direct'",
    ),
    "invalid UTF-8": (lambda line: line.replace(b"Budi", b"Bu\xffi"), "2: not JSON: "),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "message"), BAD.values(), ids=BAD)
def test_a_bad_line_is_named(make, tmp_path: Path, spoil, message: str) -> None:
    """One line says which line of which file is wrong, and in what."""
    path = tmp_path / "run.jsonl"
    line = orjson.dumps(make()) + b"\n"
    path.write_bytes(line + spoil(line))
    with pytest.raises(ClaimxError, match=message) as caught:
        list(read_run(str(path)))
    assert "\n" not in str(caught.value)


def test_a_cut_gzip_names_the_place(data: Path, tmp_path: Path) -> None:
    """A download that broke off is no shorter run."""
    path = tmp_path / "run.jsonl.gz"
    path.write_bytes(gzip.compress((data / "run.jsonl").read_bytes())[:-40])
    with pytest.raises(ClaimxError, match=r"run.jsonl.gz:\d+: cannot be read on: .*cut short"):
        list(read_run(str(path)))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A mistyped name is an error that holds the name."""
    with pytest.raises(ClaimxError, match=r"no.jsonl: No such file"):
        list(read_run(str(tmp_path / "no.jsonl")))


def test_records_come_by_document(make) -> None:
    """Records of one document that stand together are one group."""
    records = [make(), make(20, 30), replace(make(), doc=replace(make().doc, id="b"))]
    assert [(doc, len(group)) for doc, group in by_document(records)] == [("a", 2), ("b", 1)]
