"""Who a mention beside a cue is: names, positions, pronouns, clitics, and nobody at all."""

from __future__ import annotations

import pytest
from tests.handmade import read

from claimx.models import Record, Speaker

QUOTE = '"Kami menjaga stok sampai akhir tahun,"'


def last(marked: str) -> Record:
    return read(marked).records[-1]


def speaker(marked: str) -> Speaker:
    """Return the speaker of the last record."""
    found = last(marked).speaker
    assert found is not None
    return found


# text -> mention, words of the mention, name
ROWS = {
    "clitic": (
        f"[Sari Melati]PER mengatakan, harga naik. {QUOTE} katanya.",
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "clitic after a quotation": (
        f"{QUOTE} kata [Sari Melati]PER. {QUOTE} ujarnya.",
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "clitic, two speakers before": (
        (
            f"[Sari Melati]PER mengatakan, harga naik. [Rudi Hartanto]PER mengatakan, harga turun. "
            f"{QUOTE} katanya."
        ),
        "clitic",
        "nya",
        "Rudi Hartanto",
    ),
    "clitic, a paragraph later": (
        f"[Sari Melati]PER mengatakan, harga naik.\n{QUOTE} katanya.",
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "clitic of a body": (
        f"[Badan Pengawas Gula]ORG menyatakan, stok aman. {QUOTE} ujarnya.",
        "clitic",
        "nya",
        "Badan Pengawas Gula",
    ),
    "menurutnya": (
        "[Sari Melati]PER datang|VERB ke pasar. Menurutnya, harga naik.",
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "dia": (
        f"[Sari Melati]PER mengatakan, harga naik. {QUOTE} kata dia.",
        "pronoun",
        "dia",
        "Sari Melati",
    ),
    "ia, after a subject": (
        "[Sari Melati]PER datang|VERB ke pasar. Ia mengatakan, harga naik.",
        "pronoun",
        "Ia",
        "Sari Melati",
    ),
    "beliau": (
        f"[Sari Melati]PER mengatakan, harga naik. {QUOTE} kata beliau.",
        "pronoun",
        "beliau",
        "Sari Melati",
    ),
    "mereka": (
        f"Para pedagang mengatakan, pasar itu aman. {QUOTE} kata mereka.",
        "pronoun",
        "mereka",
        "Para pedagang",
    ),
    "mereka, after a subject": (
        "Para pedagang menolak|VERB pindah|VERB . Mereka mengatakan, harga sewa naik.",
        "pronoun",
        "Mereka",
        "Para pedagang",
    ),
    "first token": (
        f"[Sari Melati Wulan]PER datang|VERB . {QUOTE} kata [Sari]PER.",
        "short_name",
        "Sari",
        "Sari Melati Wulan",
    ),
    "middle token": (
        f"[Sari Melati Wulan]PER datang|VERB . {QUOTE} kata [Melati]PER.",
        "short_name",
        "Melati",
        "Sari Melati Wulan",
    ),
    "last token": (
        f"[Sari Melati Wulan]PER datang|VERB . {QUOTE} kata [Wulan]PER.",
        "short_name",
        "Wulan",
        "Sari Melati Wulan",
    ),
    "full name": (f"{QUOTE} kata [Sari Melati]PER.", "full_name", "Sari Melati", "Sari Melati"),
    "the full name comes later": (
        f"{QUOTE} kata [Sari]PER, yang tinggal|VERB di sana|ADV.\n[Sari Melati]PER pergi|VERB .",
        "short_name",
        "Sari",
        "Sari Melati",
    ),
    "one of two by full name": (
        f"[Kim Jong Bo]PER bertemu|VERB [Kim Yo Ra]PER. {QUOTE} kata [Kim Yo Ra]PER.",
        "full_name",
        "Kim Yo Ra",
        "Kim Yo Ra",
    ),
    "one of two by short name: the last": (
        f"[Kim Jong Bo]PER datang|VERB . [Kim Yo Ra]PER datang|VERB . {QUOTE} kata [Kim]PER.",
        "short_name",
        "Kim",
        "Kim Yo Ra",
    ),
    "nickname after disapa": (
        (
            f"[Tri Rismawati]PER, yang akrab|ADJ disapa|VERB [Lala]PER, datang|VERB . "
            f"{QUOTE} kata [Lala]PER."
        ),
        "short_name",
        "Lala",
        "Tri Rismawati",
    ),
    "nickname in brackets": (
        f"[Yohanes Karel]PER (Boni) datang|VERB . {QUOTE} kata [Boni]PER.",
        "short_name",
        "Boni",
        "Yohanes Karel",
    ),
    "nickname in brackets, tagged as a name": (
        f"[Yohanes Karel]PER ([Boni]PER) datang|VERB . {QUOTE} kata [Boni]PER.",
        "short_name",
        "Boni",
        "Yohanes Karel",
    ),
    "two in one phrase": (
        f"[Rudi Hartanto]PER dan [Sari Melati]PER datang|VERB . {QUOTE} kata [Rudi]PER.",
        "short_name",
        "Rudi",
        "Rudi Hartanto",
    ),
    "abbreviation of a body": (
        f"[Badan Pengawas Gula dan Garam]ORG ([BPGG]ORG) menyatakan, stok aman. {QUOTE} kata [BPGG]ORG.",
        "organisation",
        "BPGG",
        "Badan Pengawas Gula dan Garam",
    ),
    "position with itu": (
        "Dubes [Astina]LOC [Ivan Karel]PER datang|VERB . Dubes [Astina]LOC itu mengatakan, stok aman.",
        "role",
        "Dubes Astina itu",
        "Ivan Karel",
    ),
    "position with tersebut": (
        (
            "Politikus [Partai Laut]ORG [Ivan Karel]PER datang|VERB . "
            "Politikus tersebut mengatakan, stok aman."
        ),
        "role",
        "Politikus tersebut",
        "Ivan Karel",
    ),
    "position alone": (
        f"Presiden [Rudi Hartanto]PER tiba|VERB . {QUOTE} kata Presiden.",
        "role",
        "Presiden",
        "Rudi Hartanto",
    ),
    "one of two by position": (
        (
            "Bupati [Bukit]LOC [Rudi Hartanto]PER bertemu|VERB Kapolres [Bukit]LOC [Ivan Karel]PER. "
            "Bupati [Bukit]LOC itu mengatakan, stok aman."
        ),
        "role",
        "Bupati Bukit itu",
        "Rudi Hartanto",
    ),
    "a body": (
        "[Istana Astina]ORG menyatakan, stok aman.",
        "organisation",
        "Istana Astina",
        "Istana Astina",
    ),
    "a body by a common noun": (
        f"[Yayasan Rimba Lestari]ORG tiba|VERB . [Badan Siaga]ORG tiba|VERB . {QUOTE} kata yayasan itu.",
        "organisation",
        "yayasan itu",
        "Yayasan Rimba Lestari",
    ),
    "a body by the noun of another": (
        f"[Yayasan Rimba Lestari]ORG tiba|VERB . [Badan Siaga]ORG tiba|VERB . {QUOTE} kata lembaga tersebut.",
        "organisation",
        "lembaga tersebut",
        "Badan Siaga",
    ),
    "a body by a noun that opens the sentence": (
        "[Yayasan Rimba Lestari]ORG tiba|VERB . Yayasan mengatakan, stok aman.",
        "organisation",
        "Yayasan",
        "Yayasan Rimba Lestari",
    ),
    "a body by a noun with a capital elsewhere": (
        f"[Yayasan Rimba Lestari]ORG tiba|VERB . {QUOTE} kata Yayasan.",
        "organisation",
        "Yayasan",
        "Yayasan Rimba Lestari",
    ),
    "a noun that no body begins with": (
        "[Badan Siaga]ORG tiba|VERB . Yayasan mengatakan, stok aman.",
        "organisation",
        "Yayasan",
        "Yayasan",
    ),
    "a body that comes only later": (
        f"{QUOTE} kata yayasan itu. [Yayasan Rimba Lestari]ORG tiba|VERB .",
        "organisation",
        "yayasan itu",
        "yayasan",
    ),
    "a body by the short form in its position": (
        f"Koordinator Jaringan Rimba (JRB) [Sari Melati]PER datang|VERB . {QUOTE} kata [JRB]ORG.",
        "organisation",
        "JRB",
        "Jaringan Rimba",
    ),
    "a short title": (
        f"Wakil Bupati [Bukit]LOC [Rudi Hartanto]PER tiba|VERB . {QUOTE} kata Wabup.",
        "role",
        "Wabup",
        "Rudi Hartanto",
    ),
    "a short title of another": (
        f"Bupati [Bukit]LOC [Rudi Hartanto]PER tiba|VERB . {QUOTE} kata Wabup.",
        "role",
        "Wabup",
        "Wabup",
    ),
    "an epithet": (
        f"[Sari Melati]PER datang|VERB . {QUOTE} kata perempuan asal [Garut]LOC itu.",
        "role",
        "perempuan asal Garut itu",
        "Sari Melati",
    ),
    "a position of the newcomer": (
        (
            f"{QUOTE} kata [Rudi Hartanto]PER. Warga bertemu|VERB dengan [Sari Melati]PER. "
            "Dosen itu mengatakan, stok aman."
        ),
        "role",
        "Dosen itu",
        "Sari Melati",
    ),
    "a newcomer with another position": (
        (
            f"{QUOTE} kata [Rudi Hartanto]PER. Warga bertemu|VERB dengan Bupati [Sari Melati]PER. "
            "Dosen itu mengatakan, stok aman."
        ),
        "role",
        "Dosen itu",
        "Rudi Hartanto",
    ),
    "a phrase of a newcomer with a position": (
        (
            f"{QUOTE} kata [Rudi Hartanto]PER. Warga bertemu|VERB dengan Bupati [Sari Melati]PER. "
            "Perempuan itu mengatakan, stok aman."
        ),
        "role",
        "Perempuan itu",
        "Sari Melati",
    ),
    "of two newcomers none": (
        (
            f"{QUOTE} kata [Rudi Hartanto]PER. "
            "Warga bertemu|VERB dengan [Sari Melati]PER bersama|ADP [Wati Wulan]PER. "
            "Dosen itu mengatakan, stok aman."
        ),
        "role",
        "Dosen itu",
        "Rudi Hartanto",
    ),
    "clitic of somebody without a name": (
        (
            f"[Sari Melati]PER mengatakan, harga naik. Seorang pejabat mengatakan, harga turun. "
            f"{QUOTE} katanya."
        ),
        "clitic",
        "nya",
        "Seorang pejabat",
    ),
    "clitic of nothing without a name": (
        (
            f"[Sari Melati]PER mengatakan, harga naik. Menurut sektor hotel, harga turun. "
            f"{QUOTE} katanya."
        ),
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "implicit": (
        f'{QUOTE} kata [Sari Melati]PER.\n"Harga beras juga sudah turun."',
        "implicit",
        None,
        "Sari Melati",
    ),
    "implicit, before": (
        f'"Harga beras juga sudah turun."\n{QUOTE} kata [Sari Melati]PER.',
        "full_name",
        "Sari Melati",
        "Sari Melati",
    ),
    "clitic of the only one named": (
        f"Buku itu ditulis|VERB oleh|ADP [Sari Melati]PER. {QUOTE} katanya.",
        "clitic",
        "nya",
        "Sari Melati",
    ),
    "a company": (
        "[PT Angin Timur]ORG menutup|VERB pabrik. Perseroan mengatakan, penjualan naik|VERB .",
        "organisation",
        "Perseroan",
        "PT Angin Timur",
    ),
    "no company": (
        "[Yayasan Rimba]ORG menutup|VERB pabrik. Perusahaan mengatakan, penjualan naik|VERB .",
        "organisation",
        "Perusahaan",
        "Perusahaan",
    ),
    "the body of who spoke last": (
        f"{QUOTE} kata Direktur [Lembaga Rimba]ORG, [Sari Melati]PER. Lembaganya mencatat|VERB, harga naik|VERB .",
        "organisation",
        "Lembaganya",
        "Lembaga Rimba",
    ),
    "no body is a warga": (
        f"[Sari Melati]PER menunggu|VERB . [Dinas Pasar]ORG mengatakan, stok aman. {QUOTE} kata warga [Bukit]LOC itu.",
        "role",
        "warga Bukit itu",
        "Sari Melati",
    ),
    "a body beside what it is": (
        "[Rimba Lestari]ORG, organisasi pemantau hutan, mengatakan, hutan gundul|ADJ .",
        "organisation",
        "Rimba Lestari, organisasi pemantau hutan",
        "Rimba Lestari",
    ),
    "two names with a slash": (
        f"[Sari Melati]PER / [Rudi Hartanto]PER kalah|VERB . {QUOTE} kata Sari.",
        "short_name",
        "Sari",
        "Sari Melati",
    ),
    "known from elsewhere": (
        f"[Rumoko]PER datang|VERB ke pasar. [Rumoko]PER pergi|VERB . {QUOTE} kata Rumoko.",
        "full_name",
        "Rumoko",
        "Rumoko",
    ),
}


@pytest.mark.parametrize(
    ("marked", "mention", "words", "name"),
    [pytest.param(*row, id=key) for key, row in ROWS.items()],
)
def test_mention(marked: str, mention: str, words: str | None, name: str) -> None:
    found = speaker(marked)
    assert (found.mention, found.text, found.name) == (mention, words, name)


@pytest.mark.parametrize(
    ("marked", "position"),
    [
        (f"{QUOTE} kata [Sari Melati]PER.\n{{}}", ("Kepala", "Dinas Pasar")),
        (f"[Wati Melati]PER pergi|VERB . {QUOTE} kata [Wati Melati]PER.\n{{}}", (None, None)),
        (f"{{}}\n{QUOTE} kata [Wati Wulan]PER.", (None, None)),
    ],
)
def test_a_position_that_the_article_states_later(
    marked: str, position: tuple[str | None, str | None]
) -> None:
    """It is the person's from the first statement on, and nobody else's."""
    first = read(marked.format("Kepala [Dinas Pasar]ORG [Sari Melati]PER pergi|VERB .")).records[0]
    assert first.speaker is not None
    assert (first.speaker.role, first.speaker.affiliation) == position


def test_a_position_by_which_somebody_is_called_is_learnt() -> None:
    """The body of the later mention is added to the role of the first; the place of origin gives way."""
    trainer = "Pelatih asal [Garut]LOC, [Sari Melati]PER, datang|VERB ."
    found = speaker(f"{trainer} Juru taktik [Persatuan Bukit]ORG itu mengatakan, stok aman.")
    assert (found.name, found.role, found.affiliation) == (
        "Sari Melati", "Pelatih", "Persatuan Bukit",
    )  # fmt: skip
    found = speaker(f"{trainer} {QUOTE} katanya.")
    assert (found.name, found.role, found.affiliation) == ("Sari Melati", "Pelatih", "Garut")


@pytest.mark.parametrize("nickname", ["Yaku", "Pon Ben"])
def test_a_nickname_explained_after_it_stands_for_the_person(nickname: str) -> None:
    explained = f"[{nickname}]PER, begitu|ADV ia disapa|VERB , pergi|VERB ."
    found = speaker(f"[Yohanes Karel]PER datang|VERB . {explained} {QUOTE} kata [{nickname}]PER.")
    assert (found.text, found.name) == (nickname, "Yohanes Karel")


def test_an_unnamed_source_is_from_its_place_of_origin() -> None:
    found = speaker(f"{QUOTE} kata pria asal [Garut]LOC.")
    assert (found.kind, found.name, found.affiliation) == ("unnamed", "pria", "Garut")


def test_who_answers_is_not_who_asked() -> None:
    asked = f'{QUOTE} kata [Rudi Hartanto]PER. "Kapan jembatan itu dibuka?" tanya [Sari]PER.'
    assert speaker(f'{asked} "Besok pagi saja," jawabnya.').name == "Rudi Hartanto"
    assert speaker(f'{asked} "Besok pagi saja," katanya.').name == "Sari"
    alone = '"Kapan jembatan itu dibuka?" tanya [Sari]PER.'
    assert speaker(f'{alone} "Besok pagi saja," jawab dia.').name is None


def test_an_office_is_whose_it_is_later_in_the_article() -> None:
    """`Bupati X` before the name, and the place for who is only called `bupati NAME`."""
    early = "Bupati [Lembah]LOC mengatakan, stok aman."
    first, last_one = read(f"{early}\n{QUOTE} kata bupati [Sari Melati]PER.").records
    assert first.speaker is not None and last_one.speaker is not None
    assert (first.speaker.name, first.speaker.mention) == ("Sari Melati", "role")
    assert (last_one.speaker.role, last_one.speaker.affiliation) == ("bupati", "Lembah")


def test_a_short_form_in_brackets_is_of_the_position() -> None:
    found = speaker(
        "Komandan Korem (Danrem) 043/Lembah Brigjen [Sari Melati]PER datang|VERB . "
        f"Wakil Presiden [Rudi Hartanto]PER tiba|VERB . {QUOTE} kata Danrem."
    )
    assert (found.name, found.role) == ("Sari Melati", "Komandan Korem")


def test_a_noun_stands_for_who_spoke_under_it() -> None:
    """`pengacara itu` is the lawyer without a name, not who answered last."""
    found = speaker(
        f"{QUOTE} tanya seorang pengacara. {QUOTE} jawab saksi [Sari Melati]PER. "
        f"{QUOTE} kata pengacara itu."
    )
    assert found.name == "seorang pengacara"


def test_who_is_spoken_of_does_not_speak_next() -> None:
    found = speaker(
        "[Sari Melati]PER mengatakan, [Rudi Hartanto]PER disukai|VERB warga. "
        "Bahkan [Rudi]PER menang|VERB . Menurutnya, harga naik."
    )
    assert found.name == "Sari Melati"


def test_first_names_may_be_cut_short() -> None:
    marked = f"[Yohanes Melati]PER datang|VERB . {QUOTE} kata [Yo Melati]PER."
    assert speaker(marked).name == "Yohanes Melati"
    assert speaker(marked.replace("Yo Melati", "Sari Melati")).name == "Sari Melati"


def test_a_mark_names_nobody() -> None:
    assert speaker("‘|NOUN menyebut harga naik.").name is None


def test_what_a_list_of_two_words_calls_one_position() -> None:
    found = speaker(f"{QUOTE} kata Kepala Desa Lembah, [Sari Melati]PER.")
    assert (found.role, found.affiliation) == ("Kepala Desa", "Lembah")
    found = speaker(f"{QUOTE} kata Camat Kota Lembah, [Sari Melati]PER.")
    assert (found.role, found.affiliation) == ("Camat", "Kota Lembah")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        (f"{QUOTE} katanya.", "nya"),
        (f"{QUOTE} kata dia.", "dia"),
        ("Ia mengatakan, stok aman.", "Ia"),
        ("Mereka mengatakan, stok aman.", "Mereka"),
        (f"[Sari Melati]PER mengatakan, stok aman. {QUOTE} kata mereka.", "mereka"),
    ],
)  # fmt: skip
def test_nobody_is_made_up(marked: str, words: str) -> None:
    """Where nothing supports a choice, the name is null and the record says so."""
    record = last(marked)
    assert record.speaker is not None
    assert (record.speaker.text, record.speaker.name) == (words, None)
    assert "speaker_unresolved" in record.flags


def test_pihaknya_is_nobodys_name() -> None:
    found = speaker("[Sari Melati]PER datang|VERB ke pasar. Pihaknya mengatakan, harga turun.")
    assert found.name != "Pihaknya"


def test_a_quotation_before_the_cued_one_has_its_speaker() -> None:
    first, _ = read(f'"Harga beras juga sudah turun."\n{QUOTE} kata [Sari Melati]PER.').records
    assert first.cue is None
    assert first.speaker is not None and first.speaker.name == "Sari Melati"


@pytest.mark.parametrize(
    ("marked", "kind", "name"),
    [
        (
            "Seorang pejabat kementerian mengatakan, stok aman.",
            "unnamed",
            "Seorang pejabat kementerian",
        ),
        ("Sejumlah pedagang pasar mengatakan, stok aman.", "group", "Sejumlah pedagang pasar"),
        ("[Istana Astina]ORG menyatakan, stok aman.", "organisation", "Istana Astina"),
        ("Laporan [Bank Laut]ORG menyebutkan, stok aman.", "document", "Bank Laut"),
        ("[Sari Melati]PER mengatakan, stok aman.", "person", "Sari Melati"),
    ],
)
def test_kind_of_source(marked: str, kind: str, name: str) -> None:
    """An unnamed source goes by its whole phrase."""
    found = speaker(marked)
    assert (found.kind, found.name) == (kind, name)


@pytest.mark.parametrize(
    "marked",
    [
        f"Kepala [Dinas Pasar Bukit]ORG [Sari Melati]PER datang|VERB . {QUOTE} katanya.",
        f"Kepala [Dinas Pasar Bukit]ORG [Sari Melati]PER datang|VERB . {QUOTE} kata dia.",
        f"Kepala [Dinas Pasar Bukit]ORG [Sari Melati]PER datang|VERB . {QUOTE} kata [Sari]PER.",
        f"{QUOTE} kata [Sari]PER.\nKepala [Dinas Pasar Bukit]ORG [Sari Melati]PER datang|VERB .",
        f"{QUOTE} kata [Sari]PER.\n[Sari Melati]PER, Kepala [Dinas Pasar Bukit]ORG, datang|VERB .",
        f"[Sari Melati]PER selaku Kepala [Dinas Pasar Bukit]ORG datang|VERB . {QUOTE} kata [Sari]PER.",
        f"{QUOTE} kata Kepala [Dinas Pasar Bukit]ORG, [Sari Melati]PER.",
        f"{QUOTE} kata [Sari Melati]PER, Kepala [Dinas Pasar Bukit]ORG.",
    ],
)
def test_role_and_affiliation_come_from_wherever_the_article_gives_them(marked: str) -> None:
    found = speaker(marked)
    assert (found.name, found.role, found.affiliation) == (
        "Sari Melati",
        "Kepala",
        "Dinas Pasar Bukit",
    )


def test_the_antecedent_is_the_full_mention() -> None:
    marked = "Kepala [Dinas Pasar Bukit]ORG [Sari Melati]PER datang|VERB . "
    marked += f"{QUOTE} kata [Sari]PER. {QUOTE} katanya."
    reading = read(marked)
    for record in reading.records:
        assert record.speaker is not None
        found = record.speaker.antecedent
        assert found is not None
        assert reading.text[found.start : found.end] == found.text
        assert found.text == "Kepala Dinas Pasar Bukit Sari Melati"


def test_a_full_name_is_its_own_antecedent() -> None:
    assert speaker(f"{QUOTE} kata [Sari Melati]PER.").antecedent is None


@pytest.mark.parametrize(
    "marked",
    [f"{QUOTE} kata [Sari Melati]PER.", f"{QUOTE} katanya.", "Ia mengatakan, stok aman."],
)
def test_every_decision_is_a_named_rule(marked: str) -> None:
    assert [rule for rule in last(marked).rules if rule.startswith("speaker.")]
