"""Rule folders written on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Write = Callable[[dict[str, str]], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return a function that writes files of rules, by path, and returns their folder."""
    count = 0

    def write_rules(files: dict[str, str]) -> str:
        nonlocal count
        count += 1
        folder = tmp_path / f"rules{count}"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        return str(folder)

    return write_rules
