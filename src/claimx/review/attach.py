"""Finding a decision's record again: by id, by its words with their context, then by likeness.

The order of anchors is that of the W3C Web Annotation selectors: an identifier is sure, a position
only in the same text, an exact quotation with prefix and suffix survives edits elsewhere, and what
is left is approximate matching (rapidfuzz), for texts that changed within the words themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from claimx.models import Record
from claimx.review.agree import trim
from claimx.review.decisions import Around, Decision

How = Literal["id", "quote", "likeness"]
# Below this (of 100) words that changed are other words: one word in ten of a sentence may differ.
LIKE = 90.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A decision with its record and the way it was found, or without one."""

    decision: Decision
    record: Record | None = None
    how: How | None = None


def attach(decisions: Sequence[Decision], records: Sequence[Record]) -> list[Attachment]:
    """Pair the decisions of a document with its records, one to one, in the order of decisions.

    Words that are only like the decided ones, or stand elsewhere, count where the text changed; in
    the same text they are another statement, about which nothing was decided.
    """
    found: dict[int, Attachment] = {}
    free = list(records)
    for how in ("id", "quote", "likeness"):
        for i, decision in enumerate(decisions):
            if i in found:
                continue
            record = _best(decision, list(_candidates(decision, free, how)))
            if record:
                free.remove(record)
                found[i] = Attachment(decision=decision, record=record, how=how)
    return [found.get(i, Attachment(decision=d)) for i, d in enumerate(decisions)]


def locate(text: str, words: str, around: Around, start: int) -> tuple[int, int, How] | None:
    """Find words in a text: where they stand in the likest context, or what is most like them."""
    places = list(_occurrences(text, words))
    if places:
        best = max(
            places, key=lambda place: (_likeness(text, place, words, around), -abs(place - start))
        )
        return best, best + len(words), "quote"
    if not words or not text:
        return None
    match = fuzz.partial_ratio_alignment(words, text, score_cutoff=LIKE)
    return (*_whole_words(text, match.dest_start, match.dest_end), "likeness") if match else None


def _candidates(decision: Decision, records: Sequence[Record], how: How) -> Iterator[Record]:
    """Yield the records that may be the decided one: in the same text, not the words elsewhere."""
    said = decision.content
    for record in records:
        content, changed = record.content, record.doc.sha256 != decision.sha256
        if how == "id":
            fits = record.id == decision.record
        elif how == "quote":
            fits = content.text == said.text and (changed or content.start == said.start)
        else:
            fits = changed and fuzz.ratio(content.text, said.text) >= LIKE
        if fits:
            yield record


def _best(decision: Decision, records: Sequence[Record]) -> Record | None:
    """Return the record whose context is most like the decided one's, the nearest among equals."""
    return max(
        records,
        key=lambda record: (
            fuzz.ratio(record.context.prefix, decision.context.prefix)
            + fuzz.ratio(record.context.suffix, decision.context.suffix),
            -abs(record.content.start - decision.content.start),
        ),
        default=None,
    )


def _occurrences(text: str, words: str) -> Iterator[int]:
    place = text.find(words) if words else -1
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the words that it cuts, then cut the marks and spaces at its ends."""
    while 0 < start < len(text) and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return trim(text, start, end)


def _likeness(text: str, place: int, words: str, around: Around) -> float:
    end = place + len(words)
    before = text[max(0, place - len(around.prefix)) : place]
    after = text[end : end + len(around.suffix)]
    return float(fuzz.ratio(before, around.prefix) + fuzz.ratio(after, around.suffix))
