"""``claimx people`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from claimx.cli import cli

RUN = Path(__file__).parents[1] / "review" / "data" / "run.jsonl"


def run(*args: str, stdin: bytes | None = None):
    """Call the command and return its result, errors raised as they are."""
    return CliRunner().invoke(
        cli, ["people", *args], input=stdin, catch_exceptions=False, standalone_mode=False
    )


def test_a_pipe_gets_json_lines_that_account_for_every_record() -> None:
    """All statements of the run are somebody's, or unresolved."""
    people = [orjson.loads(line) for line in run(str(RUN)).stdout.splitlines()]
    assert sum(p["quotes"]["total"] for p in people) == len(RUN.read_bytes().splitlines())
    assert [p["quotes"]["total"] for p in people] == sorted(
        (p["quotes"]["total"] for p in people), reverse=True
    )
    assert list(people[0]) == [
        "schema", "doc", "name", "kind", "names", "roles", "affiliations", "quotes", "documents",
        "outlets", "first",
    ]  # fmt: skip


def test_a_run_comes_in_by_a_pipe() -> None:
    """- is a run on standard input."""
    assert run("-", stdin=RUN.read_bytes()).stdout == run(str(RUN)).stdout


def test_by_document_every_line_names_its_document() -> None:
    """Documents in the order of the run."""
    people = [orjson.loads(line) for line in run(str(RUN), "--by", "doc").stdout.splitlines()]
    docs = [orjson.loads(line)["doc"]["id"] for line in RUN.read_bytes().splitlines()]
    assert list(dict.fromkeys(p["doc"] for p in people)) == list(dict.fromkeys(docs))


def test_the_table_has_a_row_a_speaker(tmp_path: Path) -> None:
    """Names from articles are shown and not obeyed."""
    record = orjson.loads(RUN.read_bytes().splitlines()[0])
    record["speaker"]["name"] = "[red]Budi\x1b[31m"
    path = tmp_path / "run.jsonl"
    path.write_bytes(orjson.dumps(record))
    table = run(str(path), "--format", "table").stdout
    assert "[red]Budi\N{REPLACEMENT CHARACTER}[31m" in table
    assert "\x1b" not in table
    assert "(unresolved)" not in table


def test_every_column_of_the_table_is_filled() -> None:
    """The counts stand under their names, the number of documents or the document itself."""
    (person,) = (orjson.loads(line) for line in run(str(RUN), "--limit", "1").stdout.splitlines())
    lines = run(str(RUN), "--limit", "1", "--format", "table").stdout.splitlines()
    head, row = next(line for line in lines if "speaker" in line), "".join(lines[3:4])
    assert head.split()[-5:] == ["total", "direct", "indirect", "mixed", "documents"]
    counts = [person["quotes"][name] for name in ("total", "direct", "indirect", "mixed")]
    assert row.split()[-5:] == [str(n) for n in (*counts, person["documents"])]
    lines = run(str(RUN), "--by", "doc", "--format", "table").stdout.splitlines()
    assert next(line for line in lines if "speaker" in line).split()[0] == "document"
    assert any(line.split()[:1] == ["antara-01"] for line in lines)


def test_limit_keeps_the_first() -> None:
    """--limit 1 is the most quoted speaker."""
    assert run(str(RUN), "--limit", "1").stdout == run(str(RUN)).stdout.splitlines(keepends=True)[0]


@pytest.mark.model
def test_articles_are_read_now(tmp_path: Path) -> None:
    """A file that is no run is an article."""
    path = tmp_path / "a.txt"
    path.write_text(
        '"Air sungai mulai surut," kata Lurah Sukamaju Budi Santoso, Senin (5/2/2024).\n'
    )
    (person,) = (orjson.loads(line) for line in run(str(path)).stdout.splitlines())
    assert (person["name"], person["quotes"]["direct"]) == ("Budi Santoso", 1)
