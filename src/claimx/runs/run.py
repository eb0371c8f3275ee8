"""A whole run: inputs through an engine to an output, with a journal beside it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from hashlib import blake2b
from itertools import chain, islice
from pathlib import Path

import orjson

from claimx import __version__
from claimx.errors import ClaimxError
from claimx.inputs import InputOptions, Survey, read_articles_of, read_items, survey
from claimx.runs.codecs import Codec, codec_for
from claimx.runs.engines import Engine, Inline, Pool, in_order
from claimx.runs.files import Files, write_mark
from claimx.runs.parquet import require_pyarrow
from claimx.runs.show import Silent, Watcher
from claimx.runs.tally import Tally
from claimx.runs.work import Chunk, ExtractorSpec, Item, cut

_FEW_CHUNKS = 3  # so little is done before worker processes have loaded their models


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """All that a run is told.

    ``output`` None is standard output, a folder takes one file a shard; ``to`` None goes by its
    name. ``workers`` None is one a core.
    """

    paths: tuple[str, ...]
    input: InputOptions = field(default_factory=InputOptions)
    extractor: ExtractorSpec = field(default_factory=ExtractorSpec)
    output: str | None = None
    to: str | None = None
    errors: str | None = None
    workers: int | None = None
    resume: bool = False
    engine: str = "local"
    scheduler: str | None = None


def run(options: RunOptions, watcher: Watcher | None = None) -> Tally:
    """Do the run and return its counts. Whatever stops it, no half-written output stays behind.

    With ``resume`` a stopped run leaves what it has done, and the next goes on from there.
    """
    watcher = watcher or Silent()
    plan = survey(options.paths)
    if options.resume and "-" in plan.paths:
        raise ClaimxError("standard input cannot be resumed", hint="save it to a file first")
    output, mark = _place(options)
    codec = codec_for(output, options.to)
    if codec.name == "parquet":
        require_pyarrow()
    chunks = cut(_items(plan, options.input), options.input)
    engine, chunks = _engine(options, chunks)
    try:
        made_of = _made_of(options, plan, engine)
        if options.resume and mark and (done := _marked(mark, made_of)):
            tally = done
        else:
            tally = _extract(options, output, codec, made_of, engine, chunks, watcher, plan.size)
            if mark:
                write_mark(mark, {**made_of, "tally": asdict(tally)})
    except BaseException:
        engine.close(at_once=True)
        raise
    engine.close()
    watcher.finish(tally)
    return tally


def _extract(
    options: RunOptions,
    output: str | None,
    codec: Codec,
    made_of: dict[str, str],
    engine: Engine,
    chunks: Iterable[Chunk],
    watcher: Watcher,
    size: int,
) -> Tally:
    with Files(output, options.errors, codec, made_of, resume=options.resume) as files:
        watcher.start(size)
        for outcome in in_order(islice(chunks, files.start.chunks, None), engine):
            if outcome.fingerprint not in ("", made_of["rules or model"]):
                raise ClaimxError("the rules or the model were changed during the run")
            files.take(outcome)
            watcher.update(files.tally, outcome.position, outcome.failures)
    return files.tally


def _place(options: RunOptions) -> tuple[str | None, str | None]:
    """Return the output file and, in a folder of shards, the file that marks the shard as done."""
    output = options.output
    if output is None or output == "-":
        return None, None
    if not output.endswith(("/", os.sep)) and not os.path.isdir(output):
        return output, None
    try:
        os.makedirs(output, exist_ok=True)
    except OSError as error:
        raise ClaimxError(f"cannot make this folder: {error.strerror}", where=output) from error
    number, total = options.input.shard or (1, 1)
    name = os.path.join(output, f"shard-{number:05}-of-{total:05}")
    return f"{name}.{options.to or 'jsonl'}", f"{name}.done"


def _marked(mark: str, made_of: dict[str, str]) -> Tally | None:
    """Return the counts of a shard that is done already, of the same inputs by the same rules."""
    try:
        content = orjson.loads(Path(mark).read_bytes())
        same = all(content.get(name) == value for name, value in made_of.items())
        return Tally(**content["tally"]) if same else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _items(plan: Survey, options: InputOptions) -> Iterator[Item]:
    """Leave the reading to the workers, unless texts must be compared with those before them."""
    items = read_items(plan, options)
    if options.mark_duplicates:
        return read_articles_of(items, replace(options, skip_foreign=False))
    return items


def _engine(options: RunOptions, chunks: Iterator[Chunk]) -> tuple[Engine, Iterator[Chunk]]:
    """Choose who does the work; for little of it, this process is the fastest."""
    if options.engine == "dask":
        from claimx.runs.dask_engine import DaskEngine

        return DaskEngine(options.extractor, options.workers, options.scheduler), chunks
    workers = options.workers or _cores()
    head = list(islice(chunks, max(workers, _FEW_CHUNKS)))
    chunks = chain(head, chunks)
    if options.workers is None and len(head) < _FEW_CHUNKS:
        workers = 1
    workers = min(workers, max(1, len(head)))
    return (Pool(options.extractor, workers) if workers > 1 else Inline(options.extractor)), chunks


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not a Linux system
        return os.cpu_count() or 1


def _made_of(options: RunOptions, plan: Survey, engine: Engine) -> dict[str, str]:
    """Say what decides every byte of the output; a run is only continued with the same."""
    told = orjson.dumps([asdict(options.input), options.to, bool(options.errors)])
    return {
        "version": __version__,
        "inputs": plan.fingerprint,
        "options": blake2b(told, digest_size=16).hexdigest(),
        "rules or model": engine.fingerprint(),
    }
