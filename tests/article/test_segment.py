"""Articles taken apart: the head, boilerplate in all shapes of input, paragraphs and sentences."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.article.cuts import is_blank
from claimx.article.segment import segment
from claimx.models import Article, Layout
from claimx.rules.load import load_rules

RULES = load_rules()

PAGE = """Pemkot Tambah Armada Bus di Kalibaru

Rani Pratiwi - detikJateng
Kamis, 14 Sep 2023 23:37 WIB

Foto: Bus kota di Kalibaru (Foto: Dok. Pemkot)

Semarang - Pemkot menambah 12 bus di Kalibaru. Bus itu mulai jalan Senin.

"Busnya baru semua," kata Kepala Dinas Perhubungan Dodo Sasmita, Kamis (14/9/2023).

ADVERTISEMENT
SCROLL TO CONTINUE WITH CONTENT

Tarif Tidak Berubah

Dodo mengatakan tarif tetap Rp 3.500. Baca juga: Sopir Angkot Tolak Rute Baru Warga menilai tarif itu murah.

"Saya setuju," ujar Wati.

Simak Video "Bus Baru di Kalibaru"
(rni/dod)
"""


def lay(text: str, **fields: str | None) -> Layout:
    return segment(Article(id="x", text=text, **fields), RULES)  # type: ignore[arg-type]


def texts(layout: Layout, kind: str) -> list[str]:
    return [part.text for part in layout.segments if part.kind == kind]


def test_whole_page() -> None:
    """Each part of a page of one paragraph a line gets its kind, and the metadata is read."""
    layout = lay(PAGE)
    assert [part.kind for part in layout.segments] == [
        "title", "byline", "published", "boilerplate", "dateline", "paragraph", "paragraph",
        "boilerplate", "heading", "paragraph", "boilerplate", "paragraph", "paragraph",
        "boilerplate", "boilerplate",
    ]  # fmt: skip
    assert layout.title == "Pemkot Tambah Armada Bus di Kalibaru"
    assert layout.byline == "Rani Pratiwi"
    assert layout.outlet == "detikJateng"
    assert layout.dateline == "Semarang"
    assert layout.published == "2023-09-14T23:37:00+07:00"
    assert texts(layout, "heading") == ["Tarif Tidak Berubah"]
    assert "Warga menilai tarif itu murah." in texts(layout, "paragraph")


def test_what_the_article_brings_wins() -> None:
    """Metadata of the input is not overruled by the page."""
    layout = lay(PAGE, published="2020-01-02", outlet="Kabar", byline="Dodo", title="Judul")
    assert (layout.published, layout.outlet, layout.byline, layout.title) == (
        "2020-01-02", "Kabar", "Dodo", "Judul",
    )  # fmt: skip


def test_title_in_a_text_without_line_breaks() -> None:
    """The known title is cut off where it opens the text, whatever its spacing and marks."""
    layout = lay(
        "Pemkot Tambah 'Bus Hijau'  di Kalibaru Semarang - Bus itu baru.",
        title="Pemkot Tambah “Bus Hijau” di Kalibaru - Kabar.com",
    )
    assert texts(layout, "title") == ["Pemkot Tambah 'Bus Hijau'  di Kalibaru"]
    assert layout.dateline == "Semarang"
    assert texts(layout, "paragraph") == ["Bus itu baru."]


def test_title_that_goes_on_as_a_sentence_stays() -> None:
    """A first sentence that begins with the words of the title is no title."""
    layout = lay("Pemkot tambah bus di Kalibaru pada Senin.", title="Pemkot Tambah Bus")
    assert texts(layout, "paragraph") == ["Pemkot tambah bus di Kalibaru pada Senin."]


def test_dateline_behind_a_lead() -> None:
    """A summary that runs into the dateline becomes a heading of its own."""
    layout = lay("Warga diminta hemat air selama kemarau Kupang (ANTARA) - PDAM membatasi aliran.")
    assert texts(layout, "heading") == ["Warga diminta hemat air selama kemarau"]
    assert (layout.dateline, layout.outlet) == ("Kupang", "ANTARA")


@pytest.mark.parametrize(
    "text",
    [
        "Presiden Adiwangsa - Wakil Presiden Nirmala dilantik pagi ini.",
        "Kopi - minuman hitam itu - disukai banyak orang.",
        "Ia menempuh rute Banda Aceh - Medan dengan bus.",
        '"Jakarta - Bandung cuma satu jam," kata Dodo.',
        "Rani - dia guru - pulang.",
        "PSSI - Klub sepakat menunda laga.",
    ],
)
def test_a_dash_alone_makes_no_dateline(text: str) -> None:
    """People, teams, roads and asides before a dash stay in the sentence."""
    assert texts(lay(text), "paragraph") == [text]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "Harga naik. Baca juga: Bulog Gelar Operasi Pasar Kepala Bulog Dodo Sasmita mengatakan stok aman.",
            ["Harga naik.", "Kepala Bulog Dodo Sasmita mengatakan stok aman."],
        ),
        (
            'Harga naik. Baca juga: Bulog gelar operasi pasar di Demak "Stok aman," kata Dodo.',
            ["Harga naik.", '"Stok aman," kata Dodo.'],
        ),
        (
            "Harga naik. Baca juga: Bulog gelar operasi pasar mulai Rabu Adapun stok beras aman.",
            ["Harga naik.", "Adapun stok beras aman."],
        ),
        (
            "Dodo Sasmita datang. Baca juga: Bulog Gelar Operasi Pasar Dodo Sasmita menambahkan, stok aman.",
            ["Dodo Sasmita datang.", "Dodo Sasmita menambahkan, stok aman."],
        ),
        (
            "Harga naik.Baca juga: Bulog Gelar Operasi PasarMenurut Dodo, stok aman.",
            ["Harga naik.", "Menurut Dodo, stok aman."],
        ),
        (
            "Harga naik. Baca juga: Bulog Gelar Operasi Pasar  Stok Aman, kata Dodo.",
            ["Harga naik.", "Stok Aman, kata Dodo."],
        ),
        (
            "Harga naik. (Baca juga: Bulog Gelar Operasi Pasar) Stok aman.",
            ["Harga naik.", "Stok aman."],
        ),
    ],
)
def test_linked_headline_inside_a_paragraph(text: str, left: list[str]) -> None:
    """The headline goes, and the news text goes on where its sentence begins."""
    assert texts(lay(text), "paragraph") == left


def test_label_line_without_a_headline_takes_no_news() -> None:
    """`Baca Juga` alone on its line does not swallow the paragraph after it."""
    text = "Ia tiba.\nBaca Juga\nSebuah pernyataan menyebutkan korban bertambah.\nIa pulang."
    assert texts(lay(text), "boilerplate") == ["Baca Juga"]


def test_tail_marker_in_the_first_half_takes_only_its_sentence() -> None:
    """What is news after a notice is kept."""
    text = (
        "Stok aman.\n* Fakta atau Hoaks? Kirim pesan ke nomor kami.\n"
        'Pedagang mengeluh.\n"Pembeli sepi," ucap Wati.'
    )
    assert '"Pembeli sepi," ucap Wati.' in texts(lay(text), "paragraph")


def test_paragraphs_run_together() -> None:
    """A sentence end that meets a capital or an opening mark without a space ends a paragraph."""
    text = (
        "Harga naik 1.200 rupiah.“Kami rugi. Sangat rugi,” kata Rani.Menurut Dodo, S.H., stok aman."
    )
    assert texts(lay(text), "paragraph") == [
        "Harga naik 1.200 rupiah.",
        "“Kami rugi. Sangat rugi,” kata Rani.",
        "Menurut Dodo, S.H., stok aman.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    """Lines broken at a fixed width make one paragraph, and no sentence ends at a break."""
    text = (
        "Bupati meresmikan jembatan gantung di Desa Karangjati, Rabu pagi. Jembatan\n"
        "itu menghubungkan dua dusun yang selama ini terpisah sungai besar dan tak\n"
        "pernah punya jalan pintas.\n\n"
        '"Anak-anak tidak perlu lagi menyeberang sungai untuk pergi ke sekolah tiap\n'
        'hari," kata Bupati. Ia berharap warga ikut merawat jembatan yang dibangun\n'
        "dengan dana desa itu."
    )
    layout = lay(text)
    assert len(texts(layout, "paragraph")) == 2
    assert len(layout.sentences) == 4


def test_lines_broken_anywhere_are_joined_between_blank_lines() -> None:
    """A short first line goes on, whatever the next begins with."""
    paragraph = (
        "“Dari sasaran pajak daerah\n2015 sebanyak 800 juta rupiah lebih sedikit, baru\n"
        "masuk 600 juta atau 75 persen,” kata Kepala Dispenda Karangjati\n"
        "Rani Larasati seusai serah terima jabatan di kantor bupati, Jumat."
    )
    layout = lay("\n\n".join([paragraph] * 4))
    assert len(texts(layout, "paragraph")) == 4


def test_speech_that_goes_on_in_the_next_line_is_one_paragraph() -> None:
    """An open mark in one line, its closing mark and the cue in the next."""
    text = (
        'Rani datang.\n"Sebab harga gabah sudah lama turun.\n'
        'Ini perkara yang lama sekali," kata Rani.\nIa pulang.'
    )
    assert texts(lay(text), "paragraph") == [
        "Rani datang.",
        '"Sebab harga gabah sudah lama turun.\nIni perkara yang lama sekali," kata Rani.',
        "Ia pulang.",
    ]


def test_complete_quotations_are_never_cut() -> None:
    """A sentence holds the whole of a quotation of several sentences."""
    text = 'Ia pulang. "Saya lelah. Saya mau tidur. Besok saja," kata Rani. Ia tidur.'
    layout = lay(text)
    assert [text[start:end] for start, end in layout.sentences] == [
        "Ia pulang.",
        '"Saya lelah. Saya mau tidur. Besok saja," kata Rani.',
        "Ia tidur.",
    ]


PIECES = st.sampled_from([
    "Jakarta - ", "JAKARTA, KOMPAS.com - ", "Baca juga: ", "Baca Juga\n", "Bulog Gelar Operasi Pasar ",
    '"Kami siap," ', "kata Rani. ", "“Stok aman.", "ADVERTISEMENT ", "(rni/dod)", "\n", "\n\n", "  ",
    "Copyright © 2024 ", "Tags: ", "Penulis: Rani\n", "15/09/2023, 06:19 WIB\n", "31/02/2023\n", "Foto: ",
    "[Gambas:Video", "\u200e", "\ud800", "\x00", "ﷺ", "👩‍👩‍👧", "\u2028", "İ", "ß", ".“", "Editor\n", ": Dodo\n",
])  # fmt: skip


@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=40).map("".join))
@settings(max_examples=150, deadline=None)
def test_segments_are_exact_ordered_and_complete(text: str) -> None:
    """Whatever the text: no overlap, no gap with visible text, exact offsets, no error."""
    layout = lay(text, title="Bulog Gelar Operasi Pasar")
    place = 0
    for part in layout.segments:
        assert part.text == text[part.start : part.end]
        assert place <= part.start < part.end
        assert is_blank(text, place, part.start)
        place = part.end
    assert is_blank(text, place, len(text))
    news = [(p.start, p.end) for p in layout.segments if p.kind in ("paragraph", "heading")]
    place = 0
    for start, end in layout.sentences:
        assert place <= start < end
        assert any(first <= start and end <= last for first, last in news)
        place = end


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_same_text_same_layout(text: str) -> None:
    """Segmentation has no memory."""
    assert lay(text) == lay(text)


@pytest.mark.parametrize(
    "unit",
    [
        PAGE,
        PAGE.replace("\n", " "),
        "Baca juga: ",
        "Baca Juga\n",
        "(((",
        "JAKARTA - ",
        " \n \n",
        "[Gambas",
        "Aa ",
        "12/",
        "Foto: ",
        "Copyright © 2024 ",
    ],
)
def test_time_grows_with_the_text(unit: str) -> None:
    """Twice the text takes about twice the time."""
    size = 30_000

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        took = []
        for _ in range(2):
            begin = time.process_time()
            lay(text)
            took.append(time.process_time() - begin)
        return min(took)

    # A busy machine may spoil a measurement, not three; what is not linear fails each time.
    assert any(seconds(2 * size) < 3 * seconds(size) + 0.05 for _ in range(3))
