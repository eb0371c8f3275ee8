"""Decisions: what a reviewer said about a record, one JSON line each, shared with the HTML report.

A later line for the same record replaces an earlier one. A decision carries the words it is about
and the words around them, so that it finds its record again in another run or in an edited text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from claimx.errors import ClaimxError
from claimx.models import QuoteType
from claimx.review.load import name_of, parse_line, read_lines

DECISION_SCHEMA = "claimx.decision.v1"
Verdict = Literal["accept", "reject", "fix", "add"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of a text, and where they stood in it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The text just before and just after."""

    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """The complete right values of a record that is wrong or missing."""

    type: QuoteType
    content: Words
    cue: str | None
    speaker: str | None
    name: str | None
    role: str | None
    affiliation: str | None
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What one reviewer said about one record. ``fix`` is there for the verdicts fix and add."""

    schema: str
    record: str
    doc: str
    sha256: str
    verdict: Verdict
    content: Words
    context: Around
    fix: Fix | None
    note: str | None
    reviewer: str | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Reviewers who disagree about a record; the last decision, which wins, stands last."""

    decisions: tuple[Decision, ...]


def read_decisions(source: str) -> list[Decision]:
    """Return the decisions of a file in its order; a fix without its values is an error."""
    found = []
    for number, line in read_lines(source):
        where = f"{name_of(source)}:{number}"
        decision = parse_line(line, Decision, where)
        if decision.schema != DECISION_SCHEMA:
            raise ClaimxError(f"this is {decision.schema}, not {DECISION_SCHEMA}", where=where)
        if decision.verdict in ("fix", "add") and decision.fix is None:
            raise ClaimxError(f"the verdict {decision.verdict!r} needs its fix", where=where)
        found.append(decision)
    return found


def latest(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Return by document the decisions that stand: the last one of each record."""
    last = {(decision.doc, decision.record): decision for decision in decisions}
    found: defaultdict[str, list[Decision]] = defaultdict(list)
    for decision in last.values():
        found[decision.doc].append(decision)
    return found


def conflicts(decisions: Sequence[Decision]) -> list[Conflict]:
    """Return the records on which the last words of different reviewers differ."""
    said: defaultdict[tuple[str, str], dict[str | None, Decision]] = defaultdict(dict)
    for decision in decisions:
        of_record = said[decision.doc, decision.record]
        of_record.pop(decision.reviewer, None)  # so that the order is that of the last words
        of_record[decision.reviewer] = decision
    return [
        Conflict(decisions=tuple(of_record.values()))
        for of_record in said.values()
        if len({(decision.verdict, decision.fix) for decision in of_record.values()}) > 1
    ]
