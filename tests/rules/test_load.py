"""Rule files: read as text, laid over each other, refused with place and advice."""

# ruff: noqa: E501 - a case a line reads best
from __future__ import annotations

from pathlib import Path

import pytest

from claimx.errors import Exit, RuleError
from claimx.rules.load import load_rules

QUOTE = """\
why: Ours.
type: direct
priority: 12
pattern:
  - {TAG: QUOTE, as: content}
  - {LOWER: {IN: $cue.after}, as: cue}
"""
OFF = "why: Not for us.\nenabled: false\n"


def test_an_overlay_adds_a_rule(write) -> None:
    rules = load_rules(write({"attribution/ours.yaml": QUOTE}))
    assert rules.entries["attribution.ours"].rule.why == "Ours."
    assert len(rules.entries) == len(load_rules().entries) + 1
    assert list(rules.entries) == sorted(rules.entries)


def test_an_overlay_replaces_a_rule_as_a_whole(write) -> None:
    folder = write({"attribution/quote-cue-name.yaml": QUOTE})
    entry = load_rules(folder).entries["attribution.quote-cue-name"]
    assert (entry.rule.why, entry.rule.examples, str(entry.path)) == (
        "Ours.",
        (),
        f"{folder}/attribution/quote-cue-name.yaml",
    )


def test_an_overlay_switches_a_rule_off_and_says_why(write) -> None:
    rules = load_rules(write({"attribution/via-clause.yaml": OFF}))
    rule = rules.entries["attribution.via-clause"].rule
    assert (rule.enabled, rule.why) == (False, "Not for us.")
    assert "attribution.via-clause" not in dict(rules.of(type(rule), "attribution"))


def test_a_rule_of_a_group_is_switched_off_by_its_key(write) -> None:
    text = "rules:\n  during: {why: Not for us., enabled: false}\n"
    assert not load_rules(write({"phrase/ours.yaml": text})).entries["phrase.during"].rule.enabled


def test_what_is_switched_off_must_be_there(write) -> None:
    folder = write({"attribution/via-clauze.yaml": OFF})
    with pytest.raises(RuleError) as error:
        load_rules(folder)
    assert str(error.value) == (
        f"{folder}/attribution/via-clauze.yaml:1:1: there is no attribution.via-clauze to switch off; "
        "did you mean attribution.via-clause?"
    )


def test_overlays_are_laid_over_each_other_in_order(write) -> None:
    first = write({"attribution/ours.yaml": QUOTE})
    second = write({"attribution/ours.yaml": QUOTE.replace("12", "13")})
    assert load_rules(first, second).entries["attribution.ours"].rule.priority == 13
    assert load_rules(second, first).entries["attribution.ours"].rule.priority == 12
    off = write({"attribution/ours.yaml": OFF})
    assert not load_rules(first, off).entries["attribution.ours"].rule.enabled
    assert load_rules(first, off, second).entries["attribution.ours"].rule.enabled


def test_lists_are_replaced_added_to_and_dropped_from(write) -> None:
    plain = load_rules()
    add = "why: x\nadd:\n  after: [gerutu]\n  active: {gugat: [menggugat], kata: [ngomong]}\n"
    drop = "why: x\ndrop: {after: [kata]}\n"
    replace = "why: x\nlists: {after: [ucap]}\n"
    more = load_rules(write({"lexicon/cue.yaml": add}))
    assert dict(more.words("cue.after")) == {**plain.words("cue.after"), "gerutu": "gerutu"}
    assert more.words("cue.active")["menggugat"] == "gugat"
    assert more.words("cue.active")["ngomong"] == more.words("cue.active")["mengatakan"] == "kata"
    fewer = load_rules(write({"lexicon/cue.yaml": drop}))
    assert set(plain.words("cue.after")) - set(fewer.words("cue.after")) == {"kata"}
    other = load_rules(write({"lexicon/cue.yaml": replace}))
    assert dict(other.words("cue.after")) == {"ucap": "ucap"}
    assert other.words("cue.clitic") == plain.words("cue.clitic")


def test_changes_of_several_overlays_add_up(write) -> None:
    one = write({"lexicon/cue.yaml": "why: x\nadd: {after: [gerutu]}\n"})
    two = write({"lexicon/cue.yaml": "why: x\nadd: {after: [gumamkan]}\ndrop: {after: [gerutu]}\n"})
    words = load_rules(one, two).words("cue.after")
    assert "gumamkan" in words
    assert "gerutu" not in words


def test_the_hash_follows_what_the_rules_say(write) -> None:
    folder = write({"attribution/ours.yaml": QUOTE})
    assert load_rules().hash == load_rules().hash != load_rules(folder).hash


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("atribution/x.yaml", QUOTE, "1:1: the folder names the kind of rule, and 'atribution' is none of"),
        ("attribution/x.yaml", "why: [", "did not find expected node content"),
        ("attribution/x.yaml", "- a", "1:1: a rule file is a mapping such as `why: ...`"),
        ("attribution/x.yaml", QUOTE + "prioritas: 3\n", "7:1: prioritas: unknown field; did you mean priority?"),
        ("attribution/x.yaml", QUOTE.replace("12", "much"), "3:1: priority: input should be a valid integer"),
        ("attribution/x.yaml", QUOTE.replace("12", "101"), "3:1: priority: input should be less than or equal to 100"),
        ("attribution/x.yaml", QUOTE.replace("direct", "quoted"), "2:1: type: input should be 'direct', 'indirect' or"),
        ("lexicon/x.yaml", "why: x\n", "value error, give lists, or in an overlay add or drop"),
        ("lexicon/cue.yaml", "why: x\nadd: {afer: [a]}\n", "lexicon.cue has no list 'afer' to change; did you mean after?"),
        ("boilerplate/x.yaml", "why: x\npattern: '(a'\n", "2:1: pattern: value error, not a regular expression: missing )"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_with_place_and_advice(write, path, text, message) -> None:
    with pytest.raises(RuleError) as error:
        load_rules(write({path: text}))
    assert message in str(error.value)
    assert error.value.exit_code is Exit.RULES


def test_all_faults_are_told_at_once(write) -> None:
    text = "why: ''\ntype: direct\npattern: []\nprioritas: 3\n"
    with pytest.raises(RuleError) as error:
        load_rules(write({"attribution/x.yaml": text, "attribution/y.yaml": "why: x\n"}))
    assert len(str(error.value).splitlines()) == 5


def test_scalars_stay_as_written(write) -> None:
    folder = write(
        {"lexicon/x.yaml": "why: 12:30\nlists: {a: [no, 12:30, 2024-03-05, 1e3, null]}\n"}
    )
    rules = load_rules(folder)
    assert list(rules.words("x.a")) == ["no", "12:30", "2024-03-05", "1e3", "null"]
    assert rules.entries["lexicon.x"].rule.why == "12:30"


def test_a_folder_that_is_not_there(tmp_path) -> None:
    with pytest.raises(RuleError, match="no such rules folder"):
        load_rules(tmp_path / "nowhere")


def test_an_overlay_changes_the_settings_of_a_step_and_keeps_its_examples(write) -> None:
    shipped = load_rules().entries["quotation.carried-over"].rule
    folder = write({"quotation/carried-over.yaml": "why: Ours.\nsettings: {after: 9}\n"})
    rules = load_rules(folder)
    assert rules.steps("quotation")["quotation.carried-over"] == {"after": 9, "before": 1}
    assert rules.entries["quotation.carried-over"].rule.examples == shipped.examples


def test_a_step_that_is_off_is_no_step(write) -> None:
    rules = load_rules(write({"speaker/clitic.yaml": OFF}))
    assert "speaker.clitic" not in rules.steps("speaker")
    assert "speaker.pronoun" in rules.steps("speaker")


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("speaker/pronuon.yaml", "why: x\nsettings: {reach: 3}\n", ":1:1: there is no step speaker.pronuon; did you mean speaker.pronoun?"),
        ("speaker/pronoun.yaml", "why: x\nsettings:\n  reech: 3\n", ":3:3: speaker.pronoun has no setting 'reech'; did you mean reach?"),
        ("speaker/unnamed.yaml", "why: x\nsettings: {reach: 3}\n", ":2:12: speaker.unnamed has no setting 'reach'; known: none"),
        ("speaker/pronoun.yaml", "why: x\nsettings: {reach: far}\n", ":2:12: settings.reach: input should be a valid integer"),
        ("speaker/pronoun.yaml", "why: x\nsettings: {reach: -1}\n", ":2:12: settings.reach: input should be greater than or equal to 0"),
        ("speaker/pronoun.yaml", "why: x\n", ":1:1: value error, give settings or examples"),
    ],
)  # fmt: skip
def test_faults_in_a_step(write, path, text, message) -> None:
    folder = write({path: text})
    with pytest.raises(RuleError) as error:
        load_rules(folder)
    assert str(error.value).startswith(f"{folder}/{path}{message}")


def test_a_base_without_steps_has_the_shipped_ones(write) -> None:
    """Rules of an earlier day read with today's program: what was fixed then is a step now."""
    base = write({"attribution/ours.yaml": QUOTE, "speaker/clitic.yaml": OFF})
    rules = load_rules(base=Path(base))
    assert [i for i in rules.entries if i.startswith("attribution.")] == ["attribution.ours"]
    expected = load_rules().steps("speaker").keys() - {"speaker.clitic"}
    assert rules.steps("speaker").keys() == expected
