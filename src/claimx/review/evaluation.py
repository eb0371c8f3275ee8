"""An evaluation: everything that ``claimx eval`` says about a run, as data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from claimx.errors import ClaimxError
from claimx.models import Record
from claimx.review.calibration import Binning, Reliability, reliability
from claimx.review.gold import GoldDocument, GoldStamp, read_gold, stamp
from claimx.review.load import by_document, name_of, read_run
from claimx.review.mistakes import Mistake, MistakeKind, mistakes
from claimx.review.score import (
    Figures,
    Outcome,
    RuleFigures,
    figures_by_group,
    figures_by_rule,
    run_on,
    score,
)
from claimx.review.significance import Comparison, compare
from claimx.review.sources import extract


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The figures of a run against gold, with all that was asked for beside them."""

    gold: GoldStamp
    run: str
    figures: dict[str, Figures]
    outlets: dict[str, Figures]
    rules: dict[str, RuleFigures]
    calibration: Reliability
    against: Comparison | None
    mistakes: dict[MistakeKind, list[Mistake]]


def evaluate(
    gold_path: str,
    run_path: str | None,
    *,
    base_path: str | None = None,
    binning: Binning = "width",
    rules: Sequence[str] = (),
    model: str | None = None,
) -> Evaluation:
    """Score a run file against a gold file; without a run, extract from gold's own texts first."""
    gold = list(read_gold(gold_path))
    if run_path is None:
        run = extract_gold(gold, rules, model)
    else:
        run = run_on(gold, read_run(run_path), name_of(run_path))
    outcomes = score(gold, run)
    return Evaluation(
        gold=stamp(gold_path, gold),
        run=name_of(run_path) if run_path else "the texts of gold",
        figures=figures_by_group(outcomes),
        outlets=figures_by_group(outcomes, lambda outcome: outcome.outlet or "?"),
        rules=figures_by_rule(outcomes),
        calibration=reliability(outcomes, binning),
        against=compare(_outcomes(gold, base_path), outcomes) if base_path else None,
        mistakes=mistakes(outcomes, {document.doc: document for document in gold}),
    )


def extract_gold(
    gold: Iterable[GoldDocument], rules: Sequence[str], model: str | None
) -> dict[str, list[Record]]:
    """Extract from the texts of gold; an article that fails ends the evaluation."""
    from claimx.rules.load import load_rules

    failed: list[ClaimxError] = []
    articles = (document.article() for document in gold)
    found = dict(by_document(extract(articles, load_rules(*rules), model, failed)))
    if failed:
        raise failed[0]
    return found


def _outcomes(gold: Sequence[GoldDocument], path: str) -> list[Outcome]:
    return score(gold, run_on(gold, read_run(path), name_of(path)))
