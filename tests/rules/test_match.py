"""Patterns of rules over the units of a hand-made sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.handmade import read

from claimx.errors import RuleError
from claimx.extract.units import Sentence
from claimx.rules.load import Entry, RuleSet
from claimx.rules.match import AttributionMatcher, Match
from claimx.rules.schema import AttributionRule

QUOTED = '"Jalan itu aman sekali," kata [Sari Melati]PER di [Bukit]LOC.'


def rule_set(*patterns: list[dict[str, Any]], **fields: Any) -> RuleSet:
    """Make a set of attribution rules ``attribution.rule1``, ... with two small word lists."""
    entries = {}
    for number, pattern in enumerate(patterns, start=1):
        name = f"attribution.rule{number}"
        rule = AttributionRule.model_validate(
            {"why": "A test.", "type": "direct", "pattern": pattern, **fields}
        )
        entries[name] = Entry(id=name, rule=rule, path=Path("rules/test.yaml"), line=1)
    lists = {"cue.after": {"kata": "kata", "ujar": "ujar"}, "cue.active": {"mengatakan": "kata"}}
    return RuleSet(entries=entries, lexicon=lists, hash="test")


def sentence(marked: str, **heads: tuple[str, str]) -> Sentence:
    return read(marked, heads=heads).sentences[0]


def captured(found: Match, own: Sentence) -> dict[str, str]:
    """Return the words of each capture."""
    return {
        name: " ".join(token.text for unit in own.units[first:last] for token in unit.tokens)
        for name, (first, last) in found.captures.items()
    }


def matches(pattern: list[dict[str, Any]], marked: str, **fields: Any) -> list[dict[str, str]]:
    own = sentence(marked)
    return [captured(m, own) for m in AttributionMatcher(rule_set(pattern, **fields)).matches(own)]


def test_captures_are_units() -> None:
    pattern = [
        {"TAG": "QUOTE", "as": "content"},
        {"TAG": "CUE", "as": "cue"},
        {"TAG": "NP", "as": "speaker"},
    ]
    (found,) = matches(pattern, QUOTED)
    assert found["cue"] == "kata" and found["speaker"] == "Sari Melati"


def test_a_capture_over_several_units_is_one_range() -> None:
    pattern = [{"TAG": "CUE", "as": "cue"}, {"ORTH": ","}, {"as": "content", "OP": "+"}]
    (found,) = matches(pattern, "[Sari]PER mengatakan, jalan itu aman.")
    assert found["content"].startswith("jalan itu aman")


def test_a_pattern_without_a_match_yields_nothing() -> None:
    assert (
        matches([{"TAG": "QUOTE", "as": "content"}], "[Sari]PER mengatakan, jalan itu aman.") == []
    )


@pytest.mark.parametrize(
    ("token", "fires"),
    [
        ({"TAG": "QUOTE"}, True),
        ({"TAG": "CUE", "LOWER": "kata"}, True),
        ({"TAG": "CUE", "LOWER": {"IN": "$cue.after"}}, True),
        ({"TAG": "CUE", "LOWER": {"IN": ["$cue.active", "kata"]}}, True),
        ({"TAG": "CUE", "LOWER": {"IN": "$cue.active"}}, False),
        ({"TAG": "CUE", "LOWER": {"NOT_IN": "$cue.after"}}, False),
        ({"TAG": "CUE", "LEMMA": "kata"}, True),
        ({"ENT_TYPE": "PER"}, True),
        ({"ENT_TYPE": "ORG"}, False),
        ({"TAG": "QUOTE", "NORM": "full"}, True),
        ({"TAG": "QUOTE", "NORM": "part"}, False),
        ({"TAG": "PP"}, True),
        ({"ORTH": "."}, True),
        ({"LOWER": "sari melati"}, True),
    ],
    ids=str,
)
def test_what_a_token_pattern_can_ask_of_a_unit(token: dict[str, Any], *, fires: bool) -> None:
    assert bool(matches([{**token, "as": "content"}], QUOTED)) is fires


def test_the_ends_of_the_sentence_can_be_asked_for_but_not_captured() -> None:
    pattern = [{"ORTH": "<s>"}, {"as": "content", "OP": "+"}, {"ORTH": "</s>"}]
    own = sentence(QUOTED)
    (found,) = AttributionMatcher(rule_set(pattern)).matches(own)
    assert found.captures == {"content": (0, len(own.units))}
    pattern = [{"ORTH": "<s>", "as": "content"}, {"TAG": "QUOTE", "as": "content"}]
    (found,) = AttributionMatcher(rule_set(pattern)).matches(own)
    assert found.captures == {"content": (0, 1)}


def test_a_match_brings_what_its_rule_says() -> None:
    rules = rule_set(
        [{"TAG": "QUOTE", "as": "content"}], priority=77, flags=["doubtful"], type="mixed"
    )
    (found,) = AttributionMatcher(rules).matches(sentence(QUOTED))
    assert (found.rule, found.priority, found.flags, found.type) == (
        "attribution.rule1", 77, ("doubtful",), "mixed",
    )  # fmt: skip


def test_every_rule_that_fits_is_heard() -> None:
    rules = rule_set([{"TAG": "QUOTE", "as": "content"}], [{"TAG": "CUE", "as": "cue"}])
    found = AttributionMatcher(rules).matches(sentence(QUOTED))
    assert sorted(match.rule for match in found) == ["attribution.rule1", "attribution.rule2"]


def test_a_disabled_rule_is_not_tried() -> None:
    rules = rule_set([{"TAG": "QUOTE", "as": "content"}], enabled=False)
    assert list(AttributionMatcher(rules).matches(sentence(QUOTED))) == []


TREE = [
    {"RIGHT_ID": "cue", "RIGHT_ATTRS": {"TAG": "CUE"}, "as": "cue"},
    {
        "LEFT_ID": "cue",
        "REL_OP": ">",
        "RIGHT_ID": "speaker",
        "RIGHT_ATTRS": {"TAG": "NP", "DEP": "nsubj"},
        "as": "speaker",
    },
]
FAR = "[Sari]PER di pasar itu kemarin mengatakan jalan itu aman."


def test_rules_over_heads_and_labels() -> None:
    """The subject is found by its label, and without a capture the content is all behind the cue."""
    matcher = AttributionMatcher(rule_set(TREE, engine="dependency"))
    own = sentence(FAR, Sari=("mengatakan", "nsubj"), mengatakan=("mengatakan", "ROOT"))
    assert matcher.has_tree_rules
    (found,) = matcher.tree_matches(own)
    said = captured(found, own)
    assert (said["cue"], said["speaker"]) == ("mengatakan", "Sari")
    assert said["content"].startswith("jalan itu aman")


def test_another_label_is_no_subject() -> None:
    matcher = AttributionMatcher(rule_set(TREE, engine="dependency"))
    own = sentence(FAR, Sari=("mengatakan", "obl"), mengatakan=("mengatakan", "ROOT"))
    assert list(matcher.tree_matches(own)) == []


def test_no_tree_rules() -> None:
    matcher = AttributionMatcher(rule_set([{"TAG": "QUOTE", "as": "content"}]))
    assert not matcher.has_tree_rules


@pytest.mark.parametrize(
    ("pattern", "fields", "message"),
    [
        ([{"TAG": "QUOTE"}], {}, "captures nothing"),
        (
            [{"TAG": {"IN": "$cue.aftr"}, "as": "cue"}],
            {},
            r"unknown word list \$cue.aftr.*cue.after",
        ),
        ([{"TAGG": "QUOTE", "as": "content"}], {}, "attribution.rule1"),
        ([{"RIGHT_ID": "cue", "as": "cue"}], {"engine": "dependency"}, "attribution.rule1"),
    ],
    ids=["no capture", "unknown list", "unknown attribute", "no attributes"],
)
def test_a_broken_pattern_is_refused_by_name(
    pattern: list[dict[str, Any]], fields: dict[str, Any], message: str
) -> None:
    with pytest.raises(RuleError, match=message):
        AttributionMatcher(rule_set(pattern, **fields))
