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


@pytest.mark.model
@by_article
def test_records(text: Path, extractor: Extractor) -> None:
    """A difference is a mistake or an improvement: look, then ``python -m tests.golden`` rewrites."""
    expected = [orjson.loads(line) for line in text.with_suffix(".jsonl").read_bytes().splitlines()]
    found = records_of(text, extractor)
    assert [orjson.loads(line) for line in found.splitlines()] == expected
    assert found == text.with_suffix(".jsonl").read_bytes()


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
