"""The cast of a document or a run."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from claimx.errors import ClaimxError
from claimx.models import Span
from claimx.review.people import cast_of_documents, cast_of_run
from claimx.review.sources import is_run, records_from


def test_a_speaker_is_counted_with_all_names_roles_and_types(make) -> None:
    """Names used, roles and affiliations commonest first, statements by type."""
    (person,) = cast_of_run([
        make(0, 9, role="Lurah", affiliation="Depok"),
        make(20, 29, type="indirect", mention="Pak Budi", role="Lurah"),
        make(40, 49, type="indirect", mention="Lurah Budi Santoso", role="Ketua RW"),
    ])  # fmt: skip
    assert (person.name, person.kind, person.names) == (
        "Budi Santoso",
        "person",
        ("Budi Santoso", "Budi", "Pak Budi"),
    )
    assert (person.roles, person.affiliations) == (("Lurah", "Ketua RW"), ("Depok",))
    quotes = person.quotes
    assert (quotes.total, quotes.direct, quotes.indirect, quotes.mixed) == (3, 1, 2, 0)


def test_the_most_quoted_come_first_and_the_unresolved_are_one(make) -> None:
    """Two unresolved statements are one line without a name."""
    records = [make(0, 9, name="Ani"), make(20, 29, name=None), make(40, 49, name=None)]
    assert [(p.name, p.quotes.total) for p in cast_of_run(records)] == [(None, 2), ("Ani", 1)]


def test_a_name_is_the_same_across_documents_but_for_honorifics_and_case(make) -> None:
    """`Dr. ANI Lestari` is `Ani Lestari`; `Ani` alone may be anybody."""
    records = [
        make(doc="a", name="Ani Lestari", outlet="X"),
        make(doc="b", name="Dr. ANI Lestari", outlet="Y"),
        make(doc="b", name="Ani", outlet="Y"),
    ]
    people = cast_of_run(records)
    assert [(p.name, p.documents, p.outlets) for p in people] == [
        ("Ani Lestari", 2, {"X": 1, "Y": 1}), ("Ani", 1, {"Y": 1}),
    ]  # fmt: skip


def test_documents_have_their_own_casts(make) -> None:
    """By document the same speaker is listed once in each."""
    records = [make(doc="a"), make(20, 29, doc="a"), make(doc="b")]
    assert [(p.doc, p.quotes.total) for p in cast_of_documents(records)] == [("a", 2), ("b", 1)]


def test_the_first_mention_is_the_earliest_in_the_first_document(make) -> None:
    """An antecedent before the quotation counts; a later document does not."""
    first = make(50, 59)
    speaker = make().speaker
    antecedent = Span(text="Lurah Budi Santoso", start=10, end=28)
    records = [
        first,
        make(90, 99, speaker=type(speaker)(
            text="dia", start=100, end=103, mention="pronoun", name="Budi Santoso",
            antecedent=antecedent)),
        make(0, 5, doc="b"),
    ]  # fmt: skip
    (person,) = cast_of_run(records)
    assert (person.first.doc, person.first.start, person.first.text) == (
        "a",
        10,
        "Lurah Budi Santoso",
    )


def test_a_record_without_a_speaker_is_first_mentioned_where_it_stands(make) -> None:
    """Nothing is invented for a statement without a mention."""
    (person,) = cast_of_run([make(7, 9, name=None, mention=None)])
    assert (person.name, person.names, person.first.start, person.first.text) == (None, (), 7, None)


def test_a_run_is_told_from_articles_by_its_first_line(data: Path, write, tmp_path: Path) -> None:
    """A run whatever its name; articles as JSON Lines, folders and broken archives are none."""
    assert is_run(str(data / "run.jsonl"))
    assert is_run("-")
    assert not is_run(write("articles.jsonl", [{"id": "a", "text": "x"}]))
    assert not is_run(str(tmp_path))
    assert not is_run(str(tmp_path / "none.jsonl"))
    (tmp_path / "bad.gz").write_bytes(b"no gzip")
    assert not is_run(str(tmp_path / "bad.gz"))


def test_several_runs_are_read_in_a_row(data: Path, write, make) -> None:
    """Runs can be counted together; runs and articles cannot."""
    run = write("one.jsonl", [make()])
    assert len(list(records_from([run, run], failed=[]))) == 2
    with pytest.raises(ClaimxError, match="cannot be mixed"):
        records_from([run, write("articles.jsonl", [{"id": "a", "text": "x"}])], failed=[])


def test_documents_of_a_compressed_run(data: Path, tmp_path: Path) -> None:
    """The cast does not depend on how a run is stored."""
    path = tmp_path / "run.jsonl.gz"
    path.write_bytes(gzip.compress((data / "run.jsonl").read_bytes()))
    plain, packed = (
        cast_of_run(records_from([str(p)], failed=[])) for p in (data / "run.jsonl", path)
    )
    assert orjson.dumps(plain) == orjson.dumps(packed)
