"""doccano: JSON Lines for relation projects, and their export back.

Format: ``data_import/pipeline/examples/relation_extraction/example.jsonl`` and ``label.py``
of doccano 1.8; https://doccano.github.io/doccano/tutorial/. Offsets are code points, unless the project
counts grapheme clusters. An entity has a label and no attributes, so that the type is part of a
content's label; every further key of a line becomes the example's metadata and comes back in the
export, which is how names, roles, affiliations and dates travel.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import orjson

from claimx.errors import InputError
from claimx.export import Imported
from claimx.export.graph import (
    LABELS,
    TYPES,
    Graph,
    Label,
    Link,
    Mark,
    gold_records,
    graph_of,
    join_parts,
    split_parts,
    strays,
)
from claimx.models import Record
from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.load import name_of, read_lines

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

# An edited content still takes the facts of the record that it overlaps by this much.
SAME_CONTENT = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a run knew of one record and doccano cannot show on an entity."""

    start: int
    end: int
    type: str
    cue: str | None
    speaker: str | None
    name: str | None
    role: str | None
    affiliation: str | None
    date: str | None

    @classmethod
    def of(cls, data: dict[str, Any]) -> Facts:
        """Read them out of a record of the metadata."""
        speaker, cue, date = (data.get(key) or {} for key in ("speaker", "cue", "date"))
        return cls(
            start=data["content"]["start"],
            end=data["content"]["end"],
            type=data["type"],
            cue=cue.get("text"),
            speaker=speaker.get("text"),
            name=speaker.get("name"),
            role=speaker.get("role"),
            affiliation=speaker.get("affiliation"),
            date=date.get("iso"),
        )

    def likeness(self, record: GoldRecord) -> tuple[float, int]:
        """Return how much of the content is shared, then how many other fields."""
        common = min(self.end, record.end) - max(self.start, record.start)
        share = max(0, common) / (max(self.end, record.end) - min(self.start, record.start))
        same = (
            self.type == record.type,
            self.cue == record.cue,
            self.speaker == record.speaker,
        )
        return share, sum(same)


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write one document a line, in ASCII: doccano guesses encodings, and an emoji misleads it."""
    out.writelines(
        json.dumps(_example(item), separators=(",", ":")).encode() + b"\n" for item in run
    )


def read(source: str, *, predictions: bool = False) -> Iterator[Imported]:
    """Yield the documents of a JSONL export of a relation project.

    doccano keeps no predictions apart from annotations, so that ``predictions`` changes nothing.
    """
    for number, line in read_lines(source):
        where = f"{name_of(source)}:{number}"
        try:
            yield _imported(orjson.loads(line), where)
        except orjson.JSONDecodeError as error:
            raise InputError(f"not JSON: {error.msg}", where=where) from None
        except KeyError as error:
            hint = "export a project with relations as JSONL" if "label" in str(line) else None
            raise InputError(f"{error} is missing", where=where, hint=hint) from None
        except (TypeError, ValueError, AttributeError) as error:
            raise InputError(f"not of doccano's shape: {error}", where=where) from None


def _example(item: DocumentRecords) -> dict[str, object]:
    """Return a line; what is not text, entities or relations is metadata to doccano."""
    graph = split_parts(graph_of(item.records))
    ids = {mark.id: number for number, mark in enumerate(graph.marks, start=1)}
    doc = item.doc
    types = _types(graph)
    return {
        "text": item.source,
        "entities": [
            {
                "id": ids[mark.id],
                "label": f"Content:{types[mark.id]}" if mark.id in types else mark.label,
                "start_offset": mark.start,
                "end_offset": mark.end,
            }
            for mark in graph.marks
        ],
        "relations": [
            {
                "id": number,
                "from_id": ids[link.source],
                "to_id": ids[link.target],
                "type": link.type,
            }
            for number, link in enumerate(graph.links, start=1)
        ],
        "doc": doc.id,
        "title": doc.title,
        "outlet": doc.outlet,
        "url": doc.url,
        "published": doc.published,
        "sha256": doc.sha256,
        "records": [_without_document(record) for record in item.records],
    }


def _types(graph: Graph) -> dict[str, str]:
    """Return the type of each content mark, of later parts as of the first."""
    types = {mark.id: mark.attributes["type"] for mark in graph.marks if "type" in mark.attributes}
    for link in graph.links:
        if link.type == "continues":
            types[link.source] = types[link.target]
    return types


def _without_document(record: Record) -> dict[str, Any]:
    data: dict[str, Any] = orjson.loads(orjson.dumps(record))
    del data["doc"], data["schema"]
    return data


def _imported(data: dict[str, Any], where: str) -> Imported:
    text = data["text"]
    marks = tuple(_marks(data["entities"], len(text)))
    links = tuple(
        Link(source=str(link["from_id"]), target=str(link["to_id"]), type=link["type"])
        for link in data["relations"]
    )
    graph = join_parts(Graph(marks=marks, links=links))
    facts = [Facts.of(record) for record in data.get("records") or ()]
    return Imported(
        gold=GoldDocument(
            doc=str(data.get("doc") or data["id"]),
            outlet=data.get("outlet"),
            published=data.get("published"),
            text=text,
            records=tuple(_informed(gold_records(graph, text), facts)),
        ),
        notes=tuple(
            f"{where}: {mark.label} {text[mark.start : mark.end]!r} is linked to no Content"
            for mark in strays(graph)
        ),
    )


def _marks(entities: list[dict[str, Any]], length: int) -> Iterator[Mark]:
    for entity in entities:
        label, _, kind = entity["label"].partition(":")
        start, end = entity["start_offset"], entity["end_offset"]
        if not 0 <= start < end <= length:
            raise ValueError(f"entity {entity['id']} at {start}:{end} is not in the text")
        if label in LABELS:
            yield Mark(
                id=str(entity["id"]),
                label=cast("Label", label),
                parts=((start, end),),
                attributes={"type": kind} if kind in TYPES else {},
            )


def _informed(records: Sequence[GoldRecord], facts: list[Facts]) -> Iterator[GoldRecord]:
    """Give annotated records what the run knew of them, each fact to one record.

    Who the speaker is holds only while the mention is the one that was resolved.
    """
    pairs = sorted(
        (
            (known.likeness(record), -i, -j)
            for i, record in enumerate(records)
            for j, known in enumerate(facts)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for (share, _), i, j in pairs:
        if share >= SAME_CONTENT and -i not in taken and -j not in taken.values():
            taken[-i] = -j
    for i, record in enumerate(records):
        if i not in taken:
            yield record
            continue
        known = facts[taken[i]]
        if known.speaker != record.speaker:
            yield replace(record, date=known.date)
            continue
        yield replace(
            record,
            name=known.name,
            role=known.role,
            affiliation=known.affiliation,
            date=known.date,
        )
