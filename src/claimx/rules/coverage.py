"""Which rules fire on a corpus, how often, and how often rightly."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.article.segment import segment
from claimx.extract.dates import collect_dates
from claimx.inputs.articles import read_articles
from claimx.inputs.items import Failure
from claimx.review.gold import GoldDocument, read_gold
from claimx.review.score import RuleFigures, figures_by_rule, run_on, score
from claimx.rules.schema import LexiconRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from claimx.models import Article, Layout, Record
    from claimx.pipeline import Extractor
    from claimx.rules.load import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoverage:
    """How a rule fared: matches, the records or parts of a page it made, and in how many documents.

    ``right`` and ``right_speaker`` are shares of its records that gold has, None without gold or records.
    """

    rule: str
    enabled: bool
    matched: int
    made: int
    documents: int
    right: float | None
    right_speaker: float | None


@dataclass(slots=True)
class Coverage:
    """Counts over a corpus, built up article by article."""

    rules: RuleSet
    matched: Counter[str] = field(default_factory=Counter)
    made: Counter[str] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)
    articles: int = 0
    failures: list[Failure] = field(default_factory=list)
    run: defaultdict[str, list[Record]] = field(default_factory=lambda: defaultdict(list))

    def add(self, article: Article, extractor: Extractor) -> None:
        """Count the rules that fire on one article."""
        records, attempts = extractor.explain(article)
        layout = segment(article, extractor.rules)
        made = Counter(
            rule
            for record in records
            for rule in dict.fromkeys(record.rules)
            if not rule.startswith("date.")
        )
        made.update(part.rule for part in layout.segments if part.rule)
        made.update(rule for rule in layout.rules if rule not in made)
        made.update(_dates(article, layout, extractor.rules))
        matched = Counter(attempt.rule for attempt in attempts)
        self.made.update(made)
        # Only attribution rules are tried and may lose; the others match where they make something.
        self.matched.update({rule: max(matched[rule], made[rule]) for rule in {*matched, *made}})
        self.documents.update(made.keys())
        self.articles += 1
        self.run[article.id] += records

    def rows(self, gold: Sequence[GoldDocument] | None = None) -> list[RuleCoverage]:
        """Return all rules, the busiest first; with gold, how often their records were right."""
        right = self._right(gold) if gold is not None else {}
        rules = [
            i for i, entry in self.rules.entries.items() if not isinstance(entry.rule, LexiconRule)
        ]
        names = dict.fromkeys([*rules, *sorted(self.made)])
        rows = [self._row(rule, right.get(rule)) for rule in names]
        return sorted(rows, key=lambda row: (-row.made, -row.matched, row.rule))

    def _row(self, rule: str, figures: RuleFigures | None) -> RuleCoverage:
        entry = self.rules.entries.get(rule)
        return RuleCoverage(
            rule=rule,
            enabled=entry.rule.enabled if entry else True,
            matched=self.matched[rule],
            made=self.made[rule],
            documents=self.documents[rule],
            right=figures.P if figures else None,
            right_speaker=figures.attr_P if figures else None,
        )

    def _right(self, gold: Sequence[GoldDocument]) -> dict[str, RuleFigures]:
        numbered = enumerate((r for records in self.run.values() for r in records), start=1)
        return figures_by_rule(score(gold, run_on(gold, numbered, "this run")))


def _dates(article: Article, layout: Layout, rules: RuleSet) -> Iterator[str]:
    """Yield the rule of every date expression in the news, whether it dates a statement or not."""
    blocks = [(p.start, p.end) for p in layout.segments if p.kind in ("paragraph", "heading")]
    published = article.published or layout.published
    for date in collect_dates(article.text, blocks, published, rules).dates:
        yield date.mention.rule


def cover(
    extractor: Extractor, paths: Sequence[str], gold: Iterable[GoldDocument] = ()
) -> Coverage:
    """Run the rules over the articles below ``paths``, or without any over the texts of gold."""
    coverage = Coverage(rules=extractor.rules)
    items: Iterator[Article | Failure] = (
        read_articles(paths) if paths else (document.article() for document in gold)
    )
    for item in items:
        if isinstance(item, Failure):
            coverage.failures.append(item)
        else:
            coverage.add(item, extractor)
    return coverage


def gold_of(path: str | None) -> list[GoldDocument] | None:
    """Read a gold file, where one is given."""
    return list(read_gold(path)) if path else None


def as_text(coverage: Coverage, rows: Sequence[RuleCoverage]) -> Iterator[RenderableType]:
    """Yield the rules that fired as a table, and those that did not by kind."""
    from claimx.review.terminal import styled, table

    scored = any(row.right is not None for row in rows)
    columns = ["rule", "matched", "made", "documents", *(["right", "speaker"] if scored else [])]
    yield table(
        f"{coverage.articles} articles",
        columns,
        ([row.rule, *_figures(row, scored)] for row in rows if row.matched or row.made),
    )
    silent = defaultdict(list)
    for row in rows:
        if row.enabled and not row.matched and not row.made:
            kind, _, name = row.rule.partition(".")
            silent[kind].append(name)
    if silent:
        yield styled((f"{sum(map(len, silent.values()))} rules never fired", "bold"))
        for kind, names in sorted(silent.items()):
            yield styled("  ", (f"{kind}: ", "dim"), ", ".join(names))


def _figures(row: RuleCoverage, scored: bool) -> list[str]:
    counts = [str(row.matched), str(row.made), str(row.documents)]
    shares = ["" if x is None else f"{x:.3f}" for x in (row.right, row.right_speaker)]
    return [*counts, *shares] if scored else counts
