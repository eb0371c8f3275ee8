"""What a run got wrong, in groups, with the text around it: a reading list for editing rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from claimx.models import Record
from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.score import Outcome

MistakeKind = Literal[
    "MISS", "EXTRA", "SPAN", "SPEAKER", "ROLE", "AFFILIATION", "DATE", "CUE", "TYPE"
]
KINDS: tuple[MistakeKind, ...] = get_args(MistakeKind)
AROUND = 70  # characters shown on either side of a statement
LONG = 150  # a stretch without a mark is cut in its middle from here on
GOLD_MARKS, RUN_MARKS = "⟦⟧", "⟪⟫"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One wrong thing. In ``excerpt``, ⟦⟧ marks gold's content, ⟪⟫ the run's if it differs."""

    kind: MistakeKind
    doc: str
    start: int
    type: str
    gold: str | None
    found: str | None
    rules: tuple[str, ...]
    excerpt: str


def mistakes(
    outcomes: Iterable[Outcome], texts: Mapping[str, GoldDocument]
) -> dict[MistakeKind, list[Mistake]]:
    """Return all mistakes by kind, kinds in a fixed order, each kind in the order of the text."""
    groups: defaultdict[MistakeKind, list[Mistake]] = defaultdict(list)
    for outcome in outcomes:
        for mistake in _mistakes_of(outcome, texts[outcome.doc].text):
            groups[mistake.kind].append(mistake)
    return {kind: groups[kind] for kind in KINDS if groups[kind]}


def excerpt(text: str, gold: GoldRecord | None, record: Record | None) -> str:
    """Return the text around a statement with its bounds marked, long stretches cut."""
    spans = [(gold.start, gold.end, GOLD_MARKS)] if gold else []
    if record and not (
        gold and (gold.start, gold.end) == (record.content.start, record.content.end)
    ):
        spans.append((record.content.start, record.content.end, RUN_MARKS))
    marks = sorted([(s, 1, m[0]) for s, _, m in spans] + [(e, 0, m[1]) for _, e, m in spans])
    place = max(0, marks[0][0] - AROUND)
    end = min(len(text), marks[-1][0] + AROUND)
    pieces = ["…" if place else ""]
    for position, _, mark in marks:
        pieces += [_shorten(text[place:position]), mark]
        place = position
    pieces += [text[place:end], "…" if end < len(text) else ""]
    return "".join(pieces)


def _mistakes_of(outcome: Outcome, text: str) -> Iterator[Mistake]:
    gold, record = outcome.gold, outcome.record
    for kind, wanted, found in _faults(outcome):
        start = gold.start if gold else record.content.start if record else 0
        yield Mistake(
            kind=kind,
            doc=outcome.doc,
            start=start,
            type=outcome.type,
            gold=wanted,
            found=found,
            rules=record.rules if record else (),
            excerpt=excerpt(text, gold, record),
        )


def _faults(outcome: Outcome) -> Iterator[tuple[MistakeKind, str | None, str | None]]:
    """Yield (kind, what gold has, what the run has) of everything wrong with an outcome."""
    gold, record, verdict = outcome.gold, outcome.record, outcome.verdict
    if outcome.kind == "miss" and gold:
        yield "MISS", gold.name, None
    elif outcome.kind == "extra" and record:
        yield "EXTRA", None, _called(record)
    elif outcome.kind == "match" and gold and record and verdict:
        speaker = record.speaker
        role, affiliation = (speaker.role, speaker.affiliation) if speaker else (None, None)
        cue = record.cue.text if record.cue else None
        checks: list[tuple[MistakeKind, bool | None, str | None, str | None]] = [
            ("SPAN", verdict.strict, None, f"overlap {outcome.iou:.2f}"),
            ("SPEAKER", verdict.speaker, gold.name, _called(record)),
            ("ROLE", verdict.role, gold.role, role),
            ("AFFILIATION", verdict.affiliation, gold.affiliation, affiliation),
            ("DATE", verdict.date, gold.date, record.date.iso if record.date else None),
            ("CUE", verdict.cue, gold.cue, cue),
            ("TYPE", verdict.type, gold.type, record.type),
        ]
        yield from (
            (kind, wanted, found) for kind, right, wanted, found in checks if right is False
        )


def _called(record: Record) -> str | None:
    """Return the speaker as scoring sees it: the name, or else the mention."""
    return (record.speaker.name or record.speaker.text) if record.speaker else None


def _shorten(text: str) -> str:
    return f"{text[: LONG // 2]} […] {text[-LONG // 2 :]}" if len(text) > LONG else text
