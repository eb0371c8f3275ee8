"""The one door into claimx: paths in, articles and failures out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace

import orjson

from claimx.errors import InputError
from claimx.inputs.checks import DUPLICATE, FOREIGN, Seen, flags_of
from claimx.inputs.decode import decode
from claimx.inputs.faults import explain
from claimx.inputs.fields import read_row
from claimx.inputs.find import Survey, sources, survey
from claimx.inputs.items import Failure, InputOptions, Raw
from claimx.inputs.pages import decode_page, read_page
from claimx.inputs.readers import read_source
from claimx.models import Article

SHARD_BLOCK = 32  # documents that go to one shard together where the input is a few large files
_FILES_PER_SHARD = 4  # from this many files a shard on, whole files are dealt out


def read_articles(
    paths: Sequence[str], options: InputOptions | None = None
) -> Iterator[Article | Failure]:
    """Read every document below ``paths`` in an order that never changes.

    ``-`` is stdin. A path that does not exist raises ClaimxError at once, before any is read; what
    cannot be read later is a Failure in its place.
    """
    options = options or InputOptions()
    return read_articles_of(read_items(survey(paths), options), options)


def read_items(plan: Survey, options: InputOptions) -> Iterator[Raw | Failure]:
    """Yield what is to be read, unread: the part that stays in one process."""
    if options.shard is None:
        for source in sources(plan):
            yield from [source] if isinstance(source, Failure) else read_source(source, options)
        return
    number, total = options.shard
    by_file = plan.files >= _FILES_PER_SHARD * total
    count = 0
    for index, source in enumerate(sources(plan)):
        if by_file and index % total != number - 1:
            continue
        items = iter([source]) if isinstance(source, Failure) else read_source(source, options)
        for item in items:
            if by_file or count // SHARD_BLOCK % total == number - 1:
                yield item
            count += 1


def read_articles_of(
    items: Iterable[Raw | Failure], options: InputOptions
) -> Iterator[Article | Failure]:
    """Read items one by one; skip and mark what ``options`` asks for."""
    with closing(Seen()) as seen:
        for item in items:
            article = read_item(item, options)
            if isinstance(article, Article):
                if options.skip_foreign and FOREIGN in article.flags:
                    continue
                if options.mark_duplicates and seen.add(article.text):
                    article = replace(article, flags=(*article.flags, DUPLICATE))
            yield article


def read_item(item: Raw | Failure, options: InputOptions) -> Article | Failure:
    """Decode and parse one item; what cannot be read is a Failure."""
    if isinstance(item, Failure):
        return item
    try:
        return _READ[item.kind](item, options)
    except Exception as error:
        return Failure(
            id=item.id, path=item.path, error=explain(error, item.where), position=item.position
        )


def _read_text(item: Raw, _options: InputOptions) -> Article:
    assert isinstance(item.data, bytes)
    text = decode(item.data, item.charset)
    return Article(id=item.id, text=text, path=item.path, url=item.url, flags=flags_of(text))


def _read_html(item: Raw, _options: InputOptions) -> Article:
    assert isinstance(item.data, bytes)
    page = read_page(decode_page(item.data, item.charset), item.url)
    return Article(
        id=item.id,
        text=page.text,
        path=item.path,
        title=page.title,
        outlet=page.outlet,
        byline=page.byline,
        url=item.url or page.url,
        published=page.published,
        flags=flags_of(page.text),
    )


def _read_json(item: Raw, options: InputOptions) -> Article:
    assert isinstance(item.data, bytes)
    try:
        row = _parse(item.data)
    except ValueError as error:
        reason = getattr(error, "msg", error)
        raise InputError(
            f"broken JSON: {reason} (character {getattr(error, 'colno', 0)})"
        ) from error
    if not isinstance(row, dict):
        raise InputError("this line is no JSON object")
    return _read_row(replace(item, data=row), options)


def _parse(line: bytes) -> object:
    """Parse a line; orjson is strict about encodings and lone surrogates, so that has a second way."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        import json

        return json.loads(decode(line))


def _read_row(item: Raw, options: InputOptions) -> Article:
    assert isinstance(item.data, Mapping)
    article = read_row(item, item.data, options)
    return replace(article, flags=flags_of(article.text))


_READ = {"text": _read_text, "html": _read_html, "json": _read_json, "row": _read_row}
