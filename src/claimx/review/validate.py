"""Whether a line is a record as the contract has it: more than a schema can say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import orjson

from claimx.errors import ClaimxError
from claimx.models import Content, Record
from claimx.review.load import parse_record

MAY_BE_EMPTY = frozenset({"prefix", "suffix"})
PRECISION = {4: "year", 7: "month", 10: "day"}


def faults(line: bytes, text: str | None = None) -> list[str]:
    """Return all that is wrong with a line of ``claimx.v1``; with its ``text`` the offsets too.

    Beyond types: the order of keys, no empty strings, every span's words at its place, parts in
    order inside the content, and a date no more precise than it says.
    """
    try:
        record = parse_record(line, "record")
    except ClaimxError as error:
        return [str(error)]
    data = orjson.loads(line)
    return [*_key_faults(record, data, ""), *_span_faults(record, text), *_value_faults(record)]


def _key_faults(part: Any, data: Any, place: str) -> Iterator[str]:
    """Yield keys out of order or missing, and empty strings, in a part and all parts of it."""
    if not is_dataclass(part):
        if data == "" and place.rpartition(".")[2] not in MAY_BE_EMPTY:
            yield f"{place}: empty, where absent is null"
        return
    names = [field.name for field in fields(part)]
    if (keys := list(data)[: len(names)]) != names:
        yield f"{place or 'record'}: keys {keys} are not {names}"
    for name in names:
        if name in data:
            yield from _key_faults(getattr(part, name), data[name], f"{place}.{name}".strip("."))


def _span_faults(record: Record, text: str | None) -> Iterator[str]:
    spans = {
        "content": record.content,
        "cue": record.cue,
        "speaker": record.speaker,
        "antecedent": record.speaker.antecedent if record.speaker else None,
        "date": record.date,
        "addressee": record.addressee,
        "manner": record.manner,
        "via": record.via,
    }
    for name, span in spans.items():
        if span is None or (span.text is None and span.start is None and span.end is None):
            continue
        start, end = span.start, span.end
        if start is None or end is None or span.text is None:
            yield f"{name}: a span has a text, a start and an end, or none of them"
        elif not 0 <= start < end:
            yield f"{name}: {start}:{end} is no span"
        elif text is not None and text[start:end] != span.text:
            yield f"{name}: the text at {start}:{end} is {text[start:end]!r}, not {span.text!r}"
    yield from _part_faults(record.content)


def _part_faults(content: Content) -> Iterator[str]:
    places = [place for part in content.parts for place in part]
    if not places or places != sorted(places):
        yield f"content.parts: {content.parts} are not in order"
    elif (places[0], places[-1]) != (content.start, content.end):
        yield "content.parts: the outer ends are not those of the content"


def _value_faults(record: Record) -> Iterator[str]:
    if not 0 <= record.confidence <= 1:
        yield f"confidence: {record.confidence} is no probability"
    if not record.rules:
        yield "rules: no rule made this record"
    if record.date and record.date.iso is not None:
        said = record.date.precision
        given = PRECISION.get(len(record.date.iso))
        if given is None or (said != given and not (said == "week" and given == "day")):
            yield f"date: {record.date.iso} is not precise to the {said}"
