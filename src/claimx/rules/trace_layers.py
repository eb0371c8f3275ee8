"""Where a rule comes from: every folder that has a say in it, and its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.rules.check_places import place, source
from claimx.rules.load import RuleSet, load_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One place in which a rule is written: as shipped, or as an overlay has it."""

    place: str
    what: str
    source: str


def layers(rule_id: str, folders: Sequence[str]) -> list[Layer]:
    """Return the places of a rule, the shipped one first and the one that counts last."""
    found: list[Layer] = []
    before = None
    for depth, rules in enumerate(_stack(folders)):
        entry = rules.entries.get(rule_id)
        if entry is None or (before and entry.path == before.path):
            continue
        if before is None:
            what = "added" if depth else "shipped"
        elif not entry.rule.enabled and before.rule.enabled:
            what = "switched off"
        else:
            what = "changed" if entry.kind == "lexicon" else "replaced"
        found.append(Layer(place=place(entry), what=what, source=source(entry)))
        before = entry
    return found


def _stack(folders: Sequence[str]) -> list[RuleSet]:
    return [load_rules(*folders[:count]) for count in range(len(folders) + 1)]


def highlighted(source: str) -> RenderableType:
    """Return the source in colour, where the terminal has colour."""
    from rich.syntax import Syntax

    return Syntax(source.rstrip(), "yaml", background_color="default", word_wrap=False)
