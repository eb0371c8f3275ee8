"""How likely a record is right: the probability that content and speaker both are.

The probability is that of the rule that found the content times that of the rule that named the speaker,
each the share of right records counted on gold and smoothed towards the mean (``training/calibrate.py`` makes the
table; the model card and ``claimx eval`` show how well it holds).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import orjson

from claimx.models import Speaker

# Unseen outlets are harder than the corpus on which the shares were counted.
_LOWEST, _HIGHEST = 0.05, 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Shares of right records: by attribution rule, by the way the speaker was named, and over all."""

    content: Mapping[str, float]
    speaker: Mapping[str, float]
    content_mean: float
    speaker_mean: float
    unseen: float


@cache
def load_table() -> Table:
    """Read the table that comes with the package."""
    return Table(**orjson.loads((files("claimx") / "data" / "confidence.json").read_bytes()))


def speaker_key(rules: Sequence[str], speaker: Speaker | None) -> str:
    """The way in which a speaker was named: the rule, and whether the name is a single word or has a role."""
    rule = next((rule for rule in rules if rule.startswith("speaker.")), "none")
    if speaker is None or speaker.name is None:
        return f"{rule}/null"
    size = "word" if len(speaker.name.split()) == 1 else "name"
    return f"{rule}/{speaker.kind}/{size}/{'role' if speaker.role else 'bare'}"


def confidence(rules: Sequence[str], speaker: Speaker | None, table: Table) -> float:
    """Return the probability, to two decimals, that content and speaker of a record are right."""
    content = table.content.get(rules[0] if rules else "", table.content_mean)
    key = speaker_key(rules, speaker)
    named = table.speaker.get(key, table.speaker.get(key.rsplit("/", 1)[0], table.speaker_mean))
    return round(min(max(content * named * table.unseen, _LOWEST), _HIGHEST), 2)
