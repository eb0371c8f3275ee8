"""Web annotations follow the model, and their selectors find the words."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from claimx.export.documents import DocumentRecords
from claimx.export.w3c_annotation import CONTEXT, write
from claimx.models import Record

# https://www.w3.org/TR/annotation-model/: 3.3.5 motivations, 3.2.4 purposes of bodies.
MOTIVATIONS = {"identifying", "linking", "classifying", "describing", "tagging"}
# The part of http://www.w3.org/ns/anno.jsonld that is used, by https://www.w3.org/TR/annotation-vocab/.
VOCABULARY = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "http://schema.org/",
    "id": "@id",
    "type": "@type",
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "SpecificResource": "oa:SpecificResource",
    "TextualBody": "oa:TextualBody",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "Software": "as:Application",
    "identifying": "oa:identifying",
    "linking": "oa:linking",
    "classifying": "oa:classifying",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "format": "dc:format",
    "value": "rdf:value",
    "name": "foaf:name",
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": "oa:start",
    "end": "oa:end",
}


@pytest.fixture
def page(run: list[DocumentRecords]) -> dict[str, Any]:
    """The run, exported."""
    out = io.BytesIO()
    write(run, out)
    data: dict[str, Any] = json.loads(out.getvalue())
    return data


def targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the targets as a list, as a reader of the model must."""
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


def test_the_page_and_its_annotations_have_what_the_model_demands(page: dict[str, Any]) -> None:
    assert (page["@context"], page["type"]) == (CONTEXT, "AnnotationPage")
    ids = [page["id"], *(item["id"] for item in page["items"])]
    assert len(ids) == len(set(ids))
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["motivation"] in MOTIVATIONS
        for body in item["body"]:
            assert body.get("purpose", "linking") in MOTIVATIONS
            assert body["type"] != "TextualBody" or isinstance(body["value"], str)
        for target in targets(item):
            quote, position = target["selector"]
            assert quote["type"] == "TextQuoteSelector"
            assert position["type"] == "TextPositionSelector"
            assert 0 <= position["start"] < position["end"]


def test_both_selectors_find_the_same_words(
    page: dict[str, Any], run: list[DocumentRecords]
) -> None:
    texts = {item.doc.url or "ni": item.source for item in run}
    for item in page["items"]:
        for target in targets(item):
            text = texts[target["source"] if target["source"] in texts else "ni"]
            quote, position = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"]
            assert text[:start].endswith(quote.get("prefix", ""))
            assert text[end:].startswith(quote.get("suffix", ""))


def test_a_statement_in_two_parts_has_two_targets(page: dict[str, Any]) -> None:
    quotes = [target["selector"][0]["exact"] for target in targets(page["items"][0])]
    assert quotes == ["Panen raya sudah mulai. Mudah-mudahan\nturun terus", "sampai Lebaran."]


def test_links_lead_to_annotations_of_the_page(page: dict[str, Any]) -> None:
    ids = {item["id"] for item in page["items"]}
    links = [body["source"] for item in page["items"] for body in item["body"] if "source" in body]
    assert links
    assert set(links) <= ids


def test_the_record_is_in_it_whole(page: dict[str, Any], run: list[DocumentRecords]) -> None:
    from pydantic import TypeAdapter

    kept = [
        body["value"]
        for item in page["items"]
        for body in item["body"]
        if body.get("format") == "application/json"
    ]
    read = [TypeAdapter(Record).validate_json(one) for one in kept]
    assert read == [record for item in run for record in item.records]


def test_the_same_run_gives_the_same_bytes(run: list[DocumentRecords]) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    write(run, first)
    write(run, second)
    assert first.getvalue() == second.getvalue()


def test_json_ld_knows_every_term(page: dict[str, Any]) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    known = {"@context": VOCABULARY, **{key: value for key, value in page.items() if key[0] != "@"}}
    compact = jsonld.compact(jsonld.expand(known), {"@context": VOCABULARY})
    # Expanding drops what it does not know; the page names its context in one value.
    assert count(compact) - count(VOCABULARY) == count(page) - 1


def count(node: object) -> int:
    """Return how many values a JSON tree holds."""
    if isinstance(node, dict):
        return sum(map(count, node.values()))
    return sum(map(count, node)) if isinstance(node, list) else 1
