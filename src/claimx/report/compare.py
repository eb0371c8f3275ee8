"""The page of two runs: what is there now, what is gone, and what became different."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import orjson

from claimx.models import Document, Record
from claimx.report.build import (
    Page,
    PageRun,
    page_record,
    run_digest,
    short_name,
    with_texts,
)
from claimx.review.compare import Change, FieldChange, changes


def build_comparison(
    old: Iterable[Record],
    new: Iterable[Record],
    *,
    names: tuple[str, str],
    texts: Sequence[str] = (),
    title: str | None = None,
    decisions: Iterable[Any] = (),
) -> Page:
    """Return the page of run ``new`` with what changed since ``old``."""
    return render_changes(
        compare(list(old), list(new)), names=names, texts=texts, title=title, decisions=decisions
    )


def render_changes(
    found: Iterable[Change],
    *,
    names: tuple[str, str],
    texts: Sequence[str] = (),
    title: str | None = None,
    decisions: Iterable[Any] = (),
) -> Page:
    """Return the page of changes that were found already, by the records they are about."""
    kept = list(found)
    docs: dict[str, Document] = {}
    for change in kept:
        if change.new is not None:
            docs[change.doc] = change.new.doc
        else:
            docs.setdefault(change.doc, change.record.doc)
    documents = with_texts(docs, texts)
    places = {doc.id: place for place, doc in enumerate(documents)}
    old, new = map(short_name, names)
    digest = run_digest(change.new for change in kept if change.new is not None)
    return Page(
        run=PageRun(name=f"{old} → {new}", title=title, digest=digest, compared=old),
        docs=documents,
        records=tuple(_changed(change, places[change.doc], docs[change.doc]) for change in kept),
        decisions=tuple(decisions),
    )


def compare(old: Sequence[Record], new: Sequence[Record]) -> Iterator[Change]:
    """Yield what became of every record: documents in the order of the new run, then the lost ones."""
    before, after = _by_document(old), _by_document(new)
    known = {rule for r in old for rule in r.rules}, {rule for r in new for rule in r.rules}
    for doc_id in {**after, **before}:
        yield from changes(before.get(doc_id, []), after.get(doc_id, []), known=known)


def _by_document(records: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record.doc.id, []).append(record)
    return found


def _changed(change: Change, place: int, doc: Document) -> dict[str, Any]:
    data = page_record(
        change.record,
        place,
        {
            "state": change.kind,
            "causes": change.causes,
            "fields": [_field(field) for field in change.fields],
            "old": _old(change, place),
        },
    )
    return data if change.record.doc.sha256 == doc.sha256 else _adrift(data)


def _field(change: FieldChange) -> dict[str, str | None]:
    """Return a field with both values as the reader sees them."""
    return {"field": change.field, "old": _shown(change.old), "new": _shown(change.new)}


def _shown(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return orjson.dumps(value).decode()


def _old(change: Change, place: int) -> dict[str, Any] | None:
    """Return the record as it was, where it is shown beside another one."""
    if change.kind != "changed" or change.old is None or change.new is None:
        return None
    same_text = change.old.doc.sha256 == change.new.doc.sha256
    data = page_record(change.old, place)
    return data if same_text else _adrift(data)


def _adrift(data: dict[str, Any]) -> dict[str, Any]:
    """Take the places out of a record whose text is not the one on the page."""
    nowhere = {"start": -1, "end": -1}
    content = {**data["content"], **nowhere, "parts": []}
    speaker = data["speaker"] and {**data["speaker"], **nowhere, "antecedent": None}
    cue = data["cue"] and {**data["cue"], **nowhere}
    unplaced = dict.fromkeys(("date", "addressee", "manner", "via"))
    return {**data, **unplaced, "content": content, "speaker": speaker, "cue": cue}
