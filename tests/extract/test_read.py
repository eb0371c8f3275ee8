"""A sentence is cut into a few large pieces: each row shows them between bars, with their tags."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.handmade import read

from claimx.extract.read import read_again, read_sentences
from claimx.extract.units import Labels

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
    # Somebody named before, by an epithet beside a cue
    "epithet with an age": (
        "Politikus berusia|VERB 51 tahun itu mengatakan aman.",
        "NP:Politikus berusia 51 tahun itu | CUE:mengatakan | ADJ:aman",
    ),
    "an age and no determiner": (
        "Politikus berusia|VERB 51 tahun mengatakan aman.",
        "NP:Politikus | VERB:berusia | NP:51 tahun | CUE:mengatakan | ADJ:aman",
    ),
    "an age of a thing": (
        "Jembatan berusia|VERB 51 tahun itu mengatakan aman.",
        "NP:Jembatan | VERB:berusia | NP:51 tahun itu | CUE:mengatakan | ADJ:aman",
    ),
    "an epithet behind a cue": (
        '"Jembatan itu aman," kata politikus berusia|VERB 51 tahun itu.',
        'QUOTE:"Jembatan itu aman," | CUE:kata | NP:politikus berusia 51 tahun itu',
    ),
    "an epithet with no cue": (
        "Politikus berusia|VERB 51 tahun itu pergi|VERB .",
        "NP:Politikus | VERB:berusia | NP:51 tahun itu | VERB:pergi",
    ),
    "another verb is a clause": (
        "Politikus menjual|VERB rumah tua itu mengatakan aman.",
        "NP:Politikus | VERB:menjual | NP:rumah tua itu | CUE:mengatakan | ADJ:aman",
    ),
    "epithet with an origin": (
        "Pria asal [Garut]LOC ini mengatakan aman.",
        "NP:Pria asal Garut ini | CUE:mengatakan | ADJ:aman",
    ),
    "epithet with an origin behind a cue": (
        '"Jembatan itu aman," kata pria asal [Garut]LOC itu.',
        'QUOTE:"Jembatan itu aman," | CUE:kata | NP:pria asal Garut itu',
    ),
    "the determiner of another noun": (
        "Pria di lokasi itu mengatakan aman.",
        "NP:Pria | PP:di lokasi itu | CUE:mengatakan | ADJ:aman",
    ),
    "epithet with ini and no name": (
        "Pria dengan|ADP rompi ini mengatakan aman.",
        "NP:Pria dengan rompi ini | CUE:mengatakan | ADJ:aman",
    ),
    "epithet with a name": (
        "Pelatih untuk [Persatuan Bukit]ORG itu mengatakan aman.",
        "NP:Pelatih untuk Persatuan Bukit itu | CUE:mengatakan | ADJ:aman",
    ),
    "a cue in the clause": (
        "Pemain yang menyebut gol itu mengatakan aman.",
        "NP:Pemain | SCONJ:yang | CUE:menyebut | NP:gol itu | CUE:mengatakan | ADJ:aman",
    ),
    "epithet with a clause": (
        "Pemain yang mencetak|VERB gol itu mengatakan aman.",
        "NP:Pemain yang mencetak gol itu | CUE:mengatakan | ADJ:aman",
    ),
    "a clause with ini": (
        "Warga yang mencetak|VERB gol ini mengatakan aman.",
        "NP:Warga yang mencetak gol ini | CUE:mengatakan | ADJ:aman",
    ),
    "a clause that makes no epithet": (
        "Warga yang mencetak|VERB gol itu mengatakan aman.",
        "NP:Warga | SCONJ:yang | VERB:mencetak | NP:gol itu | CUE:mengatakan | ADJ:aman",
    ),
    "a clause with a comma in it": (
        "Pemain yang mencetak|VERB gol, kiper itu mengatakan aman.",
        "NP:Pemain | SCONJ:yang | VERB:mencetak | NP:gol | NP:kiper itu | CUE:mengatakan | ADJ:aman",
    ),
    # A position, a clause, and the name
    "initials": (
        "Sopir berinisial|VERB RM mengatakan aman.",
        "NP:Sopir berinisial RM | CUE:mengatakan | ADJ:aman",
    ),
    "initials of one among many": (
        "Seorang sopir berinisial|VERB RM mengatakan aman.",
        "NP:Seorang sopir berinisial RM | CUE:mengatakan | ADJ:aman",
    ),
    "a thing by its name": (
        "Jembatan bernama|VERB Melati mengatakan aman.",
        "NP:Jembatan | VERB:bernama | NP:Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a clause before a name": (
        "Seorang warga yang selamat|ADJ , [Sari Melati]PER, mengatakan aman.",
        "NP:Seorang warga yang selamat , Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a clause before a place": (
        "Seorang warga yang selamat|ADJ , [Bukit]LOC, mengatakan aman.",
        "NP:Seorang warga | SCONJ:yang | ADJ:selamat | NP:Bukit | CUE:mengatakan | ADJ:aman",
    ),
    # Between commas
    "age between commas": (
        "[Sari Melati]PER, 36, warga Desa Bukit, mengatakan aman.",
        "NP:Sari Melati, 36, warga Desa Bukit | CUE:mengatakan | ADJ:aman",
    ),
    "a number too great for an age": (
        "[Sari Melati]PER, 3600, warga Desa Bukit, mengatakan aman.",
        "NP:Sari Melati | NP:3600 | NP:warga Desa Bukit | CUE:mengatakan | ADJ:aman",
    ),
    "place between a position and a name": (
        "Epidemiolog [Universitas Bukit]ORG, [Surabaya]LOC, [Sari Melati]PER, mengatakan aman.",
        "NP:Epidemiolog Universitas Bukit, Surabaya, Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a body between a position and a name": (
        "Epidemiolog [Universitas Bukit]ORG, [Dinas Pasar]ORG, [Sari Melati]PER, mengatakan aman.",
        "NP:Epidemiolog Universitas Bukit | NP:Dinas Pasar | NP:Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "place between no position and a name": (
        "Jalan raya, [Surabaya]LOC, [Sari Melati]PER, mengatakan aman.",
        "NP:Jalan raya | NP:Surabaya | NP:Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    # A preposition between a position and its body
    "place of a position, and the name": (
        "Konsul Jenderal [RI]ORG di [New York]LOC [Sari Melati]PER mengatakan aman.",
        "NP:Konsul Jenderal RI di New York Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a thing in a place, and a name": (
        "Jembatan baru di [New York]LOC [Sari Melati]PER mengatakan aman.",
        "NP:Jembatan baru | PP:di New York Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "pada, and a name": (
        "Direktur Pasar pada [Kementerian Energi]ORG, [Sari Melati]PER, mengatakan aman.",
        "NP:Direktur Pasar pada Kementerian Energi, Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "pada, and no name": (
        "Direktur Pasar pada [Kementerian Energi]ORG mengatakan aman.",
        "NP:Direktur Pasar | PP:pada Kementerian Energi | CUE:mengatakan | ADJ:aman",
    ),
    "untuk, and a name": (
        "Utusan Khusus untuk [Astina]LOC, [Sari Melati]PER, mengatakan aman.",
        "NP:Utusan Khusus untuk Astina, Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "untuk of no position": (
        "Jembatan untuk [Astina]LOC, [Sari Melati]PER, mengatakan aman.",
        "NP:Jembatan | PP:untuk Astina | NP:Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "somebody's neighbour is a position": (
        "Tetangganya, [Sari Melati]PER, mengatakan aman.",
        "NP:Tetangganya, Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "somebody's bridge is none": (
        "Jembatannya, [Sari Melati]PER, mengatakan aman.",
        "NP:Jembatannya | NP:Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a degree of a specialist": (
        "[Sari Melati]PER, SpPD-KGH, mengatakan aman.",
        "NP:Sari Melati, SpPD-KGH | CUE:mengatakan | ADJ:aman",
    ),
    # Words of two meanings
    "a capital city is no mother": (
        "Ibu kota|NOUN [Astina]LOC, [Sari Melati]PER, mengatakan aman.",
        "NP:Ibu kota Astina | NP:Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a mother": (
        "Ibu kantin, [Sari Melati]PER, mengatakan aman.",
        "NP:Ibu kantin, Sari Melati | CUE:mengatakan | ADJ:aman",
    ),
    "a pronoun and lagi": ("Ia lagi mengatakan aman.", "NP:Ia lagi | CUE:mengatakan | ADJ:aman"),
    "dalam in a portfolio": (
        "Menteri Dalam|ADP Negeri mengatakan aman.",
        "NP:Menteri Dalam Negeri | CUE:mengatakan | ADJ:aman",
    ),
    "dalam in a field": (
        "Dokter penyakit dalam|ADP mengatakan aman.",
        "NP:Dokter penyakit dalam | CUE:mengatakan | ADJ:aman",
    ),
    "dalam is a preposition": (
        "Warga dalam|ADP kota mengatakan aman.",
        "NP:Warga | PP:dalam kota | CUE:mengatakan | ADJ:aman",
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


@pytest.mark.parametrize(
    ("marked", "parts"),
    [
        ("Sopir berinisial|VERB RM", "NP:sopir REL:berinisial NP:rm"),
        ("Pria asal [Garut]LOC ini", "NP:pria PP:asal_garut_ini"),
        ("Pemain yang mencetak|VERB gol itu", "NP:pemain REL:yang REL:mencetak REL:gol_itu"),
        ("[Sari]PER, 36, warga Desa", "NP:sari PUNCT:, REL:36 PUNCT:, NP:warga_desa"),
        ("Warga yang selamat|ADJ , [Sari]PER,", "NP:warga REL:yang REL:selamat PUNCT:, NP:sari"),
        (
            "Dosen [ITB]ORG, [Surabaya]LOC, [Sari]PER,",
            "NP:dosen_itb PUNCT:, PLACE:surabaya PUNCT:, NP:sari",
        ),
    ],
)
def test_nothing_is_read_from_what_only_joins(marked: str, parts: str) -> None:
    """Of a joined phrase the clause and the age are no phrases any more, and the place is a place."""
    unit = read(f"{marked} mengatakan aman.").sentences[0].units[0]
    assert " ".join(f"{p.tag}:{p.lower.replace(' ', '_')}" for p in unit.parts) == parts


def test_labels_go_before_the_models_entities() -> None:
    """The tokens bear them, and the phrases are cut by them."""
    reading = read("[Sari]PER [Melati]LOC datang|VERB .")
    stages, item = reading._stages, reading._prepared
    (first,) = read_sentences(reading.docs[0], item.blocks[0], [], stages._words, 0)

    def entities(labels: Labels) -> list[tuple[str, bool]]:
        sentence = read_again(first, item.blocks[0], [], stages._words, labels)
        assert sentence.units[0].lower == "sari melati"
        return [(t.entity, t.entity_start) for t in sentence.units[0].tokens]

    assert entities({}) == [("PER", True), ("LOC", True)]
    assert entities({1: ("PER", False)}) == [("PER", True), ("PER", False)]
    assert entities({0: ("ORG", True), 1: ("", False)}) == [("ORG", True), ("", False)]
    assert entities({7: ("PER", True)}) == entities({})


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\n\n"])
def test_nothing_is_no_sentence(text: str) -> None:
    assert read(text).sentences == []


PIECES = (
    """
[Sari Melati]PER;[Dinas Pasar]ORG;[Bukit]LOC;Kepala;anggota;warga Desa;kata;ujarnya;mengatakan;menurut
bahwa;dan;di;dari;yang;itu;ia;mereka;jalan baru;aman;dibuka|VERB;Senin (4/9/2023);kemarin;Namun;selain itu
politikus berusia|VERB;51 tahun;asal;pada;ini;berinisial|VERB;36;Surabaya
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
