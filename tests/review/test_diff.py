"""Two runs compared, whatever their order, and decisions taken into account."""

from __future__ import annotations

import gzip
from contextlib import ExitStack
from pathlib import Path
from random import Random

import orjson
import pytest

from claimx.errors import ClaimxError
from claimx.review.compare import Change
from claimx.review.decisions import Around, Decision, Fix, Words
from claimx.review.diff import compare_runs, report, settle
from claimx.review.index import RunIndex


def compared(old: str, new: str, **options) -> list[Change]:
    """Return all changes between two files."""
    with RunIndex(old) as left, RunIndex(new) as right:
        return list(compare_runs(left, right, **options))


def test_a_run_equals_itself(data: Path) -> None:
    """Every record of a run is the same as itself."""
    run = str(data / "run.jsonl")
    assert {change.kind for change in compared(run, run)} == {"same"}


def test_the_order_of_documents_does_not_matter(data: Path, write) -> None:
    """A run shuffled by document gives the same changes."""
    lines = [orjson.loads(line) for line in (data / "run.jsonl").read_bytes().splitlines()]
    documents = list(dict.fromkeys(line["doc"]["id"] for line in lines))
    Random(1).shuffle(documents)
    shuffled = write(
        "b.jsonl", [line for doc in documents for line in lines if line["doc"]["id"] == doc]
    )
    found = compared(str(data / "base.jsonl"), shuffled)
    straight = compared(str(data / "base.jsonl"), str(data / "run.jsonl"))
    assert sorted(map(str, found)) == sorted(map(str, straight))


def test_documents_of_one_side_are_added_or_removed(make, write) -> None:
    """A document without records on one side stands in no line of it."""
    old = write("old.jsonl", [make(doc="a"), make(doc="b"), make(doc="c")])
    new = write("new.jsonl", [make(doc="b"), make(doc="d")])
    found = compared(old, new)
    assert [(c.doc, c.kind) for c in found] == [
        ("a", "removed"), ("b", "same"), ("c", "removed"), ("d", "added"),
    ]  # fmt: skip


def test_two_documents_of_one_id_are_kept_apart(make, write) -> None:
    """The first pairs with the first, the second with the second."""
    lines = [make(0, 9, doc="a"), make(doc="b"), make(50, 60, doc="a")]
    path = write("old.jsonl", lines)
    assert [c.kind for c in compared(path, path)] == ["same"] * 3


def test_compressed_and_plain_runs_compare(data: Path, tmp_path: Path) -> None:
    """A compressed run is unpacked for reading at any place."""
    path = tmp_path / "run.jsonl.gz"
    path.write_bytes(gzip.compress((data / "run.jsonl").read_bytes()))
    assert {c.kind for c in compared(str(path), str(data / "run.jsonl"))} == {"same"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"schema":"claimx.v1"', r"bad.jsonl:2: not JSON: .*cut short"),
        (b'{"doc":{"id":"a"},"rules":[]}\n', r"bad.jsonl:2: id: field required"),
        (b'{"schema":"claimx.decision.v1"}\n', r"bad.jsonl:2: this is claimx.decision.v1"),
    ],
)
def test_a_bad_line_is_named(make, tmp_path: Path, line: bytes, message: str) -> None:
    """The first bad line of either run ends the comparison with its place."""
    path = tmp_path / "bad.jsonl"
    path.write_bytes(orjson.dumps(make()) + b"\n" + line)
    with pytest.raises(ClaimxError, match=message):
        compared(str(path), str(path))


def test_the_report_groups_by_cause_and_counts(make, write) -> None:
    """Groups with most changes first, changes read back whole, the limit kept."""
    old = write("old.jsonl", [make(0, 9), make(20, 29, role="Lurah")])
    new = write(
        "new.jsonl",
        [make(20, 29), *(make(s, s + 9, rules=("attribution.b",)) for s in (40, 60, 80))],
    )
    with ExitStack() as stack:
        left, right = (stack.enter_context(RunIndex(path)) for path in (old, new))
        found = stack.enter_context(report("old", "new"))
        shown = list(found.add(compare_runs(left, right)))
        groups = found.groups()
        assert [(g.causes, dict(g.counts)) for g in groups] == [
            ("+attribution.b", {"added": 3}),
            ("-attribution.a", {"removed": 1}),
            ("the same rules (a word list, the model or another input)", {"changed": 1}),
        ]
        assert list(found.changes(groups[0])) == [c for c in shown if c.kind == "added"]
        assert len(list(found.changes(groups[0], 2))) == 2
        summary = found.summary
    assert [summary.total(kind) for kind in ("added", "removed", "changed", "same")] == [3, 1, 1, 0]
    assert summary.differs


def decision(verdict: str, record, fix: Fix | None = None) -> Decision:
    """Make a decision about a record."""
    content = record.content
    return Decision(
        schema="claimx.decision.v1", record=record.id, doc=record.doc.id, sha256=record.doc.sha256,
        verdict=verdict, content=Words(text=content.text, start=content.start, end=content.end),
        context=Around(prefix="", suffix=""), fix=fix, note=None, reviewer=None,
        at="2026-01-31T12:00:00Z",
    )  # fmt: skip


def fix_of(record, **changes) -> Fix:
    """Make a fix that says what a record says, but for the changes."""
    content, speaker = record.content, record.speaker
    values = {
        "type": record.type,
        "content": Words(text=content.text, start=content.start, end=content.end),
        "cue": record.cue.text, "speaker": speaker.text, "name": speaker.name, "role": speaker.role,
        "affiliation": speaker.affiliation, "date": None,
    }  # fmt: skip
    return Fix(**(values | changes))


@pytest.mark.parametrize(
    ("kind", "verdict", "meaning"),
    [
        ("added", "accept", "settled"),
        ("added", "reject", "contradicts"),
        ("removed", "reject", "settled"),
        ("removed", "accept", "contradicts"),
        ("changed", "reject", "settled"),
        ("changed", "accept", "accept"),
        ("same", "accept", None),
    ],
)
def test_what_a_decision_means_for_a_change(
    make, kind: str, verdict: str, meaning: str | None
) -> None:
    """A change that does what was decided is settled; one that undoes it is a contradiction."""
    sides = {
        "old": None if kind == "added" else make(),
        "new": None if kind == "removed" else make(),
    }
    change = Change(kind=kind, doc="a", type="direct", causes=(), **sides)
    assert settle(change, decision(verdict, make())) == meaning


def test_a_fix_settles_the_change_that_does_what_it_asked(make) -> None:
    """A record that now says what the reviewer wrote needs no second look; another one does."""
    old, new = make(name="Budi"), make(name="Budi Santoso")
    change = Change(kind="changed", doc="a", type="direct", causes=(), old=old, new=new)
    assert settle(change, decision("fix", old, fix_of(new))) == "settled"
    assert settle(change, decision("fix", old, fix_of(new, name="Ani"))) == "fix"


def test_settled_changes_are_hidden_and_contradictions_counted(make, write) -> None:
    """The report leaves out what was decided and counts it, and keeps what undoes a decision."""
    kept, gone = make(0, 9), make(20, 29)
    old, new = write("old.jsonl", [gone]), write("new.jsonl", [kept, make(40, 49)])
    decided = {"a": [decision("accept", kept), decision("accept", gone)]}
    with ExitStack() as stack:
        left, right = (stack.enter_context(RunIndex(path)) for path in (old, new))
        found = stack.enter_context(report("old", "new"))
        shown = list(found.add(compare_runs(left, right, decisions=decided)))
        assert [(c.kind, c.decided) for c in shown] == [("removed", "contradicts"), ("added", None)]
        assert (found.summary.settled, found.summary.contradicting) == (1, 1)
