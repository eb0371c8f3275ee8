"""The order of the stages: an article in, its records out. The only module that knows it.

segment -> mask -> parse -> units -> attribute -> cast -> speakers -> dates and phrases -> records
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from claimx import __version__
from claimx.errors import ClaimxError
from claimx.models import Article, Record
from claimx.nlp.load import fingerprint_of, load_model, one_thread
from claimx.nlp.pack import pack_docs, unpack_docs
from claimx.rules.compiled import keep_compiled

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.extract.attribute import Attempt
    from claimx.extract.stages import Prepared, Stages
    from claimx.extract.units import Sentence
    from claimx.nlp.load import Model
    from claimx.recall import Recall, Store
    from claimx.rules.load import RuleSet
    from claimx.rules.match import Seen

# Articles read together: enough for the model's batches, few enough to keep memory flat.
_BATCH = 32
# Spellings that the model's vocabulary keeps from one batch to the next: those of some hundred articles, and so
# nearly all that come again. The tokenizer remembers only what it has cut outside of a memory zone.
_WORDS_KEPT = 25_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one article: its records in text order, or the error that stopped it."""

    article: Article
    records: tuple[Record, ...] = ()
    error: ClaimxError | None = None


class Extractor:
    """Reads articles with one rule set and one model.

    ``model`` is a spaCy package name, a folder, ``stanza`` or ``stanza:DIR``; None is the shipped model.
    ``cache`` keeps what the model read, and the records, so that another rule set need not do it all again.
    Raises RuleError or ModelError where either is unfit: at once, or with a cache when first needed.
    """

    def __init__(
        self,
        rules: RuleSet | None = None,
        model: str | None = None,
        cache: Store | None = None,
    ) -> None:
        from claimx.rules.load import load_rules

        self.rules = rules if rules is not None else load_rules()
        self._name = model
        self._cache = cache
        if cache is None:
            self._stages  # noqa: B018 - loads the model

    @cached_property
    def model(self) -> Model:
        """The model, loaded on first use."""
        return load_model(self._name)

    @cached_property
    def _stages(self) -> Stages:
        from claimx.extract.stages import Stages

        return Stages(self.rules, self.model)

    @cached_property
    def _recall(self) -> Recall | None:
        from claimx.recall import Recall

        if self._cache is None:
            return None
        return Recall(self._cache, self.rules, self._model_fingerprint)

    @cached_property
    def _model_fingerprint(self) -> str:
        return self.model.fingerprint if self._cache is None else fingerprint_of(self._name)

    @property
    def fingerprint(self) -> str:
        """Hash of all that a record depends on besides the text: version, rules, model."""
        parts = f"{__version__}\0{self.rules.hash}\0{self._model_fingerprint}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    def extract(self, article: Article) -> list[Record]:
        """Return the records of one article in text order. Raises the ClaimxError that stopped it."""
        result = next(self.extract_many([article]))
        if result.error:
            raise result.error
        return list(result.records)

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yield one result an article, in order, reading in batches; one bad article stops no other."""
        rest = iter(articles)
        while batch := list(islice(rest, _BATCH)):
            yield from self._run(batch)

    def explain(self, article: Article) -> tuple[list[Record], list[Attempt]]:
        """Return the records of one article and every attempt of a rule, also those that lost."""
        item = self._stages.prepare(article)
        trace: list[Attempt] = []
        with one_thread():
            docs = list(self.model.parse(item.inputs()))
            return self._stages.finish(item, docs, trace), trace

    def sentences(self, article: Article) -> list[Sentence]:
        """Return all sentences of one article in units, as the patterns of attribution rules see them."""
        item = self._stages.prepare(article, whole=True)
        with one_thread():
            return self._stages.sentences(item, list(self.model.parse(item.inputs())))

    def _run(self, batch: Sequence[Article]) -> list[Result]:
        """Read one batch, but for those articles whose records are known already."""
        known = [self._recall.find(article) if self._recall else None for article in batch]
        unknown = [article for article, old in zip(batch, known, strict=True) if old is None]
        fresh = iter(self._read(unknown) if unknown else ())
        return [
            next(fresh) if old is None else Result(article=article, records=old)
            for article, old in zip(batch, known, strict=True)
        ]

    def _read(self, batch: Sequence[Article]) -> list[Result]:
        """Read articles together. Of the words met the first are kept, the rest forgotten: memory stays flat."""
        full = len(self.model.vocab) > _WORDS_KEPT
        forget = self.model.vocab.memory_zone() if full else nullcontext()
        with forget, self._stages.memory_zone(), one_thread():
            prepared = [self._prepare(article) for article in batch]
            parsed = self._parse(
                [part for parts in prepared if isinstance(parts, list) for part in parts]
            )
            results = [
                Result(article=article, error=parts)
                if isinstance(parts, ClaimxError)
                else self._finish(article, parts, parsed)
                for article, parts in zip(batch, prepared, strict=True)
            ]
        keep_compiled()
        return results

    def _prepare(self, article: Article) -> list[Prepared] | ClaimxError:
        try:
            return self._stages.prepare(article).parts()
        except Exception as error:  # a fault in one article must not cost the others
            return _wrap(error, article)

    def _parse(self, parts: Sequence[Prepared]) -> Iterator[list[Doc] | ClaimxError]:
        """Yield the Docs of each part, out of the cache or from the model, or what kept it from being read."""
        cache = self._cache
        stored = [None if cache is None else cache.get(self._key(part)) for part in parts]
        waiting = [part for part, value in zip(parts, stored, strict=True) if value is None]
        fresh = self.model.parse(block for part in waiting for block in part.inputs())
        sound = True
        for part, value in zip(parts, stored, strict=True):
            if value is not None:
                yield unpack_docs(value, self.model.vocab)
                continue
            try:
                if sound:
                    docs = list(islice(fresh, len(part.blocks)))
                else:  # the stream has broken: read each article by itself, so that only the culprit fails
                    docs = list(self.model.parse(part.inputs()))
            except Exception as error:
                if not sound:
                    yield _wrap(error, part.article)
                    continue
                sound = False
                try:
                    docs = list(self.model.parse(part.inputs()))
                except Exception as again:
                    yield _wrap(again, part.article)
                    continue
            if cache is not None:
                cache.put(self._key(part), pack_docs(docs))
            yield docs

    def _key(self, part: Prepared) -> str:
        digest = hashlib.sha256(self.model.fingerprint.encode())
        for text, starts in part.inputs():
            digest.update(f"\0{text}\0{starts}".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()

    def _finish(
        self, article: Article, parts: list[Prepared], parsed: Iterator[list[Doc] | ClaimxError]
    ) -> Result:
        records: list[Record] = []
        seen: list[Seen] | None = [] if self._recall else None
        fault: ClaimxError | None = None
        for part in parts:
            docs = next(parsed)
            if isinstance(docs, ClaimxError):
                fault = docs
                continue
            try:
                records += self._stages.finish(part, docs, seen=seen)
            except Exception as error:
                fault = _wrap(error, article)
        if self._recall and seen is not None and not fault:
            self._recall.keep(article, records, seen)
        return Result(article=article, records=() if fault else tuple(records), error=fault)


def _wrap(error: Exception, article: Article) -> ClaimxError:
    if isinstance(error, ClaimxError):
        return error
    wrapped = ClaimxError(f"{type(error).__name__}: {error}", where=article.path or article.id)
    wrapped.__cause__ = error
    return wrapped


def extract_text(
    text: str, *, published: str | None = None, rules: RuleSet | None = None
) -> list[Record]:
    """Return the records of one text with the shipped model.

    For more than one text make an `Extractor` once: loading the model takes longer than reading an article.
    """
    return Extractor(rules).extract(Article(id="text", text=text, published=published))
