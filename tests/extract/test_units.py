"""A sentence is cut into a few large pieces: each row shows them between bars, with their tags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.handmade import read

# marked text -> tag:words of every unit but the punctuation
ROWS = {
    "role, body and name": (
        "Kepala Dinas Pasar [Sari Melati]PER mengatakan, jembatan itu aman.",
        "NP:Kepala Dinas Pasar Sari Melati | CUE:mengatakan | NP:jembatan itu | ADJ:aman",
    ),
    "quotation, cue, name, place, date": (
        '"Jembatan itu sudah selesai," kata [Sari]PER di [Bukit]LOC, Senin (4/9/2023).',
        'QUOTE:"Jembatan itu sudah selesai," | CUE:kata | NP:Sari | PP:di Bukit | DATE:Senin (4/9/2023)',
    ),
    "clitic": ('"Jembatan itu aman," ujarnya.', 'QUOTE:"Jembatan itu aman," | CUE:ujarnya'),
    "connective": (
        "Selain itu, [Sari]PER juga menegaskan bahwa stok aman.",
        "CONN:Selain itu | NP:Sari | ADV:juga | CUE:menegaskan | SCONJ:bahwa | NP:stok aman",
    ),
    "occasion": (
        "Usai rapat, [Sari]PER mengatakan, pasar itu aman.",
        "ADJUNCT:Usai rapat | NP:Sari | CUE:mengatakan | NP:pasar itu | ADJ:aman",
    ),
    "addressee": (
        "Kepada wartawan, [Sari]PER mengatakan, pasar itu aman.",
        "PP:Kepada wartawan | NP:Sari | CUE:mengatakan | NP:pasar itu | ADJ:aman",
    ),
    "age in brackets": (
        "[Sari]PER (37) mengatakan aman.",
        "NP:Sari (37) | CUE:mengatakan | ADJ:aman",
    ),
    "rank with a stop": (
        "Kombes Pol. [Rudi Hartanto]PER mengatakan aman.",
        "NP:Kombes Pol. Rudi Hartanto | CUE:mengatakan | ADJ:aman",
    ),
    "degrees": (
        "[Rudi Hartanto]PER, S.H., M.H. mengatakan aman.",
        "NP:Rudi Hartanto, S.H., M.H. | CUE:mengatakan | ADJ:aman",
    ),
    "apposition behind a name": (
        "[Rudi Hartanto]PER, Kepala [Dinas Pasar]ORG, mengatakan aman.",
        "NP:Rudi Hartanto, Kepala Dinas Pasar | CUE:mengatakan | ADJ:aman",
    ),
    "apposition behind a role": (
        "Kepala [Dinas Pasar]ORG, [Rudi Hartanto]PER, mengatakan aman.",
        "NP:Kepala Dinas Pasar, Rudi Hartanto | CUE:mengatakan | ADJ:aman",
    ),
    "body behind a name": (
        "[Rudi Hartanto]PER dari [Universitas Bukit]ORG mengatakan aman.",
        "NP:Rudi Hartanto dari Universitas Bukit | CUE:mengatakan | ADJ:aman",
    ),
    "a body that enumerates": (
        "Badan Meteorologi, Klimatologi, dan Geofisika menyatakan aman.",
        "NP:Badan Meteorologi, Klimatologi, dan Geofisika | CUE:menyatakan | ADJ:aman",
    ),
    "two people": (
        "[Rudi Hartanto]PER dan [Sari Melati]PER mengatakan aman.",
        "NP:Rudi Hartanto dan Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a title inside a phrase": (
        'Pelantun|NOUN "Lagu Laut" itu mengatakan aman.',
        'NP:Pelantun "Lagu Laut" itu | CUE:mengatakan | ADJ:aman',
    ),
    "a pronoun is a phrase of its own": (
        "Ia mengatakan aman.",
        "NP:Ia | CUE:mengatakan | ADJ:aman",
    ),
    "a pronoun is no apposition": (
        "Menurut [Sari]PER, ia mengatakan aman.",
        "CUE:Menurut | NP:Sari | NP:ia | CUE:mengatakan | ADJ:aman",
    ),
    "kata is a noun": (
        "Kata demi|ADP kata|NOUN dibaca|VERB .",
        "VERB:Kata | PP:demi kata | VERB:dibaca",
    ),
    "run together": (
        '"Sudah aman," kata [Sari]PER."Kami siap dari sekarang," katanya.',
        'QUOTE:"Sudah aman," | CUE:kata | NP:Sari | QUOTE:"Kami siap dari sekarang," | CUE:katanya',
    ),
}


@pytest.mark.parametrize(("marked", "expected"), ROWS.values(), ids=ROWS)
def test_row(marked: str, expected: str) -> None:
    units = [f"{tag}:{text}" for tag, text in read(marked).units if tag != "PUNCT"]
    assert " | ".join(units) == expected


@pytest.mark.parametrize("quotation", ['"Kami siap dari sekarang,"', '"jalan baru"'])
def test_a_quotation_is_one_unit_whatever_is_in_it(quotation: str) -> None:
    """Full or not, it stands as one unit with its marks, and says which it is."""
    (unit,) = [
        u
        for s in read(f"{quotation} kata [Sari]PER.").sentences
        for u in s.units
        if u.tag == "QUOTE"
    ]
    assert unit.quotation is not None
    assert unit.full is ("," in quotation)


def test_sentences_know_their_paragraph() -> None:
    reading = read("Hujan turun|VERB . [Sari]PER pergi|VERB .\n[Sari]PER pulang|VERB .")
    assert [sentence.paragraph for sentence in reading.sentences] == [0, 0, 1]
    assert [reading.text[s.start : s.end] for s in reading.sentences] == [
        "Hujan turun .", "Sari pergi .", "Sari pulang .",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\n\n"])
def test_nothing_is_no_sentence(text: str) -> None:
    assert read(text).sentences == []


PIECES = (
    """
[Sari Melati]PER;[Dinas Pasar]ORG;[Bukit]LOC;Kepala;anggota;warga Desa;kata;ujarnya;mengatakan;menurut
bahwa;dan;di;dari;yang;itu;ia;mereka;jalan baru;aman;dibuka|VERB;Senin (4/9/2023);kemarin;Namun;selain itu
usai;(37);(;);,;.;:;";“;”;';"Kami siap dari sekarang,";"baru";S.H.;Kombes Pol.;Rp3,5;\u200b
""".strip()
    .replace("\n", ";")
    .split(";")
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_units_take_every_token_once_and_in_order(marked: str) -> None:
    reading = read(marked)
    for sentence in reading.sentences:
        tokens = [token.i for unit in sentence.units for token in unit.tokens]
        assert tokens == sorted(set(tokens))
        assert tokens == [token.i for token in sentence.tokens]
        starts = [unit.start for unit in sentence.units]
        assert starts == sorted(starts)
        for unit in sentence.units:
            assert sentence.start <= unit.start <= unit.end <= len(reading.text)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_no_order_of_words_raises(marked: str) -> None:
    """Whatever follows whatever: records come out or none do, and each says its own words."""
    reading = read(marked)
    for record in reading.records:
        assert record.content.text == reading.text[record.content.start : record.content.end]
