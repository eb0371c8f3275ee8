"""An evaluation as tables for people and as JSON for programs."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from claimx.review.calibration import Reliability
from claimx.review.evaluation import Evaluation
from claimx.review.mistakes import Mistake, MistakeKind
from claimx.review.score import Figures, RuleFigures
from claimx.review.significance import Comparison
from claimx.review.terminal import styled, table

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = ("n", "P", "R", "F1", "strict_F1", "attr_F1", "type", "cue", "role", "aff", "date")
GOLD_STYLE, RUN_STYLE = "green", "yellow"
MARKS = {"⟦": GOLD_STYLE, "⟧": GOLD_STYLE, "⟪": RUN_STYLE, "⟫": RUN_STYLE}


def as_json(evaluation: Evaluation, *, errors: int | None) -> bytes:
    """Return the evaluation as one JSON document, with so many mistakes of each kind."""
    data = asdict(evaluation)
    if errors is None:
        del data["mistakes"]
    else:
        data["mistakes"] = {kind: found[:errors] for kind, found in evaluation.mistakes.items()}
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_text(
    evaluation: Evaluation, *, by: Collection[str], calibration: bool, errors: int | None
) -> Iterator[RenderableType]:
    """Yield the parts of the report that were asked for."""
    gold = evaluation.gold
    yield styled(
        f"{evaluation.run} against gold of documents: {gold.documents}, records: {gold.records},"
        f" optional: {gold.optional}"
    )
    yield _figures("", evaluation.figures)
    if "outlet" in by:
        yield _figures("By outlet", evaluation.outlets)
    if "rule" in by:
        yield _rules(evaluation.rules)
    if calibration:
        yield from _calibration(evaluation.calibration)
    if evaluation.against:
        yield from _against(evaluation.against)
    if errors is not None:
        for kind, found in evaluation.mistakes.items():
            yield from _mistakes(kind, found, errors)


def _figures(title: str, groups: Mapping[str, Figures]) -> RenderableType:
    rows = [
        [name if ":" not in name else f"  {name.partition(':')[2]}", str(of.n)]
        + [_share(asdict(of)[column]) for column in COLUMNS[1:]]
        for name, of in groups.items()
    ]
    return table(title, ["", *COLUMNS], rows)


def _rules(rules: Mapping[str, RuleFigures]) -> RenderableType:
    rows = [[name, str(of.n), _share(of.P), _share(of.attr_P)] for name, of in rules.items()]
    return table("By rule", ["rule", "n", "P", "attr_P"], rows)


def _calibration(found: Reliability) -> Iterator[RenderableType]:
    rows = [
        [f"{b.low:.2f}-{b.high:.2f}", str(b.n), _share(b.confidence), _share(b.right)]
        for b in found.bins
    ]
    binning = "equal width" if found.binning == "width" else "equal mass"
    yield table(
        f"Calibration, bins of {binning}: right means content and speaker",
        ["confidence", "n", "mean", "right"],
        rows,
    )
    yield styled(f"expected calibration error {found.ece:.4f} over {found.n} records")


def _against(found: Comparison) -> Iterator[RenderableType]:
    rows = [
        [
            name,
            _share(of.base),
            _share(of.run),
            _signed(of.delta),
            "-" if of.p is None else f"{of.p:.4f}",
        ]
        for name, of in found.deltas.items()
    ]
    yield table("Against the base run", ["", "base", "run", "delta", "p"], rows)
    how = "all swaps" if found.seed is None else f"{found.rounds} random swaps, seed {found.seed}"
    yield styled(
        f"p: paired approximate randomisation, {how}, "
        f"{found.differing} of {found.documents} documents differ"
    )


def _mistakes(kind: MistakeKind, found: list[Mistake], limit: int) -> Iterator[RenderableType]:
    shown = f", the first {limit}" if len(found) > limit else ""
    yield styled((f"{kind}", "bold"), f"  {len(found)}{shown}")
    for mistake in found[:limit]:
        yield styled(
            (f"  {mistake.doc}:{mistake.start}", "cyan"),
            f"  {mistake.type}",
            *_values(mistake),
            ("  " + " ".join(mistake.rules), "dim"),
        )
        yield styled("    ", *_marked(mistake.excerpt))
    yield styled("")


def _values(mistake: Mistake) -> Iterator[str | tuple[str, str]]:
    """Yield gold's value and the run's, as far as the kind of mistake has them."""
    if mistake.kind not in ("SPAN", "EXTRA"):
        yield from ("  gold ", (mistake.gold or "-", GOLD_STYLE))
    if mistake.kind != "MISS":
        yield from ("  run ", (mistake.found or "-", RUN_STYLE))


def _marked(excerpt: str) -> Iterator[str | tuple[str, str]]:
    """Split an excerpt at its marks, so that they take a colour."""
    plain = ""
    for character in excerpt:
        if style := MARKS.get(character):
            yield from (plain, (character, f"bold {style}"))
            plain = ""
        else:
            plain += character
    yield plain


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "-" if value is None else f"{value:+.3f}"
