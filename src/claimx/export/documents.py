"""What a format is given: the documents of a run, with text where the format needs it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.models import Article, Document, Record
from claimx.review.gold import GoldDocument, GoldRecord
from claimx.review.load import by_document, name_of, read_records
from claimx.review.texts import Reader, Texts, read_texts, text_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecords:
    """One document with its records in text order; ``text`` is None where nobody asked for it."""

    doc: Document
    records: tuple[Record, ...]
    text: str | None = None

    @property
    def source(self) -> str:
        """The text, for the formats that are never called without one."""
        if self.text is None:
            raise ClaimxError(f"document {self.doc.id!r} has no text")
        return self.text


def read_documents(run: str) -> Iterator[DocumentRecords]:
    """Yield the documents of a run as they come, without texts."""
    for _, records in by_document(read_records(run)):
        yield DocumentRecords(doc=records[0].doc, records=tuple(records))


def read_documents_with_text(
    run: str, paths: Sequence[str] = (), *, read: Reader = read_texts
) -> Iterator[DocumentRecords]:
    """Yield the documents of a run with their texts, from ``paths`` or where the run read them.

    The run is read twice, first for what to look for, so that standard input goes through a
    temporary file. A document whose text cannot be found ends the export: half a set of tasks
    that looks whole is worse than none.
    """
    with _rereadable(run) as path:
        wanted = (item.doc for item in read_documents(path))
        texts = Texts(wanted, paths, read=read)
        missing: list[str] = []
        for item in read_documents(path):
            article = texts.get(item.doc.id)
            if article is None:
                missing.append(item.doc.id)
            elif not missing:
                _check(item, article.text, run)
                yield DocumentRecords(doc=item.doc, records=item.records, text=article.text)
        if missing:
            raise texts.missing(missing)


def read_documents_without_records(
    run: Iterable[DocumentRecords], paths: Sequence[str], *, read: Reader = read_texts
) -> Iterator[DocumentRecords]:
    """Pass on the documents of a run, then the articles below ``paths`` in which it found nothing.

    Gold needs both: what was overlooked is nowhere else to be found.
    """
    known = set()
    for item in run:
        known.add(text_hash(item.source))
        yield item
    for article in read(paths):
        digest = text_hash(article.text)
        if digest not in known:
            known.add(digest)
            yield DocumentRecords(doc=_document(article, digest), records=(), text=article.text)


def gold_document(item: DocumentRecords) -> GoldDocument:
    """Return a run's records as they would stand in gold if every one of them were right."""
    return GoldDocument(
        doc=item.doc.id,
        outlet=item.doc.outlet,
        published=item.doc.published,
        text=item.source,
        records=tuple(map(gold_record, item.records)),
    )


def gold_record(record: Record) -> GoldRecord:
    """Return one record in the shape of gold."""
    speaker = record.speaker
    return GoldRecord(
        type=record.type,
        start=record.content.start,
        end=record.content.end,
        cue=record.cue.text if record.cue else None,
        speaker=speaker.text if speaker else None,
        name=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        affiliation=speaker.affiliation if speaker else None,
        date=record.date.iso if record.date else None,
        via=record.via.text if record.via else None,
    )


@contextmanager
def _rereadable(run: str) -> Iterator[str]:
    """Give a path that can be opened more than once."""
    if run != "-":
        yield run
        return
    with tempfile.TemporaryDirectory(prefix="claimx-") as folder:
        path = Path(folder, "stdin")
        with path.open("wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        try:
            yield str(path)
        except ClaimxError as error:
            if error.where:
                error.where = error.where.replace(str(path), name_of(run))
            raise


def _document(article: Article, digest: str) -> Document:
    """Describe an article as a record would."""
    return Document(
        id=article.id,
        path=article.path,
        title=article.title,
        outlet=article.outlet,
        byline=article.byline,
        url=article.url,
        published=article.published,
        sha256=digest,
    )


def _check(item: DocumentRecords, text: str, run: str) -> None:
    """Refuse records whose words do not stand where they say: a run edited by hand."""
    for record in item.records:
        content = record.content
        if text[content.start : content.end] != content.text:
            raise ClaimxError(
                f"record {record.id}: the text at {content.start}:{content.end} is not its content",
                where=name_of(run),
            )
