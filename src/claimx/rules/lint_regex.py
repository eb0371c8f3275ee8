"""Regular expressions: groups and lists that do not exist, twins, and patterns that can take for ever."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import regex

from claimx.errors import RuleError
from claimx.extract.phrases import compile_phrase
from claimx.rules.check_examples import examples_of
from claimx.rules.lint import Finding, error, warning
from claimx.rules.lint_blowup import blow_up, nested_repeat
from claimx.rules.regexes import compile_pattern, compile_rule
from claimx.rules.schema import DateRule, PhraseRule, SegmentRule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from claimx.rules.load import Entry, RuleSet

_VARIABLE = regex.compile(r"\$([a-z]++(?:_[a-z]++)*+\.[a-z_]++)")
_PAGE = (
    "published",
    "day",
    "month",
    "year",
    "hour",
    "minute",
    "second",
    "zone",
    "byline",
    "outlet",
    "title",
)
# Named groups that mean something, by kind.
GROUPS: Mapping[str, Collection[str]] = {
    "boilerplate": _PAGE,
    "metadata": (*_PAGE, "credit"),
    "dateline": ("outlet", "place"),
    "date": ("weekday", "day", "month", "year", "count", "unit", "when", "year_when"),
    "phrase": ("via", "addressee", "manner", "cue", "WORD", "TOKEN", "NAME", "OUTLET", "TAIL"),
}


_SHOWN = 24  # characters of a text that blows up


def lint_regexes(entries: Sequence[Entry], rules: RuleSet) -> Iterator[Finding]:
    """Report what is wrong with the regular expressions of the rules."""
    first: dict[tuple[str, ...], str] = {}
    for entry in entries:
        rule = entry.rule
        if not isinstance(rule, SegmentRule | DateRule | PhraseRule):
            continue
        key = (entry.kind, getattr(rule, "scope", ""), getattr(rule, "field", ""), rule.pattern)
        if key in first and rule.enabled:
            yield warning(entry, "shadowed", f"{first[key]} has the same pattern", "pattern")
        first.setdefault(key, entry.id)
        unknown = list(_unknown_lists(entry, rule, rules))
        yield from unknown
        if unknown:
            continue
        try:
            compiled = _compiled(entry, rule, rules)
        except RuleError as fault:
            message = fault.message.removeprefix(f"{entry.id}: pattern: ")
            yield error(entry, "bad-pattern", message, "pattern")
            continue
        yield from _groups(entry, compiled)
        yield from _slow(entry, compiled)


def _unknown_lists(
    entry: Entry, rule: SegmentRule | DateRule | PhraseRule, rules: RuleSet
) -> Iterator[Finding]:
    for name in _VARIABLE.findall(rule.pattern):
        if isinstance(rule, SegmentRule):
            yield error(
                entry, "unknown-list", f"${name}: layout rules take no word lists", "pattern"
            )
        elif name not in rules.lexicon:
            close = get_close_matches(name, rules.lexicon, n=1)
            advice = f"; did you mean ${close[0]}?" if close else ""
            yield error(entry, "unknown-list", f"there is no word list ${name}{advice}", "pattern")


def _compiled(
    entry: Entry, rule: SegmentRule | DateRule | PhraseRule, rules: RuleSet
) -> regex.Pattern[str]:
    """Compile a pattern as the stage that uses it does."""
    if isinstance(rule, SegmentRule):
        return compile_pattern(rule.pattern)
    if isinstance(rule, DateRule):
        return compile_rule(entry.id, rule.pattern, rules)
    return compile_phrase(entry.id, rule.pattern, rules)


def _groups(entry: Entry, compiled: regex.Pattern[str]) -> Iterator[Finding]:
    known = GROUPS[entry.kind]
    for name in compiled.groupindex:
        # A group may also serve the pattern itself: (?P=sep), (?&NAME), (?(opened)...).
        if any(call in compiled.pattern for call in (f"(?P={name})", f"(?&{name})", f"(?({name})")):
            continue
        if name not in known:
            close = get_close_matches(name, known, n=1)
            advice = f"did you mean {close[0]}?" if close else f"known: {', '.join(known)}"
            yield error(
                entry, "bad-capture", f"the group {name!r} means nothing; {advice}", "pattern"
            )


def _slow(entry: Entry, compiled: regex.Pattern[str]) -> Iterator[Finding]:
    inside = nested_repeat(compiled.pattern)
    texts = [example.text for example in examples_of(entry, [])][:1]
    whole = getattr(entry.rule, "scope", None) == "line"
    victim = blow_up(compiled, texts, suspect=inside is not None, whole=whole)
    if victim is not None:
        why = f": {inside}" if inside else ""
        shown = victim if len(victim) < _SHOWN else f"{victim[:_SHOWN]}..."
        message = f"takes for ever on {shown!r}{why}; make the inner one possessive (`++`)"
        yield error(entry, "slow-pattern", message, "pattern")
    elif inside:
        message = f"may take for ever: {inside}; make the inner one possessive (`++`)"
        yield warning(entry, "slow-pattern", message, "pattern")
