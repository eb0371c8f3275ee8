"""Dask gives the same bytes as one process, also when it loses a worker."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from claimx.errors import ClaimxError
from claimx.runs.work import ExtractorSpec

from .conftest import finish

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_local_cluster_that_loses_a_worker(corpus: Callable, tmp_path: Path) -> None:
    """A worker dies in the middle: the same bytes as from one process, and no noise."""
    path = corpus(300, {7: "ERROR", 150: "Budi: satu KILL-ONCE"})
    (tmp_path / "mark").touch()
    whole = finish(path, "--workers", 1, mark=tmp_path / "mark")
    (tmp_path / "mark").unlink()
    done = finish(path, "--engine", "dask", "--workers", 2, mark=tmp_path / "mark")
    assert (tmp_path / "mark").exists()
    assert done.stdout == whole.stdout
    assert (done.returncode, done.stderr) == (3, whole.stderr)


def test_a_document_that_kills_every_worker_fails_alone(corpus: Callable) -> None:
    """Dask gives up on it after some workers; the others are done."""
    done = finish(corpus(4, {2: "KILL-WORKER"}), "--engine", "dask", "--workers", 1)
    assert done.returncode == 3
    assert b"the worker process died on this document" in done.stderr
    ids = {json.loads(line)["doc"]["id"] for line in done.stdout.splitlines()}
    assert ids == {f"d{n}" for n in range(4)} - {"d2"}


def test_dask_without_dask_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who lacks Dask is told what to install."""
    from claimx.runs.dask_engine import DaskEngine

    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClaimxError, match=r"claimx\[cluster\]"):
        DaskEngine(ExtractorSpec(), 1, None)
