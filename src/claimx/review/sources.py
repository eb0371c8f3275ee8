"""Records from wherever a user points: a finished run, or articles to be read now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from claimx.errors import ClaimxError
from claimx.models import Article, Record
from claimx.review.load import broken, open_bytes, read_records

if TYPE_CHECKING:
    from claimx.rules.load import RuleSet

RUN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"claimx\.v1"')
HEAD = 200


def records_from(
    sources: Sequence[str],
    *,
    rules: Sequence[str] = (),
    model: str | None = None,
    failed: list[ClaimxError],
) -> Iterator[Record]:
    """Yield the records of runs (``-`` is a run on standard input), or of articles read now.

    What cannot be read or extracted is put into ``failed``, and the rest goes on.
    """
    runs = [is_run(source) for source in sources]
    if all(runs):
        return chain.from_iterable(map(read_records, sources))
    if any(runs):
        raise ClaimxError("runs and articles cannot be mixed", hint="extract the articles first")
    from claimx.rules.load import load_rules

    return extract(articles(sources, failed), load_rules(*rules), model, failed)


def articles(paths: Sequence[str], failed: list[ClaimxError]) -> Iterator[Article]:
    """Yield the articles at ``paths``; what cannot be read goes into ``failed``."""
    from claimx.inputs import Failure, read_articles

    for item in read_articles(paths):
        if isinstance(item, Failure):
            failed.append(item.error)
        else:
            yield item


def extract(
    found: Iterable[Article], rules: RuleSet, model: str | None, failed: list[ClaimxError]
) -> Iterator[Record]:
    """Yield the records of articles; an article that fails goes into ``failed`` with its error."""
    from claimx.pipeline import Extractor

    for result in Extractor(rules, model).extract_many(found):
        if result.error:
            failed.append(result.error)
        yield from result.records


def is_run(source: str) -> bool:
    """Tell whether a source is a run, by its first bytes."""
    if source == "-":
        return True
    if not Path(source).is_file():
        return False
    with open_bytes(source) as stream:
        try:
            return bool(RUN.match(stream.read(HEAD)))
        except broken():
            return False  # whoever reads it as an article says what is wrong with it
