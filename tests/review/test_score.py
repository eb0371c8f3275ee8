"""Figures that agree with the reference scorer to the digit."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import asdict
from pathlib import Path
from random import Random

import pytest

from claimx.errors import ClaimxError
from claimx.review.agree import same_date, same_field, same_name, trim
from claimx.review.gold import GoldDocument, GoldRecord, read_gold
from claimx.review.load import read_run
from claimx.review.score import figures_by_group, figures_by_rule, run_on, score

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT.parent / "shared" / "tools" / "score.py"


def outcomes_of(gold_path: Path, run_path: Path):
    """Score one file against the other."""
    gold = list(read_gold(str(gold_path)))
    return score(gold, run_on(gold, read_run(str(run_path)), "run"))


def test_figures_are_those_the_reference_scorer_gave(data: Path) -> None:
    """Every figure of every group equals the committed one exactly."""
    outcomes = outcomes_of(data / "gold.jsonl", data / "run.jsonl")
    found = figures_by_group(outcomes) | figures_by_group(outcomes, lambda o: o.outlet or "?")
    assert {name: asdict(of) for name, of in found.items()} == json.loads(
        (data / "expected.json").read_text()
    )


@pytest.mark.skipif(
    not REFERENCE.exists(), reason="the reference scorer is not part of the project"
)
@pytest.mark.parametrize("seed", range(4))
def test_figures_agree_with_the_reference_on_the_whole_corpus(
    data: Path, tmp_path: Path, seed: int
) -> None:
    """On the corpus as it stands, under four sets of mistakes, the two scorers agree exactly."""
    spec = importlib.util.spec_from_file_location("build", data / "build.py")
    assert spec and spec.loader
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    corpus, run = ROOT / "corpus" / "gold.jsonl", tmp_path / "run.jsonl"
    random, documents = Random(seed), build.read(corpus)
    build.write(
        run, [r for document in documents for r in build.spoil(document, random, 0.1 + 0.1 * seed)]
    )
    outcomes = outcomes_of(corpus, run)
    found = figures_by_group(outcomes) | figures_by_group(outcomes, lambda o: o.outlet or "?")
    expected = build.reference(REFERENCE, corpus, run, "outlet")
    assert {name: asdict(of) for name, of in found.items()} == expected


TEXT = 'Ia berkata, "Air naik." Badan Pengawas (BP) diam.'


@pytest.mark.parametrize(
    ("gold", "found", "same"),
    [
        ("Budi Santoso", "budi santoso", True),
        ("Budi Santoso", "Dr. Budi Santoso", True),
        ("Budi Santoso", "Budi Santoso Wijaya", True),
        ("Budi Santoso", "Santoso", False),
        ("Badan Pengawas", "BP", True),
        ("Badan Lain", "BL", False),
        ("Seorang pejabat kementerian", "pejabat kementerian", True),
        (None, None, True),
        ("Budi", None, False),
        (None, "Budi", False),
    ],
)
def test_names(gold: str | None, found: str | None, same: bool) -> None:
    """Case, honorifics and longer forms agree; a surname does not."""
    assert same_name(gold, found, TEXT) is same


def test_fields_agree_from_half_of_their_words() -> None:
    """Half of the words both ways is right; absent agrees with absent only."""
    assert same_field("Kepala Bidang Humas", "Kepala Humas")
    assert not same_field("Kepala Bidang Humas", "Kepala Seksi Umum")
    assert same_field(None, None)
    assert not same_field("Kepala", None)


def test_a_date_may_be_more_precise_than_gold(make) -> None:
    """Gold's month is right with a day, gold's day is wrong with a month."""
    assert same_date("2024-03", make(date="2024-03-05").date)
    assert not same_date("2024-03-05", make(date="2024-03").date)
    assert not same_date("2024-03-05", None)


def test_trimming_cuts_marks_and_space() -> None:
    """Quotes and stops at the ends do not count."""
    assert trim(TEXT, 11, 23) == (13, 21)
    assert trim("...", 0, 3) == (3, 3)


def gold(*records: GoldRecord, text: str = "x" * 200) -> GoldDocument:
    """Make a gold document."""
    return GoldDocument(doc="a", text=text, records=records)


def test_optional_gold_is_neither_asked_for_nor_held_against_a_run(make) -> None:
    """An optional record counts nowhere: missed, found, or only touched."""
    document = gold(GoldRecord(type="direct", start=0, end=50, optional=True))
    for run in ([], [make(0, 50)], [make(40, 90)]):
        figures = figures_by_group(score([document], {"a": run}))["all"]
        assert (figures.n, figures.P, figures.F1) == (0, 0, 0)
    assert figures_by_group(score([document], {"a": [make(50, 90)]}))["all:direct"].P == 0


def test_rules_are_measured_on_the_records_they_had_a_part_in(make) -> None:
    """A rule's precision counts right records; its attr_P those with the right speaker as well."""
    record = GoldRecord(type="direct", start=0, end=50, name="Budi Santoso")
    run = [
        make(0, 50, rules=("quotation.marks", "attribution.a")),
        make(100, 150, rules=("quotation.marks", "attribution.b")),
    ]
    found = figures_by_rule(score([gold(record)], {"a": run}))
    assert list(found) == ["quotation.marks", "attribution.a", "attribution.b"]
    assert (found["quotation.marks"].n, found["quotation.marks"].P) == (2, 0.5)
    assert (found["attribution.a"].attr_P, found["attribution.b"].P) == (1.0, 0.0)


def test_a_document_is_found_by_the_stem_of_its_file(make) -> None:
    """Gold may name a file where the run's id is something else."""
    run = run_on([gold()], [(1, make(doc="other", path="berita/a.txt"))], "run")
    assert list(run) == ["a"]


def test_a_run_over_another_text_is_refused(make) -> None:
    """Offsets into another text would be scored as nonsense; the line is named."""
    with pytest.raises(ClaimxError, match=r"run.jsonl:7: document 'a' was read from another text"):
        run_on([gold()], [(7, make(sha256="0" * 64))], "run.jsonl")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            {"doc": "a", "text": "abc", "records": [{"type": "direct", "start": 2, "end": 9}]},
            "1: records.0: the span",
        ),
        ({"doc": "a", "text": "abc"}, "1: this is an article, not a gold document"),
        ({"schema": "claimx.v1"}, "1: this is claimx.v1, not a gold document"),
    ],
)
def test_bad_gold_is_named(write, line: dict, message: str) -> None:
    """A gold file with a bad line gives the line and the reason."""
    with pytest.raises(ClaimxError, match=message):
        list(read_gold(write("gold.jsonl", [line])))


def test_a_document_twice_in_gold_is_refused(write) -> None:
    """Two gold lines for one document would count its records twice."""
    line = {"doc": "a", "text": "abc", "records": []}
    with pytest.raises(ClaimxError, match=r"gold.jsonl:2: document 'a' stands in line 1"):
        list(read_gold(write("gold.jsonl", [line, line])))


def test_gold_without_documents_is_refused(write) -> None:
    """Figures over nothing would look like figures."""
    with pytest.raises(ClaimxError, match=r"gold.jsonl: no gold documents"):
        list(read_gold(write("gold.jsonl", [])))
