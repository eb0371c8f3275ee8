"""Records and gold made by hand, and the frozen data beside this file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson
import pytest

from claimx.models import Content, Context, Cue, Document, Record, Speaker, StatementDate

DATA = Path(__file__).parent / "data"
Make = Callable[..., Record]


@pytest.fixture
def data() -> Path:
    """Return the folder of the frozen gold and runs."""
    return DATA


@pytest.fixture
def make() -> Make:
    """Return a function that makes a record from the few things that a test is about."""
    return _make


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., str]:
    """Return a function that writes records, or whatever JSON holds, as lines of a file."""

    def write_lines(name: str, lines: list[Any]) -> str:
        path = tmp_path / name
        path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
        return str(path)

    return write_lines


def _make(
    start: int = 0,
    end: int = 10,
    *,
    text: str | None = None,
    doc: str = "a",
    sha256: str = "",
    path: str | None = None,
    outlet: str | None = None,
    cue: str | None = "kata",
    name: str | None = "Budi Santoso",
    mention: str | None = "Budi",
    role: str | None = None,
    affiliation: str | None = None,
    date: str | None = None,
    **fields: Any,
) -> Record:
    content = text if text is not None else "x" * (end - start)
    speaker = Speaker(
        text=mention, start=end, end=end + 4, mention="short_name", name=name,
        kind="person", role=role, affiliation=affiliation,
    )  # fmt: skip
    values: dict[str, Any] = {
        "id": f"q-{start}-{end}",
        "doc": Document(id=doc, sha256=sha256, path=path, outlet=outlet),
        "type": "direct",
        "content": Content(text=content, start=start, end=end, parts=((start, end),)),
        "cue": Cue(text=cue, lemma=cue, start=end, end=end + len(cue)) if cue else None,
        "speaker": speaker if name or mention else None,
        "date": StatementDate(
            text=date, start=0, end=1, iso=date, precision="day", basis="explicit"
        )
        if date
        else None,
        "context": Context(paragraph=0, prefix="", suffix=""),
        "rules": ("attribution.a",),
        "confidence": 0.9,
    }
    return Record(**(values | fields))
