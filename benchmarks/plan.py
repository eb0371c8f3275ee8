"""What a hundred million articles need, reckoned from a run that was measured."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measures import Bench
from claimx.inputs import InputOptions, read_items, survey
from claimx.inputs.streams import zstd_module
from claimx.runs.engines import Inline, in_order
from claimx.runs.work import ExtractorSpec, cut

ARTICLES = 100_000_000
WORDS = 300  # in an article: the middle of Indonesian news sites, not of the long PFSA ones
CORES = (16, 64, 256, 1024)
DOLLARS = 0.03  # a core-hour of interruptible cloud machines, order of magnitude
_BEGIN, _END = "<!-- plan: begin -->", "<!-- plan: end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a word costs: processor seconds, bytes in and out, as they are and compressed."""

    seconds: float
    text: float
    text_packed: float
    records: float
    records_packed: float


def measure(bench: Bench) -> Cost:
    """Run over the articles in this process, by its processor time: others on the machine count less."""
    engine = Inline(ExtractorSpec())
    engine.fingerprint()
    options = InputOptions()
    chunks = list(cut(read_items(survey([str(bench.file)]), options), options))
    for _ in in_order(chunks[:1], engine):  # what is made on first use is no part of the speed
        pass
    start = time.process_time()
    lines = b"".join(outcome.lines for outcome in in_order(chunks, engine))
    seconds = time.process_time() - start
    text = bench.file.read_bytes()
    pack = zstd_module().compress
    return Cost(
        seconds=seconds / bench.words,
        text=len(text) / bench.words,
        text_packed=len(pack(text, 6)) / bench.words,
        records=len(lines) / bench.words,
        records_packed=len(pack(lines, 6)) / bench.words,
    )


def block(cost: Cost, words: int) -> str:
    """Write the plan as Markdown."""
    hours = ARTICLES * WORDS * cost.seconds / 3600
    giga = ARTICLES * WORDS / 1e9
    summary = (
        f"Measured over {words:,} words: **{1 / cost.seconds:,.0f} words a second and core** "
        f"({1 / cost.seconds / WORDS:,.1f} articles of {WORDS} words), so "
        f"{ARTICLES // 1_000_000} million articles are **{hours:,.0f} core-hours**."
    )
    lines = [
        _BEGIN,
        summary,
        "",
        "| cores | shards | time | cost |",
        "|---:|---:|---:|---:|",
    ]
    for cores in CORES:
        span = hours / cores
        took = f"{span / 24:.1f} days" if span > 48 else f"{span:.0f} hours"
        lines.append(f"| {cores} | {cores * 8:,} | {took} | ${hours * DOLLARS:,.0f} |")
    lines += [
        "",
        "| on disk | as it is | compressed |",
        "|---|---:|---:|",
        f"| articles (JSON Lines) | {giga * cost.text:,.0f} GB | {giga * cost.text_packed:,.0f} GB |",
        f"| records | {giga * cost.records:,.0f} GB | {giga * cost.records_packed:,.0f} GB |",
        "",
        f"A core-hour is reckoned at ${DOLLARS}; shards at eight a core, so that a lost one is a small loss.",
        _END,
    ]
    return "\n".join(lines)


def write(page: Path, text: str) -> None:
    """Put the plan into the page, between its marks."""
    old = page.read_text("utf-8")
    head, _, rest = old.partition(_BEGIN)
    _, _, tail = rest.partition(_END)
    page.write_text(f"{head}{text}{tail}", "utf-8")
