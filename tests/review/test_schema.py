"""The JSON Schemas: what they let through and refuse, and that the shipped one is current."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from claimx.review.schema import SCHEMAS, record_schema
from claimx.review.validate import faults

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def record() -> dict[str, Any]:
    """Return one record of the frozen run that has all parts."""
    lines = (Path(__file__).parent / "data" / "run.jsonl").read_text("utf-8").splitlines()
    return next(r for r in map(json.loads, lines) if r["cue"] and r["speaker"] and r["date"])


@pytest.mark.parametrize("kind", SCHEMAS)
def test_every_schema_is_one(kind: str) -> None:
    """The schemas themselves are valid JSON Schema, and every part is described or plain."""
    schema = SCHEMAS[kind]()
    Draft202012Validator.check_schema(schema)
    assert {"$schema", "title", "description"} <= schema.keys()


def test_the_shipped_schema_is_the_one_the_classes_make() -> None:
    """The file is written by `claimx schema > src/claimx/data/claimx.v1.schema.json`."""
    shipped = json.loads((files("claimx") / "data" / "claimx.v1.schema.json").read_text("utf-8"))
    assert shipped == record_schema()


def test_every_record_of_a_run_is_valid(data: Path) -> None:
    """Schema and checker both let the frozen runs through."""
    validator = Draft202012Validator(record_schema())
    for name in ("run.jsonl", "base.jsonl"):
        for line in (data / name).read_bytes().splitlines():
            assert not list(validator.iter_errors(json.loads(line)))
            assert faults(line) == []


def test_the_corpus_is_valid_gold() -> None:
    """Every line of the project's gold holds to the gold schema."""
    validator = Draft202012Validator(SCHEMAS["gold"]())
    for line in (ROOT / "corpus" / "gold.jsonl").read_text("utf-8").splitlines():
        assert not list(validator.iter_errors(json.loads(line)))


class Loader(yaml.SafeLoader):
    """YAML as editors read it: `no` and `2024-03-05` are strings, numbers are numbers."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in of if tag.rpartition(":")[2] in ("int", "float", "bool")]
    for first, of in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_every_shipped_rule_file_is_valid_and_a_misspelt_one_is_not() -> None:
    """Editors complete and check against the schema of rule files."""
    validator = Draft202012Validator(SCHEMAS["rule"]())
    paths = sorted((ROOT / "rules").rglob("*.yaml"))
    assert paths
    for path in paths:
        rule = yaml.load(path.read_text("utf-8"), Loader)
        assert validator.is_valid(rule), path
        assert not validator.is_valid({**rule, "exmaples": ["x"]}), path


WRONG: dict[str, tuple[tuple[str, ...], Any]] = {
    "another version": (("schema",), "claimx.v2"),
    "an id of another kind": (("id",), "42"),
    "an unknown type": (("type",), "oblique"),
    "an empty name": (("speaker", "name"), ""),
    "a negative offset": (("content", "start"), -1),
    "a confidence above one": (("confidence",), 1.5),
    "a date in words": (("date", "iso"), "Kamis"),
    "a hash that is none": (("doc", "sha256"), "abc"),
    "a part of three": (("content", "parts"), [[1, 2, 3]]),
}


@pytest.mark.parametrize(("place", "value"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_refused(
    record: dict[str, Any], place: tuple[str, ...], value: Any
) -> None:
    """Each bound of the contract is in the schema."""
    wrong = deepcopy(record)
    part = wrong
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    assert not Draft202012Validator(record_schema()).is_valid(wrong)


def test_a_missing_key_is_refused_and_a_new_one_is_not(record: dict[str, Any]) -> None:
    """Absent is null and never a missing key; fields may be added."""
    validator = Draft202012Validator(record_schema())
    for name in record:
        assert not validator.is_valid({k: v for k, v in record.items() if k != name})
    assert validator.is_valid({**record, "extra": 1})


def change(record: dict[str, Any], **parts: Any) -> bytes:
    """Return the record as a line with parts replaced."""
    return json.dumps({**record, **parts}).encode()


def test_the_checker_says_what_no_schema_can(record: dict[str, Any]) -> None:
    """Order of keys, words at their places, parts in order, precision of dates, rules named."""
    content, date = record["content"], record["date"]
    text = " " * content["start"] + content["text"]
    line = change(record, cue=None, speaker=None, date=None, via=None)
    assert faults(line, text) == []
    assert "content: the text at" in faults(line, "?" * len(text))[0]
    assert faults(change(dict(reversed(record.items()))))[0].startswith("record: keys")
    assert faults(change(record, rules=[])) == ["rules: no rule made this record"]
    assert faults(change(record, date={**date, "iso": "2024-03"})) == [
        "date: 2024-03 is not precise to the day"
    ]
    half = {**record["speaker"], "start": None}
    assert faults(change(record, speaker=half)) == [
        "speaker: a span has a text, a start and an end, or none of them"
    ]
    assert faults(change(record, content={**content, "parts": [[9, 12], [5, 7]]}))[0].startswith(
        "content.parts"
    )
    assert faults(change(record, content={**content, "parts": [[0, 1]]}))[0].startswith(
        "content.parts"
    )
    assert faults(change(record, speaker={**record["speaker"], "role": ""})) == [
        "speaker.role: empty, where absent is null"
    ]
    assert faults(b"{}")[0].startswith("record: ")
