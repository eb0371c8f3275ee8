"""The words that a pattern needs stand in all that it matches."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from claimx.extract.phrases import compile_phrase
from claimx.rules.literals import fold, has_all, may_match, needs
from claimx.rules.load import load_rules
from claimx.rules.regexes import compile_pattern, compile_rule
from claimx.rules.schema import DateRule, PhraseRule, SegmentRule

RULES = load_rules()
TEXTS = [
    path.read_text("utf-8")
    for path in sorted((Path(__file__).parents[2] / "corpus" / "articles").glob("*.txt"))[::3]
]
PATTERNS = [
    *(compile_rule(name, rule.pattern, RULES) for name, rule in RULES.of(DateRule, "date")),
    *(compile_phrase(name, rule.pattern, RULES) for name, rule in RULES.of(PhraseRule, "phrase")),
    *(
        compile_pattern(rule.pattern, lines=True)
        for folder in ("boilerplate", "metadata", "dateline")
        for _, rule in RULES.of(SegmentRule, folder)
    ),
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=range(len(PATTERNS)))
def test_no_match_of_a_shipped_pattern_is_missed(pattern: regex.Pattern[str]) -> None:
    """In articles as they are, in capitals, and in examples of the rules."""
    examples = [re.sub("<[^>]*>", "", e) for r in RULES.entries.values() for e in r.rule.examples]
    for text in (*TEXTS, *map(str.upper, TEXTS), *examples):
        for match in pattern.finditer(text):
            assert has_all(needs(pattern.pattern), fold(match[0])), match


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"(?i)Senin\s++\(\d", (("senin",), ("(",))),
        (r"(?:jumat|sabtu)\b(?: pagi)?", (("jumat", "sabtu"),)),
        (r"[Ss]enin", (("enin",),)),
        (r"(?:a|\d)x?", ()),
        (r"(?!senin)\w+(?<=selasa)", ()),
        (r"(?:lalu){0,2}", ()),
        (r"(?:lalu)+?", (("lalu",),)),
        (r"(?(DEFINE)(?P<A>senin))(?&A)", ()),
        (r"[^a]b|c", (("b", "c"),)),
        (r"broken(", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: tuple) -> None:
    assert needs(pattern) == words


letters = st.sampled_from("abKkſsıİi ßé(.")
parts = st.recursive(
    letters.map(regex.escape) | st.sampled_from([r"\d", r"\w", ".", "[ab]", "[^a]", r"\b"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda p: f"(?:{'|'.join(p)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "++", "??"])).map(
            lambda p: f"(?:{p[0]}){p[1]}"
        ),
        inner.map(lambda p: f"(?>{p})"),
        inner.map(lambda p: f"(?={p})"),
    ),
    max_leaves=6,
)


@given(parts, st.text(letters, max_size=8), st.sampled_from(["", "(?i)"]))
def test_any_pattern_on_any_text(pattern: str, text: str, flags: str) -> None:
    """A text that has not what a pattern needs is not matched by it."""
    if regex.search(flags + pattern, text):
        assert may_match(flags + pattern, fold(text))
