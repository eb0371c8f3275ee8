"""HTML to text: the main text of a page with its title, author, date and site, by trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimx.errors import InputError
from claimx.inputs.decode import decode, normalise

_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|head|body|div|p|article|section|span|figure|h[1-6]|img|br)\b[^<]*>",
    re.IGNORECASE,
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_BLOCKS = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
    ]
)
_HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: ``text`` is its main text, which offsets count in."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def is_markup(text: str) -> bool:
    """Tell a text field that holds HTML, as content systems export it."""
    return text.lstrip()[:1] == "<" and _MARKUP.match(text) is not None


def decode_page(data: bytes, charset: str | None) -> str:
    """Decode a page by its header, its own declaration, or its bytes."""
    declared = _META_CHARSET.search(data[:_HEAD_BYTES])
    name = charset or (declared.group(1).decode("ascii", "replace") if declared else None)
    if name and name.lower() in ("utf-8", "utf8", "iso-8859-1", "latin1"):
        name = None if name.lower().startswith("utf") else "cp1252"  # as browsers do
    try:
        data.decode("utf-8")
        name = None
    except UnicodeDecodeError:
        pass
    return _XML_HEAD.sub("", decode(data, name))


def read_page(html: str, url: str | None = None) -> Page:
    """Extract the main text; InputError where the page has none."""
    import trafilatura

    page = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=False, with_metadata=True
    )
    if page is None or isinstance(page, dict) or not page.text:
        raise InputError("the page has no main text")
    return Page(
        text=normalise(page.text),
        title=_line(page.title),
        byline=_line(page.author),
        outlet=_line(page.sitename),
        published=_line(page.date),
        url=_line(page.url) or url,
    )


def read_fragment(html: str, url: str | None = None) -> Page:
    """Extract the text of markup that is the article itself; a few words are enough."""
    try:
        return read_page(html, url)
    except InputError:
        from lxml.html import fragment_fromstring

        tree = fragment_fromstring(html, create_parent="div")
        for element in list(tree.iter()):
            if element.tag in ("script", "style"):
                element.drop_tree()
            elif element.tag in _BLOCKS:
                element.tail = f"\n{element.tail or ''}"
        lines = (" ".join(line.split()) for line in str(tree.text_content()).split("\n"))
        return Page(text=normalise("\n".join(filter(None, lines))))


def _line(value: str | None) -> str | None:
    return normalise(" ".join(value.split())) or None if value else None
