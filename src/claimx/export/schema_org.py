"""schema.org: JSON-LD of quotations and claims with their speakers and the articles they stand in.

Types: https://schema.org/Quotation, https://schema.org/Claim, https://schema.org/NewsArticle.
Quoted words are a ``Quotation``, a reported clause is a ``Claim``. There is no ``ClaimReview``:
that asks for a verdict, and claimx gives none.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urldefrag
from uuid import NAMESPACE_URL, uuid5

import orjson

from claimx.models import Document, Record, Speaker

if TYPE_CHECKING:
    from claimx.export.documents import DocumentRecords

CONTEXT = "https://schema.org"
LANGUAGE = "id"
TYPES = {"direct": "Quotation", "mixed": "Quotation", "indirect": "Claim"}
NAMELESS = ("pronoun", "clitic", "implicit")
AGENTS = {"person": "Person", "unnamed": "Person", "group": "Organization"}


def write(run: Iterable[DocumentRecords], out: BinaryIO) -> None:
    """Write one JSON-LD document with a graph, a node a line."""
    out.write(orjson.dumps({"@context": CONTEXT})[:-1] + b',"@graph":[')
    separator = b"\n"
    for item in run:
        article = article_node(item.doc)
        nodes = [article, *(statement_node(record) for record in item.records)]
        for node in nodes:
            out.write(separator + orjson.dumps(node))
            separator = b",\n"
    out.write(b"\n]}\n")


def article_node(doc: Document) -> dict[str, object]:
    """Return the article; without a URL it is known by the hash of its text."""
    return _known(
        {
            "@type": "NewsArticle",
            "@id": article_id(doc),
            "identifier": doc.id,
            "url": doc.url,
            "headline": doc.title,
            "author": {"@type": "Person", "name": doc.byline} if doc.byline else None,
            "publisher": {"@type": "Organization", "name": doc.outlet} if doc.outlet else None,
            "datePublished": doc.published,
            "inLanguage": LANGUAGE,
        }
    )


def article_id(doc: Document) -> str:
    """Return an IRI: the article's URL, or a name made of its text's hash (RFC 6920)."""
    if doc.url and re.fullmatch(r"https?://[^\s<>\"{}|\\^`]+", doc.url):
        return doc.url
    if doc.sha256:
        digest = urlsafe_b64encode(bytes.fromhex(doc.sha256)).rstrip(b"=").decode()
        return f"ni:///sha-256;{digest}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, doc.id)}"


def statement_node(record: Record) -> dict[str, object]:
    """Return a quotation or a claim."""
    article = article_id(record.doc)
    kind = TYPES[record.type]
    who = speaker_node(record.speaker)
    said_by = {"creator": who} if kind == "Quotation" else {"author": who}
    part_of = {"isPartOf" if kind == "Quotation" else "appearance": {"@id": article}}
    via = {"@type": "Organization", "name": record.via.text} if record.via else None
    return _known(
        {
            "@type": kind,
            "@id": f"{urldefrag(article).url}#{record.id}",
            "identifier": record.id,
            "text": _words(record),
            **said_by,
            **part_of,
            "dateCreated": record.date.iso if record.date else None,
            "sourceOrganization": via,
            "inLanguage": LANGUAGE,
        }
    )


def speaker_node(speaker: Speaker | None) -> dict[str, object] | None:
    """Return who said it, by the resolved name or else by words that name somebody."""
    if not speaker:
        return None
    name = speaker.name or (None if speaker.mention in NAMELESS else speaker.text)
    if not name:
        return None
    kind = AGENTS.get(speaker.kind or "person", "Organization")
    body = speaker.affiliation
    node = {"@type": kind, "name": name}
    if kind == "Person":
        affiliation = {"@type": "Organization", "name": body} if body else None
        return _known({**node, "jobTitle": speaker.role, "affiliation": affiliation})
    parent = {"@type": "Organization", "name": body} if body else None
    return _known({**node, "parentOrganization": parent})


def _words(record: Record) -> str:
    """Return what was said, with an ellipsis where the cue interrupts it."""
    content = record.content
    parts = (
        content.text[start - content.start : end - content.start] for start, end in content.parts
    )
    return " … ".join(parts)


def _known(node: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in node.items() if value is not None}
