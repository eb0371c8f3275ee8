"""Which article, and which line of it, ``rules explain`` is about."""

from __future__ import annotations

from pathlib import Path

from claimx.errors import ClaimxError
from claimx.inputs.articles import read_articles
from claimx.models import Article


def read_place(place: str) -> tuple[Article, int | None]:
    """Read ``FILE``, ``FILE:LINE`` or ``-``; of a file with several documents LINE is the document's number.

    Raises ClaimxError where there is no such file, document or line.
    """
    path, line = _split(place)
    articles: list[Article] = []
    for item in read_articles([path]):
        if not isinstance(item, Article):
            raise item.error
        articles.append(item)
    if not articles:
        raise ClaimxError("holds no article", where=path)
    if len(articles) > 1:
        if line is None or not 1 <= line <= len(articles):
            raise ClaimxError(
                f"holds {len(articles)} documents",
                where=path,
                hint=f"name one by its number: {path}:1",
            )
        return articles[line - 1], None
    if line is not None and not 1 <= line <= articles[0].text.count("\n") + 1:
        raise ClaimxError(f"has no line {line}", where=path)
    return articles[0], line


def _split(place: str) -> tuple[str, int | None]:
    path, colon, line = place.rpartition(":")
    if colon and line.isascii() and line.isdigit() and not Path(place).exists():
        return path, int(line)
    return place, None
