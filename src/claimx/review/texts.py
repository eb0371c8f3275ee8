"""The article texts behind a run: the one place where records and texts are joined again.

A run holds offsets, not articles. Whatever shows or exports a whole text reads it again, from where
the run read it or from ``--texts``, and accepts it only when its hash is the one that the records
carry: offsets into another text would be silently wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.errors import InputError

if TYPE_CHECKING:
    from claimx.models import Article, Document

# Documents that an error names before it only counts them.
NAMED = 5

Reader = Callable[[Sequence[str]], Iterable["Article"]]


def container_of(path: str) -> str:
    """Return the file that holds a document: ``a.zip`` of ``a.zip!/b.html``."""
    return path.partition("!/")[0]


def is_there(source: str) -> bool:
    """Tell whether there is a use in reading a source that a run names: it may be long gone."""
    return "://" in source or Path(source).exists()


def text_hash(text: str) -> str:
    """Return the hash that ``doc.sha256`` holds for a text."""
    return sha256(text.encode()).hexdigest()


def read_texts(paths: Sequence[str]) -> Iterator[Article]:
    """Yield every article that can be read under ``paths``; what fails to read is passed over.

    A text that could not be read is reported by whoever misses it, with the document's id.
    """
    from claimx.inputs import read_articles
    from claimx.models import Article

    for item in read_articles(paths):
        if isinstance(item, Article):
            yield item


class Texts:
    """Gives the article of each document of a run, reading forward through the sources once.

    Documents asked for in the order in which the sources hold them cost no memory beyond one
    article; an article met before its turn waits until it is asked for. A text is recognised by its
    hash alone, so that a renamed or moved file still serves; without a hash, by the document's id.
    """

    def __init__(
        self,
        docs: Iterable[Document],
        paths: Sequence[str] = (),
        *,
        read: Reader = read_texts,
    ) -> None:
        self._by_hash: defaultdict[str, list[str]] = defaultdict(list)
        self._by_id: set[str] = set()
        self._hash_of: dict[str, str] = {}
        sources: dict[str, None] = dict.fromkeys(paths)
        for doc in docs:
            if doc.id in self._hash_of:
                continue
            self._hash_of[doc.id] = doc.sha256
            if doc.sha256:
                self._by_hash[doc.sha256].append(doc.id)
            else:
                self._by_id.add(doc.id)
            if not paths and doc.path:
                sources[container_of(doc.path)] = None
        self._waiting: dict[str, Article] = {}
        self._changed: set[str] = set()
        there = [source for source in sources if source in paths or is_there(source)]
        self._articles = self._matched(read(there) if there else ())

    def _matched(self, articles: Iterable[Article]) -> Iterator[tuple[str, Article]]:
        """Yield each article once for each document whose text it is, under the document's id."""
        for article in articles:
            ids = self._by_hash.pop(text_hash(article.text), [])
            if article.id in self._by_id:
                self._by_id.discard(article.id)
                ids = [*ids, article.id]
            elif article.id not in ids and self._hash_of.get(article.id):
                self._changed.add(article.id)
            for doc_id in ids:
                yield doc_id, article if article.id == doc_id else replace(article, id=doc_id)

    def get(self, doc_id: str) -> Article | None:
        """Return the article of a document and let it go, or None where no source has its text."""
        if doc_id in self._waiting:
            return self._waiting.pop(doc_id)
        for found, article in self._articles:
            if found == doc_id:
                return article
            self._waiting[found] = article
        return None

    def missing(self, doc_ids: Sequence[str]) -> InputError:
        """Return the error for documents that have no text, telling the changed from the absent."""
        changed = [doc_id for doc_id in doc_ids if doc_id in self._changed]
        absent = [doc_id for doc_id in doc_ids if doc_id not in self._changed]
        faults = []
        if absent:
            faults.append(f"no text found for {_some(absent)}")
        if changed:
            faults.append(f"the text is no longer the one that was read for {_some(changed)}")
        hint = (
            "give the articles with --texts PATH"
            if absent
            else "extract again, or give the old text"
        )
        return InputError("; ".join(faults), hint=hint)


def load_texts(
    docs: Iterable[Document],
    paths: Sequence[str] = (),
    *,
    strict: bool = True,
    read: Reader = read_texts,
) -> dict[str, Article]:
    """Read the texts of ``docs`` into memory, by document id.

    They come from ``paths``, or else from each ``doc.path``. ``strict`` raises :class:`InputError`
    naming the documents whose text is missing or has changed; otherwise they are left out.
    """
    wanted = {doc.id: doc for doc in docs}
    texts = Texts(wanted.values(), paths, read=read)
    found = {doc_id: texts.get(doc_id) for doc_id in wanted}
    missing = [doc_id for doc_id, article in found.items() if article is None]
    if missing and strict:
        raise texts.missing(missing)
    return {doc_id: article for doc_id, article in found.items() if article is not None}


def _some(ids: Sequence[str]) -> str:
    """Name the first few of many."""
    rest = len(ids) - NAMED
    return ", ".join(ids[:NAMED]) + (f" and {rest} more" if rest > 0 else "")
