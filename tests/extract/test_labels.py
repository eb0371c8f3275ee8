"""Names that the model took for something else, and what it took for names: told by where they stand."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.handmade import Reading, read, rules

from claimx.extract.label_words import LabelWords
from claimx.extract.labels import correct_labels
from claimx.extract.units import Labels, Sentence

WORDS = LabelWords.of(rules())
QUOTE = '"Kami menjaga stok sampai akhir tahun,"'


def first_reading(reading: Reading) -> list[Sentence]:
    """Read with the model's own labels, which are what the marks say."""
    stages, item = reading._stages, reading._prepared
    dates = stages._dates(item)
    blocks = range(len(item.blocks))
    return [s for n in blocks for s in stages._read(item, reading.docs, dates, n)]


def corrections(reading: Reading) -> dict[int, Labels]:
    return correct_labels(first_reading(reading), WORDS)


def relabelled(marked: str) -> str:
    """Return what is labelled anew, in text order: `PER:Sari Melati`; `-` for what is no name any more."""
    reading = read(marked)
    out = []
    for paragraph, labels in sorted(corrections(reading).items()):
        doc = reading.docs[paragraph]
        names: list[list[int]] = []
        for i in sorted(labels):
            entity, begins = labels[i]
            if begins or not entity or not names or names[-1][-1] != i - 1:
                names.append([])
            names[-1].append(i)
        for name in names:
            entity = labels[name[0]][0] or "-"
            out.append(f"{entity}:{' '.join(doc[i].text for i in name)}")
    return " | ".join(out)


# What stands where -> the new labels; empty where the model is believed
NAMES = {
    # A ministry in short
    "Pejabat [Kemenpasar]PER datang|VERB .": "ORG:Kemenpasar",
    # Behind a position, beside a cue or between commas
    f"{QUOTE} kata Kepala [Dinas Pasar]ORG, [Melati]LOC.": "PER:Melati",
    "Kepala [Dinas Pasar]ORG, [Melati]LOC, mengatakan, stok aman.": "PER:Melati",
    # A village or a district before a name of two words
    "Lurah [Bukit Rudi Hartanto]PER datang|VERB .": "LOC:Bukit",
    "Kepala [Desa Bukit Rudi Hartanto]LOC datang|VERB .": "PER:Rudi Hartanto",
    "Kapolsek [Bukit Rudi Hartanto]PER datang|VERB .": "LOC:Bukit",
    "Camat [Rudi Hartanto]PER datang|VERB .": "",
    "Camat [Bukit Raya]LOC [Rudi Hartanto]PER datang|VERB .": "",
    "Kepala [Dinas Pasar]ORG, [Melati]LOC, juga mengatakan, stok aman.": "PER:Melati",
    "Kepala [Dinas Pasar]ORG, [Melati Wulan]LOC, datang|VERB .": "PER:Melati Wulan",
    f"{QUOTE} kata peneliti [Institut Rimba]ORG, [Surabaya]LOC, [Melati]LOC.": "PER:Melati",
    f"{QUOTE} kata peneliti dari [Institut Rimba]ORG, [Melati]LOC.": "PER:Melati",
    "Kepala [Dinas Pasar]ORG, [Melati]LOC, datang|VERB .": "",
    "Kepala [Dinas Pasar]ORG, [Melati Wulan]LOC, [Jawa Timur]LOC, datang|VERB .": "",
    f"{QUOTE} kata warga [Sukamaju]LOC, [Semarang]LOC.": "",
    f"{QUOTE} kata warga [Sukamaju]LOC, Kabupaten [Melati]LOC.": "",
    f"Hujan turun|VERB di [Bukit]LOC, [Melati]LOC. {QUOTE} ujarnya.": "",
    "Ibu kota|NOUN [Astina]LOC, [Melati]LOC, mengatakan, stok aman.": "",
    # A full name behind a body that goes on past a place; a short one may be a part of the name
    f"{QUOTE} kata Ketua [Serikat Bandung Raya]ORG [Sari Melati]PER.": "",
    # An abbreviation that the model takes for a name
    "Kadis [PMD]PER [Bukit]LOC datang|VERB .": "",
    # A word of a name before a cue
    "[Sari Melati]PER datang|VERB . Melati|VERB menyebutkan harga turun|VERB .": "PER:Melati",
    "[Sari Melati]PER datang|VERB . Melati|NOUN mekar|VERB .": "",
    # Before a position
    f"{QUOTE} kata [Melati]LOC, Kepala [Dinas Pasar]ORG.": "PER:Melati",
    "[Melati Wulan]ORG, Kepala [Dinas Pasar]ORG, datang|VERB .": "PER:Melati Wulan",
    "[Melati]LOC, kepala dinas pasar, datang|VERB .": "PER:Melati",
    "[Melati]ORG, kepala dinas pasar, datang|VERB .": "",
    "[Melati]LOC, Kepala [Dinas Pasar]ORG, datang|VERB .": "",
    "Hujan turun|VERB di [Melati Wulan]LOC, kepala dinas pasar datang|VERB .": "",
    f"{QUOTE} kata [Surabaya]LOC, Kepala [Dinas Pasar]ORG.": "",
    "Warga menjual|VERB [Melati Wulan]LOC, kepala dinas pasar.": "",
    # At the end of a phrase of place or body
    "Konsul Jenderal [RI]ORG di [New York Melati Wulan]LOC mengatakan, stok aman.": (
        "PER:Melati Wulan"
    ),
    "Direktur Lembaga Rimba (LR) [Melati Wulan]ORG mengatakan, stok aman.": "PER:Melati Wulan",
    "Direktur Lembaga Rimba (LR) [Surabaya Melati]ORG datang|VERB .": "PER:Melati",
    "Gubernur [BI Melati Wulan]ORG mengatakan, stok aman.": "PER:Melati Wulan",
    "Gubernur [BI Melati Wulan]ORG, yang akrab|ADJ disapa|VERB [Wulan]PER, datang|VERB .": (
        "PER:Melati Wulan"
    ),
    "Gubernur [BI Melati Wulan]ORG datang|VERB .": "",
    "Direktur [RSUD Melati Wulan]ORG mengatakan, stok aman.": "",
    "Kepala [BBWS]ORG [Lembah]ORG mengatakan, stok aman.": "PER:Lembah",
    "Kepala [BBWS]ORG [Lembah]ORG mengatakan, stok aman. Hujan turun|VERB di [Lembah]LOC .": "",
    "Kepala [Kodim IV Melati]ORG mengatakan, stok aman.": "",
    "Konsul Jenderal [RI]ORG di [New York]LOC mengatakan, stok aman.": "",
    "Hujan turun|VERB di [New York Melati Wulan]LOC .": "",
    # Said to be a name
    "Pria bernama|VERB [Melati Wulan]LOC datang|VERB .": "PER:Melati Wulan",
    "Pria bernama|VERB Melati datang|VERB .": "PER:Melati",
    "Pria bernama|VERB [Melati]PER datang|VERB .": "",
    "Sopir berinisial|VERB RM datang|VERB .": "PER:RM",
    "Pemilik nama lengkap|ADJ [Melati Wulan]ORG itu datang|VERB .": "PER:Melati Wulan",
    "Pemilik nama [Melati Wulan]ORG itu datang|VERB .": "",
    "Warung bernama|VERB [Surabaya]LOC itu ramai|ADJ .": "",
    "Lagu bernama|VERB cinta lama|ADJ itu lahir|VERB .": "",
    "Pemilik warung [Sari Melati]ORG alias|NOUN Mak [Sari]PER datang|VERB .": "PER:Sari Melati",
    "Pemilik warung alias|NOUN Mak [Sari]PER datang|VERB .": "",
    # A part was seen
    "[Melki]PER Oematan datang|VERB .": "PER:Melki Oematan",
    "[Melki]PER [Oematan]LOC datang|VERB .": "PER:Melki Oematan",
    "[Melki]PER Al-Oematan datang|VERB .": "PER:Melki Al-Oematan",
    "Kepala [OJK Lusia]ORG [Hendarwati]PER datang|VERB .": "PER:Lusia Hendarwati",
    "Kepala [Dinas Lusia]ORG [Hendarwati]PER datang|VERB .": "",
    "[Melki]PER [Surabaya]LOC datang|VERB .": "",
    "[Melki]PER [OJK]ORG datang|VERB .": "",
    "[Melki]PER [KCI]ORG datang|VERB .": "",
    "[Melki]PER datang|VERB .": "",
}
NO_NAMES = {
    "[Universitas Lembah]PER datang|VERB .": "ORG:Universitas Lembah",
    "[Universitas Lembah Prof Melati]PER datang|VERB .": "ORG:Universitas Lembah",
    "[PLN Melati Wulan]PER datang|VERB .": "ORG:PLN",
    "[PLN Surabaya Melati Wulan]PER datang|VERB .": "ORG:PLN Surabaya",
    "Hujan turun|VERB di [Khan Younis]PER .": "LOC:Khan Younis",
    "Hujan turun|VERB di Timor [Tengah Selatan]PER .": "LOC:Tengah Selatan",
    "Perhimpunan [Dokter Anak]PER datang|VERB .": "ORG:Dokter Anak",
    "Badan Siaga (Basiaga) [Mataram Melati Wulan]PER datang|VERB .": "ORG:Mataram",
    "Kepala [BBWS Lembah]PER datang|VERB . Hujan turun|VERB di [Lembah]LOC .": "ORG:BBWS Lembah",
    "Kepala [BBWS Lembah]PER datang|VERB .": "ORG:BBWS",
    "Kepala [Melki Lembah]PER datang|VERB .": "",
    "[Sari Melati]PER datang|VERB .": "",
    "Badan Siaga (Basiaga) [Melati Wulan]PER datang|VERB .": "",
    "[OCBC NISP]PER datang|VERB .": "ORG:OCBC NISP",
    "[OCBC Melati]PER datang|VERB .": "",
    "[Imam Besar Masjid Lembah Melati Wulan]PER datang|VERB .": "ORG:Imam Besar Masjid Lembah",
    # A body before a name, which the article has by itself elsewhere, or which is spelt as no name is
    "Direktur [Kirimku Melati Wulan]PER datang|VERB . [Kirimku]ORG tutup|VERB .": "ORG:Kirimku",
    "Direktur [Kirimku Melati Wulan]PER datang|VERB .": "",
    "Warga melihat|VERB [Kirimku Melati Wulan]PER . [Kirimku]ORG tutup|VERB .": "",
    "Ketua Desa [Bukit]LOC [Raya Melati Wulan]PER datang|VERB . Desa [Bukit Raya]LOC sepi|ADJ .": (
        "LOC:Bukit Raya"
    ),
    "Direktur [PasarKita Melati Wulan]PER datang|VERB .": "ORG:PasarKita",
    "Direktur [McMelati Wulan Sari]PER datang|VERB .": "",
    "Manajer Humas [KCI Melati Wulan]PER datang|VERB .": "ORG:KCI",
    "KETUA [DPR MELATI WULAN]PER DATANG|VERB .": "ORG:DPR",
    # The end of a body's name
    "[JKL]ORG [Lembah]PER tutup|VERB . [JKL Lembah]ORG ramai|ADJ .": "ORG:Lembah",
    "[JKL]ORG [Lembah]PER tutup|VERB .": "",
    # Words that no name has
    "[Sari Melati sembari]PER datang|VERB .": "-:sembari",
    "[Sari binti Melati]PER datang|VERB .": "",
    "Polisi menangkap|VERB [Kasubdit Siber]PER .": "-:Kasubdit | -:Siber",
    # Single words
    "[Kirimku]PER tutup|VERB . [Kirimku]ORG dan [Kirimku]ORG ramai|ADJ .": "ORG:Kirimku",
    "[Melati]PER datang|VERB . [Melati]ORG pergi|VERB .": "",
    "Kapolsek [Lembah]PER [Sari Melati]PER datang|VERB .": "LOC:Lembah",
    "Warga [Lembah]LOC [Sari]PER [Melati]PER datang|VERB .": "",
    "Hujan turun|VERB di [Surabaya]PER .": "LOC:Surabaya",
    "Hujan turun|VERB di [Polda]ORG [Surabaya]PER .": "ORG:Surabaya",
    "[Surabaya Melati]PER datang|VERB . [Surabaya]PER pergi|VERB .": "",
    # The place of a body is no part of the name behind it
    "[DPRD]ORG [Surabaya Melati Wulan]PER datang|VERB . [Surabaya]PER pergi|VERB .": (
        "ORG:DPRD Surabaya | LOC:Surabaya"
    ),
    # What stands behind a number or a title in a body's name
    "Kepala SDN 3 [Lembah Hijau]PER, Rabu.": "LOC:Lembah Hijau",
    "Kepala SDN 3 [Lembah Hijau]PER datang|VERB .": "",
    "Direktur RSUD Prof. [Melati]PER, Rabu.": "ORG:Melati",
    "Kapolsek [Lembah Kompol Sari]PER datang|VERB .": "LOC:Lembah",
    "[Sari]PER, Camat [Lembah]PER, datang|VERB .": "LOC:Lembah",
    "[Sari]PER selaku Camat [Lembah]PER datang|VERB .": "LOC:Lembah",
    "Bupati [Surabaya]LOC [Utara Sari]PER datang|VERB .": "LOC:Utara",
    # A sentence's first word
    "[Disinggung]PER soal itu, [Sari]PER pergi|VERB .": "-:Disinggung",
    "[Barangkali]PER orang|NOUN datang|VERB .": "-:Barangkali",
    "[Rotasi]PER penting|ADJ . Mereka menunda|VERB rotasi.": "-:Rotasi",
    # An abbreviation behind a plain noun
    "Pengurus dapur|NOUN [MBG]PER datang|VERB .": "ORG:MBG",
    "Korban [SRM]PER datang|VERB .": "",
    "[BPGG]PER datang|VERB .": "ORG:BPGG",
    "[Sari]PER datang|VERB .": "",
    "Golongan [III]PER datang|VERB .": "-:III",
    "Golongan [III]PER Oematan datang|VERB .": "-:III",
    "Dokter [SpPD-KGH]PER datang|VERB .": "-:SpPD-KGH",
    "Kategori [K2]PER datang|VERB .": "-:K2",
    "Seorang [sopir]PER datang|VERB .": "-:sopir",
    "[Manajer]PER datang|VERB .": "-:Manajer",
    "[Wedana|NOUN]PER itu datang|VERB .": "-:Wedana",
    "[Wedana|NOUN]PER datang|VERB .": "",
    "[Wedana]PER itu datang|VERB .": "",
}


@pytest.mark.parametrize(("marked", "expected"), NAMES.items(), ids=NAMES)
def test_a_name_is_known_by_where_it_stands(marked: str, expected: str) -> None:
    assert relabelled(marked) == expected


@pytest.mark.parametrize(("marked", "expected"), NO_NAMES.items(), ids=NO_NAMES)
def test_what_cannot_be_a_name_is_none(marked: str, expected: str) -> None:
    assert relabelled(marked) == expected


KNOWN = f"{QUOTE} kata Kepala [Dinas Pasar]ORG, [Melati Wulan]LOC."


@pytest.mark.parametrize(
    ("elsewhere", "expected"),
    [
        ("[Wulan]LOC pergi|VERB .", "PER:Wulan"),
        ("[Melati Wulan]ORG pergi|VERB .", "PER:Melati Wulan"),
        ("Hujan turun|VERB di Desa [Wulan]LOC .", ""),
        ("Wulan pergi|VERB .", ""),
        ("[Wulan]PER pergi|VERB .", ""),
        ("Bulan [wulan]LOC tiba|VERB .", ""),
    ],
)
def test_who_is_a_person_once_is_one_in_the_whole_article(elsewhere: str, expected: str) -> None:
    """Also before, and in another paragraph; a word that makes it a body's or a place's is believed."""
    after = " | ".join(filter(None, ["PER:Melati Wulan", expected]))
    assert relabelled(f"{KNOWN}\n{elsewhere}") == after
    before = " | ".join(filter(None, [expected, "PER:Melati Wulan"]))
    assert relabelled(f"{elsewhere}\n{KNOWN}") == before


def test_the_records_are_read_with_the_new_labels() -> None:
    """The name that the model took for a place speaks, here and by its short form in another paragraph."""
    first, second = read(f"{KNOWN}\n{QUOTE} kata [Wulan]LOC.").records
    assert first.speaker is not None and second.speaker is not None
    assert (first.speaker.name, first.speaker.kind) == ("Melati Wulan", "person")
    assert (second.speaker.name, second.speaker.mention) == ("Melati Wulan", "short_name")


def test_what_the_model_has_right_is_not_returned() -> None:
    assert corrections(read("Kepala [Dinas Pasar]ORG, [Sari Melati]PER, mengatakan aman.")) == {}
    assert correct_labels([], WORDS) == {}


PIECES = """
[Sari Melati]PER;[Melati]LOC;[Dinas Pasar]ORG;[Universitas Lembah]PER;[Surabaya]PER;[BPGG]PER;[III]PER
[Bukit]LOC;Kepala;Gubernur BI;anggota;warga Desa;kata;ujarnya;mengatakan;menurut;bernama|VERB;nama lengkap
berinisial|VERB;RM;Prof;Wulan;dan;di;dari;pada;yang;disapa|VERB;itu;ia;New York;Timor;[Tengah Selatan]PER
jalan baru;aman;datang|VERB;(;);(LR);,;.;:;";“;”;"Kami siap dari sekarang,";S.H.;¶;¶;\u200b;'
""".strip().replace("\n", ";").replace("¶", "\n").split(";")  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@settings(max_examples=200, deadline=None)
def test_no_order_of_words_raises_and_labels_are_of_their_paragraph(marked: str) -> None:
    """Every label belongs to a token of its paragraph and differs from what the model says of the name."""
    reading = read(marked)
    sentences = first_reading(reading)
    own = {n: {t.i: t for s in group for t in s.tokens} for n, group in groupby(
        sentences, key=lambda sentence: sentence.paragraph
    )}  # fmt: skip
    for paragraph, labels in correct_labels(sentences, WORDS).items():
        assert labels
        assert labels.keys() <= own[paragraph].keys()
        assert {entity for entity, _ in labels.values()} <= {"PER", "ORG", "LOC", ""}
        assert any(own[paragraph][i].entity != entity for i, (entity, _) in labels.items())
        for i, (entity, begins) in labels.items():
            assert not (begins and not entity)
            assert begins or not entity or i - 1 in labels, "a name begins somewhere"
    again = reading.sentences
    assert [[t.i for t in s.tokens] for s in again] == [[t.i for t in s.tokens] for s in sentences]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_a_second_reading_has_the_labels(marked: str) -> None:
    """Reading again with the labels gives tokens that bear them, and units that hold every token once."""
    reading = read(marked)
    labels = corrections(reading)
    for sentence in reading.sentences:
        told = labels.get(sentence.paragraph, {})
        for token in sentence.tokens:
            if token.i in told:
                assert (token.entity, token.entity_start) == told[token.i]
        assert tuple(t for unit in sentence.units for t in unit.tokens) == sentence.tokens
