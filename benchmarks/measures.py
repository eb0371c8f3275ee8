"""The measurements, one function each: claimx beside what it is compared with."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from threadpoolctl import threadpool_limits

from benchmarks import texts as made
from benchmarks.timing import burn, child, in_turns
from claimx.inputs import InputOptions, read_items, survey
from claimx.nlp.load import shipped_model
from claimx.rules.load import shipped_rules
from claimx.runs import work
from claimx.runs.engines import Engine, Inline, Pool, in_order
from claimx.runs.work import ExtractorSpec, cut

_COLD = (
    "import spacy, claimx.nlp.load as n;import claimx.nlp.components;spacy.load(n.shipped_model())"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the table. ``ratio`` is first to second; ``aim`` is what it should be."""

    name: str
    first: str
    second: str
    ratio: float
    aim: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """What is measured on: articles as texts, and as a file in a working folder."""

    texts: list[str]
    file: Path
    folder: Path
    rounds: int
    documents: int

    @property
    def words(self) -> int:
        """Count the words of the texts."""
        return sum(len(text.split()) for text in self.texts)


def against_pipe(bench: Bench) -> list[Row]:
    """Time claimx from file to bytes against ``nlp.pipe`` of the same model over the same raw texts."""
    import spacy

    import claimx.nlp.components  # noqa: F401 - registers what the model names

    engine = Inline(ExtractorSpec())
    engine.fingerprint()
    nlp: Any = spacy.load(shipped_model())

    def pipe(texts: Sequence[str] = bench.texts) -> None:
        with threadpool_limits(limits=1, user_api="blas"):  # as claimx: one core each
            for _ in nlp.pipe(texts):
                pass

    few = bench.texts[:8]  # what is made on first use is no part of the speed
    _extract(made.write_jsonl(few, bench.folder / "few.jsonl"), engine)
    pipe(few)
    ours = partial(_extract, bench.file, engine)
    # One thread does it all on either side: by its processor time a busy machine counts less.
    pair = in_turns(ours, pipe, bench.rounds, time.process_time)
    speed = bench.words / min(pair.first)
    name = f"claimx to plain nlp.pipe ({speed:,.0f} words a second)"
    return [_row(name, pair.first, pair.second, pair.ratio, "≤ 0.8")]


def against_stanza(bench: Bench) -> list[Row]:
    """Time claimx with its model against Stanza alone, on a few texts; nothing without Stanza's model."""
    try:
        import stanza

        pipeline = stanza.Pipeline("id", verbose=False, download_method=None)
    except Exception as error:
        print(f"  no Stanza here: {type(error).__name__}")
        return []
    few = bench.texts[:20]
    file = made.write_jsonl(few, bench.folder / "few.jsonl")
    engine = Inline(ExtractorSpec())
    engine.fingerprint()
    pair = in_turns(
        lambda: _extract(file, engine), lambda: [pipeline(text) for text in few], bench.rounds
    )
    return [_row("claimx to Stanza alone", pair.first, pair.second, pair.ratio)]


def two_workers(bench: Bench) -> list[Row]:
    """Time one worker against two, models loaded."""
    engines = [Pool(ExtractorSpec(), 1), Pool(ExtractorSpec(), 2)]
    try:
        for engine in engines:
            _extract(bench.file, engine)  # every worker has loaded its model after this
        one, two = engines
        pair = in_turns(
            lambda: _extract(bench.file, one), lambda: _extract(bench.file, two), bench.rounds
        )
    finally:
        for engine in engines:
            engine.close()
    return [
        _row("one worker to two", pair.first, pair.second, pair.ratio, "≥ 1.8"),
        _capacity(bench.rounds),
    ]


def _capacity(rounds: int) -> Row:
    """Measure what the machine gives: twice the work of a busy loop in one process, and in two."""
    pair = in_turns(lambda: burn(1, 2), lambda: burn(2, 1), rounds)
    name = "a busy loop in one process to two: what the machine gives now"
    return _row(name, pair.first, pair.second, pair.ratio, "2")


def cold_start(bench: Bench) -> list[Row]:
    """Time commands from nothing: the version, and one article against loading spaCy and the model."""
    article = bench.folder / "one.txt"
    article.write_text(bench.texts[0], "utf-8")
    version = min(child(["-m", "claimx", "--version"]).seconds for _ in range(3))
    pair = in_turns(
        lambda: child(["-m", "claimx", "extract", str(article), "--quiet"]),
        lambda: child(["-c", _COLD]),
        max(3, bench.rounds),
    )
    return [
        Row(
            name="claimx --version, in seconds",
            first=f"{version:.2f} s",
            second="",
            ratio=version,
            aim="≤ 0.2",
        ),
        _row(
            "one article from cold to loading the model",
            pair.first,
            pair.second,
            pair.ratio,
            "≤ 1.3",
        ),
    ]


def second_run(bench: Bench) -> list[Row]:
    """Time whole commands with a cache: the first, and one after each of three edits of the rules, laid over each other."""
    command = ["-m", "claimx", "extract", str(bench.file), "--workers", "1", "--quiet"]
    command += ["--cache", str(bench.folder / "cache"), "-o", str(bench.folder / "second.jsonl")]
    filled = child(command).seconds
    rows = []
    for number, (name, aim, file, text) in enumerate(_EDITS):
        overlay = bench.folder / f"edit-{number}"
        path = overlay / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text or _rule(file).replace(*_CHANGES[name]), "utf-8")
        command += ["--rules", str(overlay)]
        again = child(command).seconds
        title = f"first run to one with its cache, after {name}"
        rows.append(_row(title, (filled,), (again,), filled / again, aim))
    return rows


_CUE_NAME = "attribution/quote-cue-name.yaml"
_WORD = "why: A reporting word.\nadd:\n  after: [gerutu]\n"
_EDITS = (
    ("a new reporting word", "≥ 5", "lexicon/cue.yaml", _WORD),
    ("a change of a pattern", "≥ 5", _CUE_NAME, ""),
    ("a change that concerns every article", "", _CUE_NAME, ""),
)
# An adverb between cue and speaker in the commonest frame; and another priority of it.
_CHANGES = {
    "a change of a pattern": (
        "  - {TAG: NP, as: speaker}",
        '  - {TAG: ADV, OP: "?"}\n  - {TAG: NP, as: speaker}',
    ),
    "a change that concerns every article": ("priority: 90", "priority: 91"),
}


def _rule(file: str) -> str:
    return (shipped_rules() / file).read_text("utf-8")


def memory(bench: Bench) -> list[Row]:
    """Measure the peak memory of a run over some made documents and over ten times as many."""
    peaks = []
    for count in (bench.documents // 10, bench.documents):
        file = made.write_generated(bench.texts, count, bench.folder / f"{count}.jsonl")
        out = bench.folder / f"{count}.out.jsonl"
        options = ["--workers", "1", "--quiet", "-o", str(out)]
        peaks.append((count, child(["-m", "claimx", "extract", str(file), *options]).peak_mb))
    (few, low), (many, high) = peaks
    name = f"peak memory of {many:,} documents to {few:,}"
    return [
        Row(
            name=name, first=f"{high:.0f} MB", second=f"{low:.0f} MB", ratio=high / low, aim="≤ 1.1"
        )
    ]


def stages(bench: Bench) -> list[tuple[str, float]]:
    """Return the share of each stage in the time of a run, from reading to writing."""
    spec = ExtractorSpec()
    engine = Inline(spec)
    engine.fingerprint()
    extractor: Any = work.loaded(spec)
    spent: dict[str, float] = defaultdict(float)
    with (
        _clocked(work, "read_item", spent, "read"),
        _clocked(extractor._stages, "prepare", spent, "segment and mask"),  # noqa: SLF001
        _clocked(extractor._stages, "finish", spent, "attribute and resolve"),  # noqa: SLF001
        _clocked(work, "line_of", spent, "write"),
    ):
        whole = _timed(lambda: _extract(bench.file, engine))
    spent["model"] = whole - sum(spent.values())
    order = ("read", "segment and mask", "model", "attribute and resolve", "write")
    return [(name, spent[name] / whole) for name in order]


def _extract(file: Path, engine: Engine) -> None:
    options = InputOptions()
    for outcome in in_order(cut(read_items(survey([str(file)]), options), options), engine):
        assert not outcome.failures, str(outcome.failures[0].error)


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


@contextmanager
def _clocked(owner: Any, name: str, spent: dict[str, float], stage: str) -> Iterator[None]:
    """Add the time spent in a function to a stage."""
    real = getattr(owner, name)

    def timed(*args: object, **named: object) -> object:
        start = time.perf_counter()
        try:
            return real(*args, **named)
        finally:
            spent[stage] += time.perf_counter() - start

    try:
        setattr(owner, name, timed)
        yield
    finally:
        setattr(owner, name, real)


def _row(
    name: str, first: Sequence[float], second: Sequence[float], ratio: float, aim: str = ""
) -> Row:
    return Row(
        name=name, first=f"{min(first):.1f} s", second=f"{min(second):.1f} s", ratio=ratio, aim=aim
    )
