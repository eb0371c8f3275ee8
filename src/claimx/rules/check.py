"""Run the examples of rules: one runner for every kind, for ``claimx rules test`` and for pytest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, cast, get_args

from claimx.extract.dates import collect_dates
from claimx.extract.phrases import find_phrases
from claimx.models import Article, Record
from claimx.rules.check_date import check_date_rule
from claimx.rules.check_examples import Example, read_examples
from claimx.rules.check_records import compare
from claimx.rules.check_segment import check_segment_rule, find_marks
from claimx.rules.markup import Mark
from claimx.rules.schema import DateRule, PhraseRule, SegmentRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.extract.attribute import Attempt
    from claimx.pipeline import Extractor
    from claimx.rules.load import RuleSet

# A known miss that misses, as it should, is "todo"; one that is found by now is "fixed" and fails.
Outcome = Literal["ok", "missing", "noisy", "wrong", "todo", "fixed"]
PASSED: frozenset[Outcome] = frozenset({"ok", "todo"})

# Kinds whose examples go through the whole pipeline.
_RECORDS = frozenset({"attribution", "speaker", "quotation", "lexicon"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of an example: the outcome, what differs, and the parts that were found."""

    example: Example
    outcome: Outcome
    notes: tuple[str, ...] = ()
    found: tuple[Mark, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the example does what it should; a known miss should miss."""
        return self.outcome in PASSED


@dataclass(slots=True)
class Tally:
    """How many examples came out how."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    rules: set[str] = field(default_factory=set)

    def count(self, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
        """Pass verdicts on and count them."""
        for verdict in verdicts:
            self.outcomes[verdict.outcome] += 1
            self.rules.add(verdict.example.rule)
            yield verdict

    @property
    def failed(self) -> bool:
        """Whether an example does not hold."""
        return any(outcome not in PASSED for outcome in self.outcomes)

    def __str__(self) -> str:
        """``481 examples of 130 rules: 478 ok, 3 missing``."""
        counts = ", ".join(f"{self.outcomes[o]} {o}" for o in get_args(Outcome) if self.outcomes[o])
        rules = "1 rule" if len(self.rules) == 1 else f"{len(self.rules)} rules"
        return f"{self.outcomes.total()} examples of {rules}: {counts or 'none'}"


def check_rules(
    rules: RuleSet,
    ids: Iterable[str] | None = None,
    *,
    extractor: Extractor | None = None,
    model: str | None = None,
) -> Iterator[Verdict]:
    """Run the examples of the enabled rules, or of those named, in order of rule.

    The model is loaded only where an example needs it and no ``extractor`` with these rules is given.
    Raises RuleError where an example cannot be read.
    """
    chosen = rules.entries.keys() if ids is None else ids
    entries = [rules.entries[i] for i in chosen if rules.entries[i].rule.enabled]
    examples = read_examples(entries)
    through = [example for example in examples if example.kind in _RECORDS]
    if through and extractor is None:
        from claimx.pipeline import Extractor

        extractor = Extractor(rules, model)
    records = _extract(through, extractor) if extractor else {}
    for example in examples:
        if example.kind in _RECORDS and extractor:
            verdict = _check_records(example, records[_key(example)], extractor)
        else:
            verdict = _check_alone(example, rules)
        yield _as_todo(verdict) if example.list == "todo" else verdict


def _as_todo(verdict: Verdict) -> Verdict:
    if verdict.outcome != "ok":
        return replace(verdict, outcome="todo")
    return replace(
        verdict, outcome="fixed", notes=("this known miss is found now: move it to the examples",)
    )


def _key(example: Example) -> tuple[str, str | None]:
    return example.text, example.published


def _extract(
    examples: Sequence[Example], extractor: Extractor
) -> dict[tuple[str, str | None], Sequence[Record]]:
    """Run every text once, all in one batch."""
    keys = list(dict.fromkeys(map(_key, examples)))
    articles = (Article(id=str(i), text=text, published=day) for i, (text, day) in enumerate(keys))
    found: dict[tuple[str, str | None], Sequence[Record]] = {}
    for key, result in zip(keys, extractor.extract_many(articles), strict=True):
        if result.error:
            raise result.error
        found[key] = result.records
    return found


def _check_records(example: Example, records: Sequence[Record], extractor: Extractor) -> Verdict:
    # A word list makes no records itself; its words are right when any rule finds what is marked.
    own = [r for r in records if example.rule in r.rules or example.kind == "lexicon"]
    outcome, notes, found = compare(example, own)
    if outcome != "ok" and example.list != "todo":
        notes = [*notes, *_reasons(example, records, extractor)]
    return Verdict(example=example, outcome=outcome, notes=tuple(notes), found=tuple(found))


def _reasons(example: Example, records: Sequence[Record], extractor: Extractor) -> Iterator[str]:
    """Say why the rule made nothing: where it lost, or how far it matched, and what was found instead."""
    from claimx.rules.trace import trace

    article = Article(id=example.id, text=example.text, published=example.published)
    only = example.rule if example.kind == "attribution" else None
    sentences = trace(article, extractor, rule=only).sentences
    attempts = [a for sentence in sentences for a in sentence.attempts if a.rule == example.rule]
    yield from dict.fromkeys(_lost(attempt) for attempt in attempts if attempt.reason)
    if only and not attempts and example.list != "counter":
        reached = [reach for sentence in sentences for reach in sentence.reached]
        yield str(
            max(reached, key=lambda reach: reach.matched, default="there is no sentence here")
        )
    for record in records:
        if example.rule not in record.rules:
            yield f"{record.rules[0]} made {record.content.text!r}"


def _lost(attempt: Attempt) -> str:
    at = f" at {attempt.cue!r}" if attempt.cue else ""
    return f"it matched{at} and lost: {attempt.reason}"


def _check_alone(example: Example, rules: RuleSet) -> Verdict:
    rule = rules.entries[example.rule].rule
    found: list[Mark] = []
    if isinstance(rule, SegmentRule):
        outcome, message = check_segment_rule(example.rule, rule, example.marked)
        found = find_marks(example.rule, rule, example.text) if outcome != "ok" else []
    elif isinstance(rule, DateRule):
        outcome, message = check_date_rule(example.rule, rule, example.marked, rules)
        found = _dates(example, rules) if outcome != "ok" else []
    else:
        return _check_phrase(example, cast("PhraseRule", rule), rules)
    notes = (message,) if message else ()
    return Verdict(example=example, outcome=outcome, notes=notes, found=tuple(found))


def _dates(example: Example, rules: RuleSet) -> list[Mark]:
    text = example.text
    collected = collect_dates(text, [(0, len(text))], example.published, rules, keep_none=True)
    return [
        Mark(name="date", start=date.mention.start, end=date.mention.end)
        for date in collected.dates
        if date.mention.rule == example.rule
    ]


def _check_phrase(example: Example, rule: PhraseRule, rules: RuleSet) -> Verdict:
    """Find the part outside the marked content, cue and speaker, among all rules of the set."""
    spans = {mark.name: (mark.start, mark.end) for mark in example.marks}
    phrases = find_phrases(
        example.text,
        sentence=(0, len(example.text)),
        content=[(m.start, m.end) for m in example.marks if m.name == "content"],
        cue=spans.get("cue"),
        speaker=spans.get("speaker"),
        rules=rules,
    )
    part = getattr(phrases, rule.field)
    mine = part if part and part.rule == example.rule else None
    wanted = spans.get(rule.field)
    found = [Mark(name=rule.field, start=mine.start, end=mine.end)] if mine else []
    notes = [f"{part.rule} found {part.text!r} instead"] if part and not mine else []
    outcome: Outcome = "ok"
    if mine is None:
        outcome = "missing" if wanted else "ok"
    elif wanted is None:
        outcome = "noisy"
    elif wanted != (mine.start, mine.end):
        outcome = "wrong"
    return Verdict(
        example=example,
        outcome=outcome,
        notes=tuple(notes) if outcome != "ok" else (),
        found=tuple(found),
    )
