"""The public names, and the Python that the documentation shows."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import claimx

ROOT = Path(__file__).parents[1]
# A block of Python and, where one follows, what it prints.
EXAMPLE = re.compile(
    r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL
)


def examples() -> list[object]:
    """Return the blocks of the pages that promise to run by themselves."""
    return [
        pytest.param(code, printed, id=f"{page}:{number}")
        for page in ("README.md", "docs/guide.md")
        for number, (code, printed) in enumerate(
            EXAMPLE.findall((ROOT / page).read_text("utf-8")), 1
        )
        if "import pandas" not in code  # no part of claimx
    ]


@pytest.mark.parametrize("name", claimx.__all__)
def test_a_public_name_is_there(name: str) -> None:
    """Each name of ``__all__`` loads, and ``dir`` shows it."""
    assert getattr(claimx, name) is not None
    assert name in dir(claimx)


def test_no_other_name_is_there() -> None:
    """A name that does not exist fails as in any module."""
    with pytest.raises(AttributeError, match="no attribute 'Claim'"):
        _ = claimx.Claim


def test_star_import_gives_exactly_the_public_names() -> None:
    """What ``from claimx import *`` brings is what ``__all__`` says."""
    names: dict[str, object] = {}
    exec("from claimx import *", names)
    assert names.keys() - {"__builtins__"} == set(claimx.__all__)


@pytest.mark.model
@pytest.mark.parametrize(("code", "printed"), examples())
def test_an_example_of_the_docs_runs(code: str, printed: str) -> None:
    """It runs, and prints what the page says."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == printed
