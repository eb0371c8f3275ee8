"""Whole articles give the records that stand in ``tests/golden``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
import pytest
from tests.golden import TEXTS, records_of

if TYPE_CHECKING:
    from pathlib import Path

    from claimx.pipeline import Extractor

by_article = pytest.mark.parametrize("text", TEXTS, ids=[text.stem for text in TEXTS])


def differences(expected: bytes, found: bytes) -> list[str]:
    """Return what differs, a field a line; records are told apart by their ids."""
    old, new = (
        {r["id"]: r for r in map(orjson.loads, lines.splitlines())} for lines in (expected, found)
    )
    out = [f"gone: {old[key]['content']['text']}" for key in old.keys() - new.keys()]
    out += [f"new: {new[key]['content']['text']}" for key in new.keys() - old.keys()]
    for key in sorted(old.keys() & new.keys()):
        fields = [field for field in new[key] if new[key][field] != old[key].get(field)]
        out += [f"{key} {field}: {old[key].get(field)} -> {new[key][field]}" for field in fields]
    return out


@pytest.mark.model
@by_article
def test_records(text: Path, extractor: Extractor) -> None:
    """A difference is a mistake or an improvement: look, then ``python -m tests.golden`` rewrites."""
    expected, found = text.with_suffix(".jsonl").read_bytes(), records_of(text, extractor)
    assert differences(expected, found) == []
    assert found == expected


@by_article
def test_golden_lines_are_records(text: Path) -> None:
    source = text.read_text(encoding="utf-8")
    for line in text.with_suffix(".jsonl").read_bytes().splitlines():
        found = orjson.loads(line)
        assert list(found) == sorted(found)
        span = found["content"]
        assert source[span["start"] : span["end"]] == span["text"]


def test_there_are_some() -> None:
    assert len(TEXTS) >= 4
