"""Prodigy tasks hold tokens that rebuild the text, and spans made of whole tokens."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from claimx.export.documents import DocumentRecords
from claimx.export.prodigy import write


@pytest.fixture
def tasks(run: list[DocumentRecords]) -> list[dict[str, Any]]:
    """The run, exported."""
    out = io.BytesIO()
    write(run, out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_spacy_builds_the_same_text_and_spans(tasks: list[dict[str, Any]]) -> None:
    vocab = Vocab()
    packed = DocBin(store_user_data=True)
    for task in tasks:
        doc = Doc(
            vocab,
            words=[token["text"] for token in task["tokens"]],
            spaces=[token["ws"] for token in task["tokens"]],
        )
        assert doc.text == task["text"]
        spans = [doc.char_span(one["start"], one["end"], one["label"]) for one in task["spans"]]
        assert all(span is not None for span in spans)
        for span, one in zip(spans, task["spans"], strict=True):
            assert (span.start, span.end - 1) == (one["token_start"], one["token_end"])
            assert span.text == one["text"]
        doc.spans["sc"] = spans
        packed.add(doc)
    back = list(DocBin().from_bytes(packed.to_bytes()).get_docs(vocab))
    assert [len(doc.spans["sc"]) for doc in back] == [len(task["spans"]) for task in tasks]


def test_tokens_are_numbered_and_lie_where_they_say(tasks: list[dict[str, Any]]) -> None:
    for task in tasks:
        for index, token in enumerate(task["tokens"]):
            assert token["id"] == index
            assert task["text"][token["start"] : token["end"]] == token["text"]


def test_relations_point_at_the_last_tokens_of_known_spans(tasks: list[dict[str, Any]]) -> None:
    keys = ("start", "end", "token_start", "token_end", "label")
    for task in tasks:
        known = [{key: span[key] for key in keys} for span in task["spans"]]
        for link in task["relations"]:
            assert link["head_span"] in known
            assert link["child_span"] in known
            assert link["head"] == link["head_span"]["token_end"]
            assert link["child"] == link["child_span"]["token_end"]


def test_a_clitic_is_a_token_of_its_own(tasks: list[dict[str, Any]]) -> None:
    words = [token["text"] for token in tasks[0]["tokens"]]
    assert words[words.index("ujar") + 1] == "nya"
