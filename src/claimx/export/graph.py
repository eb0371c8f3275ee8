"""A record as annotation tools see it: labelled marks in the text, and links between them.

``Content`` is the hub of a statement. What else the text says of it (who, with which word, when,
through whom) is marked where it stands and linked to it; what claimx found out (the resolved name,
role, affiliation, the ISO date) is an attribute of the content, since no words may stand for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, get_args

from claimx.models import QuoteType, Record
from claimx.models import Span as TextSpan
from claimx.review.gold import GoldRecord

Label = Literal["Content", "Speaker", "Cue", "Date", "Via", "Addressee", "Manner", "Antecedent"]
Span = tuple[int, int]

LABELS: tuple[Label, ...] = get_args(Label)
TYPES: tuple[QuoteType, ...] = get_args(QuoteType)

# The type of the link by the label of what hangs on a content, and where that link starts.
CONTINUES = "continues"
REFERS_TO = "refers_to"
LINKS: dict[Label, tuple[str, Literal["mark", "content"]]] = {
    "Speaker": ("said", "mark"),
    "Cue": ("cued_by", "content"),
    "Date": ("dated", "content"),
    "Via": ("via", "content"),
    "Addressee": ("told_to", "content"),
    "Manner": ("in_manner", "content"),
    "Antecedent": (REFERS_TO, "content"),
}
LINK_TYPES = (*(name for name, _ in LINKS.values()), CONTINUES)

# Attributes of a content that gold keeps, in the order in which tools show them.
EDITABLE = ("name", "role", "affiliation", "date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A labelled stretch of the text, in more than one part where something interrupts it."""

    id: str
    label: Label
    parts: tuple[Span, ...]
    attributes: dict[str, str] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Return the first offset."""
        return min(start for start, _ in self.parts)

    @property
    def end(self) -> int:
        """Return the offset after the last."""
        return max(end for _, end in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A directed, typed link between two marks."""

    source: str
    target: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The marks and links of one document; ``records`` holds the record of each content mark."""

    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    records: dict[str, Record] = field(default_factory=dict)


def graph_of(records: Iterable[Record]) -> Graph:
    """Return the marks and links of a document's records.

    A mention that serves several records is one mark with several links: tools show one box for it.
    """
    builder = _Builder()
    for record in records:
        builder.add(record)
    return Graph(marks=tuple(builder.marks), links=tuple(builder.links), records=builder.records)


def split_parts(graph: Graph) -> Graph:
    """Give each part of a content its own mark, linked by ``continues``, for tools without parts.

    The attributes stay with the first part.
    """
    marks: list[Mark] = []
    links: list[Link] = []
    for mark in graph.marks:
        ids = [mark.id, *(f"{mark.id}-{n}" for n in range(2, len(mark.parts) + 1))]
        for index, (part_id, part) in enumerate(zip(ids, mark.parts, strict=True)):
            attributes = {} if index else mark.attributes
            marks.append(Mark(id=part_id, label=mark.label, parts=(part,), attributes=attributes))
        links += [
            Link(source=later, target=earlier, type=CONTINUES) for earlier, later in pairwise(ids)
        ]
    return Graph(marks=tuple(marks), links=(*graph.links, *links), records=graph.records)


def join_parts(graph: Graph) -> Graph:
    """Undo :func:`split_parts`: contents linked by ``continues`` become one, in text order."""
    heads = {mark.id: mark.id for mark in graph.marks}

    def head(mark_id: str) -> str:
        while heads[mark_id] != mark_id:
            mark_id = heads[mark_id]
        return mark_id

    for link in graph.links:
        if link.type == CONTINUES and link.source in heads and link.target in heads:
            heads[head(link.source)] = head(link.target)
    groups: defaultdict[str, list[Mark]] = defaultdict(list)
    for mark in graph.marks:
        groups[head(mark.id)].append(mark)
    marks = []
    for head_id, group in groups.items():
        attributes: dict[str, str] = {}
        for mark in group:
            attributes |= {key: value for key, value in mark.attributes.items() if value}
        parts = tuple(sorted(part for mark in group for part in mark.parts))
        marks.append(Mark(id=head_id, label=group[0].label, parts=parts, attributes=attributes))
    links = tuple(
        Link(source=head(link.source), target=head(link.target), type=link.type)
        for link in graph.links
        if link.type != CONTINUES and link.source in heads and link.target in heads
    )
    return Graph(marks=tuple(marks), links=links)


def gold_records(graph: Graph, text: str) -> tuple[GoldRecord, ...]:
    """Read gold out of annotated marks and links, in text order.

    What belongs to a content is found by the labels at the two ends of a link, so that a link drawn
    in the wrong direction, or of the wrong type, still counts.
    """
    hanging = _hanging(graph)
    records = []
    for mark in graph.marks:
        if mark.label == "Content":
            said = {
                label: text[other.start : other.end] for label, other in hanging[mark.id].items()
            }
            value = mark.attributes.get
            records.append(
                GoldRecord(
                    type=_type(value("type"), mark, text),
                    start=mark.start,
                    end=mark.end,
                    cue=said.get("Cue"),
                    speaker=said.get("Speaker"),
                    name=value("name") or None,
                    role=value("role") or None,
                    affiliation=value("affiliation") or None,
                    date=value("date") or None,
                    via=said.get("Via"),
                    optional=value("optional", "") not in ("", "false"),
                )
            )
    return tuple(sorted(records, key=lambda record: (record.start, record.end)))


def strays(graph: Graph) -> list[Mark]:
    """Return the marks that no link ties to a content: they do not get into gold."""
    tied = {link.source for link in graph.links} | {link.target for link in graph.links}
    return [mark for mark in graph.marks if mark.label != "Content" and mark.id not in tied]


def _hanging(graph: Graph) -> defaultdict[str, dict[Label, Mark]]:
    """Map each content to the marks tied to it, the first of each label."""
    marks = {mark.id: mark for mark in graph.marks}
    hanging: defaultdict[str, dict[Label, Mark]] = defaultdict(dict)
    for link in graph.links:
        ends = (marks.get(link.source), marks.get(link.target))
        for content, other in (ends, ends[::-1]):
            if content and other and content.label == "Content" and other.label != "Content":
                hanging[content.id].setdefault(other.label, other)
    return hanging


def _type(value: str | None, mark: Mark, text: str) -> QuoteType:
    """Return the type that was chosen; without one, tell it by the quotation marks."""
    if value in TYPES:
        return value
    before = text[: mark.start].rstrip()[-1:]
    within = text[mark.start : mark.end]
    quoted = bool(before) and before in "\"“”„‘'«"
    if quoted:
        return "direct"
    return "mixed" if any(char in within for char in '"“”«') else "indirect"


class _Builder:
    """Collects marks and links, one mark for what several records share."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []
        self.links: list[Link] = []
        self.records: dict[str, Record] = {}
        self._known: dict[tuple[object, ...], str] = {}
        self._linked: set[Link] = set()

    def add(self, record: Record) -> None:
        content = Mark(
            id=f"{record.id}-content",
            label="Content",
            parts=record.content.parts or ((record.content.start, record.content.end),),
            attributes=_content_attributes(record),
        )
        self.marks.append(content)
        self.records[content.id] = record
        speaker, date = record.speaker, record.date
        mention = None
        if speaker and speaker.start is not None and speaker.end is not None:
            mention = self._hang(
                record, "Speaker", speaker.start, speaker.end, {"mention": speaker.mention}
            )
        if record.cue:
            self._hang(record, "Cue", record.cue.start, record.cue.end, {"lemma": record.cue.lemma})
        if date:
            given = {"precision": date.precision, "basis": date.basis}
            attributes: dict[str, str] = {key: value for key, value in given.items() if value}
            self._hang(record, "Date", date.start, date.end, attributes)
        others: tuple[tuple[Label, TextSpan | None], ...] = (
            ("Via", record.via),
            ("Addressee", record.addressee),
            ("Manner", record.manner),
        )
        for label, span in others:
            if span:
                self._hang(record, label, span.start, span.end, {})
        if speaker and speaker.antecedent:
            found = speaker.antecedent
            self._hang(record, "Antecedent", found.start, found.end, {}, onto=mention)

    def _hang(
        self,
        record: Record,
        label: Label,
        start: int,
        end: int,
        attributes: dict[str, str],
        onto: str | None = None,
    ) -> str:
        """Mark a span, unless it is marked so already, and link it; return the mark's id."""
        key = (label, start, end, *attributes.items())
        if key not in self._known:
            self._known[key] = f"{record.id}-{label.lower()}"
            parts = ((start, end),)
            self.marks.append(
                Mark(id=self._known[key], label=label, parts=parts, attributes=attributes)
            )
        mark_id = self._known[key]
        name, first = LINKS[label]
        hub = onto or f"{record.id}-content"
        ends = (mark_id, hub) if first == "mark" else (hub, mark_id)
        link = Link(source=ends[0], target=ends[1], type=name)
        if link not in self._linked:
            self._linked.add(link)
            self.links.append(link)
        return mark_id


def _content_attributes(record: Record) -> dict[str, str]:
    """Return what claimx found out about a statement, as far as it is known."""
    speaker = record.speaker
    values = {
        "type": record.type,
        "name": speaker.name if speaker else None,
        "role": speaker.role if speaker else None,
        "affiliation": speaker.affiliation if speaker else None,
        "kind": speaker.kind if speaker else None,
        "date": record.date.iso if record.date else None,
    }
    return {key: value for key, value in values.items() if value is not None}
