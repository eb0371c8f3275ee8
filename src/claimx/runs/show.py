"""What a person at a terminal sees of a run: progress, failures, a summary. All on stderr."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

import click

from claimx.inputs import Failure
from claimx.runs.tally import Tally

_FAILURES_SHOWN = 20


class Watcher(Protocol):
    """Is told how a run goes."""

    def start(self, size: int) -> None:
        """The run begins; its inputs hold ``size`` bytes, 0 where unknown."""

    def update(self, tally: Tally, position: int, failures: Sequence[Failure]) -> None:
        """A chunk is done."""

    def finish(self, tally: Tally) -> None:
        """The run is complete."""

    def close(self) -> None:
        """The run is over, one way or another."""


class Silent:
    """Shows nothing."""

    def start(self, size: int) -> None:
        """Show nothing."""

    def update(self, tally: Tally, position: int, failures: Sequence[Failure]) -> None:
        """Show nothing."""

    def finish(self, tally: Tally) -> None:
        """Show nothing."""

    def close(self) -> None:
        """Show nothing."""


class Messages(Silent):
    """Names the documents that failed: for logs and pipes."""

    def __init__(self) -> None:
        self._shown = 0

    def update(self, tally: Tally, position: int, failures: Sequence[Failure]) -> None:
        """Print failures, the first few only."""
        for failure in failures:
            self._shown += 1
            if self._shown <= _FAILURES_SHOWN:
                self._say(f"claimx: {failure.error}")
            elif self._shown == _FAILURES_SHOWN + 1:
                self._say("claimx: more failures are not shown; --errors FILE lists them all")

    def _say(self, line: str) -> None:
        click.echo(line, err=True)


class Display(Messages):
    """A progress bar and a summary, by rich, where stderr is a terminal."""

    def __init__(self) -> None:
        super().__init__()
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._console = Console(stderr=True)
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._progress.add_task("reading the model", total=None)
        self._progress.start()

    def start(self, size: int) -> None:
        """Show a bar over the bytes of the input, or a spinner where they are unknown."""
        self._progress.update(self._task, total=size or None, description="extracting")

    def update(self, tally: Tally, position: int, failures: Sequence[Failure]) -> None:
        """Move the bar."""
        super().update(tally, position, failures)
        text = f"{tally.documents:,} documents, {tally.records:,} records"
        self._progress.update(self._task, completed=position, description=text)

    def finish(self, tally: Tally) -> None:
        """Print the summary."""
        self.close()
        self._console.print(summary(tally), highlight=False)

    def close(self) -> None:
        """Take the bar off the screen."""
        self._progress.stop()

    def _say(self, line: str) -> None:
        self._console.print(line, style="red", markup=False, highlight=False, soft_wrap=True)


def summary(tally: Tally) -> str:
    """Say what a run gave.

    >>> summary(Tally(documents=2, types={"direct": 3, "mixed": 1}))
    '2 documents · 4 records (3 direct, 1 mixed)'
    """
    types = ", ".join(f"{number:,} {name}" for name, number in sorted(tally.types.items()))
    parts = [
        f"{tally.documents:,} documents",
        f"{tally.records:,} records" + (f" ({types})" if types else ""),
    ]
    for number, name in (
        (tally.unresolved, "without a named speaker"),
        (tally.skipped, "skipped"),
        (tally.failed, "failed"),
    ):
        if number:
            parts.append(f"{number:,} {name}")
    return " · ".join(parts)


def watcher(*, quiet: bool) -> Watcher:
    """Choose by what stderr is."""
    if quiet:
        return Silent()
    return Display() if sys.stderr.isatty() else Messages()
