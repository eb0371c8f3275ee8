"""Which rule wins: matches become attributions.

No content is used twice, and a cue only by the parts of one interrupted quotation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from claimx.extract.content import (
    CueWords,
    direct_span,
    inside_clause,
    reported_clause,
    statement,
    unsaid,
)
from claimx.extract.units import Sentence, Unit
from claimx.models import QuoteType
from claimx.rules.match import AttributionMatcher, Match

# Only a sentence that holds one of these can hold an attribution.
_TRIGGERS = frozenset({"CUE", "QUOTE"})
_SELF = frozenset({"ia", "dia"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Content, cue and speaker mention of one statement, before anybody knows who the speaker is.

    ``parts`` are source spans of the content in text order. ``speaker`` is the unit beside the cue; ``clitic``
    is the span of ``-nya`` where that stands for the speaker.
    """

    type: QuoteType
    parts: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    lemma: str
    speaker: Unit | None
    clitic: tuple[int, int] | None
    rules: tuple[str, ...]
    priority: int
    sentence: int
    flags: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where the content ends."""
        return self.parts[-1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A rule that matched, and what became of it: ``reason`` is None where it made a record."""

    rule: str
    sentence: int
    start: int
    end: int
    cue: str | None
    reason: str | None


def attribute(
    sentences: Sequence[Sentence],
    text: str,
    matcher: AttributionMatcher,
    words: CueWords,
    trace: list[Attempt] | None = None,
) -> tuple[list[Attribution], list[int]]:
    """Find every attribution in the sentences; ``trace`` collects what every match came to.

    Also returns the numbers of the sentences that hold a reporting verb on which no rule had anything to say.
    """
    found: list[Attribution] = []
    puzzling: list[int] = []
    for number, sentence in enumerate(sentences):
        if not any(_may_attribute(unit, words) for unit in sentence.units):
            continue
        matches = list(matcher.matches(sentence))
        candidates = _candidates(matches, sentence, number, text, words, trace)
        kept = _choose(_outermost(candidates, text, words), [], trace)
        kept += _rest(sentence, number, kept, text, matcher, words, trace)
        found += kept
        tried = {match.captures["cue"][0] for match in matches if "cue" in match.captures}
        if any(
            unit.tag == "CUE"
            and place not in tried
            and unit.lower in words.active
            and not unsaid(sentence.units, place, words)
            and not any(start <= unit.start < end for item in kept for start, end in item.parts)
            for place, unit in enumerate(sentence.units)
        ):
            puzzling.append(number)
    return found, puzzling


def attribute_by_tree(
    numbers: Sequence[int],
    sentences: Sequence[Sentence],
    text: str,
    matcher: AttributionMatcher,
    words: CueWords,
    found: Sequence[Attribution],
    trace: list[Attempt] | None = None,
) -> list[Attribution]:
    """Find what the rules over heads and labels add in the given sentences, which must have been parsed."""
    added: list[Attribution] = []
    for number in numbers:
        sentence = sentences[number]
        candidates = _candidates(
            matcher.tree_matches(sentence), sentence, number, text, words, trace
        )
        added += _choose(candidates, [item for item in found if item.sentence == number], trace)
    return added


def _candidates(
    matches: Iterable[Match],
    sentence: Sentence,
    number: int,
    text: str,
    words: CueWords,
    trace: list[Attempt] | None,
) -> list[Attribution]:
    candidates = []
    for match in matches:
        candidate = _candidate(match, sentence, number, text, words)
        if candidate is not None:
            candidates.append(candidate)
        elif trace is not None:
            trace.append(_attempt(match, sentence, number, "the content is no reported clause"))
    return candidates


def _outermost(candidates: Sequence[Attribution], text: str, words: CueWords) -> list[Attribution]:
    """Drop what a reported clause holds of its own speaker: `X mengatakan, ia yakin pasar ramai` is one report."""
    return [
        item
        for item in candidates
        if item.cue is None
        or not (_according(item, text, words) or (item.speaker and item.speaker.lower in _SELF))
        or not any(_reports(other, item.cue, text, words) for other in candidates)
    ]


def _according(item: Attribution, text: str, words: CueWords) -> bool:
    return item.cue is not None and text[item.cue[0] : item.cue[1]].lower() in words.according


def _reports(outer: Attribution, cue: tuple[int, int], text: str, words: CueWords) -> bool:
    """Whether the cue lies within what a verb of saying before it reports."""
    return (
        outer.cue is not None
        and outer.cue[1] <= outer.start < cue[0] < outer.end
        and text[outer.cue[0] : outer.cue[1]].lower() in words.active
    )


def _rest(
    sentence: Sentence,
    number: int,
    kept: Sequence[Attribution],
    text: str,
    matcher: AttributionMatcher,
    words: CueWords,
    trace: list[Attempt] | None,
) -> list[Attribution]:
    """Read on behind a content that was cut short: `X mengatakan A, sementara Y menyebut B`."""
    end = max((item.end for item in kept if item.type != "direct"), default=sentence.end)
    units = [unit for unit in sentence.units if unit.start >= end]
    while units and (units[0].tag == "PUNCT" or units[0].lower in words.contrasts):
        units = units[1:]
    if not any(unit.tag == "CUE" and unit.lower in words.active for unit in units):
        return []
    tail = replace(sentence, units=tuple(units))
    return _choose(
        _candidates(matcher.matches(tail), tail, number, text, words, trace), kept, trace
    )


def _may_attribute(unit: Unit, words: CueWords) -> bool:
    return unit.tag in _TRIGGERS or unit.lower == ":" or unit.lower in words.said_nouns


def _attempt(match: Match, sentence: Sentence, number: int, reason: str) -> Attempt:
    first = min(i for i, _ in match.captures.values())
    last = max(k for _, k in match.captures.values())
    cue = match.captures.get("cue")
    return Attempt(
        rule=match.rule,
        sentence=number,
        start=sentence.units[first].start,
        end=sentence.units[last - 1].end,
        cue=sentence.units[cue[0]].lower if cue else None,
        reason=reason,
    )


def _choose(
    candidates: Sequence[Attribution], settled: Sequence[Attribution], trace: list[Attempt] | None
) -> list[Attribution]:
    """Keep the best candidate for each content and cue: priority first, then the earlier cue.

    Nothing is kept that conflicts with what is ``settled``.
    """
    order = sorted(
        candidates,
        key=lambda a: (-a.priority, a.cue[0] if a.cue else a.start, -(a.end - a.start), a.rules),
    )
    kept: list[Attribution] = []
    for candidate in order:
        winner = next((other for other in (*settled, *kept) if _conflict(candidate, other)), None)
        if winner is None:
            kept.append(candidate)
        if trace is not None:
            trace.append(
                Attempt(
                    rule=candidate.rules[0],
                    sentence=candidate.sentence,
                    start=candidate.start,
                    end=candidate.end,
                    cue=candidate.lemma or None,
                    reason=f"{winner.rules[0]} has priority" if winner else None,
                )
            )
    return kept


def _conflict(a: Attribution, b: Attribution) -> bool:
    if a.cue and b.cue and a.cue[1] > b.cue[0] and b.cue[1] > a.cue[0]:
        return True
    for start, end in a.parts:
        for other_start, other_end in b.parts:
            if start < other_end and other_start < end:
                return True
    # A cue inside the other's content is a nested attribution, not the reporter's own.
    return any(
        cue is not None and start <= cue[0] < end
        for cue, parts in ((a.cue, b.parts), (b.cue, a.parts))
        for start, end in parts
    )


def _candidate(
    match: Match, sentence: Sentence, number: int, text: str, words: CueWords
) -> Attribution | None:
    units = sentence.units
    captures = match.captures
    if "content" not in captures:
        return None
    cue = units[captures["cue"][0]] if "cue" in captures else None
    speaker = _whole(units, captures.get("speaker"))
    if cue and unsaid(units, captures["cue"][0], words):
        return None
    if speaker and any(t.lower in words.no_source for t in speaker.tokens[:1]):
        return None
    if match.type == "direct":
        quote = units[captures["content"][0]]
        if not quote.quotation or not (quote.full or cue):
            return None
        if inside_clause(units, captures["content"][0], text):
            return None
        parts: tuple[tuple[int, int], ...] = ((direct_span(text, quote.quotation)),)
        kind: QuoteType = "direct"
        tests = statement(quote, text, words)
        flags = match.flags if quote.quotation.closed else (*match.flags, "unclosed_quote")
    else:
        clause = reported_clause(match, units, cue, text, words)
        if clause is None:
            return None
        parts, kind, tests = clause
        open_ended = any(
            u.quotation and not u.quotation.closed and u.start < parts[-1][1] <= u.end
            for u in units
        )
        flags = (*match.flags, "unclosed_quote") if open_ended else match.flags
    if any(start >= end for start, end in parts):
        return None
    clitic = None
    span = (cue.start, units[captures["cue"][1] - 1].end) if cue else None
    if cue and cue.lower in words.clitics:
        clitic = (cue.end - 3, cue.end)
    return Attribution(
        type=kind,
        parts=parts,
        cue=span,
        lemma=cue.tokens[0].lemma if cue else "",
        speaker=speaker,
        clitic=clitic,
        rules=(match.rule, *tests),
        priority=match.priority,
        sentence=number,
        flags=flags,
    )


def _whole(units: Sequence[Unit], span: tuple[int, int] | None) -> Unit | None:
    return units[span[0]] if span else None


def inherit_speakers(found: list[Attribution], sentences: Sequence[Sentence]) -> list[Attribution]:
    """Give a chained cue the speaker of the attribution, or the subject, before it in its sentence."""
    out: list[Attribution] = []
    for item in found:
        if item.speaker is None and item.clitic is None and item.cue is not None:
            before = [o for o in out if o.sentence == item.sentence]
            if before:
                item = replace(item, speaker=before[-1].speaker, clitic=before[-1].clitic)
            else:
                subject = next((u for u in sentences[item.sentence].units if u.tag == "NP"), None)
                if subject and item.cue and subject.start < item.cue[0] and item.type != "direct":
                    item = replace(item, speaker=subject)
        out.append(item)
    return out
