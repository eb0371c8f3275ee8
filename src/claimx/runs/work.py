"""The unit of work of every engine: a chunk of documents in, bytes of records out.

Chunks are cut by the input alone, never by the number of workers, so that the same documents are
read in the same batches wherever they are read.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import orjson

from claimx.errors import ClaimxError, InputError, ModelError, RuleError
from claimx.inputs import Failure, InputOptions, Raw, read_item
from claimx.models import Article, Record
from claimx.runs.tally import Tally

if TYPE_CHECKING:
    from claimx.pipeline import Extractor

_GARBAGE = 50_000  # objects: what a few articles leave
CHUNK_DOCUMENTS = 16
CHUNK_BYTES = 64 * 1024  # enough to fill the batches of a model, few enough to share out evenly

Item = Raw | Article | Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractorSpec:
    """What an extractor is made of: small enough to send to any process, which builds its own."""

    rules: tuple[str, ...] = ()
    model: str | None = None
    cache: str | None = None
    cache_mb: int | None = None

    def build(self) -> Extractor:
        """Load rules and model."""
        from claimx.pipeline import Extractor
        from claimx.rules.load import load_rules

        if self.cache is None:
            return Extractor(load_rules(*self.rules), self.model)
        from claimx.runs.cache import DocCache

        bound = None if self.cache_mb is None else self.cache_mb << 20
        cache = DocCache(self.cache, max_bytes=bound)
        return Extractor(load_rules(*self.rules), self.model, cache=cache)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """Some documents in a row, with how they are to be read."""

    items: tuple[Item, ...]
    options: InputOptions
    position: int = 0

    def singles(self) -> Iterator[Chunk]:
        """Cut into chunks of one document, to find the one that kills its worker."""
        for item in self.items:
            yield Chunk(items=(item,), options=self.options, position=self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a chunk: its records as lines, its failures, its counts."""

    lines: bytes = b""
    failures: tuple[Failure, ...] = ()
    tally: Tally = field(default_factory=Tally)
    position: int = 0
    fingerprint: str = ""


def cut(items: Iterable[Item], options: InputOptions) -> Iterator[Chunk]:
    """Gather documents into chunks of bounded count and size."""
    gathered: list[Item] = []
    size = position = 0
    for item in items:
        gathered.append(item)
        size += _size(item)
        position = max(position, getattr(item, "position", 0))
        if len(gathered) >= CHUNK_DOCUMENTS or size >= CHUNK_BYTES:
            yield Chunk(items=tuple(gathered), options=options, position=position)
            gathered, size = [], 0
    if gathered:
        yield Chunk(items=tuple(gathered), options=options, position=position)


def _size(item: Item) -> int:
    if isinstance(item, Article):
        return len(item.text)
    if isinstance(item, Raw):
        if isinstance(item.data, bytes):
            return len(item.data)
        return sum(len(value) for value in item.data.values() if isinstance(value, str | bytes))
    return 0


_lock = threading.Lock()
_loaded: dict[ExtractorSpec, Extractor] = {}


def loaded(spec: ExtractorSpec) -> Extractor:
    """Return this process's extractor, loading it on first use; a new one drives out the old."""
    if spec not in _loaded:
        _loaded.clear()
        _loaded[spec] = spec.build()
        # A tenth of our own time went into looking for rubbish among what is loaded and stays.
        gc.collect()
        gc.freeze()
        gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])
    return _loaded[spec]


def fingerprint(spec: ExtractorSpec) -> str:
    """Return the hash of rules, model and version that the extractor of this process has."""
    with _lock:
        return str(loaded(spec).fingerprint)


def process(spec: ExtractorSpec, chunk: Chunk) -> Outcome:
    """Read and extract one chunk, one thread at a time: a model is not made for several."""
    with _lock:
        return _process(loaded(spec), chunk)


def _process(extractor: Extractor, chunk: Chunk) -> Outcome:
    tally = Tally()
    failures: list[Failure] = []
    articles: list[Article] = []
    for item in chunk.items:
        article = item if isinstance(item, Article) else read_item(item, chunk.options)
        if isinstance(article, Failure):
            failures.append(article)
        elif chunk.options.skip_foreign and "foreign_language" in article.flags:
            tally.skipped += 1
        else:
            articles.append(article)
    lines: list[bytes] = []
    for article, records, error in _extract(extractor, articles):
        if error is not None:
            failures.append(Failure(id=article.id, path=article.path, error=error))
            continue
        tally.count(records)
        lines += [line_of(record, article.extra) for record in records]
    tally.failed += len(failures)
    return Outcome(
        lines=b"".join(lines),
        failures=tuple(failures),
        tally=tally,
        position=chunk.position,
        fingerprint=extractor.fingerprint,
    )


def _extract(
    extractor: Extractor, articles: list[Article]
) -> Iterator[tuple[Article, tuple[Record, ...], ClaimxError | None]]:
    """Extract together; where that fails as a whole, one by one, so that one article fails alone."""
    try:
        results = list(extractor.extract_many(articles))
    except (RuleError, ModelError):
        raise
    except Exception:
        for article in articles:
            yield _extract_one(extractor, article)
        return
    for result in results:
        yield result.article, tuple(result.records), result.error


def _extract_one(
    extractor: Extractor, article: Article
) -> tuple[Article, tuple[Record, ...], ClaimxError | None]:
    try:
        (result,) = extractor.extract_many([article])
    except (RuleError, ModelError):
        raise
    except Exception as error:
        message = f"unexpected {type(error).__name__}: {error}".splitlines()[0]
        return article, (), InputError(message, where=article.path or article.id)
    return article, tuple(result.records), result.error


def line_of(record: Record, extra: dict[str, object] | None) -> bytes:
    """Write a record as a line; fields that the user asked to keep follow as ``extra``."""
    line = orjson.dumps(record)
    if extra:
        kept = orjson.dumps(extra, default=str, option=orjson.OPT_NON_STR_KEYS)
        line = line[:-1] + b',"extra":' + kept + b"}"
    return line + b"\n"
