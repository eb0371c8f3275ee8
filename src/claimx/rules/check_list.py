"""The rules of a set at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from claimx.rules.check_places import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

    from claimx.rules.load import Entry


class Row(TypedDict):
    """What ``claimx rules list`` says of a rule."""

    id: str
    kind: str
    priority: int | None
    enabled: bool
    why: str
    examples: int
    counter: int
    todo: int
    place: str


def row(entry: Entry) -> Row:
    """Sum up one rule."""
    rule = entry.rule
    return Row(
        id=entry.id,
        kind=entry.kind,
        priority=getattr(rule, "priority", None),
        enabled=rule.enabled,
        why=rule.why,
        examples=len(rule.examples),
        counter=len(rule.counter),
        todo=len(rule.todo),
        place=place(entry),
    )


def as_table(rows: Sequence[Row]) -> Table:
    """Return the rules as a table for a terminal; a rule that is off is dim."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD, pad_edge=False, caption=f"{len(rows)} rules", caption_justify="left"
    )
    table.add_column("rule", no_wrap=True)
    table.add_column("priority", justify="right")
    table.add_column("examples", justify="right")
    table.add_column("why", overflow="fold")
    for item in rows:
        kind, _, name = item["id"].partition(".")
        examples = f"{item['examples']}+{item['counter']}" + (
            f" ?{item['todo']}" if item["todo"] else ""
        )
        why = item["why"] if item["enabled"] else f"(off) {item['why']}"
        table.add_row(
            Text.assemble((f"{kind}.", "dim"), name),
            "" if item["priority"] is None else str(item["priority"]),
            examples,
            Text(why),
            style=None if item["enabled"] else "dim",
        )
    return table
