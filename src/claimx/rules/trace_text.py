"""A trace for people and for programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.extract.attribute import Attempt
    from claimx.models import Record
    from claimx.rules.load import RuleSet
    from claimx.rules.trace import SentenceTrace, Trace, UnitView
    from claimx.rules.trace_reach import Reach

# A piece of a line with its style; a line is a list of them.
Piece = tuple[str, str]
Line = list[Piece]
_TAGS = {
    "QUOTE": "green",
    "CUE": "bold magenta",
    "NP": "cyan",
    "PP": "blue",
    "DATE": "yellow",
    "ADJUNCT": "blue",
    "CONN": "yellow",
}
_LONGEST = 34  # characters of a unit that are shown


def lines(
    trace: Trace, rules: RuleSet, width: int, *, layout: bool = False, verbose: bool = False
) -> Iterator[Line]:
    """Yield the explanation of an article, sentence by sentence; with ``layout`` what is no news as well."""
    name = trace.article.path or trace.article.id
    for segment in trace.segments if layout else ():
        where = f"{name}:{_line(trace, segment.start)}"
        yield [(where, "bold"), (f"  {segment.kind}, not read as news", "")]
        yield [("  " + _short(segment.text, width - 4), "dim")]
        yield [(f"  by {segment.rule}" if segment.rule else "  by its place", "dim")]
        yield []
    if not trace.sentences:
        yield [(f"{name}: no sentence here holds an attribution, or could", "")]
    for sentence in trace.sentences:
        yield [(f"{name}:{sentence.line}", "bold"), (f"  sentence {sentence.number + 1}", "dim")]
        yield from _glosses(sentence.units, width, verbose)
        yield from _outcome(sentence, rules)
        yield []


def _glosses(units: Sequence[UnitView], width: int, verbose: bool) -> Iterator[Line]:
    """Write each unit under its tag, as many side by side as fit."""
    row: list[tuple[UnitView, list[str]]] = []
    used = 2
    for unit in units:
        cells = _cells(unit, verbose)
        need = max(map(len, cells)) + 2
        if row and used + need > width:
            yield from _gloss_row(row)
            row, used = [], 2
        row.append((unit, cells))
        used += need
    yield from _gloss_row(row)


def _gloss_row(row: Sequence[tuple[UnitView, list[str]]]) -> Iterator[Line]:
    if not row:
        return
    for at in range(len(row[0][1])):
        line: Line = [("  ", "")]
        for unit, cells in row:
            style = _TAGS.get(unit.tag, "dim") if at == 0 else ("" if at == 1 else "dim")
            line.append((cells[at].ljust(max(map(len, cells)) + 2), style))
        yield line


def _cells(unit: UnitView, verbose: bool) -> list[str]:
    """Return what is written below each other for a unit: tag, text, and on demand lemma, POS and DEP."""
    tag = unit.tag
    if unit.tag == "QUOTE":
        tag = f"QUOTE·{unit.norm}"
    elif unit.ent_type:
        tag = f"{unit.tag}·{unit.ent_type}"
    cells = [tag, _short(unit.text, _LONGEST)]
    return [*cells, unit.lemma[:_LONGEST], f"{unit.pos} {unit.dep}"] if verbose else cells


def _outcome(sentence: SentenceTrace, rules: RuleSet) -> Iterator[Line]:
    shown = set()
    for attempt in sentence.attempts:
        record = _made_by(attempt, sentence.records)
        if record:
            shown.add(record.id)
            yield [("  ✓ ", "bold green"), *_head(attempt, rules)]
            yield from _record(record)
        else:
            reason = attempt.reason or "joined with another record"
            yield [("  ✗ ", "red"), *_head(attempt, rules), (f"  {reason}", "red")]
    for record in sentence.records:
        if record.id not in shown:
            yield [("  ✓ ", "bold green"), (record.rules[0], "bold")]
            yield from _record(record)
    if not sentence.attempts and not sentence.records:
        yield [("  no rule matches here", "")]
    if sentence.reached:
        for reach in sentence.reached:
            yield from _reach(reach)


def _head(attempt: Attempt, rules: RuleSet) -> Line:
    entry = rules.entries.get(attempt.rule)
    priority = getattr(entry.rule, "priority", None) if entry else None
    out: Line = [(attempt.rule, "bold")]
    if priority is not None:
        out.append((f" {priority}", "dim"))
    if attempt.cue:
        out.append((f"  at {attempt.cue!r}", ""))
    return out


def _made_by(attempt: Attempt, records: Sequence[Record]) -> Record | None:
    if attempt.reason is not None:
        return None
    of_rule = [record for record in records if attempt.rule in record.rules]
    same = [r for r in of_rule if r.content.start == attempt.start and r.content.end == attempt.end]
    return next(iter(same or of_rule), None)


def _record(record: Record) -> Iterator[Line]:
    """Write the parts of a record, one a line."""
    for name, text, more in _parts(record):
        yield [(f"      {name:<11}", "dim"), (text, ""), (f"  {more}" if more else "", "dim")]


def _parts(record: Record) -> Iterator[tuple[str, str, str]]:
    pieces = f"in {len(record.content.parts)} pieces" if len(record.content.parts) > 1 else ""
    yield record.type, _short(record.content.text, 200), pieces
    if record.cue:
        yield (
            "cue",
            record.cue.text,
            record.cue.lemma if record.cue.lemma != record.cue.text else "",
        )
    if speaker := record.speaker:
        facts = (speaker.name, speaker.role, speaker.affiliation)
        who = ", ".join(fact for fact in facts if fact) or "unresolved"
        yield "speaker", speaker.text or "(not named here)", f"{speaker.mention}: {who}"
    if record.date:
        yield (
            "date",
            record.date.text,
            f"{record.date.iso or '?'} {record.date.basis or ''}".strip(),
        )
    for name in ("addressee", "manner", "via"):
        if part := getattr(record, name):
            yield name, part.text, ""
    yield "rules", ", ".join(record.rules), ""
    yield "confidence", f"{record.confidence:.2f}", ", ".join(record.flags)


def _reach(reach: Reach) -> Iterator[Line]:
    if reach.matched == reach.size:
        yield [("  = ", "cyan"), (reach.rule, "bold"), (f"  {reach}", "")]
        return
    before, token, after = str(reach).partition(reach.token or "\0")
    yield [
        ("  · ", "yellow"),
        (reach.rule, "bold" if reach.matched else "dim"),
        (f"  {before}", ""),
        (token, "yellow"),
        (after, ""),
    ]


def as_json(trace: Trace) -> bytes:
    """Return the trace as one JSON document."""
    return orjson.dumps(
        {
            "doc": trace.article.id,
            "path": trace.article.path,
            "outside": [asdict(segment) for segment in trace.segments],
            "sentences": [
                {**asdict(sentence), "records": [record.id for record in sentence.records]}
                for sentence in trace.sentences
            ],
            "records": [asdict(r) for sentence in trace.sentences for r in sentence.records],
        },
        option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE,
    )


def _line(trace: Trace, offset: int) -> int:
    return trace.article.text.count("\n", 0, offset) + 1


def _short(text: str, longest: int) -> str:
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    half = (longest - 1) // 2
    return f"{flat[:half]}…{flat[-half:]}"
