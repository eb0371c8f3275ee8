"""Who does the chunks: this process, or worker processes. Results come in order either way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from typing import Any, Protocol

from claimx.errors import InputError
from claimx.inputs import Failure, Raw
from claimx.runs import work
from claimx.runs.signals import interrupt_held
from claimx.runs.tally import Tally
from claimx.runs.work import Chunk, ExtractorSpec, Outcome

_PATIENCE = 5.0  # seconds between two looks at whether the workers are alive
_AHEAD = 2  # chunks waiting per worker: enough that none idles, few enough that memory stays flat


class Pending(Protocol):
    """A chunk under way: as much of a future as is needed here."""

    def result(self) -> Outcome:
        """Wait for the outcome."""

    def done(self) -> bool:
        """Tell whether there is something to wait for."""


class Engine(Protocol):
    """Something that does chunks. ``window`` bounds how many it holds at a time.

    ``blames`` says that a loss is the fault of the very chunk that reports it, and costs no other.
    """

    window: int
    blames: bool

    def fingerprint(self) -> str:
        """Return the hash of the rules and the model that the workers have loaded."""

    def submit(self, chunk: Chunk) -> Pending:
        """Take a chunk to be done."""

    def is_loss(self, error: BaseException) -> bool:
        """Tell the death of a worker from an error of the work; after it the engine is fit again."""

    def close(self, *, at_once: bool = False) -> None:
        """Stop the workers; ``at_once`` does not wait for what they are doing."""


def in_order(chunks: Iterable[Chunk], engine: Engine) -> Iterator[Outcome]:
    """Yield the outcomes in the order of the chunks, with at most ``engine.window`` under way.

    When a worker dies, the chunks it may have held are done again, one at a time; a document
    that kills a worker on its own becomes a failure.
    """
    pending: deque[tuple[Chunk, Pending]] = deque()
    for chunk in chunks:
        pending.append((chunk, engine.submit(chunk)))
        while len(pending) >= engine.window:
            yield from _next(pending, engine)
    while pending:
        yield from _next(pending, engine)


def _next(pending: deque[tuple[Chunk, Pending]], engine: Engine) -> Iterator[Outcome]:
    chunk, future = pending.popleft()
    try:
        yield future.result()
        return
    except Exception as error:
        if not engine.is_loss(error):
            raise
    if engine.blames:
        yield _split(chunk, engine)
        return
    held = [(chunk, future), *pending]
    pending.clear()
    for each, under_way in held:
        yield _saved(under_way) or _alone(each, engine)


def _saved(pending: Pending) -> Outcome | None:
    """Return what was done before a loss."""
    if not pending.done():
        return None
    try:
        return pending.result()
    except Exception:
        return None


def _alone(chunk: Chunk, engine: Engine) -> Outcome:
    try:
        return engine.submit(chunk).result()
    except Exception as error:
        if not engine.is_loss(error):
            raise
    return _split(chunk, engine)


def _split(chunk: Chunk, engine: Engine) -> Outcome:
    """Do a chunk that kills workers document by document, but for the one that does it."""
    if len(chunk.items) > 1:
        return _join([_alone(single, engine) for single in chunk.singles()])
    item = chunk.items[0]
    where = item.where if isinstance(item, Raw) else item.path or item.id
    death = InputError(
        "the worker process died on this document", where=where, hint="out of memory?"
    )
    failure = Failure(id=item.id, path=item.path, error=death)
    return Outcome(failures=(failure,), tally=Tally(failed=1), position=chunk.position)


def _join(parts: list[Outcome]) -> Outcome:
    tally = Tally()
    for part in parts:
        tally.add(part.tally)
    return Outcome(
        lines=b"".join(part.lines for part in parts),
        failures=tuple(failure for part in parts for failure in part.failures),
        tally=tally,
        position=parts[-1].position,
        fingerprint=max(part.fingerprint for part in parts),
    )


class Inline:
    """Does each chunk at once in this process."""

    window = 1
    blames = False

    def __init__(self, spec: ExtractorSpec) -> None:
        self._spec = spec

    def fingerprint(self) -> str:
        """Load the extractor here."""
        return work.fingerprint(self._spec)

    def submit(self, chunk: Chunk) -> Future[Outcome]:
        """Do the chunk before returning."""
        future: Future[Outcome] = Future()
        future.set_result(work.process(self._spec, chunk))
        return future

    def is_loss(self, error: BaseException) -> bool:
        """Nobody can die here but the process itself."""
        return False

    def close(self, *, at_once: bool = False) -> None:
        """Nothing to stop."""


class _Sent:
    """A chunk that a worker has. Waiting for it ends, even where a worker died as it handed in a result.

    Half a result keeps the executor reading for good, since this process could write the rest for all it knows.
    """

    def __init__(self, future: Future[Outcome], executor: ProcessPoolExecutor) -> None:
        self._future = future
        self._executor = executor

    def done(self) -> bool:
        return self._future.done()

    def result(self) -> Outcome:
        while not wait_for([self._future], timeout=_PATIENCE).done:
            if any(process.exitcode is not None for process in _processes(self._executor)):
                _kill(self._executor)
        return self._future.result()


def _processes(executor: ProcessPoolExecutor) -> list[BaseProcess]:
    return list((executor._processes or {}).values())  # noqa: SLF001 - an executor shows nobody its workers


def _kill(executor: ProcessPoolExecutor) -> None:
    """Kill the workers, and close this process's end of the pipe that they answer by: who reads it sees its end."""
    for process in _processes(executor):
        process.kill()
    answers: Any = executor._result_queue  # noqa: SLF001
    if answers is not None:
        answers._writer.close()  # noqa: SLF001


class Pool:
    """Worker processes that load the model once each. A pool that lost a worker is made anew."""

    blames = False  # every chunk under way is lost with the pool

    def __init__(self, spec: ExtractorSpec, workers: int) -> None:
        self._spec = spec
        self._workers = workers
        self.window = workers * (1 + _AHEAD)
        self._executor = self._start()

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_start_worker,
        )

    def fingerprint(self) -> str:
        """Ask a worker; this process need not load the model."""
        with interrupt_held():
            future = self._executor.submit(work.fingerprint, self._spec)
        return future.result()

    def submit(self, chunk: Chunk) -> Pending:
        """Queue the chunk; a pool found broken meanwhile is reported by the future."""
        try:
            with interrupt_held():
                future = self._executor.submit(work.process, self._spec, chunk)
            return _Sent(future, self._executor)
        except BrokenProcessPool as error:
            lost: Future[Outcome] = Future()
            lost.set_exception(error)
            return lost

    def is_loss(self, error: BaseException) -> bool:
        """Start new workers if some have died."""
        if not isinstance(error, BrokenProcessPool):
            return False
        self._executor.shutdown(wait=True)
        self._executor = self._start()
        return True

    def close(self, *, at_once: bool = False) -> None:
        """Stop the workers, killing them if they shall not finish."""
        if at_once:
            _kill(self._executor)
        self._executor.shutdown(wait=True, cancel_futures=True)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this worker when the main process is gone, killed or not: nobody would read its results."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
