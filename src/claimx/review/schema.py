"""The JSON Schemas of what claimx writes and reads, made from the data classes themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import TypeAdapter

from claimx.models import SCHEMA, Record
from claimx.review.decisions import DECISION_SCHEMA, Decision
from claimx.review.gold import GoldDocument

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RECORD_ID = "^q-[0-9a-f]{12}(-[0-9]+)?$"
HASH = "^[0-9a-f]{64}$"
DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"

# Class -> field -> what the field means, and bounds that the types do not give.
WORDS: Mapping[str, Mapping[str, Schema]] = {
    "Record": {
        "schema": {"const": SCHEMA, "description": "Version of this contract."},
        "id": {
            "pattern": RECORD_ID,
            "description": "Hash of the text, the content span and its occurrence;"
            " stays while rules change.",
        },
        "doc": {"description": "The article that the record is from."},
        "type": {
            "description": "direct: wholly inside quotation marks; indirect: reported without;"
            " mixed: a reported clause with quoted words, or a quoted phrase that ends it."
        },
        "content": {"description": "What is said."},
        "cue": {"description": "The reporting word; null where the text has none."},
        "speaker": {"description": "Who said it; null where nothing tells."},
        "date": {"description": "When it was said, only where the attribution says when."},
        "addressee": {"description": "To whom (kepada wartawan)."},
        "manner": {"description": "How or on what occasion (dalam keterangan tertulis)."},
        "via": {
            "description": "The outlet or document it comes through when that is not the speaker."
        },
        "context": {"description": "What lets the record be found again in an edited text."},
        "rules": {
            "description": "Every rule that had a part in the record, in the order they fired."
        },
        "confidence": {
            "minimum": 0,
            "maximum": 1,
            "description": "Probability that content and speaker are both right, as calibrated.",
        },
        "flags": {
            "description": "What a reviewer should know (unclosed_quote, date_conflict, ...)."
        },
    },
    "Document": {
        "id": {
            "minLength": 1,
            "description": "Name of the document: of its file, or as the input gives it.",
        },
        "path": {"description": "Where it was read; null for standard input."},
        "published": {"description": "Publication date, ISO 8601, a date or a date and time."},
        "sha256": {
            "pattern": HASH,
            "description": "Hash of the text that offsets count in (UTF-8).",
        },
    },
    "Content": {
        "parts": {
            "minItems": 1,
            "description": "The spans left where a cue interrupts the content.",
        }
    },
    "Cue": {"lemma": {"description": "Dictionary form."}},
    "Speaker": {
        "text": {
            "description": "The mention as it stands beside the cue; null where there is none."
        },
        "mention": {"description": "How the speaker is mentioned."},
        "name": {
            "description": "Fullest form of the name in the article, without honorific, title, rank"
            " or degree; null where nobody can be resolved."
        },
        "kind": {"description": "What the speaker is."},
        "role": {"description": "Position, without the organisation."},
        "affiliation": {"description": "Organisation, country or place that the role belongs to."},
        "antecedent": {"description": "The mention that the name was resolved from."},
    },
    "StatementDate": {
        "iso": {"pattern": DAY, "description": "ISO date to the precision that the text gives."},
        "precision": {"description": "What the text gives."},
        "basis": {
            "description": "explicit: a full date in the text; publication: relative to the"
            " publication date; context: relative to another date in the article."
        },
        "conflict": {"description": "True where the weekday named is not the weekday of the date."},
    },
    "Context": {
        "paragraph": {"minimum": 0, "description": "Number of the paragraph, from zero."},
        "prefix": {"description": "The text just before the content."},
        "suffix": {"description": "The text just after the content."},
    },
    "Decision": {
        "schema": {"const": DECISION_SCHEMA, "description": "Version of this contract."},
        "record": {"description": "Id of the record decided on; an own id for an added one."},
        "verdict": {"description": "accept, reject, fix (wrong in part), add (was missing)."},
        "fix": {"description": "Complete right values; for the verdicts fix and add."},
        "at": {"description": "When it was decided, ISO 8601."},
    },
    "GoldRecord": {
        "optional": {"description": "Neither asked for nor held against a prediction."},
        "name": {"description": "The resolved speaker, the fullest form that the article gives."},
    },
    "GoldDocument": {
        "doc": {"description": "Id of the document."},
        "text": {"description": "The whole text."},
    },
}
EVERYWHERE: Mapping[str, Schema] = {"start": {"minimum": 0}, "end": {"minimum": 0}}


def record_schema() -> Schema:
    """Return the JSON Schema of a line of claimx.v1: fields may be added, none left out."""
    return _tidy(Record, "claimx.v1", "One attribution: who said what, when, on whose behalf.")


def decision_schema() -> Schema:
    """Return the JSON Schema of a line of reviewers' decisions."""
    return _tidy(Decision, DECISION_SCHEMA, "What a reviewer said about a record.")


def gold_schema() -> Schema:
    """Return the JSON Schema of a line of gold: what may be left out has a default there."""
    return _tidy(GoldDocument, "claimx.gold.v1", "A document with annotated records.", whole=False)


def rule_schema() -> Schema:
    """Return the JSON Schema of a rule file."""
    from claimx.rules.lint_schema import rule_schema as of_rules

    return of_rules()


SCHEMAS: Mapping[str, Callable[[], Schema]] = {
    "record": record_schema,
    "decision": decision_schema,
    "gold": gold_schema,
    "rule": rule_schema,
}


def _tidy(kind: type, title: str, description: str, *, whole: bool = True) -> Schema:
    """Return a data class's schema with our words and bounds; ``whole``: no key may be missing."""
    schema = _untitled(TypeAdapter(kind).json_schema(mode="serialization"))
    defs = schema.pop("$defs", {})
    for name, part in [(kind.__name__, schema), *defs.items()]:
        for field, value in part.get("properties", {}).items():
            part["properties"][field] = _field(name, field, value, whole=whole)
        if whole:
            part["required"] = list(part["properties"])
        if "description" in part:
            part["description"] = re.sub(r"``|\s+(?=\s)", "", part["description"])
    head = {"$schema": DIALECT, "title": title, "description": description}
    return head | {k: v for k, v in schema.items() if k != "description"} | {"$defs": defs}


def _field(name: str, field: str, value: Schema, *, whole: bool) -> Schema:
    if whole:
        value = {k: v for k, v in value.items() if k != "default"}
    words = {**EVERYWHERE.get(field, {}), **WORDS.get(name, {}).get(field, {})}
    if "anyOf" in value:  # absent is null: bounds belong to the other branch
        value = {**value, "anyOf": [_not_empty(name, branch) for branch in value["anyOf"]]}
        described = {k: v for k, v in words.items() if k == "description"}
        bounds = {k: v for k, v in words.items() if k != "description"}
        value["anyOf"] = [b if b.get("type") == "null" else b | bounds for b in value["anyOf"]]
        return {**described, **value}
    return {**words, **value}


def _not_empty(name: str, branch: Schema) -> Schema:
    """Forbid the empty string where null means absent."""
    is_text = branch.get("type") == "string" and "enum" not in branch and name != "Context"
    return branch | {"minLength": 1} if is_text else branch


def _untitled(node: Any) -> Any:
    """Drop the titles that pydantic makes of field names."""
    if isinstance(node, dict):
        return {
            key: {name: _untitled(part) for name, part in value.items()}
            if key in ("properties", "$defs")
            else _untitled(value)
            for key, value in node.items()
            if not (key == "title" and isinstance(value, str))
        }
    return [_untitled(item) for item in node] if isinstance(node, list) else node
