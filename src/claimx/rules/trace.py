"""One article, sentence by sentence: its units, the rules that matched, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.article.segment import segment
from claimx.rules.match import make_gist
from claimx.rules.schema import AttributionRule
from claimx.rules.trace_reach import Reach, reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.extract.attribute import Attempt
    from claimx.extract.units import Sentence
    from claimx.models import Article, Record, Segment
    from claimx.pipeline import Extractor
    from claimx.rules.load import RuleSet

# Where no rule matches, so many of those that came furthest are named.
_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitView:
    """A unit as the patterns see it: one attribute a pattern key, with its place in the source."""

    tag: str
    text: str
    start: int
    end: int
    lower: str
    lemma: str
    pos: str
    dep: str
    ent_type: str
    norm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceTrace:
    """A sentence with its units, the rules that matched, the records made, and rules that nearly matched.

    ``line`` counts from one in the article's text.
    """

    number: int
    line: int
    start: int
    end: int
    text: str
    units: tuple[UnitView, ...]
    attempts: tuple[Attempt, ...]
    records: tuple[Record, ...]
    reached: tuple[Reach, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """All that is to be said of one article; ``segments`` are the parts of its layout outside the news."""

    article: Article
    sentences: tuple[SentenceTrace, ...]
    segments: tuple[Segment, ...]


def trace(
    article: Article, extractor: Extractor, *, line: int | None = None, rule: str | None = None
) -> Trace:
    """Explain the sentences of an article, or those on one line, that hold an attribution or could.

    With ``rule`` every sentence says how far that rule's pattern came; without, those in which no rule
    matched name the rules that came furthest.
    """
    records, attempts = extractor.explain(article)
    sentences = extractor.sentences(article)
    views = []
    for number, sentence in enumerate(sentences):
        own = [attempt for attempt in attempts if attempt.sentence == number]
        made = [record for record in records if sentence.start <= _anchor(record) < sentence.end]
        if line is None and not (own or made or rule) and not _could(sentence):
            continue
        if line is not None and not _on_line(article.text, sentence, line):
            continue
        views.append(_view(number, sentence, article, own, made, extractor, rule))
    outside = tuple(
        part
        for part in segment(article, extractor.rules).segments
        if part.kind not in ("paragraph", "heading")
        and (
            line is None or _line(article.text, part.start) <= line <= _line(article.text, part.end)
        )
    )
    return Trace(article=article, sentences=tuple(views), segments=outside)


def _could(sentence: Sentence) -> bool:
    return any(unit.tag in ("CUE", "QUOTE") for unit in sentence.units)


def _anchor(record: Record) -> int:
    """The place by which a record belongs to a sentence: its cue, or where its content begins."""
    return record.cue.start if record.cue else record.content.start


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1


def _on_line(text: str, sentence: Sentence, line: int) -> bool:
    return _line(text, sentence.start) <= line <= _line(text, sentence.end)


def _view(
    number: int,
    sentence: Sentence,
    article: Article,
    attempts: Sequence[Attempt],
    records: Sequence[Record],
    extractor: Extractor,
    rule: str | None,
) -> SentenceTrace:
    reached: tuple[Reach, ...] = ()
    if rule or not attempts:
        reached = tuple(_reached(sentence, extractor.rules, extractor, rule))
    return SentenceTrace(
        number=number,
        line=_line(article.text, sentence.start),
        start=sentence.start,
        end=sentence.end,
        text=article.text[sentence.start : sentence.end],
        units=tuple(_units(sentence, article, extractor)),
        attempts=tuple(sorted(attempts, key=lambda a: (a.reason is not None, a.start))),
        records=tuple(records),
        reached=reached,
    )


def _units(sentence: Sentence, article: Article, extractor: Extractor) -> Iterator[UnitView]:
    gist = make_gist(sentence, extractor.model.vocab)
    for unit, token in zip(sentence.units, list(gist)[1:], strict=False):
        yield UnitView(
            tag=unit.tag,
            text=article.text[unit.start : unit.end],
            start=unit.start,
            end=unit.end,
            lower=token.lower_,
            lemma=token.lemma_,
            pos=token.pos_,
            dep=token.dep_,
            ent_type=token.ent_type_,
            norm=token.norm_,
        )


def _reached(
    sentence: Sentence, rules: RuleSet, extractor: Extractor, only: str | None
) -> Iterator[Reach]:
    """Say how far one rule came, or which of all that did not match came furthest."""
    gist = make_gist(sentence, extractor.model.vocab)
    units = sentence.units
    found = [
        reach(rule_id, rule, rules, gist, units)
        for rule_id, rule in rules.of(AttributionRule, "attribution")
        if only in (None, rule_id)
    ]
    if only:
        yield from found
        return
    found = [r for r in found if r.anchored and r.matched < r.size]
    yield from sorted(found, key=lambda r: (-r.matched / r.size, -r.matched, r.rule))[:_NEAREST]
