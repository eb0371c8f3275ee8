"""Prodigy: JSON Lines of tokens, spans and relations, for ``spans.manual`` and ``rel.manual``.

Format: https://prodi.gy/docs/api-interfaces (spans, relations). ``token_end`` is inclusive; the
``head`` and ``child`` of a relation are the last tokens of the two spans. The tokens are those of
spaCy's blank Indonesian pipeline, cut further where a span begins or ends inside one (the ``nya``
of *ujarnya*), since Prodigy shows no span that is not made of whole tokens.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, BinaryIO

import orjson

from claimx.export.graph import Graph, Mark, graph_of, split_parts
from claimx.models import Record

if TYPE_CHECKING:
    from spacy.language import Language

    from claimx.export.documents import DocumentRecords

Offset = tuple[int, int]


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write one task a line."""
    out.writelines(orjson.dumps(_task(item), option=orjson.OPT_APPEND_NEWLINE) for item in run)


@cache
def _tokenizer() -> Language:
    """Make the tokenizer once: it takes a second to learn the exceptions of Indonesian."""
    import spacy

    return spacy.blank("id")


def _task(item: DocumentRecords) -> dict[str, Any]:
    graph, text, doc = split_parts(graph_of(item.records)), item.source, item.doc
    tokens = list(_tokens(text, graph))
    spans = {mark.id: _span(mark, tokens) for mark in graph.marks}
    return {
        "text": text,
        "tokens": [
            {
                "text": text[start:end],
                "start": start,
                "end": end,
                "id": index,
                "ws": behind == end + 1,
            }
            for index, ((start, end), (behind, _)) in enumerate(
                pairwise([*tokens, (len(text), len(text))])
            )
        ],
        "spans": [
            {**spans[mark.id], "text": text[mark.start : mark.end], "type": "span", **_facts(mark)}
            for mark in graph.marks
        ],
        "relations": [
            {
                "head": spans[link.source]["token_end"],
                "child": spans[link.target]["token_end"],
                "head_span": spans[link.source],
                "child_span": spans[link.target],
                "label": link.type,
            }
            for link in graph.links
        ],
        "meta": {
            "doc": doc.id,
            "outlet": doc.outlet,
            "published": doc.published,
            "score": min((record.confidence for record in item.records), default=None),
        },
        "records": [_evidence(record) for record in item.records],
    }


def _tokens(text: str, graph: Graph) -> Iterator[Offset]:
    """Yield the offsets of the tokens, cut at the ends of all spans.

    A single space between two tokens is told by ``ws`` and is no token itself.
    """
    cuts = sorted({edge for mark in graph.marks for edge in (mark.start, mark.end)})
    for token in _tokenizer().make_doc(text):
        start, end = token.idx, token.idx + len(token)
        edges = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        yield from zip([start, *edges], [*edges, end], strict=True)


def _span(mark: Mark, tokens: list[Offset]) -> dict[str, object]:
    """Return a span with its tokens; an edge on a space between tokens belongs to neither."""
    first = bisect_left(tokens, mark.start, key=itemgetter(0))
    last = bisect_right(tokens, mark.end, key=itemgetter(1)) - 1
    return {
        "start": mark.start,
        "end": mark.end,
        "token_start": first,
        "token_end": last,
        "label": mark.label,
    }


def _facts(mark: Mark) -> dict[str, object]:
    """Return what is known of a span, in a key that Prodigy hands through."""
    return {"attributes": mark.attributes} if mark.attributes else {}


def _evidence(record: Record) -> dict[str, object]:
    return {
        "id": record.id,
        "start": record.content.start,
        "end": record.content.end,
        "confidence": record.confidence,
        "rules": record.rules,
        "flags": record.flags,
    }
