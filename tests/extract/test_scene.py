"""Who is named in an article, by which words, in which position, and who acts in which sentence."""

from __future__ import annotations

import pytest
from tests.handmade import read, rules

from claimx.extract.scene import Scene, read_cast
from claimx.extract.vocabulary import PhraseWords

WORDS = PhraseWords.of(rules())
SARI = "[Sari Melati]PER menggeleng|VERB ."
YOHANES = "[Yohanes Karel]PER datang|VERB ."


def scene(marked: str) -> Scene:
    """Read the cast of a text, with no statement found in it."""
    reading = read(marked)
    return read_cast(reading.text, reading.sentences, WORDS, [], rules().steps("speaker"))


def cast(marked: str) -> list[str]:
    return [member.name for member in scene(marked).cast.members]


# marked text -> role and affiliation of the person named last
POSITIONS = {
    "called again": (
        f"{SARI} Koordinator Nasional [Lembaga Rimba]ORG itu pergi|VERB .",
        ("Koordinator Nasional", "Lembaga Rimba"),
    ),
    "called again, the role is known": (
        f"Dosen {SARI} Koordinator [Lembaga Rimba]ORG itu pergi|VERB .",
        ("Dosen", "Lembaga Rimba"),
    ),
    "no determiner": (
        f"{SARI} Koordinator Nasional [Lembaga Rimba]ORG pergi|VERB .",
        (None, None),
    ),
    "several": (f"{SARI} Para koordinator [Lembaga Rimba]ORG itu pergi|VERB .", (None, None)),
    "a sentence between, nobody else named": (
        f"{SARI} Hujan turun|VERB . Koordinator [Lembaga Rimba]ORG itu pergi|VERB .",
        ("Koordinator", "Lembaga Rimba"),
    ),
    "a sentence between, somebody else named": (
        (
            f"[Wati Wulan]PER datang|VERB . {SARI} Hujan turun|VERB . "
            "Koordinator [Lembaga Rimba]ORG itu pergi|VERB ."
        ),
        (None, None),
    ),
    "a sentence between, another koordinator": (
        f"{SARI} Seorang koordinator datang|VERB . Koordinator [Lembaga Rimba]ORG itu pergi|VERB .",
        (None, None),
    ),
    "five sentences between": (
        f"{SARI} {'Hujan turun|VERB . ' * 5} Koordinator [Lembaga Rimba]ORG itu pergi|VERB .",
        (None, None),
    ),
    "of a body named before": (
        "[Yayasan Rimba]ORG menanam|VERB bakau. Direktur yayasan, [Sari Melati]PER, pergi|VERB .",
        ("Direktur", "Yayasan Rimba"),
    ),
    "tersebut, of a body of another kind": (
        "[Rimba Lestari]ORG menanam|VERB bakau. Direktur lembaga tersebut, [Sari Melati]PER, pergi|VERB .",
        ("Direktur", "Rimba Lestari"),
    ),
    "a field before the body": (
        "[Dinas Pasar Bukit]ORG menambah|VERB kios. Kepala Bidang Angkutan dinas tersebut, [Sari Melati]PER, pergi|VERB .",
        ("Kepala Bidang Angkutan", "Dinas Pasar Bukit"),
    ),
    "of no body named before": (
        "Direktur yayasan, [Sari Melati]PER, pergi|VERB .",
        ("Direktur yayasan", None),
    ),
    "behind a word of speech": (
        "Jurnal itu memuat|VERB tanggapan|NOUN arkeolog [Institut Rimba]ORG, [Sari Melati]PER.",
        ("arkeolog", "Institut Rimba"),
    ),
    "a place between commas before itu": (
        f"{SARI} Nelayan Desa [Sukamaju]LOC, Kabupaten [Bukit]LOC, itu pergi|VERB .",
        ("Nelayan", "Desa Sukamaju"),
    ),
    "no position": (f"{SARI} Jembatan [Lembaga Rimba]ORG itu runtuh|VERB .", (None, None)),
    "beside a cue that reports nothing": (
        f"{SARI} Koordinator [Lembaga Rimba]ORG itu mengatakan aman.",
        ("Koordinator", "Lembaga Rimba"),
    ),
    "a body speaks through": (
        "[Polres Bukit]ORG melalui|ADP Kasi Humas [Rudi Hartanto]PER menyatakan aman.",
        ("Kasi Humas", "Polres Bukit"),
    ),
    "somebody speaks through": (
        "Warga melalui|ADP Kasi Humas [Rudi Hartanto]PER menyatakan aman.",
        ("Kasi Humas", None),
    ),
    "a document speaks through": (
        "Laporan [Bank Laut]ORG melalui|ADP Kasi Humas [Rudi Hartanto]PER menyatakan aman.",
        ("Kasi Humas", None),
    ),
    "a body beside": (
        "[Polres Bukit]ORG dengan|ADP Kasi Humas [Rudi Hartanto]PER menyatakan aman.",
        ("Kasi Humas", None),
    ),
    "selaku, behind a name that is no subject": (
        "[Wati Wulan]PER bertemu|VERB [Sari Melati]PER selaku Ketua [Yayasan Rimba]ORG.",
        ("Ketua", "Yayasan Rimba"),
    ),
    "selaku, where nobody acts": (
        "Warga bertemu|VERB [Sari Melati]PER selaku Ketua [Yayasan Rimba]ORG.",
        ("Ketua", "Yayasan Rimba"),
    ),
    "who is appointed is the subject": (
        "[Wati]PER memuji|VERB [Sari Melati]PER dan dilantik|VERB sebagai Ketua [Yayasan Rimba]ORG.",
        (None, None),
    ),
    "selaku, behind a thing": (
        "[Sari Melati]PER menjual|VERB rumah itu cepat|ADV selaku Ketua [Yayasan Rimba]ORG.",
        (None, None),
    ),
}


@pytest.mark.parametrize(("marked", "position"), POSITIONS.values(), ids=POSITIONS)
def test_position(marked: str, position: tuple[str | None, str | None]) -> None:
    persons = [member for member in scene(marked).cast.members if member.kind == "person"]
    assert persons[-1].position == position


# marked text -> the nicknames of the person named first
NICKNAMES = {
    "explained by one word": (f"{YOHANES} [Yaku]PER, panggilannya|NOUN , pergi|VERB .", {"yaku"}),
    "explained by a word and more": (
        f"{YOHANES} [Yaku]PER, akrabnya|ADV oleh|ADP warga, pergi|VERB .",
        {"yaku"},
    ),
    "explained by a clause": (
        f"{YOHANES} [Pon Ben]PER, begitu|ADV ia disapa|VERB , pergi|VERB .",
        {"ben", "pon ben"},
    ),
    "to the end of the sentence": (
        f"{YOHANES} Warga memanggil|VERB [Yaku]PER, begitu|ADV ia disapa|VERB",
        {"yaku"},
    ),
    "begitu of something else": (
        f"{YOHANES} [Pon Ben]PER, begitu|ADV ia pergi|VERB , tidur|VERB .",
        set(),
    ),
    "the nickname comes after": (
        f"{YOHANES} [Wati]PER, disapa|VERB [Lala]PER, pergi|VERB .",
        set(),
    ),
    "nobody before": ("[Yaku]PER, panggilannya|NOUN , pergi|VERB . [Wati]PER pergi|VERB .", set()),
}


@pytest.mark.parametrize(("marked", "aliases"), NICKNAMES.values(), ids=NICKNAMES)
def test_a_nickname_explained_after_it(marked: str, aliases: set[str]) -> None:
    assert scene(marked).cast.members[0].aliases == aliases


# marked text -> who acts in its first sentence
SUBJECTS = {
    "the first phrase": ("[Sari Melati]PER kecewa|ADJ .", "Sari Melati"),
    "agent of a passive verb": (
        "Hal itu disampaikan|VERB [Sari Melati]PER kemarin.",
        "Sari Melati",
    ),
    "object of an active verb": ("Hal itu menyusul|VERB [Sari Melati]PER kemarin.", None),
    "subject of a later clause": (
        "Hujan turun|VERB ketika|SCONJ [Sari Melati]PER mengais|VERB sampah.",
        "Sari Melati",
    ),
    "behind a fronted clause": (
        "Menanggapi|VERB hal itu, [Sari Melati]PER kecewa|ADJ .",
        "Sari Melati",
    ),
    "behind a fronted place": ("Di pasar itu, [Sari Melati]PER kecewa|ADJ .", "Sari Melati"),
    "behind a clause with a subject": (
        "Hal itu terjadi|VERB , [Sari Melati]PER kecewa|ADJ .",
        None,
    ),
    "behind a statement": (
        "Menanggapi|VERB itu ia mengatakan, [Sari Melati]PER kecewa|ADJ .",
        None,
    ),
    "the first of two": ("[Sari Melati]PER ditemui|VERB [Wati]PER kemarin.", "Sari Melati"),
    "a body": ("[Badan Siaga]ORG kecewa|ADJ .", None),
}


@pytest.mark.parametrize(("marked", "name"), SUBJECTS.values(), ids=SUBJECTS)
def test_subject(marked: str, name: str | None) -> None:
    subject = scene(marked).subjects.get(0)
    assert (subject and subject.name) == name


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("Warga Minta|VERB [Sari Melati]PER Pergi|VERB", []),
        ("Warga Minta|VERB [Sari Melati]PER Pergi|VERB .", ["Sari Melati"]),
        ("Warga minta|VERB [Sari Melati]PER Pergi|VERB", ["Sari Melati"]),
        ("[Sari]PER", ["Sari"]),
    ],
)
def test_a_headline_names_nobody(marked: str, names: list[str]) -> None:
    """Where every word has a capital and no stop ends them, capitals tell nothing."""
    assert cast(marked) == names


@pytest.mark.parametrize(
    ("body", "aliases"),
    [
        ("Jaringan Rimba (JRB)", {"Jaringan Rimba": {"jrb"}}),
        ("Jaringan Rimba", {}),
        ("Jaringan Rimba (jejaring warga)", {}),
    ],
)
def test_a_body_in_a_position_is_entered_with_its_short_form(
    body: str, aliases: dict[str, set[str]]
) -> None:
    members = scene(f"Koordinator {body} [Sari Melati]PER datang|VERB .").cast.members
    assert {m.name: m.aliases for m in members if m.kind == "organisation"} == aliases


@pytest.mark.parametrize(
    ("word", "kind"), [("Rumoko", "person"), ("KCI", "organisation"), ("PasokTani", "organisation")]
)
def test_a_coined_word_beside_a_cue_is_a_body(word: str, kind: str) -> None:
    """A single capitalised word beside a cue is a person in spite of the model, unless its shape tells."""
    quote = '"Kami menjaga stok sampai akhir tahun,"'
    (record,) = read(f"{quote} kata [{word}]ORG.").records
    assert record.speaker is not None
    assert (record.speaker.kind, record.speaker.name) == (kind, word)
