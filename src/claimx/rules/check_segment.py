"""Run a layout rule alone over one of its examples and say how it did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from claimx.article.cuts import Cut, trim
from claimx.article.masthead import read_dateline, read_metadata
from claimx.article.noise import PageRules, find_noise
from claimx.rules.markup import Mark, parse_markup, render_markup
from claimx.rules.regexes import compile_pattern, find_all
from claimx.rules.schema import SegmentRule

_INNER = ("outlet", "place")


Outcome = Literal["ok", "missing", "noisy", "wrong"]


def check_segment_rule(rule_id: str, rule: SegmentRule, marked_text: str) -> tuple[Outcome, str]:
    """Compare what a rule alone cuts with the marks of an example; without marks it must cut nothing.

    Marks: ``<cut>`` for boilerplate, ``<byline>`` and ``<published iso=...>`` for metadata, ``<dateline>``
    with ``<outlet>`` and ``<place>`` in it, ``<resume>`` for the places of scope ``resume``.
    Raises RuleError where the marks do not pair.
    """
    text, expected = parse_markup(marked_text)
    found = find_marks(rule_id, rule, text)
    shown = render_markup(text, found)
    if not expected:
        return ("noisy", f"{rule_id} cuts {shown}") if found else ("ok", "")
    if not found:
        return "missing", f"{rule_id} cuts nothing in: {marked_text}"
    same = [(m.name, m.start, m.end, m.attrs) for m in expected] == [
        (m.name, m.start, m.end, m.attrs) for m in found
    ]
    return ("ok", "") if same else ("wrong", f"{rule_id} cuts {shown}")


def find_marks(rule_id: str, rule: SegmentRule, text: str) -> list[Mark]:
    """Return what the rule alone cuts from a text, named as examples mark it, in text order."""
    return sorted(_found(rule_id, rule, text), key=lambda mark: (mark.start, -mark.end))


def _found(rule_id: str, rule: SegmentRule, text: str) -> Iterator[Mark]:
    if rule.scope == "resume":
        for match in find_all(compile_pattern(rule.pattern), text):
            yield Mark(name="resume", start=match.start(), end=match.end())
        return
    if rule_id.startswith("dateline."):
        page = PageRules.sorted([], [(rule_id, rule)])
        cut = read_dateline(text, *trim(text, 0, len(text)), 0, page)
        if cut:
            yield from _marks(text, cut)
        return
    page = PageRules.sorted([(rule_id, rule)])
    for cut in [*find_noise(text, page), *read_metadata(text, *trim(text, 0, len(text)), page)]:
        yield from _marks(text, cut)


def _marks(text: str, cut: Cut) -> Iterator[Mark]:
    name = "cut" if cut.kind == "boilerplate" else cut.kind
    attrs = {"iso": cut.found["published"]} if cut.kind == "published" else {}
    yield Mark(name=name, start=cut.start, end=cut.end, attrs=attrs)
    if cut.kind != "dateline":
        return
    for inner in _INNER:
        if inner in cut.found:
            find = text.index if inner == "outlet" or "outlet" not in cut.found else text.rindex
            at = find(cut.found[inner], cut.start, cut.end)
            yield Mark(name=inner, start=at, end=at + len(cut.found[inner]))
