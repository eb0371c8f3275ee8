"""The same bytes from every engine, and no document lost when a worker dies."""

from __future__ import annotations

import json
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import finish, leftovers, start

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize("settings", [["--workers", 2], []])
def test_workers_give_the_same_bytes(settings: list, corpus: Callable, tmp_path: Path) -> None:
    """Order and bytes do not depend on the number of workers, failures included."""
    path = corpus(400, {7: "ERROR", 130: "RAISE", 131: "Budi: ya"})
    outputs = []
    for name, choice in (("one", ["--workers", 1]), ("more", settings)):
        out, errors = tmp_path / f"{name}.out", tmp_path / f"{name}.errors"
        done = finish(path, "-o", out, "--errors", errors, "--quiet", *choice)
        assert (done.returncode, done.stderr) == (3, b"")
        outputs.append((out.read_bytes(), errors.read_bytes()))
    assert outputs[0] == outputs[1]
    assert outputs[0][0].count(b"\n") == 397 * 2 + 1
    assert [json.loads(line)["id"] for line in outputs[0][1].splitlines()] == ["d7", "d130"]


def test_a_worker_that_is_killed_costs_nothing(corpus: Callable, tmp_path: Path) -> None:
    """The chunks that a killed worker held are done again; the output is the same."""
    path = corpus(300, {150: "Budi: satu KILL-ONCE"})
    (tmp_path / "mark").touch()
    whole = finish(path, "--workers", 1, mark=tmp_path / "mark")
    (tmp_path / "mark").unlink()
    done = finish(path, "--workers", 2, mark=tmp_path / "mark")
    assert (tmp_path / "mark").exists()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == whole.stdout


def test_a_worker_killed_as_it_hands_in_a_result_costs_nothing(
    corpus: Callable, tmp_path: Path
) -> None:
    """Half a result does not keep the run waiting for the rest."""
    path = corpus(300, {150: "Budi: satu KILL-SENDING"})
    (tmp_path / "mark").touch()
    whole = finish(path, "--workers", 1, mark=tmp_path / "mark")
    (tmp_path / "mark").unlink()
    done = finish(path, "--workers", 2, mark=tmp_path / "mark")
    assert (tmp_path / "mark").exists()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == whole.stdout


def test_a_document_that_kills_its_worker_fails_alone(corpus: Callable, tmp_path: Path) -> None:
    """It is named, and every other document is done, those of its chunk included."""
    path = corpus(200, {99: "KILL-WORKER"})
    done = finish(path, "--workers", 2)
    assert done.returncode == 3
    assert b"the worker process died on this document" in done.stderr
    ids = {json.loads(line)["doc"]["id"] for line in done.stdout.splitlines()}
    assert ids == {f"d{n}" for n in range(200)} - {"d99"}


def test_workers_die_with_the_main_process(corpus: Callable, tmp_path: Path) -> None:
    """A kill -9 of the run leaves no orphans behind."""
    process = start(corpus(300), "-o", tmp_path / "out", "--workers", 2, delay=0.05)
    children = wait_for(lambda: workers_of(process.pid))
    process.kill()
    process.communicate()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("workers", [1, 2])
def test_ctrl_c_ends_cleanly(workers: int, corpus: Callable, tmp_path: Path) -> None:
    """Ctrl-C stops the run at once, says so in one line and leaves no file and no process."""
    process = start(corpus(300), "-o", tmp_path / "out", "--workers", workers, delay=0.02)
    wait_for((tmp_path / "out.partial").exists)
    children = workers_of(process.pid)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=10)
    assert (process.returncode, stderr.strip()) == (130, b"claimx: interrupted")
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "out").exists()
    wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))


def test_a_reader_that_leaves_ends_the_run_quietly(corpus: Callable) -> None:
    """``claimx extract | head`` says nothing and is no failure."""
    process = start(corpus(20_000), "--workers", 1)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=20) == 0
    process.stderr.close()


def test_rules_changed_during_a_run_are_noticed(corpus: Callable, tmp_path: Path) -> None:
    """A worker that starts late must not go by other rules than the first."""
    path = corpus(200, {99: "KILL-ONCE"})
    marker = tmp_path / "mark"
    done = finish(path, "--workers", 2, mark=marker, fingerprint_file=marker)
    assert done.returncode == 2
    assert b"were changed during the run" in done.stderr


def wait_for(check: Callable, seconds: float = 15) -> object:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not (found := check()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)
    return found


def workers_of(pid: int) -> list[int]:
    """Return the worker processes that a run has started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    found = []
    for child in map(int, children):
        with open(f"/proc/{child}/cmdline", "rb") as file:
            if b"spawn_main" in file.read():
                found.append(child)
    return found
