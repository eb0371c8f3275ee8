"""The journal by itself: what a kill can leave behind, and what is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimx.errors import ClaimxError
from claimx.runs.journal import Commit, Journal
from claimx.runs.tally import Tally

MADE_OF = {"inputs": "a", "options": "b"}


@pytest.fixture
def out(tmp_path: Path) -> str:
    """A run with two commits, and a partial file that holds both."""
    path = str(tmp_path / "out")
    journal = Journal(path)
    journal.begin(MADE_OF)
    journal.commit(Commit(chunks=1, bytes=10, tally=Tally(documents=3, types={"direct": 2})))
    journal.commit(Commit(chunks=2, bytes=20, errors=5))
    journal.close(remove=False)
    Path(f"{path}.partial").write_bytes(bytes(25))
    return path


def resume(out: str) -> Commit | None:
    """Ask where to go on."""
    return Journal(out).resume(MADE_OF, (f"{out}.partial",))


def test_the_last_commit_counts(out: str) -> None:
    """The run goes on after the last commit."""
    assert resume(out) == Commit(chunks=2, bytes=20, errors=5)


def test_a_commit_that_the_file_does_not_hold_does_not_count(out: str) -> None:
    """Where the disk lost the end of the file, the commit before it counts."""
    Path(f"{out}.partial").write_bytes(bytes(15))
    assert resume(out) == Commit(chunks=1, bytes=10, tally=Tally(documents=3, types={"direct": 2}))


def test_a_line_cut_off_does_not_count(out: str) -> None:
    """A kill in the middle of a commit leaves the one before."""
    journal = Path(f"{out}.journal")
    journal.write_bytes(journal.read_bytes()[:-9])
    assert resume(out) is not None
    assert resume(out).chunks == 1  # type: ignore[union-attr]


def test_going_on_drops_the_cut_line(out: str) -> None:
    """New commits do not run into the rest of an old one."""
    path = Path(f"{out}.journal")
    path.write_bytes(path.read_bytes()[:-9])
    journal = Journal(out)
    journal.go_on()
    journal.commit(Commit(chunks=2, bytes=21))
    journal.close(remove=False)
    assert resume(out) == Commit(chunks=2, bytes=21)


@pytest.mark.parametrize("lines", [0, 1])
def test_nothing_done_is_nothing_to_go_on_from(lines: int, out: str) -> None:
    """A journal without a commit, or no journal, starts anew."""
    path = Path(f"{out}.journal")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:lines]))
    assert resume(out) is None
    path.unlink()
    assert resume(out) is None


def test_what_changed_is_named(out: str) -> None:
    """The error says which part of the run is another."""
    with pytest.raises(ClaimxError, match="inputs changed"):
        Journal(out).resume({**MADE_OF, "inputs": "z"}, (f"{out}.partial",))
