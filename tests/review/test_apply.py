"""Decisions become gold, and nothing is lost on the way."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest

from claimx.models import Article, Document
from claimx.review.apply import apply_decisions, gold_of
from claimx.review.decisions import Around, Decision, Fix, Words
from claimx.review.texts import text_hash

TEXT = 'Ketua RT Budi Santoso berkata, "Air mulai surut." Warga pulang. "Kami lega," kata Ani.'
SURUT, LEGA = (32, 47), (65, 74)
DOC = Document(id="a", sha256=text_hash(TEXT), outlet="contoh", published="2024-03-05")
ARTICLE = Article(id="a", text=TEXT)


@pytest.fixture
def records(make):
    """Return the two records of TEXT as a run has them."""
    spans = [(SURUT, "Budi Santoso"), (LEGA, "Ani")]
    return [
        make(
            s,
            e,
            text=TEXT[s:e],
            name=name,
            sha256=DOC.sha256,
            id=f"q-{s}",
            role="Ketua RT",
            date="2024-03-05",
        )
        for (s, e), name in spans
    ]


def words(start: int, end: int, text: str = TEXT) -> Words:
    """Cut words out of a text."""
    return Words(text=text[start:end], start=start, end=end)


def decide(verdict: str, span: tuple[int, int], fix: Fix | None = None, **changes) -> Decision:
    """Make a decision about a span of TEXT."""
    values = {
        "schema": "claimx.decision.v1", "record": f"q-{span[0]}", "doc": "a", "sha256": DOC.sha256,
        "verdict": verdict, "content": words(*span),
        "context": Around(prefix=TEXT[span[0] - 8 : span[0]], suffix=TEXT[span[1] : span[1] + 8]),
        "fix": fix, "note": None, "reviewer": None, "at": "2026-01-31T12:00:00Z",
    }  # fmt: skip
    return Decision(**(values | changes))


def fixed(span: tuple[int, int], name: str = "Budi Santoso") -> Fix:
    """Make the right values of a record."""
    return Fix(
        type="direct", content=words(*span), cue="berkata", speaker="Budi Santoso", name=name,
        role="Ketua RT", affiliation=None, date=None,
    )  # fmt: skip


def spans(applied) -> list[tuple[int, int, bool]]:
    """Return the spans of the gold made."""
    return [(r.start, r.end, r.optional) for r in applied.gold.records]


def test_accepted_records_become_gold_with_their_values(records) -> None:
    """Gold says what the accepted record says, in gold's own keys."""
    applied = apply_decisions(
        DOC, records, [decide("accept", SURUT), decide("accept", LEGA)], ARTICLE
    )
    assert asdict(applied.gold.records[0]) == {
        "type": "direct", "start": 32, "end": 47, "cue": "kata", "speaker": "Budi",
        "name": "Budi Santoso", "role": "Ketua RT", "affiliation": None, "date": "2024-03-05",
        "via": None, "optional": False,
    }  # fmt: skip
    assert (applied.gold.text, applied.gold.outlet, applied.gold.published) == (
        TEXT,
        "contoh",
        "2024-03-05",
    )
    assert applied.notes == ()


def test_rejected_and_undecided_records_stay_out(records) -> None:
    """What nobody accepted is no gold; how much is undecided is told."""
    applied = apply_decisions(DOC, records, [decide("reject", SURUT)], ARTICLE)
    assert spans(applied) == []
    assert [(n.kind, n.message) for n in applied.notes] == [
        ("undecided", "1 of 2 records are undecided")
    ]


def test_undecided_records_can_be_kept_as_optional(records) -> None:
    """A document reviewed in part holds nothing against the part that is left."""
    applied = apply_decisions(DOC, records, [decide("accept", SURUT)], ARTICLE, keep_undecided=True)
    assert spans(applied) == [(*SURUT, False), (*LEGA, True)]


def test_fixes_and_additions_bring_their_own_values(records) -> None:
    """The corrected span and speaker replace the record; an addition needs none."""
    narrow = (36, 47)
    applied = apply_decisions(
        DOC,
        records[:1],
        [
            decide("fix", SURUT, fixed(narrow)),
            decide("add", LEGA, fixed(LEGA, "Ani"), record="q-new"),
        ],
        ARTICLE,
    )  # fmt: skip
    assert spans(applied) == [(*narrow, False), (*LEGA, False)]
    assert [r.name for r in applied.gold.records] == ["Budi Santoso", "Ani"]


EDITED = "DEPOK - " + TEXT.replace("pulang", "pulang ke rumah")


def test_decisions_move_with_their_words_into_an_edited_text(make) -> None:
    """Record and added words are found where they stand now, and each move is told."""
    doc = replace(DOC, sha256=text_hash(EDITED))
    start = EDITED.index("Air mulai")
    record = make(start, start + 15, text="Air mulai surut", sha256=doc.sha256, id="q-other")
    given = [decide("accept", SURUT), decide("add", LEGA, fixed(LEGA), record="q-new")]
    applied = apply_decisions(doc, [record], given, Article(id="a", text=EDITED))
    assert [EDITED[r.start : r.end] for r in applied.gold.records] == [
        "Air mulai surut",
        "Kami lega",
    ]
    assert [(n.kind, n.message) for n in applied.notes] == [
        ("moved", "accept of 'Air mulai surut' was found again by its quote"),
        ("moved", "add of 'Kami lega' was found again by its quote"),
    ]


def test_words_that_are_gone_are_stale_and_kept_in_the_note() -> None:
    """A decision that cannot be applied is handed back whole."""
    text = "Tidak ada kutipan di sini sama sekali."
    given = [decide("accept", SURUT), decide("add", LEGA, fixed(LEGA), record="q-new")]
    applied = apply_decisions(
        replace(DOC, sha256=text_hash(text)), [], given, Article(id="a", text=text)
    )
    assert applied.gold.records == ()
    assert [(n.kind, n.decisions) for n in applied.notes] == [
        ("stale", (given[0],)),
        ("stale", (given[1],)),
    ]


def test_a_record_that_this_run_does_not_have_is_lost() -> None:
    """The text is the same, the record is not there: accepting it again would need its values."""
    given = decide("accept", SURUT)
    applied = apply_decisions(DOC, [], [given], ARTICLE)
    assert [(n.kind, n.decisions) for n in applied.notes] == [("lost", (given,))]


def test_without_a_text_there_is_no_gold(records) -> None:
    """The decisions of a document that cannot be read are handed back."""
    given = decide("accept", SURUT)
    applied = apply_decisions(DOC, records, [given], None)
    assert applied.gold is None
    assert [(n.kind, n.decisions) for n in applied.notes] == [("no_text", (given,))]


def test_gold_records_over_each_other_are_told(records) -> None:
    """Over an accepted record an addition is kept and named; on the same span the later stands."""
    wide = (32, 48)
    given = [decide("accept", SURUT), decide("add", wide, fixed(wide), record="q-new")]
    applied = apply_decisions(DOC, records[:1], given, ARTICLE)
    assert spans(applied) == [(*SURUT, False), (*wide, False)]
    assert [(n.kind, n.decisions) for n in applied.notes] == [("overlap", tuple(given))]
    given[1] = decide("add", SURUT, fixed(SURUT, "Ani"), record="q-new")
    applied = apply_decisions(DOC, records[:1], given, ARTICLE)
    assert [r.name for r in applied.gold.records] == ["Ani"]


def test_an_unnamed_source_is_named_by_its_phrase_and_a_pronoun_by_nobody(make) -> None:
    """An accepted `warga` is the source itself; an accepted `dia` without a name is nobody."""
    for mention, name in (("group", "para warga"), ("pronoun", None), ("clitic", None)):
        speaker = replace(make().speaker, name=None, text="para warga", mention=mention)
        assert gold_of(make(speaker=speaker)).name == name


def test_a_record_without_parts_is_gold_without_them(make) -> None:
    """Absent stays absent."""
    gold = gold_of(make(cue=None, name=None, mention=None))
    assert {gold.cue, gold.speaker, gold.name, gold.role, gold.date, gold.via} == {None}
