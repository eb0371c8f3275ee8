"""What the page holds: the records of a run with the articles they come from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import orjson

from claimx.models import Document, Record
from claimx.review.texts import load_texts, read_texts, text_hash

if TYPE_CHECKING:
    from claimx.models import Article

SCHEMA = "claimx.report.v1"
# Said once per page, not once per record.
ELSEWHERE = ("schema", "doc")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDocument:
    """One document of the page; ``text`` is None where no source holds the text any more."""

    id: str
    path: str | None
    title: str | None
    outlet: str | None
    byline: str | None
    url: str | None
    published: str | None
    sha256: str
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRun:
    """What the page shows about itself. ``digest`` names the run in the reviewer's browser."""

    name: str
    title: str | None
    digest: str
    compared: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """All that goes into one page. ``records`` name their document by its place in ``docs``."""

    schema: str = SCHEMA
    run: PageRun
    docs: tuple[PageDocument, ...]
    records: tuple[dict[str, Any], ...]
    decisions: tuple[Any, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The documents that are shown without their text."""
        return tuple(doc.id for doc in self.docs if doc.text is None)


@dataclass(slots=True)
class _Collector:
    """Reads texts and remembers those that no record belongs to: they may hold missed statements."""

    articles: list[Article] = field(default_factory=list)

    def read(self, paths: Sequence[str]) -> Iterator[Article]:
        """Yield what :func:`read_texts` yields."""
        for article in read_texts(paths):
            self.articles.append(article)
            yield article


def build_page(
    records: Iterable[Record],
    *,
    name: str,
    texts: Sequence[str] = (),
    title: str | None = None,
    decisions: Iterable[Any] = (),
) -> Page:
    """Join a run's records with their articles.

    With ``texts``, articles found there that no record belongs to are shown as well. Documents keep
    the order of the run.
    """
    kept = list(records)
    docs: dict[str, Document] = {}
    for record in kept:
        docs.setdefault(record.doc.id, record.doc)
    found = with_texts(docs, texts)
    places = {doc.id: place for place, doc in enumerate(found)}
    return Page(
        run=PageRun(name=short_name(name), title=title, digest=run_digest(kept)),
        docs=found,
        records=tuple(page_record(record, places[record.doc.id]) for record in kept),
        decisions=tuple(decisions),
    )


def with_texts(docs: dict[str, Document], texts: Sequence[str]) -> tuple[PageDocument, ...]:
    """Return documents with their texts, and after them those that only ``texts`` hold."""
    docs = dict(docs)
    collector = _Collector()
    found = load_texts(docs.values(), texts, strict=False, read=collector.read)
    if texts:
        for doc, article in _silent(collector.articles, list(docs.values())):
            docs[doc.id], found[doc.id] = doc, article
    return tuple(page_document(doc, found.get(doc.id)) for doc in docs.values())


def short_name(name: str) -> str:
    """Return a run's name without its folders."""
    return PurePath(name).name or name


def run_digest(records: Iterable[Record]) -> str:
    """Hash a run by what its records say, so that the same run has the same decisions at hand."""
    digest = sha256()
    for record in records:
        digest.update(orjson.dumps(record))
        digest.update(b"\n")
    return digest.hexdigest()[:16]


def page_document(doc: Document, article: Article | None) -> PageDocument:
    """Return a document for the page, with its text where there is one."""
    return PageDocument(
        id=doc.id,
        path=doc.path,
        title=doc.title,
        outlet=doc.outlet,
        byline=doc.byline,
        url=doc.url,
        published=doc.published,
        sha256=doc.sha256 or (text_hash(article.text) if article else ""),
        text=article.text if article else None,
    )


def page_record(
    record: Record, place: int, change: Mapping[str, object] | None = None
) -> dict[str, Any]:
    """Return a record for the page, its document named by place and its change in a comparison."""
    data = orjson.loads(orjson.dumps(record))
    kept = {key: value for key, value in data.items() if key not in ELSEWHERE}
    return {"doc": place, **kept, **({"change": dict(change)} if change else {})}


def _silent(
    articles: Iterable[Article], known: Sequence[Document]
) -> Iterator[tuple[Document, Article]]:
    """Yield the articles that the run has no record of, each under an id of its own."""
    hashes = {doc.sha256 for doc in known}
    ids = {doc.id for doc in known}
    for article in articles:
        digest = text_hash(article.text)
        if digest in hashes:
            continue
        hashes.add(digest)
        unique = article
        if article.id in ids:
            unique = replace(article, id=f"{article.id} ({digest[:8]})")
        ids.add(unique.id)
        yield _document(unique, digest), unique


def _document(article: Article, digest: str) -> Document:
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
