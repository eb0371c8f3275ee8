"""Every layout rule fires on its examples and on none of its counter-examples."""

from collections.abc import Iterator

import pytest

from claimx.rules.check_segment import check_segment_rule
from claimx.rules.load import load_rules
from claimx.rules.schema import SegmentRule

RULES = load_rules()
FOLDERS = ("boilerplate", "dateline", "metadata")


def _examples() -> Iterator[object]:
    for folder in FOLDERS:
        for rule_id, rule in RULES.of(SegmentRule, folder):
            for number, text in enumerate((*rule.examples, *rule.counter)):
                yield pytest.param(rule_id, rule, text, id=f"{rule_id}:{number}")


@pytest.mark.parametrize(("rule_id", "rule", "text"), list(_examples()))
def test_example(rule_id: str, rule: SegmentRule, text: str) -> None:
    """An example is cut as it is marked; a counter-example not at all."""
    outcome, message = check_segment_rule(rule_id, rule, text)
    assert outcome == "ok", f"{outcome}: {message}"


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_rule_has_examples_of_both_kinds(folder: str) -> None:
    """A rule without a counter-example has not been thought through."""
    for rule_id, rule in RULES.of(SegmentRule, folder):
        assert rule.examples, rule_id
        assert rule.counter, rule_id
