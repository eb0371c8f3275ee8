"""Every rule finds what its examples mark and nothing else; ids are ``rule-id:number``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimx.rules.check import Verdict, check_rules
from claimx.rules.check_examples import Example, read_examples
from claimx.rules.check_text import as_plain
from claimx.rules.load import load_rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.pipeline import Extractor

RULES = load_rules()
EXAMPLES = read_examples(entry for entry in RULES.entries.values() if entry.rule.enabled)


def cases() -> Iterator[object]:
    for example in EXAMPLES:
        # A known miss must miss: xfail is strict, so one that is found calls for a move to the examples.
        marks = [pytest.mark.xfail(reason="todo")] if example.list == "todo" else []
        yield pytest.param(example, id=example.id, marks=marks)


@pytest.fixture(scope="session")
def verdicts(extractor: Extractor) -> dict[str, Verdict]:
    """Run all examples in one batch."""
    return {v.example.id: v for v in check_rules(RULES, extractor=extractor)}


@pytest.mark.model
@pytest.mark.parametrize("example", list(cases()))
def test_example(example: Example, verdicts: dict[str, Verdict]) -> None:
    """The outcome is ok; what differs is shown with carets under the text."""
    verdict = verdicts[example.id]
    assert verdict.outcome in ("ok", "fixed"), f"\n{as_plain(verdict)}"
