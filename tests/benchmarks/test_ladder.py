"""The ladder: each rung has what the one below has, and the last is claimx as it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path

import pytest
from benchmarks import ladder, report
from click.testing import CliRunner

from claimx.models import Article
from claimx.pipeline import Extractor
from claimx.review.gold import read_gold
from claimx.review.score import figures_by_group, score
from claimx.rules.load import load_rules
from claimx.rules.schema import STEPS

ROOT = Path(__file__).parents[2]
FEW = ("antara-01", "kompas-01", "tempo-01")


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = (ROOT / "corpus" / "gold.jsonl").read_text("utf-8").splitlines()
    path = tmp_path_factory.mktemp("gold") / "gold.jsonl"
    path.write_text("\n".join(line for line in lines if json.loads(line)["doc"] in FEW), "utf-8")
    return path


def test_rungs_only_ever_switch_on():
    off = [rung.off for rung in ladder.rungs(load_rules())]
    assert all(higher <= lower for lower, higher in pairwise(off))
    assert off[0] and not off[-1]


def test_steps_beside_the_cue_are_steps():
    assert set(STEPS) >= ladder.BESIDE


def test_an_overlay_switches_off_what_it_names_and_nothing_else(tmp_path):
    off = frozenset({"speaker.pronoun", "attribution.subject-verb-clause"})
    rules = load_rules(ladder.overlay(off, tmp_path / "mine"))
    shipped = load_rules()
    changed = {
        rule_id
        for rule_id, entry in rules.entries.items()
        if entry.rule.enabled != shipped.entries[rule_id].rule.enabled
    }
    assert changed == off


def test_an_overlay_of_nothing_is_an_empty_folder(tmp_path):
    load_rules(ladder.overlay(frozenset(), tmp_path / "mine"))


def test_marks_alone_find_statements_and_leave_terms():
    text = 'Rudi membaca "Laut Tenang" kemarin. "Jembatan itu aman sekali," kata Rudi Hartanto.'
    [record] = ladder.marked(Article(id="a", text=text), load_rules())
    assert text[record.content.start : record.content.end] == "Jembatan itu aman sekali,"
    assert record.type == "direct"
    assert record.cue is None and record.speaker is None


@pytest.mark.model
def test_the_last_rung_is_claimx(gold: Path, extractor: Extractor) -> None:
    documents = list(read_gold(str(gold)))
    steps = list(ladder.climb(documents))
    assert [step.stage for step in steps] == [
        "marks only",
        "+ cues",
        "+ parser",
        "+ coreference",
        "+ roles",
    ]
    run = {document.doc: extractor.extract(document.article()) for document in documents}
    assert steps[-1].figures == figures_by_group(score(documents, run))
    attributed = [step.figures["all"].attr_F1 for step in steps]
    assert attributed == sorted(attributed)
    assert steps[0].figures["all:indirect"].F1 == 0.0
    assert steps[-2].figures["all"].role == 0.0
    assert steps[-1].figures["all"].role > 0.0


def test_the_command_prints_a_table_or_json(gold: Path, monkeypatch) -> None:
    steps = [next(ladder.climb(list(read_gold(str(gold)))))]
    monkeypatch.setattr(ladder, "climb", lambda _: steps)
    shown = CliRunner().invoke(ladder.main, [str(gold)])
    assert shown.output.splitlines()[-1].startswith("| marks only | ")
    data = CliRunner().invoke(ladder.main, [str(gold), "--json"])
    assert json.loads(data.output) == [json.loads(json.dumps(asdict(step))) for step in steps]


def test_a_table_goes_between_its_marks(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- x: begin -->\nold\n<!-- x: end -->\nb\n", "utf-8")
    report.fill(page, "x", "new")
    report.fill(page, "x", "newer")
    assert page.read_text("utf-8") == "a\n<!-- x: begin -->\nnewer\n<!-- x: end -->\nb\n"
