"""Regular expressions that take exponential time: seen in their structure, and tried out.

A repeat inside a repeat with nothing between that must be there, ``(\\w+\\s?)+``, can share the same text out
in exponentially many ways, and tries them all where what follows does not fit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A bounded repeat from so many rounds on is as bad as an unbounded one.
_MANY = 12
# Rounds of a text that blows up: two to the power of it does not end, yet a sound pattern takes microseconds.
_ROUNDS = 48
_PUMPS = ("a", "A", "1", " ", "a ", "Aa ", "1 ", "a,", ".", "-", "a-", "\n", "“", "(")
# Seconds. The second, longer try tells a slow pattern from a machine that was busy elsewhere.
_LIMITS = (0.1, 0.5)
_WORD = regex.compile(r"(?<![\\\w])[A-Za-z]{3,}")


def blow_up(
    pattern: regex.Pattern[str],
    texts: Sequence[str] = (),
    *,
    suspect: bool = False,
    whole: bool = False,
) -> str | None:
    """Return a text on which a search does not end, None where every try ends at once.

    ``texts`` are examples of what the pattern finds: their beginnings lead into its repeats. In a
    ``suspect`` pattern its own words do so as well. With ``whole`` it must match the whole text.
    """
    leads = ["", *(text[: max(len(text) * 2 // 3, 1)] for text in texts)]
    if suspect:
        leads += dict.fromkeys(_WORD.findall(pattern.pattern))
    for text in _victims(leads):
        if all(_times_out(pattern, text, limit, whole) for limit in _LIMITS):
            return text
    return None


def _victims(leads: Sequence[str]) -> Iterator[str]:
    for lead in leads:
        for pump in _PUMPS:
            yield f"{lead}{pump * _ROUNDS}\0"


def _times_out(pattern: regex.Pattern[str], text: str, limit: float, whole: bool) -> bool:
    try:
        (pattern.fullmatch if whole else pattern.search)(text, timeout=limit)
    except TimeoutError:
        return True
    return False


def nested_repeat(pattern: str) -> str | None:
    """Name repeats that stand one inside the other; None where there are none, or nothing can be read."""
    tree = _parse(pattern)
    if tree is None:
        return None
    for node in _nodes(tree):
        if _repeats(node) and _loose(node.subpattern):
            return (
                f"a repeat {_bounds(node)} around a repeat, with nothing between that must be there"
            )
    return None


def _parse(pattern: str) -> Any:
    """Parse with the regex package's own parser; it is not public, so that any surprise means: no answer."""
    try:
        core: Any = import_module("regex._regex_core")
        flags = regex.VERSION0 | regex.UNICODE
        for _ in range(2):
            source = core.Source(pattern)
            info = core.Info(flags, source.char_type, {})
            info.guess_encoding = core.UNICODE
            source.ignore_space = bool(info.flags & core.VERBOSE)
            try:
                return core._parse_pattern(source, info)  # noqa: SLF001
            except core._UnscopedFlagSet:  # noqa: SLF001
                flags = info.global_flags
    except (ImportError, AttributeError, TypeError, regex.error):
        pass
    return None


def _children(node: Any) -> list[Any]:
    for name in ("items", "branches"):
        if isinstance(found := getattr(node, name, None), list | tuple):
            return list(found)
    names = ("subpattern", "yes_item", "no_item")
    return [child for name in names if (child := getattr(node, name, None)) is not None]


def _nodes(node: Any) -> Iterator[Any]:
    yield node
    for child in _children(node):
        yield from _nodes(child)


def _repeats(node: Any) -> bool:
    """Whether a node is a repeat of many rounds that gives back."""
    if type(node).__name__ not in ("GreedyRepeat", "LazyRepeat"):
        return False
    return node.max_count is None or node.max_count >= _MANY


def _bounds(node: Any) -> str:
    most = "" if node.max_count is None else node.max_count
    return {"0,": "*", "1,": "+"}.get(f"{node.min_count},{most}", f"{{{node.min_count},{most}}}")


def _loose(node: Any) -> bool:
    """Whether all that must be there in a node is one repeat of many rounds."""
    kind = type(node).__name__
    if kind in ("Atomic", "PossessiveRepeat", "LookAround"):
        return False
    if _repeats(node):
        return True
    children = _children(node)
    if kind == "Sequence":
        return any(
            _loose(child) and all(_empty(other) for other in children if other is not child)
            for child in children
        )
    return any(_loose(child) for child in children)


def _empty(node: Any) -> bool:
    """Whether a node can match nothing at all."""
    kind = type(node).__name__
    children = _children(node)
    if kind in ("GreedyRepeat", "LazyRepeat", "PossessiveRepeat"):
        return node.min_count == 0 or _empty(node.subpattern)
    if kind == "Sequence":
        return all(map(_empty, children))
    if kind == "Branch":
        return any(map(_empty, children))
    if kind in ("Group", "Atomic"):
        return _empty(node.subpattern)
    return kind in (
        "LookAround",
        "Boundary",
        "StartOfString",
        "EndOfString",
        "StartOfLine",
        "EndOfLine",
    )
