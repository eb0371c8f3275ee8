"""What is written from the schema is in step with it: the editors' schema and the guide's tables."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
import yaml
from jsonschema import Draft202012Validator

from claimx.rules.lint_schema import fields_table, rule_schema, schema_text, with_table
from claimx.rules.scaffold import TEMPLATES, scaffold
from claimx.rules.schema import KINDS

ROOT = Path(__file__).parents[2]
AGAIN = "run: python -m claimx.rules.lint_schema"
FILES = sorted((ROOT / "rules").rglob("*.yaml"))
VALIDATOR = Draft202012Validator(rule_schema())


def test_the_shipped_schema_is_that_of_the_program() -> None:
    assert (ROOT / "rules" / "schema.json").read_text(encoding="utf-8") == schema_text(), AGAIN


def test_the_guide_is_in_step() -> None:
    """Its tables are those of the program, and name every kind and every field."""
    guide = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert guide == with_table(guide), AGAIN
    table = fields_table()
    for folder, kind in KINDS.items():
        assert f"`{folder}`" in table
        assert all(f"`{name}`" in table for name in kind.model_fields)


def test_every_field_is_described() -> None:
    undescribed = [
        f"{kind.__name__}.{name}"
        for kind in KINDS.values()
        for name, field in kind.model_fields.items()
        if not field.description
    ]
    assert not undescribed


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(orjson.loads(schema_text()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_editor_accepts_every_shipped_file(path: Path) -> None:
    """Read as YAML is elsewhere, with numbers and booleans."""
    errors = list(VALIDATOR.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8"))))
    assert not errors, errors[0].message[:300]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"why": "x"},
        {"why": "x", "enabled": True},
        {"why": "x", "type": "quoted", "pattern": [{"TAG": "NP"}]},
        {"why": "x", "type": "direct", "pattern": [{"TAG": "NB"}]},
        {"why": "x", "type": "direct", "pattern": [{"TAG": {"IN": ["NB"]}}]},
        {"why": "x", "type": "direct", "pattern": [{"TAQ": "NP"}]},
        {"why": "x", "type": "direct", "pattern": [{"TAG": "NP", "as": "que"}]},
        {"why": "x", "type": "direct", "pattern": [{"TAG": "NP", "OP": "**"}]},
        {"rules": {"a": {"why": "x"}}},
    ],
)
def test_an_editor_marks_what_is_wrong(wrong) -> None:
    assert not VALIDATOR.is_valid(wrong)


@pytest.mark.parametrize("right", [
    {"why": "x", "enabled": False},
    {"why": "x", "type": "direct", "pattern": [{"TAG": {"IN": ["NP", "$cue.after"]}, "as": "content"}]},
    {"rules": {"a": {"why": "x", "enabled": False}}},
])  # fmt: skip
def test_an_editor_accepts_what_is_right(right) -> None:
    assert VALIDATOR.is_valid(right)


def test_there_is_a_template_for_every_kind() -> None:
    from claimx.cli.rules.new import KINDS as OFFERED

    assert set(OFFERED) == set(TEMPLATES) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_an_editor_accepts_every_scaffold(kind, tmp_path) -> None:
    path = scaffold(kind, {"speaker": "pronoun", "quotation": "long"}.get(kind, "contoh"), tmp_path)
    assert VALIDATOR.is_valid(yaml.safe_load(path.read_text(encoding="utf-8")))
