"""``claimx schema`` prints what an editor or a validator can use as it is."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.review.schema import SCHEMAS


@pytest.mark.parametrize("kind", [None, *SCHEMAS])
def test_a_schema_is_printed_alone(kind: str | None) -> None:
    """The record's schema without an argument, else the one named; nothing else on stdout."""
    result = CliRunner().invoke(cli, ["schema", *([kind] if kind else [])])
    assert json.loads(result.stdout) == SCHEMAS[kind or "record"]()
    assert result.stderr == ""


def test_an_unknown_kind_is_a_usage_error() -> None:
    """The error lists the kinds there are."""
    result = CliRunner().invoke(cli, ["schema", "quote"])
    assert result.exit_code == 2
    assert "'record', 'decision', 'gold', 'rule'" in result.stderr
