"""The order of the stages: an article in, its records out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.errors import ClaimxError
from claimx.models import Article, Record

if TYPE_CHECKING:
    from claimx.rules.load import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one article: its records in text order, or the error that stopped it."""

    article: Article
    records: tuple[Record, ...] = ()
    error: ClaimxError | None = None


class Extractor:
    """Reads articles with one rule set and one model.

    ``model`` is a spaCy package name, a directory, ``stanza`` or ``stanza:DIR``; None is the shipped model.
    """

    def __init__(self, rules: RuleSet | None = None, model: str | None = None) -> None:
        raise NotImplementedError

    def extract(self, article: Article) -> list[Record]:
        """Return the records of one article in text order."""
        raise NotImplementedError

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yield one result an article, in order, reading in batches; one bad article stops no other."""
        raise NotImplementedError
