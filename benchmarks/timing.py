"""Clocks: two things timed in turns, so that a busy machine slows both; children with their memory."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Seconds that two things took, in the same rounds."""

    first: tuple[float, ...]
    second: tuple[float, ...]

    @property
    def ratio(self) -> float:
        """Return the middle of the ratios of the rounds, first to second."""
        return statistics.median(a / b for a, b in zip(self.first, self.second, strict=True))


def in_turns(
    first: Callable[[], object],
    second: Callable[[], object],
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Pair:
    """Time two calls alternately; each round swaps the order."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        order = (0, 1) if number % 2 == 0 else (1, 0)
        for which in order:
            start = clock()
            (first, second)[which]()
            times[which].append(clock() - start)
    return Pair(first=tuple(times[0]), second=tuple(times[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """What a child process took."""

    seconds: float
    peak_mb: float


# A process counts the memory of the one it was forked from, so a small one stands between.
_LAUNCHER = """
import resource, subprocess, sys
code = subprocess.run([sys.executable, *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(code)
"""


def child(arguments: Sequence[str]) -> Child:
    """Run a Python child process to its end and measure it; its output is dropped."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-S", "-c", _LAUNCHER, *arguments], stdout=subprocess.PIPE, check=True
    )
    return Child(seconds=time.perf_counter() - start, peak_mb=int(done.stdout) / 1024)


def burn(processes: int, times: int) -> None:
    """Keep processes busy with a loop that does nothing else."""
    code = f"for _ in range({20_000_000 * times}): pass"
    running = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(processes)]
    for process in running:
        process.wait()
