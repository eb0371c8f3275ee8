"""schema.org: terms of the vocabulary on the types that they belong to."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from claimx.export.documents import DocumentRecords
from claimx.export.schema_org import article_id, speaker_node, write
from claimx.models import Document, Speaker

# By https://schema.org: the terms of each type that claimx uses, its own and inherited ones.
THING = {"@type", "@id", "identifier", "url"}
WORK = THING | {"text", "creator", "author", "isPartOf", "dateCreated", "sourceOrganization"} | {
    "inLanguage", "headline", "publisher", "datePublished",
}  # fmt: skip
TERMS = {
    "NewsArticle": WORK,
    "Quotation": WORK,
    "Claim": WORK | {"appearance"},
    "Person": THING | {"name", "jobTitle", "affiliation"},
    "Organization": THING | {"name", "parentOrganization"},
}


@pytest.fixture
def graph(run: list[DocumentRecords]) -> list[dict[str, Any]]:
    """The nodes of the run, exported."""
    out = io.BytesIO()
    write(run, out)
    data = json.loads(out.getvalue())
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def walk(node: object) -> list[dict[str, Any]]:
    """Return a node and those in it."""
    if not isinstance(node, dict):
        return []
    return [node, *(inner for value in node.values() for inner in walk(value))]


def test_only_terms_of_the_type_are_used(graph: list[dict[str, Any]]) -> None:
    for top in graph:
        for node in walk(top):
            if "@type" in node:
                assert set(node) <= TERMS[node["@type"]]
            else:
                assert set(node) == {"@id"}


def test_every_statement_stands_in_an_article_of_the_graph(graph: list[dict[str, Any]]) -> None:
    articles = {node["@id"] for node in graph if node["@type"] == "NewsArticle"}
    statements = [node for node in graph if node["@type"] != "NewsArticle"]
    assert len(statements) == 4
    for node in statements:
        assert (node.get("isPartOf") or node["appearance"])["@id"] in articles


def test_quoted_words_are_quotations_and_reported_clauses_claims(
    graph: list[dict[str, Any]],
) -> None:
    kinds = {node["identifier"]: node["@type"] for node in graph}
    assert (kinds["q-0001"], kinds["q-0002"]) == ("Quotation", "Claim")


def test_words_of_the_reporter_are_left_out(graph: list[dict[str, Any]]) -> None:
    quote = next(node for node in graph if node["identifier"] == "q-0001")
    assert quote["text"].endswith("turun terus … sampai Lebaran.")


def test_a_published_package_of_the_vocabulary_takes_every_node(
    graph: list[dict[str, Any]],
) -> None:
    vocabulary = pytest.importorskip("schema_org")
    for node in graph:
        getattr(vocabulary, node["@type"]).model_validate(node, strict=False)


@pytest.mark.parametrize(
    ("speaker", "node"),
    [
        (Speaker(text="dia", start=0, end=3, mention="pronoun"), None),
        (None, None),
        (
            Speaker(text="warga", start=0, end=5, mention="group", kind="group"),
            {"@type": "Organization", "name": "warga"},
        ),
        (
            Speaker(text=None, start=None, end=None, mention="implicit", name="Sri", role="guru"),
            {"@type": "Person", "name": "Sri", "jobTitle": "guru"},
        ),
    ],
    ids=["pronoun", "nobody", "group", "implicit"],
)
def test_nobody_is_named_after_a_pronoun(
    speaker: Speaker | None, node: dict[str, str] | None
) -> None:
    assert speaker_node(speaker) == node


@pytest.mark.parametrize(
    ("doc", "iri"),
    [
        (Document(id="a", url="https://x.example/b?c=1"), "https://x.example/b?c=1"),
        (Document(id="a", url="javascript:alert(1)", sha256="00ff"), "ni:///sha-256;AP8"),
        (Document(id="a", url="https://x.example/<b>", sha256="00ff"), "ni:///sha-256;AP8"),
        (Document(id="a"), "urn:uuid:24c2ee95-7bfa-538f-9e0a-9bd4c0cf0f14"),
    ],
    ids=["url", "script", "no-iri", "nothing"],
)
def test_an_article_has_an_iri_whatever_the_page_says(doc: Document, iri: str) -> None:
    assert article_id(doc).split(":")[0] == iri.split(":", maxsplit=1)[0]
    if not iri.startswith("urn"):
        assert article_id(doc) == iri
