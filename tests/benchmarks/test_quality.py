"""The table of figures, with what was held back by itself."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import quality
from click.testing import CliRunner

GOLD = Path(__file__).parents[2] / "corpus" / "gold.jsonl"


def test_groups_are_those_of_the_outlets(tmp_path):
    documents = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    asked = {
        held: sum(
            not r["optional"]
            for d in documents
            for r in d["records"]
            if (d["outlet"] in ("tempo", "antara")) is held
        )
        for held in (True, False)
    }
    run = tmp_path / "run.jsonl"
    run.write_text("", "utf-8")
    call = [str(GOLD), str(run), "--held-back", "tempo", "--held-back", "antara"]
    result = CliRunner().invoke(quality.main, [*call, "--json"])
    found = json.loads(result.output)
    assert list(found)[:2] == ["all", "all:direct"]
    assert found["held back"]["n"] == asked[True]
    assert found["tuned on"]["n"] == asked[False]
    table = CliRunner().invoke(quality.main, call).output.splitlines()
    assert f"{len(documents)} articles" in table[0]
    assert table[2].startswith("| | n | P | R | F1 |")
    assert f"| **held back** | {asked[True]} | 0.000 |" in "\n".join(table)
