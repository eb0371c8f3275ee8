"""Regular expressions of rule files: compiled once, searched under a time limit.

The limit only ever meets a pattern that blows up; the shipped ones are linear. It is generous, since
it counts wall time, and what a run yields must not depend on how busy the machine is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from claimx.errors import RuleError
from claimx.rules.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.rules.load import RuleSet

_SECONDS = 20.0
_SECONDS_PER_MILLION = 20.0  # more for longer texts: 5 million characters may take two minutes
_VARIABLE = regex.compile(r"\$([a-z]++(?:_[a-z]++)*+\.[a-z_]++)")


@lru_cache(maxsize=4096)
def compile_pattern(pattern: str, *, lines: bool = False) -> regex.Pattern[str]:
    """Compile a rule's pattern, ``^`` and ``$`` meaning a line's ends with ``lines``; RuleError if broken."""
    try:
        return compiled(pattern, int(regex.VERSION0 | (regex.MULTILINE if lines else 0)))
    except regex.error as error:
        raise RuleError(
            f"not a regular expression: {error}", hint="syntax of the `regex` package"
        ) from None


def with_words(pattern: str, rules: RuleSet) -> str:
    """Put word lists in for their names (``$time.weekday``): the longest words first, any space within."""

    def words(name: regex.Match[str]) -> str:
        forms = sorted(rules.words(name[1]), key=lambda form: (-len(form), form))
        return "(?:" + "|".join(r"\s++".join(map(regex.escape, f.split())) for f in forms) + ")"

    return _VARIABLE.sub(words, pattern)


def compile_rule(rule_id: str, pattern: str, rules: RuleSet) -> regex.Pattern[str]:
    """Compile a rule's pattern without regard to case; a RuleError names the rule's place."""
    try:
        return compile_pattern("(?i)" + with_words(pattern, rules))
    except RuleError as error:
        entry = rules.entries[rule_id]
        raise RuleError(
            f"{rule_id}: pattern: {error.message}",
            where=f"{entry.path}:{entry.line}",
            hint=error.hint,
        ) from error


@dataclass(frozen=True, slots=True)
class ByIdentity:
    """A rule set as a cache key: the same object, not an equal one (it holds dictionaries)."""

    rules: RuleSet

    def __hash__(self) -> int:
        return id(self.rules)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ByIdentity) and other.rules is self.rules


def match_at(
    pattern: regex.Pattern[str], text: str, start: int, end: int
) -> regex.Match[str] | None:
    """Match ``text[start:end]`` from its first character on; what lies before can be looked back at."""
    try:
        return pattern.match(text, start, end, timeout=_SECONDS)
    except TimeoutError:
        raise _too_slow(pattern) from None


def match_whole(
    pattern: regex.Pattern[str], text: str, start: int, end: int
) -> regex.Match[str] | None:
    """Match the whole of ``text[start:end]``."""
    try:
        return pattern.fullmatch(text, start, end, timeout=_SECONDS)
    except TimeoutError:
        raise _too_slow(pattern) from None


def find_all(
    pattern: regex.Pattern[str], text: str, start: int = 0, end: int | None = None
) -> Iterator[regex.Match[str]]:
    """Yield the matches that are not empty, in order."""
    stop = len(text) if end is None else end
    limit = _SECONDS + _SECONDS_PER_MILLION * (stop - start) / 1_000_000
    try:
        for match in pattern.finditer(text, start, stop, timeout=limit):
            if match.end() > match.start():
                yield match
    except TimeoutError:
        raise _too_slow(pattern) from None


def _too_slow(pattern: regex.Pattern[str]) -> RuleError:
    return RuleError(
        f"a regular expression takes too long: {pattern.pattern[:80]}",
        hint="avoid a repeat inside a repeat, such as (a+)+",
    )
