"""The schema of rule files for editors (``rules/schema.json``) and for the guide (``docs/rules.md``).

``python -m claimx.rules.lint_schema`` writes both anew in a checkout; tests hold that they are in step.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import orjson

from claimx.rules.lint_patterns import CAPTURES, FLAG_KEYS, LISTS, TAGS, TEXT_KEYS, VALUES
from claimx.rules.schema import (
    KINDS,
    STEPS,
    AttributionRule,
    LexiconRule,
    Rule,
    StepRule,
    SwitchedOff,
)

_TITLE = "Rule files of claimx"
_BEGIN, _END = "<!-- fields: begin -->", "<!-- fields: end -->"
_Object = dict[str, Any]


def rule_schema() -> _Object:
    """Return the JSON Schema of a rule file: a rule of any kind, or several under ``rules:``.

    The kind of a file is the name of its folder, which no schema can see: the kinds are alternatives here.
    """
    every: list[type[Rule]] = [*KINDS.values(), SwitchedOff]
    kinds = {kind.__name__: kind for kind in every}
    definitions = {name: _definition(kind) for name, kind in kinds.items()}
    any_rule = [{"$ref": f"#/$defs/{name}"} for name in definitions]
    group = {
        "title": "Several rules in one file",
        "type": "object",
        "properties": {
            "rules": {
                "type": "object",
                "description": "Name -> rule; the id is the folder, a dot and the name.",
                "additionalProperties": {"anyOf": any_rule},
            }
        },
        "required": ["rules"],
        "additionalProperties": False,
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": _TITLE,
        "description": "The kind of a rule is the name of its folder.",
        "anyOf": [*any_rule, group],
        "$defs": {**definitions, "Token": _token(), "Value": _value({"type": "string"})},
    }


def _definition(kind: type[Rule]) -> _Object:
    schema = kind.model_json_schema()
    schema["description"] = _flat(kind.__doc__ or "")
    if issubclass(kind, AttributionRule):
        schema["properties"]["pattern"]["items"] = {"$ref": "#/$defs/Token"}
    if issubclass(kind, LexiconRule):
        schema["anyOf"] = [{"required": [name]} for name in ("lists", "add", "drop")]
    if issubclass(kind, StepRule):
        schema["anyOf"] = [{"required": [name]} for name in ("settings", "examples")]
        names = sorted({name for settings in STEPS.values() for name in settings})
        schema["properties"]["settings"]["propertyNames"] = {"enum": names}
    if issubclass(kind, SwitchedOff):
        switch = {name: schema["properties"][name] for name in ("why", "enabled")}
        schema["properties"] = {**switch, "enabled": {**switch["enabled"], "const": False}}
    return schema


def _token() -> _Object:
    """Return the schema of one token of an attribution pattern."""
    properties: _Object = {
        "as": {"enum": list(CAPTURES), "description": "What this token is part of."},
        "OP": {
            "type": "string",
            "pattern": r"^([!?+*]|\{\d+\}|\{\d+,\d*\}|\{\d*,\d+\})$",
            "description": "! not, ? at most one, + some, * any number, {n,m}.",
        },
        **{
            key: _value({"enum": list(VALUES[key])}) if key in VALUES else {"$ref": "#/$defs/Value"}
            for key in sorted(TEXT_KEYS)
        },
        **{key: {"type": "boolean"} for key in sorted(FLAG_KEYS)},
        # The keys of a DependencyMatcher's pattern.
        "LEFT_ID": {"type": "string"},
        "REL_OP": {"type": "string"},
        "RIGHT_ID": {"type": "string"},
        "RIGHT_ATTRS": {"type": "object"},
    }
    return {
        "title": "Token",
        "description": "A unit of the sentence, in spaCy's pattern language.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }


def _value(value: _Object) -> _Object:
    """Return the schema of an attribute's value: itself, or a predicate over several."""
    word_list = {"type": "string", "pattern": r"^\$[a-z_]+\.[a-z_]+$"}
    item = value if value == {"type": "string"} else {"anyOf": [value, word_list]}
    several = {"anyOf": [word_list, {"type": "array", "items": item}]}
    predicates = {
        "type": "object",
        "properties": {**dict.fromkeys(sorted(LISTS), several), "REGEX": {"type": "string"}},
        "patternProperties": {"^FUZZY[1-9]?$": {"type": "string"}},
        "additionalProperties": False,
    }
    return {"anyOf": [value, predicates]}


def fields_table() -> str:
    """Return the fields of every kind of rule as Markdown, for the guide."""
    shared = set(Rule.model_fields)
    parts = ["### Every rule", "", *_rows(Rule, list(Rule.model_fields))]
    for kind in dict.fromkeys(KINDS.values()):
        folders = [folder for folder, of in KINDS.items() if of is kind]
        parts += ["", f"### {', '.join(f'`{folder}`' for folder in folders)}", "", _doc(kind), ""]
        parts += _rows(kind, [name for name in kind.model_fields if name not in shared])
    parts += ["", "### Tags of units", "", ", ".join(f"`{tag}`" for tag in TAGS)]
    return "\n".join(parts)


def _doc(kind: type[Rule]) -> str:
    return _flat(kind.__doc__ or "").replace("``", "`")


def _rows(kind: type[Rule], names: list[str]) -> list[str]:
    properties = kind.model_json_schema()["properties"]
    rows = ["| field | what it takes | default | what it says |", "| --- | --- | --- | --- |"]
    for name in names:
        info = kind.model_fields[name]
        default = (
            "required"
            if info.is_required()
            else f"`{_default(info.get_default(call_default_factory=True))}`"
        )
        text = (info.description or "").replace("|", "\\|")
        rows.append(f"| `{name}` | {_type(properties[name])} | {default} | {text} |")
    return rows


def _default(value: object) -> str:
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else orjson.dumps(value).decode()


def _type(schema: _Object) -> str:
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_type(option) for option in schema["anyOf"]))
    names = {
        "string": "text",
        "boolean": "true or false",
        "integer": "whole number",
        "number": "number",
    }
    kind = schema.get("type", "")
    if kind == "array":
        return f"list of {_type(schema.get('items', {})) or 'any'}"
    if kind == "object":
        inner = schema.get("additionalProperties")
        if not isinstance(inner, dict):
            return "mapping"
        return f"names -> ({_type(inner)})" if "anyOf" in inner else f"names -> {_type(inner)}"
    if kind == "integer" and "maximum" in schema:
        return f"{schema['minimum']} to {schema['maximum']}"
    return str(names.get(kind, kind))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def with_table(guide: str) -> str:
    """Return the guide with its table of fields written anew."""
    before, _, rest = guide.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{_BEGIN}\n\n{fields_table()}\n\n{_END}{after}"


def schema_text() -> str:
    """Return the schema as it stands in ``rules/schema.json``."""
    return orjson.dumps(
        rule_schema(), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    ).decode()


def main() -> None:
    """Write the schema and the guide's table of this checkout."""
    root = Path(__file__).parents[3]
    (root / "rules" / "schema.json").write_text(schema_text(), encoding="utf-8")
    guide = root / "docs" / "rules.md"
    guide.write_text(with_table(guide.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
