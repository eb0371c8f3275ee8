"""W3C Web Annotation: a JSON-LD page of annotations that find their words again in a changed text.

Model: https://www.w3.org/TR/annotation-model/ (3 annotations, 4.2.4 TextQuoteSelector, 4.2.5
TextPositionSelector, 5.2 pages). Each statement is one annotation, with a target for each part of
its content; speaker, cue and whatever else is marked are annotations that link to it. Positions
count code points, as 4.2.5 asks, in the text that claimx read; quotes with prefix and suffix hold
in the page itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO
from uuid import NAMESPACE_URL, uuid5

import orjson

from claimx import __version__
from claimx.export.graph import Mark, graph_of
from claimx.export.schema_org import article_id, statement_node
from claimx.models import Document, Record

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
CONTEXT_LENGTH = 32  # characters of prefix and suffix, as in a record


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write one annotation page, an annotation a line; its IRI is a hash of what it holds."""
    page = {"@context": CONTEXT, "type": "AnnotationPage"}
    out.write(orjson.dumps(page)[:-1] + b',"items":[')
    digest = sha256()
    separator = b"\n"
    for item in run:
        for annotation in annotate(item):
            line = orjson.dumps(annotation)
            digest.update(line)
            out.write(separator + line)
            separator = b",\n"
    iri = uuid5(NAMESPACE_URL, digest.hexdigest())
    out.write(f'\n],"id":"urn:uuid:{iri}"}}\n'.encode())


def annotate(item: DocumentRecords) -> Iterator[dict[str, object]]:
    """Yield the annotations of a document: each statement, then what is linked to statements."""
    graph = graph_of(item.records)
    ids = {mark.id: _urn(item.doc, mark.id) for mark in graph.marks}
    for record in item.records:
        yield _statement(record, ids[f"{record.id}-content"])
    hubs: dict[str, list[str]] = {mark.id: [] for mark in graph.marks}
    for link in graph.links:
        ends = link.source, link.target
        hub, other = ends[::-1] if link.target in graph.records else ends
        hubs[other].append(ids[hub])
    words = _words(item)
    for mark in graph.marks:
        if mark.label != "Content":
            yield _linked(mark, ids[mark.id], hubs[mark.id], words, item.doc)


def _statement(record: Record, iri: str) -> dict[str, object]:
    article = article_id(record.doc)
    return {
        "id": iri,
        "type": "Annotation",
        "motivation": "identifying",
        "generator": _generator(),
        "body": [
            _prefixed(statement_node(record)),
            {"type": "TextualBody", "purpose": "classifying", "value": record.type},
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "application/json",
                "value": orjson.dumps(record).decode(),
            },
        ],
        "target": [
            {"source": article, "selector": _selectors(record, start, end)}
            for start, end in record.content.parts
        ],
    }


def _linked(
    mark: Mark, iri: str, statements: list[str], words: dict[tuple[int, int], str], doc: Document
) -> dict[str, object]:
    """Return the annotation of a mention, a cue, a date: a tag, and links to its statements."""
    span = mark.start, mark.end
    return {
        "id": iri,
        "type": "Annotation",
        "motivation": "linking",
        "generator": _generator(),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mark.label.lower()},
            *(
                {"type": "SpecificResource", "purpose": "linking", "source": statement}
                for statement in statements
            ),
        ],
        "target": {
            "source": article_id(doc),
            "selector": [
                {"type": "TextQuoteSelector", "exact": words[span]},
                {"type": "TextPositionSelector", "start": span[0], "end": span[1]},
            ],
        },
    }


def _selectors(record: Record, start: int, end: int) -> list[dict[str, object]]:
    """Return both ways to find a part of the content, with what stands around it."""
    content, context = record.content, record.context
    before = context.prefix + content.text[: start - content.start]
    behind = content.text[end - content.start :] + context.suffix
    return [
        {
            "type": "TextQuoteSelector",
            "exact": content.text[start - content.start : end - content.start],
            "prefix": before[-CONTEXT_LENGTH:],
            "suffix": behind[:CONTEXT_LENGTH],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _words(item: DocumentRecords) -> dict[tuple[int, int], str]:
    """Return the words of every marked span, which the records hold: no text is needed."""
    words: dict[tuple[int, int], str] = {}
    for record in item.records:
        speaker = record.speaker
        if speaker and speaker.text and speaker.start is not None and speaker.end is not None:
            words[speaker.start, speaker.end] = speaker.text
        spans = (record.date, record.via, record.addressee, record.manner)
        antecedent = speaker.antecedent if speaker else None
        for span in (record.cue, antecedent, *spans):
            if span:
                words[span.start, span.end] = span.text
    return words


def _generator() -> dict[str, str]:
    return {"type": "Software", "name": f"claimx {__version__}"}


def _prefixed(node: object) -> object:
    """Write a schema.org node in the terms of the annotation context, which knows the prefix."""
    if isinstance(node, dict):
        plain = {"@type": "type", "@id": "id"}
        return {
            plain.get(key, f"schema:{key}"): f"schema:{value}"
            if key == "@type"
            else _prefixed(value)
            for key, value in node.items()
        }
    return node


def _urn(doc: Document, mark_id: str) -> str:
    """Return an IRI that is the same in every export of the same text and rules."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{doc.sha256}#{mark_id}')}"
