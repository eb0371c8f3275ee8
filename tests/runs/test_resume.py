"""A run that was killed goes on where it was, and ends with the bytes of one that was not."""

from __future__ import annotations

import json
import os
import random
import time
from typing import TYPE_CHECKING

import pytest

from .conftest import finish, leftovers, start

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DOCUMENTS = 1500


def killed_and_resumed(path: Path, out: Path, kills: int, *options: object) -> int:
    """Kill a run at random moments, resume it each time, and return how often it was killed."""
    settings = {"delay": 0.0004, "commit": 0.01}
    killed = 0
    for _ in range(kills):
        process = start(path, "-o", out, "--resume", *options, **settings)
        end = time.monotonic() + 20
        while not out.with_name(out.name + ".journal").exists() and process.poll() is None:
            assert time.monotonic() < end
            time.sleep(0.005)
        time.sleep(random.uniform(0, 0.12))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
    done = finish(path, "-o", out, "--resume", *options, **settings)
    assert done.returncode in (0, 3), done.stderr
    return killed


@pytest.mark.parametrize(
    ("name", "options"),
    [("out.jsonl", ["--workers", 1]), ("out.jsonl.gz", ["--workers", 1, "--mark-duplicates"])],
)
def test_kill_and_resume(name: str, options: list, corpus: Callable, tmp_path: Path) -> None:
    """Five kills at random points: the same records, failures and bytes, and nothing left over."""
    path = corpus(DOCUMENTS, {5: "ERROR", 700: "ERROR", 1400: "ERROR"})
    whole, cut = tmp_path / f"whole.{name}", tmp_path / f"cut.{name}"
    finish(path, "-o", whole, "--errors", tmp_path / "whole.errors", *options)
    assert killed_and_resumed(path, cut, 5, "--errors", tmp_path / "cut.errors", *options) > 0
    assert cut.read_bytes() == whole.read_bytes()
    assert (tmp_path / "cut.errors").read_bytes() == (tmp_path / "whole.errors").read_bytes()
    assert leftovers(tmp_path) == []


def stopped(path: Path, out: Path, *options: object, **settings: object) -> None:
    """Leave a run stopped in the middle, with some of it committed."""
    process = start(path, "-o", out, "--resume", *options, delay=0.0005, commit=0.01, **settings)
    journal = out.with_name(out.name + ".journal")
    end = time.monotonic() + 20
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 3):
        assert process.poll() is None
        assert time.monotonic() < end
        time.sleep(0.005)
    process.kill()
    process.communicate()


def test_work_done_is_not_done_again(corpus: Callable, tmp_path: Path) -> None:
    """The second run keeps the committed bytes as they are."""
    path, out = corpus(DOCUMENTS), tmp_path / "out"
    stopped(path, out, "--workers", 1)
    last = json.loads((tmp_path / "out.journal").read_bytes().splitlines()[-2])
    assert last["chunks"] > 0
    node = os.stat(tmp_path / "out.partial").st_ino
    assert finish(path, "-o", out, "--resume", "--workers", 1).returncode == 0
    assert os.stat(out).st_ino == node
    assert out.read_bytes().count(b"\n") == 2 * DOCUMENTS


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda path: path.write_bytes(path.read_bytes() + b'{"text": "x"}\n'), b"inputs changed"),
        (["--skip-foreign"], b"options changed"),
        ({"fingerprint": "fake-9"}, b"rules or model changed"),
    ],
    ids=["inputs", "options", "rules"],
)
def test_a_changed_run_is_not_resumed(
    change: object, reason: bytes, corpus: Callable, tmp_path: Path
) -> None:
    """Half of one run and half of another make no run: refused, with what changed, and nothing lost."""
    path, out = corpus(DOCUMENTS), tmp_path / "out"
    stopped(path, out, "--workers", 1)
    before = (tmp_path / "out.partial").read_bytes()
    if callable(change):
        change(path)
    options = change if isinstance(change, list) else []
    settings = change if isinstance(change, dict) else {}
    done = finish(path, "-o", out, "--resume", "--workers", 1, *options, **settings)
    assert done.returncode == 2
    assert reason in done.stderr
    assert b"without --resume" in done.stderr
    assert (tmp_path / "out.partial").read_bytes() == before
    assert finish(path, "-o", out, "--workers", 1).returncode == 0
    assert leftovers(tmp_path) == []


def test_standard_input_is_not_resumed(tmp_path: Path) -> None:
    """What came through a pipe is gone."""
    done = finish("-", "-o", tmp_path / "out", "--resume")
    assert done.returncode == 2
    assert b"cannot be resumed" in done.stderr


def test_a_second_run_of_the_same_output_is_refused(corpus: Callable, tmp_path: Path) -> None:
    """Two runs do not write one file; the first is not disturbed."""
    path, out = corpus(500), tmp_path / "out"
    first = start(path, "-o", out, "--workers", 1, delay=0.004)
    while not (tmp_path / "out.partial").exists():
        time.sleep(0.01)
    second = finish(path, "-o", out, "--workers", 1)
    assert second.returncode == 2
    assert b"another run is writing" in second.stderr
    assert first.communicate()[1] == b""
    assert out.read_bytes().count(b"\n") == 1000


def test_a_damaged_journal_is_refused(corpus: Callable, tmp_path: Path) -> None:
    """A journal that cannot be read says so instead of starting over unasked."""
    (tmp_path / "out.journal").write_bytes(b"no json\n")
    done = finish(corpus(3), "-o", tmp_path / "out", "--resume")
    assert done.returncode == 2
    assert b"journal cannot be read" in done.stderr
