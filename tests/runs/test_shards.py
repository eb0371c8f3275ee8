"""Shards for any scheduler: each a unit of its own, with a mark when it is done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from claimx.errors import ClaimxError
from claimx.inputs import InputOptions
from claimx.runs.show import summary
from claimx.runs.tally import Tally

from .conftest import leftovers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_shards_are_the_whole(corpus: Callable, run_here: Callable, tmp_path: Path) -> None:
    """The records of all shards together are those of one run."""
    path, folder = corpus(300), tmp_path / "shards"
    run_here(path, output=tmp_path / "whole")
    for number in (1, 2, 3):
        run_here(path, output=f"{folder}/", input=InputOptions(shard=(number, 3)))
    names = sorted(p.name for p in folder.iterdir())
    assert names == [
        f"shard-0000{n}-of-00003.{end}" for n in (1, 2, 3) for end in ("done", "jsonl")
    ]
    lines = [line for p in folder.glob("*.jsonl") for line in p.read_bytes().splitlines()]
    assert sorted(lines) == sorted((tmp_path / "whole").read_bytes().splitlines())


def test_a_done_shard_is_not_done_again(
    corpus: Callable, run_here: Callable, tmp_path: Path
) -> None:
    """With ``resume`` a marked shard is passed over, and its counts are told; a changed one is done."""
    path, folder = corpus(100), tmp_path / "shards"
    folder.mkdir()
    options = {"output": folder, "input": InputOptions(shard=(2, 2)), "resume": True}
    first = run_here(path, **options)
    out = folder / "shard-00002-of-00002.jsonl"
    out.write_bytes(b"kept")
    assert run_here(path, **options) == first
    assert out.read_bytes() == b"kept"
    path.write_bytes(path.read_bytes() + b'{"text": "x"}\n')
    run_here(path, **options)
    assert out.read_bytes() != b"kept"


def test_the_mark_tells_the_counts(corpus: Callable, run_here: Callable, tmp_path: Path) -> None:
    """A scheduler, or a person, sees what a shard gave."""
    run_here(corpus(10, {3: "ERROR"}), output=f"{tmp_path}/shards/", to="jsonl.gz")
    mark = json.loads((tmp_path / "shards" / "shard-00001-of-00001.done").read_text())
    assert mark["tally"]["documents"] == 9
    assert mark["tally"]["failed"] == 1
    assert mark["tally"]["types"] == {"direct": 9, "indirect": 9}
    assert (tmp_path / "shards" / "shard-00001-of-00001.jsonl.gz").exists()


def test_a_shard_that_stops_has_no_mark(
    corpus: Callable, run_here: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mark comes after the output, or not at all."""

    def fail(*args: object) -> None:
        raise ClaimxError("no")

    monkeypatch.setattr("claimx.runs.output.os.replace", fail)
    with pytest.raises(ClaimxError):
        run_here(corpus(10), output=f"{tmp_path}/shards/")
    assert list((tmp_path / "shards").iterdir()) == []
    assert leftovers(tmp_path) == []


def test_counts(corpus: Callable, run_here: Callable, tmp_path: Path) -> None:
    """Documents, records by type, speakers without a name, failed and skipped ones are counted."""
    english = "The minister said on Monday that the port will open next month for all ships. " * 3
    path = corpus(40, {1: "?: siapa", 2: "ERROR", 3: english})
    tally = run_here(path, output=tmp_path / "out", input=InputOptions(skip_foreign=True))
    assert tally == Tally(
        documents=38, failed=1, skipped=1, unresolved=1, types={"direct": 37, "indirect": 38}
    )
    assert summary(tally) == (
        "38 documents · 75 records (37 direct, 38 indirect) · 1 without a named speaker"
        " · 1 skipped · 1 failed"
    )


def test_marked_duplicates_are_flagged_in_the_records(
    corpus: Callable, run_here: Callable, tmp_path: Path
) -> None:
    """The flag of an input is the flag of its records."""
    path = corpus(50, {10: "Budi: sama", 40: "Budi: sama\n"})
    run_here(path, output=tmp_path / "out", input=InputOptions(mark_duplicates=True))
    records = map(json.loads, (tmp_path / "out").read_bytes().splitlines())
    flagged = [r for r in records if r["flags"]]
    assert [(r["doc"]["id"], r["flags"]) for r in flagged] == [("d40", ["duplicate"])]
