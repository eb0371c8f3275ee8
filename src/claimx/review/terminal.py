"""What the review commands print: tables and texts that no article can break out of."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

# Width where nobody watches: wide enough that no table is folded.
PIPE_WIDTH = 160
# Control characters would steer the reader's terminal; bidirectional marks would reorder the line.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def stdout() -> Console:
    """Return a console on standard output: no markup, no guesses, colour only for a terminal."""
    from rich.console import Console

    watched = sys.stdout.isatty()
    return Console(
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=True,
        width=None if watched else PIPE_WIDTH,
    )


def safe(text: str) -> str:
    """Return text from an article on one line, with nothing in it that a terminal obeys."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\n", " ↵ ").replace("\t", " "))


def styled(*parts: str | tuple[str, str]) -> Text:
    """Join safe pieces of text, each plain or with a style, into one line."""
    from rich.text import Text

    line = Text()
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        line.append(safe(text), style=style)
    return line


def table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1
) -> Table:
    """Return a table: the first ``left`` columns are words, the rest figures."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    grid = Table(
        box=SIMPLE_HEAD,
        title=Text(title) if title else None,
        title_justify="left",
        title_style="bold",
        pad_edge=False,
    )
    for index, column in enumerate(columns):
        grid.add_column(column, justify="left" if index < left else "right", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(safe(cell)) for cell in row))
    return grid
