"""Records from wherever a user points: a finished run, or articles to be read now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from claimx.errors import ClaimxError
from claimx.models import Record
from claimx.review.load import open_bytes, read_records

RUN = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"schema"\s*:\s*"claimx\.v1"')
HEAD = 200


def records_from(
    sources: Sequence[str], *, rules: Sequence[str] = (), model: str | None = None
) -> Iterator[Record]:
    """Yield the records of runs (``-`` is a run on standard input), or of articles read now."""
    runs = [is_run(source) for source in sources]
    if all(runs):
        return chain.from_iterable(map(read_records, sources))
    if any(runs):
        raise ClaimxError("runs and articles cannot be mixed", hint="extract the articles first")
    return _extracted(sources, rules, model)


def is_run(source: str) -> bool:
    """Tell whether a source is a run, by its first bytes."""
    if source == "-":
        return True
    if not Path(source).is_file():
        return False
    with open_bytes(source) as stream:
        try:
            return bool(RUN.match(stream.read(HEAD)))
        except (OSError, EOFError):
            return False  # whoever reads it as an article says what is wrong with it


def _extracted(sources: Sequence[str], rules: Sequence[str], model: str | None) -> Iterator[Record]:
    from claimx.inputs import Failure, read_articles
    from claimx.pipeline import Extractor
    from claimx.rules.load import load_rules

    extractor = Extractor(load_rules(*rules), model)
    articles = (item for item in read_articles(sources) if not isinstance(item, Failure))
    for result in extractor.extract_many(articles):
        if result.error:
            raise result.error
        yield from result.records
