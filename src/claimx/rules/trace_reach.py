"""How far a pattern comes in a sentence: the first token that does not fit, and what it meets there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimx.rules.match import expand

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.extract.units import Unit
    from claimx.rules.load import RuleSet
    from claimx.rules.schema import AttributionRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """So many tokens of a rule's pattern match in a row; ``token`` is the first that does not.

    ``meets`` is the unit that stands in its place, None at the end of the sentence. ``anchored`` is
    false where what matches says nothing about speech (no quotation, no cue).
    """

    rule: str
    matched: int
    size: int
    token: str
    meets: str | None
    anchored: bool

    def __str__(self) -> str:
        """``2 of 5 tokens fit; then {TAG: CUE} meets NP 'air'``."""
        if self.matched == self.size:
            return "the whole pattern fits"
        if not self.token:
            return "the parse holds nothing like it"
        meets = self.meets or "the end of the sentence"
        return f"{self.matched} of {self.size} tokens fit; then {self.token} meets {meets}"


def reach(
    rule_id: str, rule: AttributionRule, rules: RuleSet, gist: Doc, units: Sequence[Unit]
) -> Reach:
    """Match ever shorter beginnings of the pattern until one fits."""
    from spacy.matcher import Matcher

    pattern, _ = expand(rule_id, rule, rules)
    size = len(pattern)
    if rule.engine != "matcher":
        return Reach(rule=rule_id, matched=0, size=size, token="", meets=None, anchored=False)
    for matched in range(size, 0, -1):
        matcher = Matcher(gist.vocab)
        matcher.add("part", [pattern[:matched]], greedy="LONGEST")
        found = matcher(gist)
        if not found:
            continue
        _, start, end = max(found, key=lambda match: (match[2] - match[1], -match[1]))
        return Reach(
            rule=rule_id,
            matched=matched,
            size=size,
            token=written(rule.pattern[matched]) if matched < size else "",
            meets=_meets(end - 1, units) if matched < size else None,
            anchored=any(u.tag in ("CUE", "QUOTE") for u in units[max(start - 1, 0) : end - 1]),
        )
    return Reach(
        rule=rule_id,
        matched=0,
        size=size,
        token=written(rule.pattern[0]),
        meets=_meets(0, units),
        anchored=False,
    )


def _meets(number: int, units: Sequence[Unit]) -> str | None:
    if number >= len(units):
        return None
    unit = units[number]
    extra = (
        ("·full" if unit.full else "·part")
        if unit.tag == "QUOTE"
        else "·PER"
        if unit.person
        else ""
    )
    words = " ".join(token.text for token in unit.tokens) if unit.tag != "QUOTE" else "«»"
    return f"{unit.tag}{extra} {words!r}"


def written(token: Mapping[str, Any]) -> str:
    """Return a token pattern as a rule file has it."""
    return "{" + ", ".join(f"{key}: {_value(value)}" for key, value in token.items()) + "}"


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return written(value)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    text = str(value)
    return text if text[:1].isalnum() or text.startswith("$") else f'"{text}"'
