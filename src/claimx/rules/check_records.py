"""Compare the records that a rule made of an example with what is marked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from claimx.review.agree import trim
from claimx.rules.markup import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.models import Record, Speaker
    from claimx.rules.check_examples import Example

Outcome = Literal["ok", "missing", "noisy", "wrong"]
Bounds = tuple[int, int]


def compare(example: Example, own: Sequence[Record]) -> tuple[Outcome, list[str], list[Mark]]:
    """Return the outcome, what differs, and the parts found, given the records that name the rule.

    Every marked content must be that of one record, and cue, speaker and the other parts beside it those of
    the same record. A mark belongs to the content in its order where there are as many of
    both, to all where it stands alone, else to the nearest.
    """
    if not example.marks:
        return ("noisy" if own else "ok"), [], _found(own)
    if not own:
        return "missing", [], []
    groups = _groups(example.marks)
    rest = list(own)
    outcome: Outcome = "ok"
    notes: list[str] = []
    shown: list[Mark] = []
    for group in groups:
        best = min(rest, key=lambda record: _distance(example.text, group, record), default=None)
        if best is None:
            outcome = "missing" if outcome == "ok" else outcome
            notes.append(f"nothing is made of {_quote(example.text, group[0])}")
            continue
        rest.remove(best)
        shown += _found([best])
        differs = _differs(example.text, group, best)
        if differs:
            outcome = "wrong"
            notes += differs
    if rest and any(mark.name == "content" for mark in example.marks):
        shown += _found(rest)
        notes += [f"an unmarked record: {record.content.text!r}" for record in rest]
        outcome = "noisy" if outcome == "ok" else outcome
    return outcome, notes, shown


def _groups(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Sort the marks by the record they speak of."""
    contents = [mark for mark in marks if mark.name == "content"]
    if len(contents) <= 1:
        return [list(marks)]
    groups = [[content] for content in contents]
    for name in dict.fromkeys(mark.name for mark in marks if mark.name != "content"):
        same = [mark for mark in marks if mark.name == name]
        for index, mark in enumerate(same):
            if len(same) == len(contents):
                groups[index].append(mark)
            elif len(same) == 1:
                for group in groups:
                    group.append(mark)
            else:
                gaps = [_gap(group[0], mark) for group in groups]
                groups[gaps.index(min(gaps))].append(mark)
    return groups


def _gap(a: Mark, b: Mark) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


def _bounds(record: Record, name: str) -> Bounds | None:
    part = getattr(record, name)
    return None if part is None or part.start is None else (part.start, part.end)


def _found(records: Sequence[Record]) -> list[Mark]:
    """Return the parts of records as marks."""
    return [
        Mark(name=name, start=span[0], end=span[1])
        for record in records
        for name in ("content", "cue", "speaker", "date", "via", "addressee", "manner")
        if (span := _bounds(record, name))
    ]


def _distance(text: str, group: Sequence[Mark], record: Record) -> tuple[int, int]:
    """How far a record is from what a group of marks expects: differences, then characters."""
    span = _bounds(record, group[0].name) or (0, 0)
    off = abs(span[0] - group[0].start) + abs(span[1] - group[0].end)
    return len(_differs(text, group, record)), off


def _differs(text: str, group: Sequence[Mark], record: Record) -> list[str]:
    notes = []
    for mark in group:
        span = _bounds(record, mark.name)
        if span is None:
            notes.append(f"no {mark.name}, expected {_quote(text, mark)}")
            continue
        if trim(text, *span) != trim(text, mark.start, mark.end):
            notes.append(f"{mark.name} is {text[slice(*span)]!r}, not {_quote(text, mark)}")
        notes += _wrong_values(mark, record)
    content = next((mark for mark in group if mark.name == "content"), None)
    cue = next((mark for mark in group if mark.name == "cue"), None)
    split = content and cue and content.start < cue.start and cue.end < content.end
    if split and len(record.content.parts) == 1 and not notes:
        notes.append("content is one piece, though the cue stands inside it")
    return notes


def _wrong_values(mark: Mark, record: Record) -> list[str]:
    actual = _values(mark.name, record)
    return [
        f"{mark.name}: {name} is {actual.get(name) or 'none'}, not {wanted or 'none'}"
        for name, wanted in mark.attrs.items()
        if name != "published" and (actual.get(name) or "") != wanted
    ]


def _values(name: str, record: Record) -> dict[str, str | None]:
    if name == "content":
        return {"type": record.type, **_of_speaker(record.speaker)}
    if name == "cue" and record.cue:
        return {"lemma": record.cue.lemma}
    if name == "speaker":
        return _of_speaker(record.speaker)
    if name == "date" and record.date:
        date = record.date
        return {
            "iso": date.iso,
            "precision": date.precision,
            "basis": date.basis,
            "conflict": str(date.conflict).lower(),
        }
    return {}


def _of_speaker(speaker: Speaker | None) -> dict[str, str | None]:
    if speaker is None:
        return {}
    return {
        "name": speaker.name,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "kind": speaker.kind,
        "mention": speaker.mention,
    }


def _quote(text: str, mark: Mark) -> str:
    return repr(text[mark.start : mark.end])
