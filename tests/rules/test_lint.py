"""What lint finds, where it says it is, and that the shipped rules are free of errors."""

# ruff: noqa: E501 - a case a line reads best
from __future__ import annotations

import time

import pytest

from claimx.errors import RuleError
from claimx.rules.lint import Finding, lint
from claimx.rules.lint_blowup import blow_up, nested_repeat
from claimx.rules.lint_patterns import _edge, _token
from claimx.rules.load import Entry, load_rules
from claimx.rules.regexes import compile_pattern
from claimx.rules.schema import AttributionRule

GOOD = """\
why: x
type: direct
priority: 13
pattern:
  - {TAG: NP, as: speaker}
  - {LOWER: {IN: [berbisik]}, as: cue}
  - {TAG: QUOTE, as: content}
examples: ['<speaker>A</speaker> <cue>berbisik</cue> "<content>B</content>"']
counter: ['A']
"""
REGEX = "why: x\nfield: manner\npattern: '{}'\nexamples: ['<manner>a</manner>']\ncounter: ['b']\n"
LAYOUT = "why: x\npattern: '{}'\nexamples: ['<cut>a</cut>']\ncounter: ['b']\n"
DATE = "why: x\nresolve: none\npattern: '{}'\nexamples: ['<date>a</date>']\ncounter: ['b']\n"
TREE = (
    "why: x\ntype: indirect\nengine: dependency\npattern:\n  - {RIGHT_ID: a, RIGHT_ATTRS: {TAG: CUE}, as: cue}\n"
    "  - {LEFT_ID: %s, REL_OP: '%s', RIGHT_ID: b, RIGHT_ATTRS: {TAG: NP}, as: speaker}\n"
    "examples: ['<content>A</content>']\ncounter: ['B']\n"
)


def codes(folder: str) -> list[tuple[str, str, str, str]]:
    """Return (severity, code, line:column, message) of the findings in a folder's own rules."""
    return [
        (f.severity, f.code, f.where.rsplit("yaml:", 1)[1], f.message) for f in findings(folder)
    ]


def findings(folder: str) -> list[Finding]:
    rules = load_rules(folder)
    own = [i for i, entry in rules.entries.items() if str(entry.path).startswith(folder)]
    return lint(rules, [folder], own)


def test_a_sound_rule_has_no_findings(write) -> None:
    assert codes(write({"attribution/x.yaml": GOOD})) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "message"),
    [
        ("as: cue", "as: que", "bad-capture", "6:5", "as: que; did you mean cue?"),
        ("as: content", "as: cue", "no-content", "5:3", "nothing is captured `as: content`"),
        ("TAG: NP", "TAQ: NP", "bad-pattern", "5:5", "TAQ is no attribute of a token; did you mean TAG?"),
        ("TAG: NP", "TAG: [NP]", "bad-pattern", "5:5", "TAG takes a text or a predicate such as {IN: [...]}"),
        ("TAG: NP", "TAG: np", "never-matches", "5:5", "TAG is never 'np'; did you mean NP?"),
        ("TAG: NP", "TAG: {IN: [NP, QOUTE]}", "never-matches", "5:5", "TAG is never 'QOUTE'; did you mean QUOTE?"),
        ("TAG: NP", "IS_TITLE: yes", "bad-pattern", "5:5", "IS_TITLE is true or false, not 'yes'"),
        ("TAG: NP", "ENT_TYPE: PERSON", "never-matches", "5:5", "ENT_TYPE is never 'PERSON'; did you mean PER?"),
        ("TAG: NP", "DEP: nsubj", "never-matches", "5:5", "DEP is known only where engine is dependency"),
        ("TAG: NP", "TAG: NP, OP: '**'", "bad-pattern", "5:5", "OP: '**' is none of ! ? + * {n} {n,m}"),
        ("IN: [", "INN: [", "bad-pattern", "6:5", "LOWER: INN is no predicate; did you mean IN?"),
        ("IN: [berbisik]", "IN: berbisik", "bad-pattern", "6:5", "LOWER: IN takes a list or a word list"),
        ("IN: [berbisik]", "REGEX: [berbisik]", "bad-pattern", "6:5", "LOWER: REGEX takes a text"),
        ("IN: [berbisik]", "IN: [Berbisik]", "never-matches", "6:5", "LOWER is in lower case, 'Berbisik' is not"),
        ("IN: [berbisik]", "IN: $cue.aktive", "unknown-list", "6:5", "there is no word list $cue.aktive; did you mean $cue.active?"),
        ("{IN: [berbisik]}", "$cue.after", "bad-pattern", "6:5", "LOWER: $cue.after is a list: write LOWER: {IN: $cue.after}"),
        ("<cue>", "<que>", "bad-mark", "8:12", "</cue> closes nothing in"),
        ("why: x", "why: TODO x", "todo", "1:1", "the reason is still to be written"),
        ("examples: [", "todo: [", "no-example", "1:1", "no example shows what the rule is for (todo holds known misses only)"),
        ("counter: ['A']", "counter: []", "no-counter", "1:1", "no counter-example shows where the rule stops"),
        ("counter: ['A']", "counter: ['A', 'A']", "same-example", "1:1", "an example stands twice: 'A'"),
        ("why: x", "why: x\nwhy: y", "duplicate-key", "2:1", "'why' stands twice here; only the last one counts"),
    ],
)  # fmt: skip
def test_findings_in_a_pattern(write, old, new, code, place, message) -> None:
    """Each fault is found where it stands, with advice."""
    assert old in GOOD
    found = codes(write({"attribution/x.yaml": GOOD.replace(old, new)}))
    assert [f[1:3] for f in found] == [(code, place)]
    assert found[0][3].startswith(message)


@pytest.mark.parametrize(
    ("path", "text", "code", "message"),
    [
        ("phrase/x.yaml", REGEX.format("(?P<maner>a)"), "bad-capture", "the group 'maner' means nothing; did you mean manner?"),
        ("phrase/x.yaml", REGEX.format("(?P<sep>a)b(?P=sep)"), None, ""),
        ("phrase/x.yaml", REGEX.format("$tyme.weekday"), "unknown-list", "there is no word list $tyme.weekday; did you mean $time.weekday?"),
        ("phrase/x.yaml", REGEX.format("(a"), "bad-pattern", "not a regular expression"),
        ("date/x.yaml", DATE.format("(a"), "bad-pattern", "not a regular expression"),
        ("date/x.yaml", DATE.format("(?P<dai>a)"), "bad-capture", "the group 'dai' means nothing; did you mean day?"),
        ("boilerplate/x.yaml", LAYOUT.format("$time.weekday"), "unknown-list", "$time.weekday: layout rules take no word lists"),
        ("boilerplate/x.yaml", LAYOUT.format(r"(?:\w+\s?)+!").replace("x", "y", 1), "slow-pattern", "may take for ever: a repeat +"),
        ("boilerplate/x.yaml", LAYOUT.replace("{}", r"halaman(?:\s?\d+){1,14}"), "slow-pattern", "takes for ever on 'halaman1111"),
        ("boilerplate/x.yaml", LAYOUT.format(r"(?:a|a)+"), "slow-pattern", "takes for ever on 'aaaa"),
        ("phrase/x.yaml", REGEX.format(r"zzzz9(?:[\p{Lu}]+q?)+!"), "slow-pattern", "may take for ever: a repeat +"),
        ("lexicon/x.yaml", "why: x\nlists: {a: [b]}\n", "unused-list", "nothing names $x.a"),
        ("attribution/x.yaml", TREE % ("a", ">"), None, ""),
        ("attribution/x.yaml", TREE % ("c", ">"), "bad-pattern", "LEFT_ID: 'c' is not defined above; known: a"),
        ("attribution/x.yaml", TREE % ("a", "=>"), "bad-pattern", "REL_OP: '=>' is no relation"),
        ("attribution/x.yaml", (TREE % ("a", ">")).replace("RIGHT_ID: b, ", ""), "bad-pattern",
         "this token takes LEFT_ID, REL_OP, RIGHT_ATTRS, RIGHT_ID"),
    ],
)  # fmt: skip
def test_findings_in_other_kinds(write, path, text, code, message) -> None:
    found = codes(write({path: text}))
    assert [f[1] for f in found] == ([code] if code else [])
    assert not found or found[0][3].startswith(message)


def test_words_that_stand_twice(write) -> None:
    """In one list, and under two dictionary forms."""
    text = "why: x\nlists:\n  a: [b, c, b]\n  d: {e: [f], g: [f, h]}\n"
    rule = GOOD.replace("IN: [berbisik]", "IN: [$x.a, $x.d]")
    assert codes(write({"lexicon/x.yaml": text, "attribution/x.yaml": rule})) == [
        ("warning", "same-word", "3:13", "'b' stands twice in 'a'"),
        ("warning", "same-word", "4:19", "'f' stands twice in 'd' (under 'e' and 'g')"),
    ]


def test_an_id_in_two_files_of_one_folder(write) -> None:
    """The second hides the first; across folders that is what overlays are for."""
    one = "rules:\n  a: {why: x, field: manner, pattern: a, examples: ['<manner>a</manner>'], counter: [b]}\n"
    folder = write({"phrase/one.yaml": one, "phrase/two.yaml": one})
    assert codes(folder) == [
        ("error", "duplicate-id", "2:3", f"phrase.a stands at {folder}/phrase/one.yaml:2:3 already, and this one hides it")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "shadowed"),
    [
        ("priority: 13", "priority: 12", "b"),
        ("priority: 13", "priority: 14", "a"),
        ("[berbisik]", "[berbisik, berseru]", None),
        ("TAG: NP", "TAG: NP, ENT_TYPE: PER", "b"),
        ("TAG: NP", "TAG: {IN: [NP]}", "b"),
        ("TAG: NP", "TAG: PP", None),
        ("type: direct", "type: indirect", None),
    ],
)
def test_a_rule_that_never_wins(write, old, new, shadowed) -> None:
    """One that another takes in, and goes before, is told so."""
    weaker = GOOD.replace(old, new)
    folder = write({"attribution/a.yaml": GOOD, "attribution/b.yaml": weaker})
    found = findings(folder)
    expected = [("shadowed", f"attribution.{shadowed}")] if shadowed else []
    assert [(f.code, f.rule) for f in found] == expected


def test_a_broken_example_does_not_hide_the_rest(write) -> None:
    """Of a rule with several faults all are told."""
    text = REGEX.format("(?P<maner>a)").replace("</manner>", "</maner>")
    assert {f[1] for f in codes(write({"phrase/x.yaml": text}))} == {"bad-capture", "bad-mark"}


def test_an_unreadable_file_is_an_error_of_its_own(write) -> None:
    with pytest.raises(RuleError):
        codes(write({"attribution/x.yaml": "why: ["}))


TOKENS = [
    ({"TAG": "NP", "OP": op}, ok)
    for op, ok in [("?", 1), ("*", 1), ("+", 1), ("!", 1), ("1", 0), ("{2}", 1), ("{2,}", 1), ("{,2}", 1),
                   ("{1,3}", 1), ("**", 0), ("{}", 0), ("{a}", 0), ("{1,2,3}", 0)]
] + [
    ({"LOWER": "a"}, 1), ({"lower": "a"}, 1), ({"LOWER": {"IN": ["a"]}}, 1), ({"LOWER": {"NOT_IN": ["a"]}}, 1),
    ({"LOWER": {"REGEX": "^a"}}, 1), ({"LOWER": {"FUZZY": "a"}}, 1), ({"LOWER": {"FUZZY3": "a"}}, 1),
    ({"MORPH": {"IS_SUBSET": ["Number=Sing"]}}, 1), ({"IS_TITLE": "true"}, 1), ({"IS_PUNCT": "false"}, 1), ({}, 1),
    ({"LOWER": {"REGEX": {"IN": ["^a"]}}}, 1), ({"NONSENSE": "a"}, 0), ({"LOWER": {"IN": "a"}}, 0),
    ({"LOWER": ["a"]}, 0), ({"LOWER": {"ON": ["a"]}}, 0), ({"IS_TITLE": "perhaps"}, 0), ({"LEMMA": "a"}, 1),
    ({"ENT_TYPE": "PER"}, 1), ({"DEP": "nsubj"}, 1), ({"NORM": "full"}, 1), ({"SHAPE": "xxx"}, 1),
]  # fmt: skip


@pytest.mark.parametrize(("token", "sound"), TOKENS, ids=str)
def test_tokens_are_judged_as_spacy_judges_them(token, sound, tmp_path) -> None:
    """Lint does without spaCy, which takes seconds to import; so it must say what spaCy says."""
    from spacy.matcher import Matcher
    from spacy.vocab import Vocab

    rules = load_rules()
    rule = AttributionRule(why="x", type="direct", pattern=({**token, "as": "content"},))
    path = tmp_path / "x.yaml"
    path.write_text("why: x", encoding="utf-8")
    entry = Entry(id="attribution.x", rule=rule, path=path, line=1)
    ours = not [f for f in _token(entry, ("pattern", 0), token, rules) if f.code == "bad-pattern"]
    typed = {
        key: {"true": True, "false": False}.get(str(value), value) for key, value in token.items()
    }
    try:
        Matcher(Vocab()).add("x", [[typed]])
    except (ValueError, KeyError, TypeError):
        theirs = False
    else:
        theirs = True
    assert ours == theirs == bool(sound)


def test_relations_are_those_of_spacy() -> None:
    from spacy.matcher import DependencyMatcher
    from spacy.vocab import Vocab

    from claimx.rules.lint_patterns import _RELATIONS

    assert set(_RELATIONS) == set(DependencyMatcher(Vocab())._ops)
    assert _edge  # the check that uses them


@pytest.mark.parametrize(
    ("pattern", "nested"),
    [
        (r"(a+)+", "+"), (r"(?:\w+\s?)+", "+"), (r"(?:\w*\s?)*", "*"), (r"(?:a|b+)*", "*"), (r"(?:\s?\d+){1,14}", "{1,14}"),
        (r"(?i)(?:\w+\s?)+", "+"), (r"(?x) (?: \w+ \s? )+", "+"), (r"(?:a+?b?)+", "+"),
        (r"(?:\w+\s)+", None), (r"(?:\w++\s?)+", None), (r"(?>\w+\s?)+x", None), (r"(?:(?>\w+)\s?)+", None),
        (r"(?:\w+\s?){0,3}", None), (r"(?:\s\p{Lu}\w*)*", None), (r"a+b+", None), (r"(?=(?:a+))b*", None), ("(a", None),
    ],
)  # fmt: skip
def test_nested_repeats_are_seen(pattern, nested) -> None:
    """A repeat around nothing but a repeat, unless it is possessive."""
    found = nested_repeat(pattern)
    assert (found is None) == (nested is None)
    assert found is None or f"a repeat {nested} around" in found


def test_a_blow_up_is_tried_out_and_ends_soon() -> None:
    begun = time.monotonic()
    assert blow_up(compile_pattern(r"(?:a|a)+$")) is not None
    assert blow_up(compile_pattern(r"x(?:[a-z]+,?){1,20}$"), ["xaaaaaa"]) is not None
    assert blow_up(compile_pattern(r"(?:\w++\s?)+!")) is None
    assert time.monotonic() - begun < 30


def test_the_shipped_rules_are_clean() -> None:
    """No errors and no warnings: every rule has examples of both kinds."""
    assert not (found := lint(load_rules())), "\n".join(map(str, found))
