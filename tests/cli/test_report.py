"""``claimx report`` from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

TEXT = '"Air sudah surut," kata Lurah Sanusi, Senin.'


def record(path: Path) -> dict[str, Any]:
    """One record over one file."""
    doc = {
        "id": "banjir", "path": str(path), "title": None, "outlet": None, "byline": None,
        "url": None, "published": None, "sha256": sha256(TEXT.encode()).hexdigest(),
    }  # fmt: skip
    return {
        "schema": "claimx.v1", "id": "q-1", "doc": doc, "type": "direct",
        "content": {"text": "Air sudah surut", "start": 1, "end": 16, "parts": [[1, 16]]},
        "cue": None, "speaker": None, "date": None, "addressee": None, "manner": None, "via": None,
        "context": {"paragraph": 0, "prefix": '"', "suffix": ',"'},
        "rules": ["quotation.marks"], "confidence": 0.5, "flags": [],
    }  # fmt: skip


def claimx(
    *args: str, stdin: bytes = b"", cwd: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "claimx", *args]
    return subprocess.run(command, input=stdin, capture_output=True, cwd=cwd, check=False)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of one record beside its article."""
    text = tmp_path / "banjir.txt"
    text.write_text(TEXT, encoding="utf-8")
    path = tmp_path / "run.jsonl"
    path.write_text(json.dumps(record(text)) + "\n", encoding="utf-8")
    return path


def test_writes_a_page(run: Path, tmp_path: Path) -> None:
    done = claimx("report", str(run), "-o", str(tmp_path / "page.html"))
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "Lurah Sanusi" in page


def test_works_in_a_pipe(run: Path, tmp_path: Path) -> None:
    done = claimx("report", "-", stdin=run.read_bytes(), cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith(b"<!doctype html>")
    assert b"<title>stdin</title>" in done.stdout


def test_missing_texts_are_told_and_no_failure(run: Path, tmp_path: Path) -> None:
    (tmp_path / "banjir.txt").unlink()
    done = claimx("report", str(run), "-o", str(tmp_path / "page.html"))
    assert done.returncode == 0
    assert done.stderr.decode() == (
        "claimx: 1 of 1 documents are shown without their text (give the articles with --texts PATH)\n"
    )


def test_compares_two_runs(run: Path, tmp_path: Path) -> None:
    empty = tmp_path / "old.jsonl"
    empty.write_text("")
    done = claimx("report", "--diff", str(empty), str(run), "-o", str(tmp_path / "page.html"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert '"state":"added"' in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param('{"schema": "claimx.v1", "id"', "run.jsonl:1: not JSON", id="cut short"),
        pytest.param(
            '{"schema": "claimx.v9"}', "run.jsonl:1: this is claimx.v9", id="other schema"
        ),
    ],
)
def test_bad_runs_fail_with_one_line_and_leave_no_page(
    tmp_path: Path, line: str, message: str
) -> None:
    (tmp_path / "run.jsonl").write_text(line)
    done = claimx("report", "run.jsonl", "-o", "page.html", cwd=tmp_path)
    assert done.returncode != 0
    assert done.stderr.decode().count("\n") == 1
    assert message in done.stderr.decode()
    assert not (tmp_path / "page.html").exists()


def test_bad_decisions_fail_with_their_line(run: Path, tmp_path: Path) -> None:
    (tmp_path / "decisions.jsonl").write_text('{"schema": "x"}\n')
    done = claimx("report", str(run), "--decisions", "decisions.jsonl", cwd=tmp_path)
    assert done.returncode != 0
    assert "decisions.jsonl:1" in done.stderr.decode()


def test_an_old_page_stays_when_a_new_one_cannot_be_made(run: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("lama")
    assert claimx("report", str(tmp_path / "none.jsonl"), "-o", str(page)).returncode != 0
    assert page.read_text() == "lama"
