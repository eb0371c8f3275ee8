"""Rows to articles: which field is the text, the date, the title, by request or by usual names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimx.errors import InputError
from claimx.inputs.dates import iso_date
from claimx.inputs.decode import normalise
from claimx.inputs.items import Fields, InputOptions, Raw
from claimx.inputs.pages import Page, is_markup, read_fragment
from claimx.models import Article

# Usual names in exports, scrapers' output and data sets, best first. Compared without case, - and _.
USUAL: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "content", "body", "fulltext", "articletext", "maintext", "articlebody", "isi", "konten",
        "teks", "isiberita", "berita", "article", "html", "rawhtml", "description",
    ),
    "id": ("id", "doc", "docid", "articleid", "documentid", "_id", "uuid", "guid", "uid"),
    "date": (
        "published", "publishedat", "publisheddate", "publicationdate", "publishdate", "datepublished",
        "pubdate", "date", "tanggal", "tanggalterbit", "waktu", "datetime", "timestamp", "createdat", "time",
    ),
    "title": ("title", "judul", "headline", "judulberita"),
    "outlet": ("outlet", "source", "media", "site", "sitename", "publisher", "sumber", "portal", "hostname"),
    "url": ("url", "link", "sourceurl", "canonicalurl", "articleurl", "permalink"),
    "byline": ("byline", "author", "authors", "penulis", "reporter", "wartawan"),
}  # fmt: skip


def read_row(raw: Raw, row: Mapping[str, object], options: InputOptions) -> Article:
    """Make an article of a row; InputError where it has no text."""
    fields = options.fields
    text = _find(row, fields.text, "text")
    if not isinstance(text, str):
        raise InputError(_no_text(row, fields), hint="name the field with --text-field")
    identifier = _text(_find(row, fields.id, "id")) or raw.id
    url = _text(_find(row, fields.url, "url")) or raw.url
    page = read_fragment(text, url) if is_markup(text) else Page(text=text)
    extra = {name: _find(row, name, "") for name in options.keep_fields}
    return Article(
        id=identifier,
        text=normalise(page.text),
        path=raw.path,
        title=_text(_find(row, fields.title, "title")) or page.title,
        outlet=_text(_find(row, fields.outlet, "outlet")) or page.outlet,
        byline=_text(_find(row, None, "byline")) or page.byline,
        url=url or page.url,
        published=iso_date(_find(row, fields.date, "date")) or page.published,
        extra=extra or None,
    )


def _find(row: Mapping[str, object], name: str | None, usual: str) -> object:
    """Return the value of the named field, else of the first usual name that has one."""
    if name is not None:
        if name in row:
            return row[name]
        value: object = row
        for part in name.split("."):
            value = value.get(part) if isinstance(value, Mapping) else None
        return value
    keys = {_plain(key): key for key in reversed(row)} if isinstance(row, dict) else {}
    for candidate in USUAL.get(usual, ()):
        value = row.get(keys.get(candidate, candidate))
        if value is not None and value != "":
            return value
    return row.get(usual)


def _plain(key: object) -> str:
    return re.sub(r"(?<!^)[-_ ]", "", str(key).strip().casefold())


def _text(value: object) -> str | None:
    """Write a field as one line of text: names joined, numbers as digits, nothing as None."""
    if isinstance(value, list | tuple):
        value = ", ".join(filter(None, map(_text, value)))
    elif isinstance(value, Mapping):
        value = value.get("name") or value.get("$oid")
    if value is None or isinstance(value, bool):
        return None
    return normalise(" ".join(str(value).split())) or None


def _no_text(row: Mapping[str, object], fields: Fields) -> str:
    names = ", ".join(map(str, list(row)[:12])) or "none"
    wanted = f"no field {fields.text!r}" if fields.text else "no text field"
    return f"{wanted} among: {names}"
