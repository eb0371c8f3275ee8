"""What two rule sets differ in, and which texts that can concern.

A word list says something about the words that stand in it, wherever they stand in a text, and nothing
about a text that has none of them. So of two lists the words count that only one of them has.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from claimx.rules.load import RuleSet
from claimx.rules.schema import LexiconRule

# What a rule shows and explains changes nothing that it does.
_SAID_ONLY = {"why", "enabled", "examples", "counter", "todo"}
_MARKS = re.compile(r"[\W_]+")
_DOTLESS = str.maketrans("ı", "i")  # one letter to `regex`, whatever the case
# A word list compared otherwise than word by word: approximate matches, parts of words, other columns.
_APPROXIMATE = re.compile(r"(?<!\\[pPN])\{(?![\d,])")
_LITERAL = frozenset({"ORTH", "TEXT", "LOWER"})
_AROUND = frozenset({"IN", "NOT_IN", "RIGHT_ATTRS"})

Plain = dict[str, Any]


def plain_rules(rules: RuleSet) -> Plain:
    """Return all that a rule set does, as it goes into JSON: the rules that are on, and the word lists."""
    return {
        "rules": {
            entry.id: json.loads(entry.rule.model_dump_json(exclude=_SAID_ONLY))
            for entry in rules.entries.values()
            if entry.rule.enabled and not isinstance(entry.rule, LexiconRule)
        },
        "words": {name: list(map(list, words.items())) for name, words in rules.lexicon.items()},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a change of rules can concern.

    ``everything`` is any text. Else those that hold one of the words, squeezed, and those in which one of the
    attribution rules matches something else than before.
    """

    everything: bool = False
    words: frozenset[str] = frozenset()
    attribution: frozenset[str] = frozenset()


EVERYTHING = Changes(everything=True)


def changes(old: Plain, new: Plain) -> Changes:
    """Compare two rule sets as `plain_rules` gives them; whatever is not sure to be harmless is everything."""
    before, after = old["rules"], new["rules"]
    changed = {
        rule_id
        for rule_id in before.keys() | after.keys()
        if before.get(rule_id) != after.get(rule_id)
    }
    for rule_id in changed:
        versions = [rules[rule_id] for rules in (before, after) if rule_id in rules]
        if not rule_id.startswith("attribution.") or any(
            rule["engine"] != "matcher" for rule in versions
        ):
            return EVERYTHING
    if old["words"].keys() != new["words"].keys():
        return EVERYTHING
    words: set[str] = set()
    for name, entries in old["words"].items():
        ours, theirs = ([tuple(pair) for pair in pairs] for pairs in (entries, new["words"][name]))
        common = set(ours) & set(theirs)
        if [pair for pair in ours if pair in common] != [pair for pair in theirs if pair in common]:
            return EVERYTHING  # another order
        for form, _ in {*ours, *theirs} - common:
            words.update(squeeze(word) for word in form.split())
    if words and any(
        _compares_loosely(rule) for rules in (before, after) for rule in rules.values()
    ):
        return EVERYTHING
    return Changes(words=frozenset(words), attribution=frozenset(changed))


def squeeze(text: str) -> str:
    """Leave of a text its letters and digits, without case and accents: what no comparison of words looks behind."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_DOTLESS)
    return _MARKS.sub("", plain)


def _compares_loosely(rule: Mapping[str, Any]) -> bool:
    """Tell a rule that may find in a text what a word list only resembles."""
    pattern = rule.get("pattern", "")
    if isinstance(pattern, str):
        return "$" in pattern and _APPROXIMATE.search(pattern) is not None
    return any(
        len(columns := [key for key in keys if key not in _AROUND]) != 1
        or columns[0] not in _LITERAL
        for keys, text in _texts(pattern)
        if text.startswith("$")
    )


def _texts(value: Any, keys: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield every text in nested data with the keys that lead to it."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*keys, key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner, keys)
