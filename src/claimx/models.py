"""The data model: articles going in, ``claimx.v1`` records coming out.

All offsets are Unicode code points into ``Article.text``, zero-based, end exclusive, and
``article.text[span.start:span.end] == span.text`` holds for every span. Absent is ``None``.
Field order is the key order of the JSON contract.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Self

SCHEMA = "claimx.v1"

QuoteType = Literal["direct", "indirect", "mixed"]
MentionType = Literal[
    "full_name",
    "short_name",
    "pronoun",
    "clitic",
    "role",
    "organisation",
    "group",
    "unnamed",
    "implicit",
]
SpeakerKind = Literal["person", "organisation", "group", "unnamed", "document"]
Precision = Literal["day", "week", "month", "year"]
Basis = Literal["explicit", "publication", "context"]
SegmentKind = Literal[
    "title", "outlet", "byline", "published", "dateline", "heading", "paragraph", "boilerplate"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document as read. ``text`` is what every offset counts in.

    ``published`` is ISO 8601 (a date, or a date and time) where known before segmentation.
    ``extra`` carries input fields that the user asked to keep.
    """

    id: str
    text: str
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    flags: tuple[str, ...] = ()
    extra: dict[str, object] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of the source text."""

    text: str
    start: int
    end: int

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Self:
        """Cut ``source[start:end]``."""
        return cls(text=source[start:end], start=start, end=end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment(Span):
    """A part of an article's layout, one line or paragraph of it, with the rule that named it."""

    kind: SegmentKind
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """An article taken apart: its segments in text order, and the metadata they give.

    ``segments`` cover all that is not white space; only ``heading`` and ``paragraph`` segments hold
    news text. ``sentences`` are spans inside those, in text order. A complete quotation is
    never cut by a sentence boundary.
    """

    segments: tuple[Segment, ...]
    sentences: tuple[tuple[int, int], ...]
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    dateline: str | None = None
    published: str | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The ``doc`` part of a record."""

    id: str
    path: str | None = None
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content(Span):
    """What is said. ``parts`` are the spans left where a cue interrupts the content."""

    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The reporting word as it stands, with its dictionary form."""

    text: str
    lemma: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said it: the mention beside the cue (``text`` is None where there is none) and who that is."""

    text: str | None
    start: int | None
    end: int | None
    mention: MentionType
    name: str | None = None
    kind: SpeakerKind | None = None
    role: str | None = None
    affiliation: str | None = None
    antecedent: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementDate(Span):
    """When it was said, to the precision that the text gives (``2023-09-13``, ``2022-11``)."""

    iso: str | None
    precision: Precision | None
    basis: Basis | None
    conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What lets a record be found again in an edited text. ``paragraph`` counts from zero."""

    paragraph: int
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One attribution: a line of ``claimx.v1``."""

    schema: str = field(default=SCHEMA)
    id: str
    doc: Document
    type: QuoteType
    content: Content
    cue: Cue | None
    speaker: Speaker | None
    date: StatementDate | None = None
    addressee: Span | None = None
    manner: Span | None = None
    via: Span | None = None
    context: Context
    rules: tuple[str, ...]
    confidence: float
    flags: tuple[str, ...] = ()
