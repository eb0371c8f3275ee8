"""CSV (RFC 4180, UTF-8): one row a record, for spreadsheets and data frames.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-`` or ``@`` for a formula and runs it,
also one from a news page (https://owasp.org/www-community/attacks/CSV_Injection). Such a cell gets
an apostrophe before it; so does one that begins with apostrophes before such a sign, so that
taking one away (:func:`restore`) gives every cell back exactly.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TYPE_CHECKING, BinaryIO

from claimx.models import Record

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

# Full-width signs too: spreadsheets set to East Asian languages read them as the plain ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
SEPARATOR = "; "  # between the rules, and between the flags, of one record

COLUMNS = (
    "id", "doc", "path", "title", "outlet", "byline", "url", "published", "sha256", "type",
    "content", "start", "end", "parts", "cue", "cue_lemma", "cue_start", "cue_end",
    "speaker", "speaker_start", "speaker_end", "mention", "name", "kind", "role", "affiliation",
    "antecedent", "antecedent_start", "antecedent_end",
    "date", "date_text", "date_start", "date_end", "date_precision", "date_basis", "date_conflict",
    "addressee", "manner", "via", "paragraph", "prefix", "suffix", "rules", "confidence", "flags",
)  # fmt: skip


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write a header and one row a record."""
    text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    try:
        rows.writeheader()
        for item in run:
            for record in item.records:
                rows.writerow({key: guard(value) for key, value in row(record).items()})
    finally:
        text.detach()  # or the stream would be closed with its wrapper


def guard(value: object) -> object:
    """Put an apostrophe before text that a spreadsheet would run."""
    if isinstance(value, str) and value.lstrip("'").startswith(FORMULA):
        return f"'{value}"
    return value


def restore(value: str) -> str:
    """Undo :func:`guard`."""
    guarded = value.startswith("'") and value[1:].lstrip("'").startswith(FORMULA)
    return value[1:] if guarded else value


def row(record: Record) -> dict[str, object]:
    """Return the cells of a record; what is absent is an empty cell."""
    doc, content, cue, speaker = record.doc, record.content, record.cue, record.speaker
    date, antecedent = record.date, record.speaker and record.speaker.antecedent
    cells: dict[str, object] = dict.fromkeys(COLUMNS)
    cells |= {
        "id": record.id,
        "doc": doc.id,
        "path": doc.path,
        "title": doc.title,
        "outlet": doc.outlet,
        "byline": doc.byline,
        "url": doc.url,
        "published": doc.published,
        "sha256": doc.sha256,
        "type": record.type,
        "content": content.text,
        "start": content.start,
        "end": content.end,
        "parts": " ".join(f"{start}-{end}" for start, end in content.parts),
        "addressee": record.addressee and record.addressee.text,
        "manner": record.manner and record.manner.text,
        "via": record.via and record.via.text,
        "paragraph": record.context.paragraph,
        "prefix": record.context.prefix,
        "suffix": record.context.suffix,
        "rules": SEPARATOR.join(record.rules),
        "confidence": record.confidence,
        "flags": SEPARATOR.join(record.flags),
    }
    if cue:
        cells |= {
            "cue": cue.text,
            "cue_lemma": cue.lemma,
            "cue_start": cue.start,
            "cue_end": cue.end,
        }
    if speaker:
        cells |= {
            "speaker": speaker.text,
            "speaker_start": speaker.start,
            "speaker_end": speaker.end,
            "mention": speaker.mention,
            "name": speaker.name,
            "kind": speaker.kind,
            "role": speaker.role,
            "affiliation": speaker.affiliation,
        }
    if antecedent:
        cells |= {
            "antecedent": antecedent.text,
            "antecedent_start": antecedent.start,
            "antecedent_end": antecedent.end,
        }
    if date:
        cells |= {
            "date": date.iso,
            "date_text": date.text,
            "date_start": date.start,
            "date_end": date.end,
            "date_precision": date.precision,
            "date_basis": date.basis,
            "date_conflict": date.conflict,
        }
    return cells
