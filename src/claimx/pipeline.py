"""The order of the stages: an article in, its records out. The only module that knows it.

segment -> mask -> parse -> units -> attribute -> cast -> speakers -> dates and phrases -> records
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from claimx import __version__
from claimx.errors import ClaimxError
from claimx.models import Article, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.extract.attribute import Attempt
    from claimx.extract.stages import Prepared
    from claimx.rules.load import RuleSet

# Articles read together: enough for the model's batches, few enough to keep memory flat.
_BATCH = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one article: its records in text order, or the error that stopped it."""

    article: Article
    records: tuple[Record, ...] = ()
    error: ClaimxError | None = None


class Extractor:
    """Reads articles with one rule set and one model.

    ``model`` is a spaCy package name, a folder, ``stanza`` or ``stanza:DIR``; None is the shipped model.
    Raises RuleError or ModelError at once where either is unfit.
    """

    def __init__(self, rules: RuleSet | None = None, model: str | None = None) -> None:
        from claimx.extract.stages import Stages
        from claimx.nlp.load import load_model
        from claimx.rules.load import load_rules

        self.rules = rules if rules is not None else load_rules()
        self.model = load_model(model)
        self._stages = Stages(self.rules, self.model)

    @property
    def fingerprint(self) -> str:
        """Hash of all that a record depends on besides the text: version, rules, model."""
        parts = f"{__version__}\0{self.rules.hash}\0{self.model.fingerprint}"
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
        docs = list(self.model.parse((b.text, tuple(s for s, _ in b.sentences)) for b in item.blocks))
        trace: list[Attempt] = []
        return self._stages.finish(item, docs, trace), trace

    def _run(self, batch: Sequence[Article]) -> Iterator[Result]:
        prepared: list[Prepared | ClaimxError] = []
        for article in batch:
            try:
                prepared.append(self._stages.prepare(article))
            except Exception as error:  # a fault in one article must not cost the others
                prepared.append(_wrap(error, article))
        docs = self.model.parse(
            (block.text, tuple(start for start, _ in block.sentences))
            for item in prepared
            if not isinstance(item, ClaimxError)
            for block in item.blocks
        )
        for article, item in zip(batch, prepared, strict=True):
            if isinstance(item, ClaimxError):
                yield Result(article=article, error=item)
                continue
            own: list[Doc] = list(islice(docs, len(item.blocks)))
            try:
                yield Result(article=article, records=tuple(self._stages.finish(item, own)))
            except Exception as error:
                yield Result(article=article, error=_wrap(error, article))


def _wrap(error: Exception, article: Article) -> ClaimxError:
    if isinstance(error, ClaimxError):
        return error
    wrapped = ClaimxError(f"{type(error).__name__}: {error}", where=article.path or article.id)
    wrapped.__cause__ = error
    return wrapped


def extract(text: str, *, published: str | None = None, rules: RuleSet | None = None) -> list[Record]:
    """Return the records of one text with the shipped model.

    For more than one text make an `Extractor` once: loading the model takes longer than reading an article.
    """
    return Extractor(rules).extract(Article(id="text", text=text, published=published))
