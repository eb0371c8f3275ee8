"""The splitter keeps abbreviations and quotations whole and never raises."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimx.nlp.sentences import read_abbreviations, split_sentences

# `|` marks each boundary that must be found; there is no other.
CASES = [
    "Harga Rp 3,5 juta.| Dia senang.",
    "Jumlahnya 1.129 orang.| Sebanyak 496.293 jiwa mengungsi.",
    "Menurut Drs. H. M. Jusuf, itu benar.| Ia pergi.",
    "Rektor Dr.H. Mahmud dan Drs.H.M. Jusuf hadir.| Situs Dr.Kita. Ramai.".replace(
        ". Ramai", ".| Ramai"
    ),
    "Dia lahir (19/2/2022).| Selesai.",
    "Brigjen Pol. Budi dan Jenderal (Purn.) Wiranto hadir.",
    "Budi Santoso, S.H., M.H. menolak.",
    "Budi Santoso, S.Pd.I menolak.",
    "Pembelanya Budi Santoso, S.H.| Menurut dia, tidak.",
    "A. B. Susanto dan M. Rahman datang bersama K.H. Said Aqil.",
    "Tulisan di KOMPAS.com dan Kompas.Com.| Dibaca orang.",
    "Peraturan No. 5 dibahas di Jl. Sudirman oleh PT. Maju Tbk.| Rapat selesai.",
    "Beras, gula, dll. dibagikan.| Beras, gula, dll.| Warga senang.",
    "Dia mengonsumsi vitamin C.| Dia sehat.| Ini naik dari APBN-P.| Menteri setuju.",
    "Kami pulang...| Besok kembali.",
    '"Kutipan?" tanya Budi.| "Kutipan!"| Budi pergi.',
    '"Saya mau." katanya.| "Kutipan."| Ani diam.',
    "Begitulah pada tahun.|“Untuk itu kami datang,” katanya.",
    "Naik dengan jumlah 5%.|Menurut dia, wajar.|Warga diam.",
    "Ini terjadi pada tahun.|Dia diam.| Kasus pada 2019.|Meski begitu, aman.",
    '"Bentuk ideal."|Semenjak itu, ia pergi.',
    "kurban’e berkah … (Aduhai cantik) ya.",
    "1. Beras dibagikan.| 2. Gula dijual.",
    "Judul tanpa titik|\nIsi berita.|\n\nParagraf lain",
    "JAKARTA, KOMPAS — Presiden hadir.| Jakarta (ANTARA) - Menteri pergi.",
]


@pytest.mark.parametrize("marked", CASES)
def test_boundaries(marked: str) -> None:
    """Exactly the marked boundaries are found."""
    pieces = [piece.strip() for piece in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[start:end] for start, end in split_sentences(text)] == pieces


def test_closed_quotation_holds_its_stops() -> None:
    """A complete quotation is never split, however many sentences it holds."""
    text = 'Ia berkata, "Satu. Dua.\nTiga." Lalu pergi. "A." Ya'
    start = text.index('"')
    end = text.index('" Lalu') + 1
    found = [text[a:b] for a, b in split_sentences(text, [(start, end)])]
    assert found == [text[:end], "Lalu pergi.", '"A."', "Ya"]


def test_glued_closing_mark_stays_with_its_quotation() -> None:
    """Where a closed span tells the direction of a glued mark, it is believed."""
    text = 'Ia punya 5" dan "Ideal."Semenjak itu'
    start = text.index('"Ideal')
    spans = split_sentences(text, [(start, start + 8)])
    assert [text[a:b] for a, b in spans] == ['Ia punya 5" dan "Ideal."', "Semenjak itu"]


@pytest.mark.parametrize(
    ("text", "closed", "expected"),
    [
        (
            "Ia pulang ke rumah.” Tidak harus, ”ucapnya. Lalu hujan.",
            "” Tidak harus, ”",
            ["Ia pulang ke rumah.", "” Tidak harus, ”ucapnya.", "Lalu hujan."],
        ),
        (
            'Ia pulang ke rumah." Tidak. Harus, "ucapnya. Lalu hujan.',
            '" Tidak. Harus, "',
            ["Ia pulang ke rumah.", '" Tidak. Harus, "ucapnya.', "Lalu hujan."],
        ),
        (
            "Ia pulang ke rumah.” Tidak harus, ”ucapnya. Lalu hujan.",
            None,
            ["Ia pulang ke rumah.”", "Tidak harus, ”ucapnya.", "Lalu hujan."],
        ),
        (
            "Ia berkata, “Sudah.” Lalu hujan.",
            "“Sudah.”",
            ["Ia berkata, “Sudah.”", "Lalu hujan."],
        ),
    ],
)
def test_a_mark_behind_a_stop_that_opens_belongs_to_the_next_sentence(
    text: str, closed: str | None, expected: list[str]
) -> None:
    """The pairing tells on which side of the boundary the mark stands."""
    start = text.index(closed) if closed else 0
    spans = split_sentences(text, [(start, start + len(closed))] if closed else [])
    assert [text[a:b] for a, b in spans] == expected


@given(
    st.text(st.sampled_from("aB. \n\"”“'?!…()1%,\u2028\ud800é—") | st.characters(), max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)).map(sorted).map(tuple), max_size=3),
)
def test_spans_cover_the_text(text: str, closed: list[tuple[int, int]]) -> None:
    """Spans rise, are trimmed, and leave nothing but white space between them."""
    last = 0
    for start, end in split_sentences(text, closed):
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip() != ""
        last = end
    assert text[last:].strip() == ""


@pytest.mark.parametrize("unit", [".", ". ", "A.", '."', '"', "? ", "a.\n"])
def test_hostile_runs_take_linear_time(unit: str) -> None:
    """Ten times the text must not take a hundred times as long."""
    started = time.perf_counter()
    split_sentences(unit * 100_000)
    assert time.perf_counter() - started < 5


def test_abbreviations_are_well_formed() -> None:
    """Every entry of the data file ends in a stop and has no space."""
    abbreviations = read_abbreviations()
    assert abbreviations["Drs."] is False
    assert abbreviations["Tbk."] is True
    assert all(entry.endswith(".") for entry in abbreviations)
