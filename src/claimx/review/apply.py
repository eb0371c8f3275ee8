"""Decisions become gold: what reviewers accepted, fixed and added, in the texts as they are now.

Nothing is lost on the way: every decision that could not be applied, or was applied somewhere else
than where it was made, is reported with all that it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from claimx.models import Article, Document, Record, Speaker
from claimx.review.align import MIN_IOU, iou
from claimx.review.attach import Attachment, attach, locate
from claimx.review.decisions import Decision
from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.texts import text_hash

NoteKind = Literal["conflict", "stale", "lost", "moved", "overlap", "no_text", "undecided"]
# What leaves a decision without effect; the rest is for information.
UNAPPLIED: frozenset[NoteKind] = frozenset({"stale", "lost", "no_text"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something a reviewer should know about a document, with the decisions it is about.

    ``stale``: the text changed and the words are gone; ``lost``: the text is the same but the run
    has no such record; ``moved``: found again elsewhere; ``overlap``: two gold records over each
    other.
    """

    kind: NoteKind
    doc: str
    message: str
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The gold of one document, None where there is no text for it, and the notes on the way."""

    gold: GoldDocument | None
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    """A gold record with the decision that made it, None for an undecided record."""

    gold: GoldRecord
    decision: Decision | None


def apply_decisions(
    doc: Document,
    records: Sequence[Record],
    decisions: Sequence[Decision],
    article: Article | None,
    *,
    keep_undecided: bool = False,
) -> Applied:
    """Turn the decisions on one document into gold.

    Rejected and undecided records stay out; with ``keep_undecided`` the latter come in as optional
    ones, so that a document reviewed in part is scored fairly.
    """
    if article is None:
        message = f"{len(decisions)} decisions without a text"
        lost = Note(kind="no_text", doc=doc.id, message=message, decisions=tuple(decisions))
        return Applied(gold=None, notes=(lost,))
    notes: list[Note] = []
    placed: list[_Placed] = []
    attachments = attach(decisions, records)
    for attachment in attachments:
        gold, note = _place(attachment, article.text)
        notes += [note] if note else []
        placed += [_Placed(gold=gold, decision=attachment.decision)] if gold else []
    decided = {attachment.record.id for attachment in attachments if attachment.record}
    open_ = [record for record in records if record.id not in decided]
    if open_:
        message = f"{len(open_)} of {len(records)} records are undecided"
        notes.append(Note(kind="undecided", doc=doc.id, message=message))
    if keep_undecided:
        placed += [_Placed(gold=gold_of(record, optional=True), decision=None) for record in open_]
    kept = list(_distinct(placed))
    notes += _overlaps(doc.id, kept)
    return Applied(
        gold=GoldDocument(
            doc=doc.id,
            outlet=doc.outlet or article.outlet,
            published=doc.published or article.published,
            text=article.text,
            records=tuple(item.gold for item in kept),
        ),
        notes=tuple(notes),
    )


def gold_of(record: Record, *, optional: bool = False) -> GoldRecord:
    """Return a record as gold has it."""
    speaker = record.speaker
    return GoldRecord(
        type=record.type,
        start=record.content.start,
        end=record.content.end,
        cue=record.cue.text if record.cue else None,
        speaker=speaker.text if speaker else None,
        name=_name(speaker) if speaker else None,
        role=speaker.role if speaker else None,
        affiliation=speaker.affiliation if speaker else None,
        date=record.date.iso if record.date else None,
        via=record.via.text if record.via else None,
        optional=optional,
    )


def _name(speaker: Speaker) -> str | None:
    """Return who it is: gold names an unnamed source by its phrase, but nobody `dia`."""
    return speaker.name or (speaker.text if speaker.mention not in ("pronoun", "clitic") else None)


def _place(attachment: Attachment, text: str) -> tuple[GoldRecord | None, Note | None]:
    """Return the gold record that a decision makes in this text, and what to say about it."""
    decision, record = attachment.decision, attachment.record
    if decision.verdict == "reject":
        return None, None
    if decision.fix is None:
        if record is None:
            return None, _note(
                _gone(decision, text), decision, f"{_short(decision)} is not in this run"
            )
        moved = attachment.how != "id"
        return gold_of(record), _moved(decision, attachment.how or "") if moved else None
    fix, words = decision.fix, decision.fix.content
    start, end, how = words.start, words.end, ""
    if text[start:end] != words.text:
        found = locate(text, words.text, decision.context, start)
        if found is None:
            return None, _note("stale", decision, f"{_short(decision)} is no longer in the text")
        start, end, how = found
    gold = GoldRecord(
        type=fix.type,
        start=start,
        end=end,
        cue=fix.cue,
        speaker=fix.speaker,
        name=fix.name,
        role=fix.role,
        affiliation=fix.affiliation,
        date=fix.date,
        via=record.via.text if record and record.via else None,
    )
    return gold, _moved(decision, how) if how else None


def _distinct(placed: Iterable[_Placed]) -> Iterator[_Placed]:
    """Yield the records in text order; of two over the same span the later decision stands."""
    by_span = {(item.gold.start, item.gold.end): item for item in placed}
    yield from (by_span[span] for span in sorted(by_span))


def _overlaps(doc: str, placed: Sequence[_Placed]) -> Iterator[Note]:
    for a, b in combinations(placed, 2):
        spans = (a.gold.start, a.gold.end), (b.gold.start, b.gold.end)
        if iou(*spans) >= MIN_IOU:
            message = "two gold records over each other at {}:{} and {}:{}".format(
                *spans[0], *spans[1]
            )
            decisions = tuple(item.decision for item in (a, b) if item.decision)
            yield Note(kind="overlap", doc=doc, message=message, decisions=decisions)


def _gone(decision: Decision, text: str) -> NoteKind:
    return "lost" if decision.sha256 == text_hash(text) else "stale"


def _moved(decision: Decision, how: str) -> Note:
    return _note("moved", decision, f"{_short(decision)} was found again by its {how}")


def _note(kind: NoteKind, decision: Decision, message: str) -> Note:
    return Note(kind=kind, doc=decision.doc, message=message, decisions=(decision,))


def _short(decision: Decision) -> str:
    words = decision.fix.content.text if decision.fix else decision.content.text
    return f"{decision.verdict} of {words[:40]!r}{'...' if len(words) > 40 else ''}"
