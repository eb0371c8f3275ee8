"""What counts as found of PFSA-ID, on a sentence made for it."""

from __future__ import annotations

from benchmarks import pfsa

from claimx.models import Content, Context, Cue, Document, Record, Speaker

TEXT = '"Jembatan itu aman," kata Kepala Dinas Bina Marga Rudi Hartanto.'


def mark(label: str, words: str) -> pfsa.Mark:
    start = TEXT.index(words)
    return pfsa.Mark(label, start, start + len(words))


DOCUMENT = pfsa.Text(
    "a",
    TEXT,
    (
        mark("STATEMENT", "Jembatan itu aman"),
        mark("CUE", "kata"),
        mark("ROLE", "Kepala"),
        mark("AFFILIATION", "Dinas Bina Marga"),
        mark("PERSON", "Rudi Hartanto"),
    ),
)


def record(content: str, name: str, affiliation: str | None) -> Record:
    start = TEXT.index(content)
    return Record(
        id="q-000000000000",
        doc=Document(id="a"),
        type="direct",
        content=Content(
            text=content, start=start, end=start + len(content), parts=((start, start),)
        ),
        cue=Cue(text="kata", lemma="kata", start=21, end=25),
        speaker=Speaker(
            text=name,
            start=0,
            end=0,
            mention="full_name",
            name=name,
            role="Kepala",
            affiliation=affiliation,
        ),
        context=Context(paragraph=0, prefix="", suffix=""),
        rules=(),
        confidence=0.5,
    )


def test_a_statement_with_all_that_is_said_of_its_speaker():
    counts = pfsa.score(
        DOCUMENT, [record("Jembatan itu aman", "Rudi Hartanto", "Dinas Bina Marga")]
    )
    assert all(counts[name] == counts[of] == 1 for name, of in pfsa.FIGURES.items())


def test_another_affiliation_and_an_inexact_span():
    counts = pfsa.score(DOCUMENT, [record("itu aman", "Rudi Hartanto", None)])
    assert counts["recall"] == 0 and counts["statements"] == 1
    counts = pfsa.score(DOCUMENT, [record("Jembatan itu", "Rudi Hartanto", None)])
    assert (counts["recall"], counts["exact"]) == (1, 0)
    assert (counts["affiliation"], counts["affiliations"]) == (0, 1)


def test_roles_of_who_is_no_speaker_are_not_asked_for():
    counts = pfsa.score(DOCUMENT, [record("Jembatan itu aman", "Sari Melati", None)])
    assert counts["roles"] == counts["affiliations"] == 0
    assert (counts["speaker"], counts["speakers"]) == (0, 1)


def test_nothing_found():
    counts = pfsa.score(DOCUMENT, [])
    assert counts["statements"] == counts["cues"] == 1
    assert counts["recall"] == counts["cue"] == 0
    assert "| recall |" in pfsa.table(counts)
