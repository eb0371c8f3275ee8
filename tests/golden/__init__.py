"""Whole articles and the records that come of them, kept in files that a reviewer can read.

``python -m tests.golden`` rewrites the files: look through what changed before it is committed.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from claimx.models import Article

if TYPE_CHECKING:
    from claimx.pipeline import Extractor

HERE = Path(__file__).parent
TEXTS = sorted(HERE.glob("*.txt"))


def records_of(text: Path, extractor: Extractor) -> bytes:
    """Return the records of an article, one a line with sorted keys, so that a change is a changed line."""
    article = Article(id=text.stem, text=text.read_text(encoding="utf-8"), path=text.name)
    options = orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE
    return b"".join(
        orjson.dumps(asdict(record), option=options) for record in extractor.extract(article)
    )
