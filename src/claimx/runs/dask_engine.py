"""Chunks done on a Dask cluster: a running one by its address, or one made here of processes."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from typing import Any

from claimx.errors import ClaimxError
from claimx.runs import work
from claimx.runs.work import Chunk, ExtractorSpec, Outcome

_AHEAD = 2


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
                    dashboard_address=None,
                    silence_logs=logging.CRITICAL,  # a lost worker is this engine's to report
                )
        try:
            self._client: Any = Client(
                scheduler or self._cluster, timeout="30s", set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise ClaimxError(f"cannot reach the Dask scheduler {scheduler}: {error}") from error
        threads = sum(self._client.nthreads().values()) or 1
        self.window = threads * (1 + _AHEAD)

    def fingerprint(self) -> str:
        """Ask a worker; this process need not load the model."""
        return str(self._client.submit(work.fingerprint, self._spec, pure=False).result())

    def submit(self, chunk: Chunk) -> Future[Outcome]:
        """Send the chunk; a Dask future does as one of the standard library here."""
        future: Any = self._client.submit(work.process, self._spec, chunk, pure=False)
        return future  # type: ignore[no-any-return]

    def is_loss(self, error: BaseException) -> bool:
        """Tell a chunk that killed its workers; the others are fit."""
        return isinstance(error, self._loss)

    def close(self, *, at_once: bool = False) -> None:
        """Leave the cluster; one made here ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
