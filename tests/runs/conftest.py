"""Runs of the real command over a stand-in for the pipeline, in processes of their own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from claimx.runs.run import RunOptions, run
from claimx.runs.work import ExtractorSpec

from .fake_pipeline import FakeExtractor

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.runs.tally import Tally

COMMAND = [sys.executable, str(Path(__file__).with_name("fake_pipeline.py")), "extract"]


def environment(**settings: object) -> dict[str, str]:
    """Return the environment of a child process, with settings for the stand-in."""
    return {**os.environ, **{f"FAKE_{name.upper()}": str(v) for name, v in settings.items()}}


def start(*arguments: object, **settings: object) -> subprocess.Popen[bytes]:
    """Start ``claimx extract`` and do not wait for it."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell without job control starts what runs in the background with Ctrl-C ignored.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )


def finish(*arguments: object, **settings: object) -> subprocess.CompletedProcess[bytes]:
    """Run ``claimx extract`` to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def run_here(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Tally]:
    """Run in this process: quicker where processes are not the point."""

    def call(*paths: Path, **options: object) -> Tally:
        for name in ("output", "errors"):
            if options.get(name) is not None:
                options[name] = str(options[name])
        options.setdefault("workers", 1)
        return run(RunOptions(paths=tuple(map(str, paths)), **options))

    monkeypatch.setattr(ExtractorSpec, "build", lambda spec: FakeExtractor())
    monkeypatch.setattr("claimx.runs.work._loaded", {})
    return call


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Make a JSON Lines file of small articles; some may be replaced by special ones."""

    def make(count: int, special: dict[int, str] | None = None) -> Path:
        path = tmp_path / "corpus.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for number in range(count):
                text = (special or {}).get(
                    number,
                    f'Judul {number}\nBudi {number}: "Kata {number}."\nSiti: lain {number}\n',
                )
                file.write(json.dumps({"id": f"d{number}", "text": text}) + "\n")
        return path

    return make


def leftovers(folder: Path) -> list[str]:
    """Name the files that a clean end does not leave."""
    return sorted(p.name for p in folder.iterdir() if p.suffix in (".partial", ".journal", ".tmp"))
