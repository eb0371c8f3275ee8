"""Gold: what a human says an article holds, one document a line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.models import Article, QuoteType
from claimx.review.load import name_of, parse_line, read_lines


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRecord:
    """One attribution as annotated. ``optional``: neither asked for nor held against a run."""

    type: QuoteType
    start: int
    end: int
    cue: str | None = None
    speaker: str | None = None
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    date: str | None = None
    via: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """One document with its text and its records, read as an article with ``doc`` as its id."""

    doc: str
    outlet: str | None = None
    published: str | None = None
    text: str
    records: tuple[GoldRecord, ...]

    @property
    def sha256(self) -> str:
        """The hash that the records of a run over this text carry."""
        return sha256(self.text.encode()).hexdigest()

    def article(self) -> Article:
        """Return the document as the extractor reads it."""
        return Article(id=self.doc, text=self.text, outlet=self.outlet, published=self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStamp:
    """What a floor file remembers of the gold it was measured on."""

    sha256: str
    documents: int
    records: int
    optional: int


def read_gold(source: str) -> Iterator[GoldDocument]:
    """Yield the documents of a gold file, each once, every span inside its text."""
    seen: dict[str, int] = {}
    for number, line in read_lines(source):
        where = f"{name_of(source)}:{number}"
        document = parse_line(line, GoldDocument, where)
        if document.doc in seen:
            raise ClaimxError(
                f"document {document.doc!r} stands in line {seen[document.doc]}", where=where
            )
        for index, record in enumerate(document.records):
            if not 0 <= record.start < record.end <= len(document.text):
                raise ClaimxError(
                    f"records.{index}: the span {record.start}:{record.end} is not in the text",
                    where=where,
                )
        seen[document.doc] = number
        yield document
    if not seen:
        raise ClaimxError("no gold documents", where=name_of(source))


def stamp(source: str, documents: Sequence[GoldDocument]) -> GoldStamp:
    """Return the hash of a gold file's bytes and its counts."""
    flags = Counter(record.optional for document in documents for record in document.records)
    return GoldStamp(
        sha256=sha256(Path(source).read_bytes()).hexdigest(),
        documents=len(documents),
        records=flags[False],
        optional=flags[True],
    )
