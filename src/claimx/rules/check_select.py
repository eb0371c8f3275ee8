"""Which rules a command is about: ids, kinds, a pattern."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from claimx.errors import ClaimxError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.rules.load import RuleSet


def select(rules: RuleSet, names: Sequence[str] = (), pattern: str | None = None) -> list[str]:
    """Return the ids of the rules that are named and in whose id ``pattern`` is found.

    A name is an id (``attribution.via-clause``), a kind (``attribution``), or an id without its kind
    where only one rule has it. Without names all are meant. Raises ClaimxError, with the nearest
    name as advice.
    """
    chosen = [i for name in names for i in _named(rules, name)] if names else list(rules.entries)
    if pattern is not None:
        try:
            wanted = re.compile(pattern)
        except re.error as error:
            raise ClaimxError(f"--filter {pattern!r} is no regular expression: {error}") from None
        chosen = [rule_id for rule_id in chosen if wanted.search(rule_id)]
    return list(dict.fromkeys(chosen))


def _named(rules: RuleSet, name: str) -> list[str]:
    if name in rules.entries:
        return [name]
    kind = [i for i, entry in rules.entries.items() if entry.kind == name]
    found = kind or [i for i in rules.entries if i.partition(".")[2] == name]
    if not kind and len(found) > 1:
        raise ClaimxError(f"{name!r} may be any of: {', '.join(found)}")
    if not found:
        known = {*rules.entries, *(i.partition(".")[2] for i in rules.entries)}
        close = get_close_matches(name, sorted(known), n=1)
        hint = f"did you mean {close[0]}?" if close else "`claimx rules list` shows all"
        raise ClaimxError(f"no rule {name!r}", hint=hint)
    return found
