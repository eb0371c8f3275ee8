"""What is lost when a file is read: keys that stand twice, ids that stand in two files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from claimx.rules.check_places import shown
from claimx.rules.lint import Finding
from claimx.rules.load import Loader, shipped_rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def lint_files(folders: Sequence[str]) -> Iterator[Finding]:
    """Look through the shipped rules and each overlay; between them the same id is no fault but the point."""
    for folder in (shipped_rules(), *map(Path, folders)):
        first: dict[str, str] = {}
        for path in sorted(folder.rglob("*.yaml")):
            kind = path.relative_to(folder).parts[0]
            root = yaml.compose(path.read_bytes(), Loader=Loader)
            yield from _repeated_keys(root, path, f"{kind}.{path.stem}", kind, ())
            for key, where in _ids(root, path):
                rule_id = f"{kind}.{key}"
                if rule_id in first:
                    yield Finding(
                        severity="error",
                        code="duplicate-id",
                        rule=rule_id,
                        where=where,
                        message=f"{rule_id} stands at {first[rule_id]} already, and this one hides it",
                    )
                first.setdefault(rule_id, where)


def _ids(root: yaml.Node | None, path: Path) -> Iterator[tuple[str, str]]:
    """Yield the key and place of each rule in a file."""
    if not isinstance(root, yaml.MappingNode):
        return
    keys = {key.value: value for key, value in root.value}
    group = keys.get("rules")
    if "why" in keys or not isinstance(group, yaml.MappingNode):
        yield path.stem, f"{shown(path)}:1:1"
        return
    seen = set()
    for key, _ in group.value:
        if key.value not in seen:  # a key that stands twice is reported as such
            yield key.value, _place(path, key)
        seen.add(key.value)


def _repeated_keys(
    node: yaml.Node | None, path: Path, rule_id: str, kind: str, above: tuple[str, ...]
) -> Iterator[Finding]:
    """Report keys that stand twice in one mapping: YAML keeps the last and says nothing."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, path, rule_id, kind, above)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        own = f"{kind}.{key.value}" if above == ("rules",) else rule_id
        if key.value in seen:
            yield Finding(
                severity="error",
                code="duplicate-key",
                rule=own,
                where=_place(path, key),
                message=f"{key.value!r} stands twice here; only the last one counts",
            )
        seen.add(key.value)
        yield from _repeated_keys(value, path, own, kind, (*above, str(key.value)))


def _place(path: Path, node: yaml.Node) -> str:
    return f"{shown(path)}:{node.start_mark.line + 1}:{node.start_mark.column + 1}"
