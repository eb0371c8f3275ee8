"""``claimx gold apply`` from a run and decisions to gold that ``claimx eval`` reads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.errors import ClaimxError, Exit

DATA = Path(__file__).parents[1] / "review" / "data"
RUN = str(DATA / "run.jsonl")


def run(*args: str):
    """Call the program and return its result, errors raised as they are."""
    return CliRunner().invoke(cli, list(args), catch_exceptions=False, standalone_mode=False)


def decision(about: dict[str, Any], verdict: str, /, **changes: Any) -> dict[str, Any]:
    """Return a decision about a record, as the report page writes it."""
    content = {key: about["content"][key] for key in ("text", "start", "end")}
    return {
        "schema": "claimx.decision.v1", "record": about["id"], "doc": about["doc"]["id"],
        "sha256": about["doc"]["sha256"], "verdict": verdict, "content": content,
        "context": {key: about["context"][key] for key in ("prefix", "suffix")}, "fix": None,
        "note": None, "reviewer": None, "at": "2026-01-31T12:00:00Z",
    } | changes  # fmt: skip


@pytest.fixture
def texts(tmp_path: Path) -> str:
    """Return the texts of the frozen gold as a file that claimx reads."""
    path = tmp_path / "articles.jsonl"
    lines = [orjson.loads(line) for line in (DATA / "gold.jsonl").read_bytes().splitlines()]
    path.write_bytes(
        b"".join(orjson.dumps({"id": d["doc"], "text": d["text"]}) + b"\n" for d in lines)
    )
    return str(path)


@pytest.fixture
def records() -> list[dict[str, Any]]:
    """Return the records of the run."""
    return [orjson.loads(line) for line in Path(RUN).read_bytes().splitlines()]


def write(path: Path, lines: list[Any]) -> str:
    """Write JSON Lines."""
    path.write_bytes(b"".join(orjson.dumps(line) + b"\n" for line in lines))
    return str(path)


def test_accepting_everything_makes_gold_that_the_run_meets(
    records, texts: str, tmp_path: Path
) -> None:
    """A run scored against its own accepted records is right in all of them."""
    decisions = write(tmp_path / "decisions.jsonl", [decision(r, "accept") for r in records])
    gold = str(tmp_path / "gold.jsonl")
    result = run("gold", "apply", RUN, decisions, "--texts", texts, "-o", gold)
    assert (result.return_value, result.stdout) == (Exit.OK, "")
    assert {line.split(": ")[1] for line in result.stderr.splitlines()} <= {"overlap"}
    figures = orjson.loads(run("eval", gold, RUN, "--json").stdout)["figures"]["all"]
    assert (figures["n"], figures["strict_F1"], figures["attr_F1"]) == (len(records), 1.0, 1.0)


def test_rejecting_shows_as_a_mistake(records, texts: str, tmp_path: Path) -> None:
    """A rejected record counts against a run that still has it."""
    own = [r for r in records if r["doc"]["id"] == records[0]["doc"]["id"]]
    lines = [decision(own[0], "reject"), *(decision(r, "accept") for r in own[1:])]
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        run("gold", "apply", RUN, write(tmp_path / "d.jsonl", lines), "--texts", texts).stdout
    )
    figures = orjson.loads(run("eval", str(gold), RUN, "--json").stdout)["figures"]["all"]
    assert (figures["n"], figures["R"]) == (len(own) - 1, 1.0)
    assert figures["P"] == (len(own) - 1) / len(own)


def test_what_could_not_be_applied_is_reported(records, texts: str, tmp_path: Path) -> None:
    """Exit code 3, one line each on stderr, the whole decision in the report."""
    stale = decision(records[0], "accept", record="q-gone", sha256="0" * 64)
    stale["content"] = {"text": "kalimat yang sudah tidak ada", "start": 0, "end": 28}
    disagree = [
        decision(records[1], verdict, reviewer=who)
        for who, verdict in (("ani", "accept"), ("budi", "reject"))
    ]
    report = tmp_path / "notes.jsonl"
    result = run(
        "gold", "apply", RUN, write(tmp_path / "d.jsonl", [stale, *disagree]),
        "--texts", texts, "--report", str(report),
    )  # fmt: skip
    assert result.return_value == Exit.INPUT
    notes = [orjson.loads(line) for line in report.read_bytes().splitlines()]
    assert [note["kind"] for note in notes] == ["conflict", "stale", "undecided"]
    assert notes[1]["decisions"] == [stale]
    assert notes[0]["decisions"] == disagree
    assert "reviewers disagree: ani accept, budi reject; the last one stands" in result.stderr
    assert len(result.stderr.splitlines()) == 3
    assert [orjson.loads(line)["records"] for line in result.stdout.splitlines()] == [[]]


def test_a_document_without_its_text_is_named(records, tmp_path: Path) -> None:
    """Where the articles are gone, the decisions are not applied to anything else."""
    (tmp_path / "kosong").mkdir()
    (tmp_path / "kosong" / "a.txt").write_text("Teks lain.")
    decisions = write(tmp_path / "d.jsonl", [decision(records[0], "accept")])
    result = run("gold", "apply", RUN, decisions, "--texts", str(tmp_path / "kosong"))
    assert (result.return_value, result.stdout) == (Exit.INPUT, "")
    assert "no_text" in result.stderr


def test_a_bad_line_of_decisions_is_named(tmp_path: Path) -> None:
    """One line with the place; nothing is written."""
    path = tmp_path / "d.jsonl"
    path.write_bytes(b'{"schema":"claimx.decision.v1"')
    with pytest.raises(ClaimxError, match=r"d.jsonl:1: not JSON"):
        run("gold", "apply", RUN, str(path), "-o", str(tmp_path / "gold.jsonl"))
    assert not (tmp_path / "gold.jsonl").exists()
