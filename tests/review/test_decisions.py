"""Decisions: read, the last word taken, found again in other runs and edited texts."""

from __future__ import annotations

from typing import Any

import pytest

from claimx.errors import ClaimxError
from claimx.models import Context
from claimx.review.attach import attach, locate
from claimx.review.decisions import Around, conflicts, latest, read_decisions

BASE: dict[str, Any] = {
    "schema": "claimx.decision.v1",
    "record": "q-1",
    "doc": "a",
    "sha256": "1",
    "verdict": "accept",
    "content": {"text": "air mulai surut sejak pagi tadi", "start": 10, "end": 41},
    "context": {"prefix": "Ia berkata ", "suffix": ". Warga"},
    "fix": None,
    "note": None,
    "reviewer": None,
    "at": "2026-01-31T12:00:00Z",
}


def decisions(write, *changes: dict[str, Any]):
    """Write decisions and read them back."""
    return read_decisions(write("decisions.jsonl", [BASE | change for change in changes]))


def test_the_last_line_for_a_record_wins(write) -> None:
    """Undoing is deciding again."""
    found = latest(decisions(write, {}, {"record": "q-2"}, {"verdict": "reject"}))
    assert [(d.record, d.verdict) for d in found["a"]] == [("q-1", "reject"), ("q-2", "accept")]


def test_a_conflict_is_two_reviewers_and_two_verdicts(write) -> None:
    """One reviewer's second thought is none, nor is agreement; the last words count."""
    found = decisions(
        write,
        {"reviewer": "ani"},
        {"reviewer": "ani", "verdict": "reject"},
        {"reviewer": "budi", "verdict": "reject"},
        {"reviewer": "ani", "record": "q-2"},
        {"reviewer": "budi", "record": "q-2", "verdict": "reject"},
    )
    (conflict,) = conflicts(found)
    assert [(d.reviewer, d.verdict) for d in conflict.decisions] == [
        ("ani", "accept"),
        ("budi", "reject"),
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"verdict": "maybe"}, "decisions.jsonl:1: verdict: input should be"),
        ({"verdict": "fix"}, "decisions.jsonl:1: the verdict 'fix' needs its fix"),
        ({"schema": "claimx.v1"}, "decisions.jsonl:1: this is claimx.v1, not claimx.decision.v1"),
        ({"content": "words"}, "decisions.jsonl:1: content: input should be"),
    ],
)
def test_a_bad_decision_is_named(write, change: dict[str, Any], message: str) -> None:
    """A wrong line of decisions gives its place and reason."""
    with pytest.raises(ClaimxError, match=message):
        decisions(write, change)


def said(make, text: str, **fields: Any):
    """Make a record that says this."""
    return make(
        **{"start": 10, "end": 10 + len(text), "text": text, "sha256": "1", "id": "q-9"} | fields
    )


WORDS = "air mulai surut sejak pagi tadi"


def test_the_id_is_the_first_anchor(make, write) -> None:
    """The same id is the same record, whatever its words are now."""
    other, same = said(make, WORDS, id="q-8"), said(make, "lain", id="q-1")
    (found,) = attach(decisions(write, {}), [other, same])
    assert (found.record, found.how) == (same, "id")


def test_the_same_words_elsewhere_in_the_same_text_are_another_statement(make, write) -> None:
    """A repeated sentence keeps its own decision."""
    (found,) = attach(decisions(write, {}), [said(make, WORDS, start=90, end=90 + len(WORDS))])
    assert found.record is None


def test_in_an_edited_text_the_words_are_found_with_the_likest_context(make, write) -> None:
    """Of two equal quotations the one with the same words around it is meant."""
    near = said(make, WORDS, sha256="2", context=Context(paragraph=0, prefix="x", suffix="y"))
    right = said(
        make, WORDS, sha256="2", id="q-7", start=300, end=300 + len(WORDS),
        context=Context(paragraph=4, prefix="Ia berkata ", suffix=". Warga"),
    )  # fmt: skip
    (found,) = attach(decisions(write, {}), [near, right])
    assert (found.record, found.how) == (right, "quote")


def test_edited_words_are_found_by_likeness_only_in_another_text(make, write) -> None:
    """A corrected typo keeps the decision; in the same text other words are another record."""
    edited = said(make, "air mulai surut sejak pagi tadi.", sha256="2")
    (found,) = attach(decisions(write, {}), [edited])
    assert (found.record, found.how) == (edited, "likeness")
    (found,) = attach(decisions(write, {}), [said(make, "air mulai surut sejak pagi tadi.")])
    assert found.record is None
    (found,) = attach(
        decisions(write, {}), [said(make, "harga beras turun di pasar induk", sha256="2")]
    )
    assert found.record is None


def test_each_record_takes_one_decision(make, write) -> None:
    """Two decisions on equal words go to two records."""
    records = [
        said(make, WORDS, sha256="2", id=f"q-{i}", start=i, end=i + len(WORDS)) for i in (50, 60)
    ]
    found = attach(decisions(write, {}, {"record": "q-2"}), records)
    assert {a.record.id for a in found} == {"q-50", "q-60"}


AROUND = Around(prefix="kata ia, ", suffix=".")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("lalu kata ia, air surut. Ia air surut lagi", "air surut", (14, 23, "quote")),
        ("Ia air surut lagi, lalu kata ia, air surut.", "air surut", (33, 42, "quote")),
        (
            "kata ia, air sungai mulai surut kemarin.",
            "air sungai mulai surut, kemarin",
            (9, 39, "likeness"),
        ),
        ("tak ada apa-apa di sini", "air surut", None),
        ("", "air surut", None),
        ("abc", "", None),
    ],
)
def test_words_are_located_in_a_text(text: str, words: str, expected) -> None:
    """Where they stand, by context where they stand twice, by likeness where edited."""
    assert locate(text, words, AROUND, 0) == expected
