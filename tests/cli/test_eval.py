"""``claimx eval`` as a user meets it."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner

from claimx.cli import cli
from claimx.errors import ClaimxError, Exit

DATA = Path(__file__).parents[1] / "review" / "data"
GOLD, RUN, BASE = (str(DATA / name) for name in ("gold.jsonl", "run.jsonl", "base.jsonl"))


def run(*args: str, stdin: bytes | None = None):
    """Call the command and return its result, errors raised as they are."""
    return CliRunner().invoke(
        cli, ["eval", *args], input=stdin, catch_exceptions=False, standalone_mode=False
    )


def test_the_table_holds_the_headline_figures() -> None:
    """The first lines say what was measured and the figures of all records."""
    lines = run(GOLD, RUN).stdout.splitlines()
    expected = orjson.loads((DATA / "expected.json").read_bytes())["all"]
    assert f"run.jsonl against gold of documents: 8, records: {expected['n']}," in lines[0]
    row = next(line.split() for line in lines if line.startswith(" all "))
    assert row[:7] == [
        "all",
        str(expected["n"]),
        *(f"{expected[name]:.3f}" for name in ("P", "R", "F1", "strict_F1", "attr_F1")),
    ]


def test_json_holds_the_figures_to_the_digit() -> None:
    """--json is one document with unrounded figures."""
    found = orjson.loads(run(GOLD, RUN, "--json").stdout)
    expected = orjson.loads((DATA / "expected.json").read_bytes())
    assert found["figures"] | found["outlets"] == expected
    assert "mistakes" not in found


def test_a_run_comes_in_by_a_pipe() -> None:
    """- reads the run from standard input."""
    found = orjson.loads(run(GOLD, "-", "--json", stdin=Path(RUN).read_bytes()).stdout)
    assert found["figures"] == orjson.loads(run(GOLD, RUN, "--json").stdout)["figures"]


def test_sections_that_are_asked_for() -> None:
    """Outlets, rules, calibration, comparison and mistakes, each under its heading."""
    plain = run(GOLD, RUN).stdout
    full = run(
        GOLD,
        RUN,
        "--by",
        "outlet",
        "--by",
        "rule",
        "--against",
        BASE,
        "--calibration=mass",
        "--errors=1",
    ).stdout
    for heading in (
        "By outlet",
        "By rule",
        "Calibration, bins of equal mass",
        "Against the base run",
        "MISS",
        "SPEAKER",
    ):
        assert heading in full
        assert heading not in plain
    assert "paired approximate randomisation" in full


def test_errors_take_a_number() -> None:
    """--errors N shows so many of each kind and says how many there are."""
    found = orjson.loads(run(GOLD, RUN, "--json", "--errors=2").stdout)["mistakes"]
    assert {len(group) for group in found.values()} <= {1, 2}
    assert "the first 1" in run(GOLD, RUN, "--errors=1").stdout


def test_the_gate_decides_the_exit_code(tmp_path: Path) -> None:
    """Floors of the better run fail the worse one with exit code 1, the reasons on stderr."""
    gate = str(tmp_path / "floors.json")
    assert run(GOLD, RUN, "--gate", gate, "--update").return_value == Exit.OK
    assert run(GOLD, RUN, "--gate", gate).return_value == Exit.OK
    failed = run(GOLD, BASE, "--gate", gate)
    assert failed.return_value == Exit.GATE
    assert "is under its floor" in failed.stderr
    assert "is under its floor" not in failed.stdout


def test_update_without_a_gate_is_a_usage_error() -> None:
    """--update says where to write or nothing."""
    result = CliRunner().invoke(cli, ["eval", GOLD, RUN, "--update"])
    assert result.exit_code == Exit.USAGE
    assert "--gate FILE" in result.stderr


def test_bad_input_is_one_line_with_its_place(tmp_path: Path) -> None:
    """A run cut short names file and line."""
    path = tmp_path / "run.jsonl"
    path.write_bytes(Path(RUN).read_bytes()[:-30])
    with pytest.raises(ClaimxError, match=r"run.jsonl:\d+: not JSON"):
        run(GOLD, str(path))


def test_an_article_cannot_steer_the_terminal(tmp_path: Path) -> None:
    """Escape sequences and markup of a hostile article are shown, not obeyed."""
    line = orjson.loads(Path(GOLD).read_bytes().splitlines()[0])
    first = line["records"][1]
    hostile = "\x1b[31m[bold]"
    line["text"] = (
        line["text"][: first["start"]] + hostile + line["text"][first["start"] + len(hostile) :]
    )
    gold, empty = tmp_path / "gold.jsonl", tmp_path / "run.jsonl"
    gold.write_bytes(orjson.dumps(line))
    empty.write_bytes(b"")
    shown = run(str(gold), str(empty), "--errors=9").stdout
    assert "\x1b" not in shown
    assert "\N{REPLACEMENT CHARACTER}[31m[bold]" in shown
