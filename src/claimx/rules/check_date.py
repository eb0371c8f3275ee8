"""Run the examples of date rules: does the rule find the marked date, and does it mean the day that is marked?"""

from __future__ import annotations

from typing import Literal

from claimx.extract.dates import ArticleDate, collect_dates
from claimx.rules.load import RuleSet
from claimx.rules.markup import parse_markup
from claimx.rules.schema import DateRule

Outcome = Literal["ok", "missing", "noisy", "wrong"]


def check_date_rule(
    rule_id: str, rule: DateRule, marked_text: str, rules: RuleSet
) -> tuple[Outcome, str]:
    """Try one example or counter-example of a rule among all rules of the set.

    Marks are ``<date iso=2023-09-13 published=2023-09-15>``; ``precision``, ``basis`` and ``conflict`` may stand there too.
    Without a mark the rule must find nothing. *missing*: a marked date is not found by the rule; *noisy*: the
    rule finds one that is not marked; *wrong*: found, but it means another day.
    """
    text, marks = parse_markup(marked_text)
    expected = {(mark.start, mark.end): mark.attrs for mark in marks if mark.name == "date"}
    published = next((a["published"] for a in expected.values() if "published" in a), None)
    collected = collect_dates(text, [(0, len(text))], published, rules, keep_none=True)
    found = {
        (d.mention.start, d.mention.end): d for d in collected.dates if d.mention.rule == rule_id
    }
    for span, attrs in expected.items():
        if span not in found:
            return "missing", f"{rule_id} does not find {text[slice(*span)]!r} in: {text}"
        fault = _differs(found[span], attrs)
        if fault:
            return "wrong", f"{rule_id}, {text[slice(*span)]!r}: {fault}"
    for span in found:
        if span not in expected:
            return "noisy", f"{rule_id} finds {text[slice(*span)]!r} in: {text}"
    return "ok", ""


def _differs(date: ArticleDate, attrs: dict[str, str]) -> str:
    resolved = date.resolved
    actual = {
        "iso": resolved.iso or "",
        "precision": resolved.precision or "",
        "basis": resolved.basis or "",
        "conflict": "true" if resolved.conflict else "false",
    }
    return "; ".join(
        f"{name} is {actual[name] or 'none'}, not {attrs[name]}"
        for name in actual
        if name in attrs and attrs[name] != actual[name]
    )
