"""Where in its file a rule, or a part of it, stands."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from textwrap import dedent

import yaml

from claimx.rules.load import Entry, Loader, position


def place(entry: Entry, *path: str | int) -> str:
    """Return ``path:line:column`` of a part of a rule, such as ``examples, 0``; of the rule without one."""
    node, grouped = _tree(entry.path)
    here = ("rules", entry.id.partition(".")[2]) if grouped else ()
    line, column = position(node, (*here, *path)) if here or path else (entry.line, 1)
    return f"{shown(entry.path)}:{line}:{column}"


def source(entry: Entry) -> str:
    """Return the lines of the file in which a rule is written."""
    node, grouped = _tree(entry.path)
    text = entry.path.read_text(encoding="utf-8")
    if not grouped or not isinstance(node, yaml.MappingNode):
        return text
    wanted = entry.id.partition(".")[2]
    rules = next(value for key, value in node.value if key.value == "rules")
    for key, value in rules.value:
        if key.value == wanted:
            lines = text.splitlines(keepends=True)[key.start_mark.line : value.end_mark.line]
            return dedent("".join(lines)).rstrip() + "\n"
    return text


def shown(path: Path) -> str:
    """Return a path as a user names it: from the working folder where it lies below that."""
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)


@lru_cache(maxsize=256)
def _tree(path: Path) -> tuple[yaml.Node | None, bool]:
    """Read a file as nodes, and whether it holds several rules under ``rules:``."""
    node: yaml.Node | None = yaml.compose(path.read_bytes(), Loader=Loader)
    keys = {key.value for key, _ in node.value} if isinstance(node, yaml.MappingNode) else set()
    return node, "rules" in keys and "why" not in keys
