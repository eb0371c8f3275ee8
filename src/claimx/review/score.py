"""Scoring: every gold record and every prediction has an outcome; figures count outcomes.

The figures are those of the reference scorer, to the digit: content pairs from an overlap of one
half (``F1``), the same span exactly (``strict_F1``), the right resolved speaker as well
(``attr_F1``), and on the pairs the share of right types, cues, roles, affiliations and dates.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Literal, NamedTuple

from claimx.errors import ClaimxError
from claimx.models import Record
from claimx.review.agree import same_date, same_field, same_name, trim
from claimx.review.align import align
from claimx.review.gold import GoldDocument, GoldRecord

OutcomeKind = Literal["match", "miss", "extra", "neutral"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is right about a pair. None: gold does not ask."""

    strict: bool
    speaker: bool
    type: bool
    cue: bool
    role: bool | None
    affiliation: bool | None
    date: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one gold record or one prediction, or of a pair of them.

    ``neutral`` is an optional gold record, found or not; a prediction that only overlaps one has no
    outcome.
    """

    kind: OutcomeKind
    doc: str
    outlet: str | None
    gold: GoldRecord | None = None
    record: Record | None = None
    verdict: Verdict | None = None
    iou: float = 0.0

    @property
    def type(self) -> str:
        """The type that it counts under: gold's, or the prediction's where there is no gold."""
        return self.gold.type if self.gold else self.record.type if self.record else "?"


class Counts(NamedTuple):
    """What the figures are made of; ``_n`` counts the pairs on which gold has the field."""

    match: int = 0
    extra: int = 0
    miss: int = 0
    strict: int = 0
    speaker: int = 0
    type: int = 0
    cue: int = 0
    role: int = 0
    role_n: int = 0
    affiliation: int = 0
    affiliation_n: int = 0
    date: int = 0
    date_n: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of a set of outcomes, named as the reference scorer names them."""

    n: int
    P: float
    R: float
    F1: float
    strict_F1: float  # noqa: N815 - the reference's name, as is the next
    attr_F1: float  # noqa: N815
    type: float
    cue: float
    role: float | None
    aff: float | None
    date: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFigures:
    """How often a rule had a part in a record, and how often that record was right."""

    n: int
    P: float
    attr_P: float  # noqa: N815 - after the reference's attr_F1


def score(gold: Iterable[GoldDocument], run: Mapping[str, Sequence[Record]]) -> list[Outcome]:
    """Score a run, given by document, against gold; documents outside gold do not count."""
    return [o for document in gold for o in score_document(document, run.get(document.doc, ()))]


def score_document(document: GoldDocument, records: Sequence[Record]) -> Iterator[Outcome]:
    """Yield the outcomes of one document: gold in order, then predictions that match nothing."""
    text = document.text
    gold_spans = [trim(text, gold.start, gold.end) for gold in document.records]
    spans = [trim(text, record.content.start, record.content.end) for record in records]
    pairs = {pair.left: pair for pair in align(gold_spans, spans)}
    outcome = partial(Outcome, doc=document.doc, outlet=document.outlet)
    for i, gold in enumerate(document.records):
        if (pair := pairs.get(i)) is None:
            yield outcome(kind="neutral" if gold.optional else "miss", gold=gold)
            continue
        record = records[pair.right]
        yield outcome(
            kind="neutral" if gold.optional else "match",
            gold=gold,
            record=record,
            verdict=judge(gold, record, text, strict=gold_spans[i] == spans[pair.right]),
            iou=pair.iou,
        )
    optional = [
        span for span, gold in zip(gold_spans, document.records, strict=True) if gold.optional
    ]
    paired = {pair.right for pair in pairs.values()}
    for j, (record, (start, end)) in enumerate(zip(records, spans, strict=True)):
        if j not in paired and not any(min(end, e) > max(start, s) for s, e in optional):
            yield outcome(kind="extra", record=record)


def judge(gold: GoldRecord, record: Record, text: str, *, strict: bool) -> Verdict:
    """Compare the fields of a pair."""
    speaker = record.speaker
    found = (speaker.name or speaker.text) if speaker else None
    return Verdict(
        strict=strict,
        speaker=same_name(gold.name, found, text),
        type=gold.type == record.type,
        cue=same_field(gold.cue, record.cue.text if record.cue else None),
        role=same_field(gold.role, speaker.role if speaker else None) if gold.role else None,
        affiliation=same_field(gold.affiliation, speaker.affiliation if speaker else None)
        if gold.affiliation
        else None,
        date=same_date(gold.date, record.date) if gold.date else None,
    )


def count(outcomes: Iterable[Outcome]) -> Counts:
    """Count outcomes and, on the matches, what is right about them."""
    kinds = Counter[OutcomeKind]()
    verdicts: list[Verdict] = []
    for outcome in outcomes:
        kinds[outcome.kind] += 1
        if outcome.kind == "match" and outcome.verdict:
            verdicts.append(outcome.verdict)
    roles = [v.role for v in verdicts if v.role is not None]
    affiliations = [v.affiliation for v in verdicts if v.affiliation is not None]
    dates = [v.date for v in verdicts if v.date is not None]
    return Counts(
        match=kinds["match"],
        extra=kinds["extra"],
        miss=kinds["miss"],
        strict=sum(v.strict for v in verdicts),
        speaker=sum(v.speaker for v in verdicts),
        type=sum(v.type for v in verdicts),
        cue=sum(v.cue for v in verdicts),
        role=sum(roles),
        role_n=len(roles),
        affiliation=sum(affiliations),
        affiliation_n=len(affiliations),
        date=sum(dates),
        date_n=len(dates),
    )


def figures(counts: Counts) -> Figures:
    """Return the figures that the counts give."""
    asked = counts.match + counts.miss
    given = counts.match + counts.extra
    both = asked + given
    return Figures(
        n=asked,
        P=counts.match / given if given else 0.0,
        R=counts.match / asked if asked else 0.0,
        F1=2 * counts.match / both if both else 0.0,
        strict_F1=2 * counts.strict / both if both else 0.0,
        attr_F1=2 * counts.speaker / both if both else 0.0,
        type=counts.type / counts.match if counts.match else 0.0,
        cue=counts.cue / counts.match if counts.match else 0.0,
        role=counts.role / counts.role_n if counts.role_n else None,
        aff=counts.affiliation / counts.affiliation_n if counts.affiliation_n else None,
        date=counts.date / counts.date_n if counts.date_n else None,
    )


def figures_by_group(
    outcomes: Iterable[Outcome], group: Callable[[Outcome], str] = lambda _: "all"
) -> dict[str, Figures]:
    """Return the figures of each group, and of each type within it (``all``, ``all:direct``)."""
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        name = group(outcome)
        groups[name].append(outcome)
        groups[f"{name}:{outcome.type}"].append(outcome)
    return {name: figures(count(groups[name])) for name in sorted(groups)}


def figures_by_rule(outcomes: Iterable[Outcome]) -> dict[str, RuleFigures]:
    """Return for each rule how often the records it had a part in were right, most used first."""
    parts: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        if outcome.record and outcome.kind != "neutral":
            for rule in dict.fromkeys(outcome.record.rules):
                parts[rule].append(outcome)
    return {
        rule: RuleFigures(
            n=len(of),
            P=sum(o.kind == "match" for o in of) / len(of),
            attr_P=sum(bool(o.verdict and o.verdict.speaker) for o in of) / len(of),
        )
        for rule, of in sorted(parts.items(), key=lambda item: (-len(item[1]), item[0]))
    }


def run_on(
    gold: Sequence[GoldDocument], run: Iterable[tuple[int, Record]], source: str
) -> dict[str, list[Record]]:
    """Sort a run by the documents of gold, which a record names by ``doc.id`` or its file's stem.

    A record that was read from another text than gold's is an error: its offsets mean nothing
    there.
    """
    texts = {document.doc: document.sha256 for document in gold}
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for number, record in run:
        stem = PurePosixPath(record.doc.path).stem if record.doc.path else ""
        for doc_id in {record.doc.id or record.doc.path or "": None, stem: None}:
            if doc_id not in texts:
                continue
            if record.doc.sha256 and record.doc.sha256 != texts[doc_id]:
                raise ClaimxError(
                    f"document {doc_id!r} was read from another text than gold's",
                    where=f"{source}:{number}",
                    hint="extract it again from the text that gold holds",
                )
            found[doc_id].append(record)
    return found
