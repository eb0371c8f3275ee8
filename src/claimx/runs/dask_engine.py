"""Chunks done on a Dask cluster: a running one by its address, or one made here of processes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from claimx.errors import ClaimxError
from claimx.runs import work
from claimx.runs.engines import Pending
from claimx.runs.work import Chunk, ExtractorSpec

_AHEAD = 2
_PATIENCE = 20.0  # seconds without a result, after which the workers are looked after


class _Task:
    """A Dask future that looks after the workers while it waits."""

    def __init__(self, future: Any, revive: Callable[[], None]) -> None:
        self._future = future
        self._revive = revive

    def done(self) -> bool:
        """Tell whether the work is done, well or not."""
        return bool(self._future.done())

    def result(self) -> Any:
        """Wait for the result, however long it takes."""
        while not self.done():
            try:
                return self._future.result(timeout=_PATIENCE)
            except TimeoutError:
                if not self.done():
                    self._revive()
        return self._future.result()


class DaskEngine:
    """Sends chunks to Dask workers, which load the model once each.

    Dask gives the work of a worker that dies to another; a chunk that kills several is a loss.
    """

    blames = True

    def __init__(self, spec: ExtractorSpec, workers: int | None, scheduler: str | None) -> None:
        try:
            import dask
            from distributed import Client, KilledWorker, LocalCluster
        except ImportError as error:
            raise ClaimxError(
                "--engine dask needs Dask", hint="pip install 'claimx[cluster]'"
            ) from error
        self._spec = spec
        self._loss = KilledWorker
        self._cluster: Any = None
        if scheduler is None:
            with dask.config.set({"distributed.scheduler.allowed-failures": 1}):
                self._cluster = LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    dashboard_address="127.0.0.1:0",  # any free port: the usual one may be taken
                    silence_logs=logging.CRITICAL,  # a lost worker is this engine's to report
                )
        try:
            self._client: Any = Client(
                scheduler or self._cluster, timeout="30s", set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise ClaimxError(f"cannot reach the Dask scheduler {scheduler}: {error}") from error
        threads = self._client.nthreads()
        self._workers = len(threads)
        self.window = (sum(threads.values()) or 1) * (1 + _AHEAD)

    def fingerprint(self) -> str:
        """Ask a worker; this process need not load the model."""
        return str(self._task(work.fingerprint, self._spec).result())

    def submit(self, chunk: Chunk) -> Pending:
        """Send the chunk."""
        return self._task(work.process, self._spec, chunk)

    def _task(self, function: Callable[..., Any], *args: object) -> _Task:
        return _Task(self._client.submit(function, *args, pure=False), self._revive)

    def _revive(self) -> None:
        """Replace workers of our own cluster that are gone: Dask does not where they are slow to start."""
        if self._cluster is not None:
            self._cluster.scale(self._workers)

    def is_loss(self, error: BaseException) -> bool:
        """Tell a chunk that killed its workers; the others are fit."""
        return isinstance(error, self._loss)

    def close(self, *, at_once: bool = False) -> None:
        """Leave the cluster; one made here ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
