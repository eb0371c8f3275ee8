"""A noun phrase gives a name, a role, an affiliation and a rank, in whatever order they stand."""

from __future__ import annotations

import pytest
from tests.handmade import read, rules

from claimx.extract.describe import Description, describe
from claimx.extract.vocabulary import Evidence, PhraseWords

WORDS = PhraseWords.of(rules())
BROKEN = pytest.mark.xfail(reason="not read yet")


def described(phrase: str, rest: str = " mengatakan, jalan itu aman.") -> Description:
    """Describe the phrase as the subject of a sentence."""
    reading = read(phrase + rest)
    unit = next(unit for sentence in reading.sentences for unit in sentence.units)
    return describe(unit, reading.text, WORDS)


# phrase -> name, role, affiliation, rank
PERSONS = {
    # A sub-unit with a long name, an abbreviation behind it
    "Kepala Pusat [Gempa]ORG dan Tsunami|NOUN [BPGG]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala Pusat Gempa dan Tsunami",
        "BPGG",
        None,
    ),
    "Sekretaris Perusahaan [BPGG]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Sekretaris Perusahaan",
        "BPGG",
        None,
    ),
    "Pemimpin Cabang [Bank Laut]ORG, [Sari Melati]PER": (
        "Sari Melati",
        "Pemimpin Cabang",
        "Bank Laut",
        None,
    ),
    # A section has a name of its own, which is no body
    "Kepala Seksi [Penanganan Sengketa]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala Seksi Penanganan Sengketa",
        None,
        None,
    ),
    "sopir bus jurusan [Bukit]LOC, [Sari Melati]PER": ("Sari Melati", "sopir bus", None, None),
    # Degrees without dots
    "Ketua [BPGG]ORG, [Sari Melati STh MPdK]PER": ("Sari Melati", "Ketua", "BPGG", None),
    "Direktur [RS Laut]ORG, dr.|VERB [Sari Melati]PER, Sp.PD": (
        "Sari Melati",
        "Direktur",
        "RS Laut",
        None,
    ),
    # Two positions
    "pendiri sekaligus|ADV direktur [Bank Laut]ORG [Sari Melati]PER": (
        "Sari Melati",
        "pendiri sekaligus direktur",
        "Bank Laut",
        None,
    ),
    # A rank that is a position in sport
    "Kapten [Persiga]ORG [Sari Melati]PER": ("Sari Melati", "Kapten", "Persiga", None),
    # Ages, between a name and a position as well
    "[Sari Melati]PER, 51 tahun, petani kelapa": ("Sari Melati", "petani kelapa", None, None),
    "Salah satu orang tua murid, [Sari Melati]PER, 38, warga Desa [Sukamaju]LOC": (
        "Sari Melati",
        "orang tua murid",
        "Desa Sukamaju",
        None,
    ),
    "Pembalap 22 tahun [Sari Melati]PER": ("Sari Melati", "Pembalap", None, None),
    # ROLE AFFILIATION NAME
    "Kepala Dinas Pasar [Sari Melati]PER": ("Sari Melati", "Kepala", "Dinas Pasar", None),
    "Kepala [Dinas Pendidikan Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala",
        "Dinas Pendidikan Bukit",
        None,
    ),
    "Kepala Pusat Data [Badan Siaga Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala Pusat Data",
        "Badan Siaga Bukit",
        None,
    ),
    "Ketua Umum [Partai Laut]ORG [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "Ketua Umum",
        "Partai Laut",
        None,
    ),
    "anggota Komisi III [DPR]ORG [Sari Melati]PER": (
        "Sari Melati",
        "anggota Komisi III",
        "DPR",
        None,
    ),
    "Wakil Ketua Komisi XII [DPR]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Wakil Ketua Komisi XII",
        "DPR",
        None,
    ),
    "politikus [Partai Laut]ORG [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "politikus",
        "Partai Laut",
        None,
    ),
    "Direktur Utama [PT Angin Timur]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Utama",
        "PT Angin Timur",
        None,
    ),
    "CEO [Angin Timur]ORG [Sari Melati]PER": ("Sari Melati", "CEO", "Angin Timur", None),
    "peneliti [Institut Laut Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "peneliti",
        "Institut Laut Bukit",
        None,
    ),
    "Juru Bicara [Istana Astina]ORG [Ivan Karel]PER": (
        "Ivan Karel",
        "Juru Bicara",
        "Istana Astina",
        None,
    ),
    "juru bicara [Departemen Luar Negeri Astina]ORG [John Karel]PER": (
        "John Karel",
        "juru bicara",
        "Departemen Luar Negeri Astina",
        None,
    ),
    "Sekretaris Daerah [Kabupaten Bukit]LOC [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "Sekretaris Daerah",
        "Kabupaten Bukit",
        None,
    ),
    "Wali Kota [Bukit]LOC [Rudi Hartanto]PER": ("Rudi Hartanto", "Wali Kota", "Bukit", None),
    "Plt Bupati [Bukit]LOC [Rudi Hartanto]PER": ("Rudi Hartanto", "Plt Bupati", "Bukit", None),
    # A country or nothing behind a portfolio
    "Menteri Luar|ADJ Negeri [AS]LOC [John Karel]PER": (
        "John Karel",
        "Menteri Luar Negeri",
        "AS",
        None,
    ),
    "Menteri Luar Negeri [Rudi Hartanto]PER": ("Rudi Hartanto", "Menteri Luar Negeri", None, None),
    "Menteri [PUPR]ORG [Rudi Hartanto]PER": ("Rudi Hartanto", "Menteri PUPR", None, None),
    "Menteri PPN/Kepala [Bappenas]ORG [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "Menteri PPN/Kepala",
        "Bappenas",
        None,
    ),
    "mantan Menteri Pertahanan [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "mantan Menteri Pertahanan",
        None,
        None,
    ),
    "Presiden [Astina]LOC [Rudi Hartanto]PER": ("Rudi Hartanto", "Presiden", "Astina", None),
    "Presiden [Rudi Hartanto]PER": ("Rudi Hartanto", "Presiden", None, None),
    # Ranks
    "Kepala Bidang Humas [Polda Bukit Raya]ORG Kombes Pol. [Rudi Hartanto]PER, S.I.K.": (
        "Rudi Hartanto",
        "Kepala Bidang Humas",
        "Polda Bukit Raya",
        "Kombes Pol.",
    ),
    "Kepala Unit Reserse Kriminal [Polsek Tanah Rata]ORG Ipda [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "Kepala Unit Reserse Kriminal",
        "Polsek Tanah Rata",
        "Ipda",
    ),
    "Kapolres [Bukit Raya]LOC AKBP [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "Kapolres",
        "Bukit Raya",
        "AKBP",
    ),
    "Brigjen Pol [Rudi Hartanto]PER": ("Rudi Hartanto", None, None, "Brigjen Pol"),
    "Jenderal (Purn) [Rudi Hartanto]PER": ("Rudi Hartanto", None, None, "Jenderal (Purn)"),
    "Ajun Komisaris Besar [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        None,
        None,
        "Ajun Komisaris Besar",
    ),
    # ROLE AFFILIATION, NAME
    "Kepala [Dinas Pendidikan Bukit]ORG, [Sari Melati]PER": (
        "Sari Melati",
        "Kepala",
        "Dinas Pendidikan Bukit",
        None,
    ),
    "pengamat politik [Universitas Bukit]ORG, [Sari Melati]PER": (
        "Sari Melati",
        "pengamat politik",
        "Universitas Bukit",
        None,
    ),
    "warga Desa [Sukamaju]LOC, [Sari Melati]PER": ("Sari Melati", "warga", "Desa Sukamaju", None),
    "kuasa hukum terdakwa, [Rudi Hartanto]PER": (
        "Rudi Hartanto",
        "kuasa hukum terdakwa",
        None,
        None,
    ),
    "pengamat politik dari [Universitas Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "pengamat politik",
        "Universitas Bukit",
        None,
    ),
    # NAME, ROLE AFFILIATION
    "[Sari Melati]PER, Kepala [Dinas Pendidikan Bukit]ORG": (
        "Sari Melati",
        "Kepala",
        "Dinas Pendidikan Bukit",
        None,
    ),
    "[Sari Melati]PER, pengamat politik dari [Universitas Bukit]ORG": (
        "Sari Melati",
        "pengamat politik",
        "Universitas Bukit",
        None,
    ),
    "[Sari Melati]PER (37), warga Desa [Sukamaju]LOC": (
        "Sari Melati",
        "warga",
        "Desa Sukamaju",
        None,
    ),
    "[Sari Melati]PER, seorang pedagang": ("Sari Melati", "pedagang", None, None),
    "[Sari Melati]PER dari [Universitas Bukit]ORG": (
        "Sari Melati",
        None,
        "Universitas Bukit",
        None,
    ),
    # A body behind a preposition, and the name at its end
    "Konsul Jenderal [RI]ORG di [New York]LOC [Sari Melati]PER": (
        "Sari Melati",
        "Konsul Jenderal",
        "RI",
        None,
    ),
    "Pengamat pada [Universitas Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Pengamat",
        "Universitas Bukit",
        None,
    ),
    "Direktur Jenderal Ketenagalistrikan pada [Kementerian Energi]ORG, [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Jenderal Ketenagalistrikan",
        "Kementerian Energi",
        None,
    ),
    "Direktur Jenderal Ketenagalistrikan di [Kementerian Energi]ORG, [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Jenderal Ketenagalistrikan",
        "Kementerian Energi",
        None,
    ),
    "[Sari Melati]PER, Direktur [Bank Laut]ORG dari [Institut Bukit]ORG": (
        "Sari Melati",
        "Direktur",
        "Bank Laut",
        None,
    ),
    "Direktur [Bank Laut]ORG untuk [Astina]LOC, [Sari Melati]PER": (
        "Sari Melati",
        "Direktur",
        "Bank Laut",
        None,
    ),
    "Utusan Khusus untuk [Astina]LOC, [Sari Melati]PER": (
        "Sari Melati",
        "Utusan Khusus",
        None,
        None,
    ),
    "Epidemiolog [Universitas Bukit]ORG, [Surabaya]LOC, [Sari Melati]PER": (
        "Sari Melati",
        "Epidemiolog",
        "Universitas Bukit",
        None,
    ),
    "Direktur Jenderal [Pajak Kementerian Energi]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Jenderal Pajak",
        "Kementerian Energi",
        None,
    ),
    # A rank that completes a position
    "Sekretaris Jenderal [Sari Melati]PER": ("Sari Melati", "Sekretaris Jenderal", None, None),
    "Inspektur Jenderal [Rudi Hartanto]PER": ("Rudi Hartanto", None, None, "Inspektur Jenderal"),
    "Jenderal Melati": ("Melati", None, None, "Jenderal"),
    # Boards, committees, factions, departments
    "Ketua Umum Pimpinan Pusat [Gerakan Rimba]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Umum",
        "Pimpinan Pusat Gerakan Rimba",
        None,
    ),
    "Ketua Umum Pengurus Besar [Ikatan Rimba]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Umum",
        "Pengurus Besar Ikatan Rimba",
        None,
    ),
    "Ketua Pengurus [Ikatan Rimba]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Pengurus",
        "Ikatan Rimba",
        None,
    ),
    "Jaksa Komisi Pemberantasan Korupsi [Sari Melati]PER": (
        "Sari Melati",
        "Jaksa",
        "Komisi Pemberantasan Korupsi",
        None,
    ),
    "anggota Komisi C [DPRD]ORG [Sari Melati]PER": (
        "Sari Melati",
        "anggota Komisi C",
        "DPRD",
        None,
    ),
    "anggota Komisi C [DPRD Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "anggota Komisi C",
        "DPRD Bukit",
        None,
    ),
    "anggota Fraksi Laut [DPR]ORG [Sari Melati]PER": (
        "Sari Melati",
        "anggota Fraksi Laut",
        "DPR",
        None,
    ),
    "anggota Fraksi Laut [Sari Melati]PER": ("Sari Melati", "anggota", "Fraksi Laut", None),
    "peneliti Departemen Ekonomi [CSIS]ORG [Sari Melati]PER": (
        "Sari Melati",
        "peneliti",
        "Departemen Ekonomi CSIS",
        None,
    ),
    "Kepala Departemen Ekonomi [CSIS]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala Departemen Ekonomi",
        "CSIS",
        None,
    ),
    # A bracket behind the position abbreviates the position
    "Pelaksana Tugas (Plt) Kepala [Dinas Pasar]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Pelaksana Tugas (Plt) Kepala",
        "Dinas Pasar",
        None,
    ),
    "Ketua Umum (Ketum) [Yayasan Rimba]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Umum",
        "Yayasan Rimba",
        None,
    ),
    "Sekretaris Jenderal (Sekjen) [DPR]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Sekretaris Jenderal",
        "DPR",
        None,
    ),
    # A name is spelt out before its abbreviation
    "Direktur Riset Center of|X Trade Studies (CTS) Indonesia [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Riset",
        "Center of Trade Studies (CTS) Indonesia",
        None,
    ),
    # An organ belongs to the position where its body follows
    "Ketua Dewan Komisioner (DK) [OJK]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Dewan Komisioner",
        "OJK",
        None,
    ),
    "Ketua Dewan Pengawas [Sari Melati]PER": ("Sari Melati", "Ketua", "Dewan Pengawas", None),
    "Deputi Operasi dan Kesiapsiagaan [Basarnas]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Deputi Operasi dan Kesiapsiagaan",
        "Basarnas",
        None,
    ),
    # What a position is about
    "Dosen Ilmu Politik [Universitas Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Dosen Ilmu Politik",
        "Universitas Bukit",
        None,
    ),
    "Kasubdit Siber [Sari Melati]PER": ("Sari Melati", "Kasubdit Siber", None, None),
    "Direktur Greenbukit [Sari Melati]PER": ("Sari Melati", "Direktur", "Greenbukit", None),
    "Juru Bicara Satgas Pangan [Sari Melati]PER": (
        "Sari Melati",
        "Juru Bicara",
        "Satgas Pangan",
        None,
    ),
    "Ketua Satgas Pangan [Perhimpunan Pasar]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Satgas Pangan",
        "Perhimpunan Pasar",
        None,
    ),
    "Ketua Fraksi [Partai Laut DPRD Bukit]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Ketua Fraksi Partai Laut",
        "DPRD Bukit",
        None,
    ),
    "VP Corporate Communication [Samudra Niaga]ORG [Sari Melati]PER": (
        "Sari Melati",
        "VP Corporate Communication",
        "Samudra Niaga",
        None,
    ),
    # A province before the name
    "Gubernur [Sulut Rudi Hartanto]PER": ("Rudi Hartanto", "Gubernur", "Sulut", None),
    "Orang tua siswa [Sari Melati]PER": ("Sari Melati", "Orang tua siswa", None, None),
    # Links are no part of a role
    "karyawan swasta di|NOUN [Bukit]LOC [Sari Melati]PER": (
        "Sari Melati",
        "karyawan swasta",
        "Bukit",
        None,
    ),
    # Called so
    "Pemilik nama lengkap|NOUN [Sari Melati]PER itu": (
        "Sari Melati",
        None,
        None,
        None,
    ),
    "Korban bernama|VERB [Sari Melati]PER, 45, mengaku|VERB": (
        "Sari Melati",
        "Korban",
        None,
        None,
    ),
    "Wali murid|NOUN atas|ADP nama|NOUN [Sari Melati]PER mengaku|VERB": (
        "Sari Melati",
        "Wali murid",
        None,
        None,
    ),
    "Sopir bernama|VERB [Sari Melati]PER": ("Sari Melati", "Sopir", None, None),
    "Sopir berinisial|VERB RM": ("RM", "Sopir", None, None),
    "Seorang warga yang selamat|ADJ , [Sari Melati]PER,": ("Sari Melati", "warga", None, None),
    "[Sari Melati]PER, 36, warga Desa [Sukamaju]LOC,": (
        "Sari Melati",
        "warga",
        "Desa Sukamaju",
        None,
    ),
    # Ordinary people
    "sopir truk [Rudi]PER": ("Rudi", "sopir truk", None, None),
    "pengamat politik [Sari Melati]PER": ("Sari Melati", "pengamat politik", None, None),
    "Kepala Seksi [Bimbingan Ibadah Kantor Pasar]ORG [Sari Melati]PER": (
        "Sari Melati",
        "Kepala Seksi Bimbingan Ibadah",
        "Kantor Pasar",
        None,
    ),
    "Direktur Pusat Riset dan Pengembangan Kirimku [Sari Melati]PER": (
        "Sari Melati",
        "Direktur Pusat Riset dan Pengembangan",
        "Kirimku",
        None,
    ),
    "[Sari Melati]PER, Dokter Spesialis [Paru Rumah Sakit Bukit]ORG,": (
        "Sari Melati",
        "Dokter Spesialis Paru",
        "Rumah Sakit Bukit",
        None,
    ),
    "Pemilik warung [Sari Melati]PER alias|NOUN Mak [Sari]PER": (
        "Sari Melati",
        "Pemilik warung",
        None,
        None,
    ),
    "dokter spesialis anak [Sari Melati]PER": ("Sari Melati", "dokter spesialis anak", None, None),
    # The bare name
    "[Sari Melati]PER": ("Sari Melati", None, None, None),
    "[Sari Melati]PER (37)": ("Sari Melati", None, None, None),
    "Kombes [Pol Rudi Hartanto]PER": ("Rudi Hartanto", None, None, "Kombes Pol"),
    "[Bang Rudi]PER": ("Rudi", None, None, None),
    "[Bang]PER": ("Bang", None, None, None),
    "[Kim Bo Ra]PER": ("Kim Bo Ra", None, None, None),
    "I Made [Suardana]PER": ("I Made Suardana", None, None, None),
    "[Rudi Hartanto]PER, S.H., M.H.": ("Rudi Hartanto", None, None, None),
    "Dr. [Rudi Hartanto]PER, M.Si.": ("Rudi Hartanto", None, None, None),
    "Prof. Dr. [Rudi Hartanto]PER": ("Rudi Hartanto", None, None, None),
    "dr. [Sari Melati]PER, Sp.A.": ("Sari Melati", None, None, None),
    "Pak [Rudi]PER": ("Rudi", None, None, None),
    "KH [Rudi Hartanto]PER": ("Rudi Hartanto", None, None, None),
    "Ibu [Sari Melati]PER": ("Sari Melati", None, None, None),
    "Bupati [Bukit Raya]LOC H. [Rudi Hartanto]PER": ("Rudi Hartanto", "Bupati", "Bukit Raya", None),
    '[Rudi "Boni" Hartanto]PER': ('Rudi "Boni" Hartanto', None, None, None),
}
NOT_YET = {
    "Menteri PPN/Kepala [Bappenas]ORG [Rudi Hartanto]PER",
    '[Rudi "Boni" Hartanto]PER',
}


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        pytest.param(phrase, row, id=phrase, marks=[BROKEN] if phrase in NOT_YET else [])
        for phrase, row in PERSONS.items()
    ],
)
def test_person(phrase: str, expected: tuple[str | None, ...]) -> None:
    """A person's name is bare; the role has no organisation in it, the affiliation no role."""
    said = described(phrase)
    assert said.kind == "person"
    assert (said.name, said.role, said.affiliation, said.rank) == expected


# phrase -> kind, name, role, affiliation
OTHERS = {
    "[Istana Astina]ORG": ("organisation", "Istana Astina", None, None),
    "[PT Angin Timur]ORG": ("organisation", "PT Angin Timur", None, None),
    "[Badan Pengawas Gula dan Garam]ORG ([BPGG]ORG)": (
        "organisation",
        "Badan Pengawas Gula dan Garam",
        None,
        None,
    ),
    "manajemen [PT Angin Timur]ORG": ("organisation", "manajemen PT Angin Timur", None, None),
    "kantor berita [Angin Timur]ORG": ("organisation", "Angin Timur", None, None),
    "Konsul Jenderal Melati": ("unnamed", None, "Konsul Jenderal", "Melati"),
    "Pemilik nama|NOUN [Sari Melati]PER itu": ("unnamed", None, "Pemilik nama", "Sari Melati"),
    "Politikus berusia|VERB 51 tahun itu": ("unnamed", None, "Politikus", None),
    "Laporan [Bank Laut]ORG": ("document", "Bank Laut", None, None),
    "Data [Bank Laut]ORG": ("document", "Bank Laut", None, None),
    "laporan itu": ("document", "laporan itu", None, None),
    "juru bicara itu": ("unnamed", None, "juru bicara", None),
    "Dubes [Astina]LOC itu": ("unnamed", None, "Dubes", "Astina"),
    "politikus [Partai Laut]ORG tersebut": ("unnamed", None, "politikus", "Partai Laut"),
    "para pedagang": ("group", None, "pedagang", None),
    "sejumlah pedagang pasar": ("group", None, "pedagang pasar", None),
    "seorang pejabat kementerian": ("unnamed", None, "pejabat kementerian", None),
}


@pytest.mark.parametrize(("phrase", "expected"), OTHERS.items(), ids=OTHERS)
def test_source_without_a_personal_name(phrase: str, expected: tuple[str | None, ...]) -> None:
    said = described(phrase)
    assert (said.kind, said.name, said.role, said.affiliation) == expected


@pytest.mark.parametrize(
    ("phrase", "pronoun", "definite", "plural"),
    [
        ("dia", True, False, False),
        ("ia", True, False, False),
        ("beliau", True, False, False),
        ("mereka", True, False, True),
        ("juru bicara itu", False, True, False),
        ("politikus [Partai Laut]ORG tersebut", False, True, False),
        ("juru bicara", False, False, False),
        ("para pedagang", False, False, True),
        ("sejumlah pedagang pasar", False, False, True),
    ],
)
def test_pronouns_definite_and_plural_phrases(
    phrase: str, *, pronoun: bool, definite: bool, plural: bool
) -> None:
    said = described(phrase)
    assert (said.pronoun, said.definite, said.plural) == (pronoun, definite, plural)


@pytest.mark.parametrize(
    ("phrase", "aliases"),
    [
        ("[Badan Pengawas Gula dan Garam]ORG ([BPGG]ORG)", ("BPGG",)),
        ("[Bonifasius Karel]PER (Boni)", ("Boni",)),
        ("[Sari Melati]PER (37)", ()),
        ("[Sari Melati]PER", ()),
    ],
)
def test_brackets_hold_another_name_or_an_age(phrase: str, aliases: tuple[str, ...]) -> None:
    assert described(phrase).aliases == aliases


@pytest.mark.parametrize("field", ["Pajak", "[Pajak]ORG", "[Pajak]LOC"])
def test_the_field_of_a_director_general_is_no_name(field: str) -> None:
    """`Jenderal` is no rank behind `Direktur`: what follows it is not the general's name."""
    said = described(f"Direktur Jenderal {field} [Sari Melati]PER")
    assert (said.name, said.rank) == ("Sari Melati", None)
    assert said.role is not None and said.role.startswith("Direktur Jenderal")


@pytest.mark.parametrize(
    ("phrase", "affiliation", "origin"),
    [
        ("[Sari Melati]PER asal [Garut]LOC", None, "Garut"),
        ("[Sari Melati]PER, pelatih asal [Garut]LOC,", None, "Garut"),
        ("Pelatih asal [Garut]LOC, [Sari Melati]PER,", None, "Garut"),
        ("Pelatih [Persatuan Bukit]ORG asal [Garut]LOC, [Sari]PER,", "Persatuan Bukit", "Garut"),
        ("Pelatih asal [Garut]LOC, [Sari Melati]PER asal [Bukit]LOC,", None, "Garut"),
        ("Pria asal [Garut]LOC ini", None, "Garut"),
        ("[Sari Melati]PER, pelatih dari [Garut]LOC,", "Garut", None),
        ("Pria dari [Garut]LOC ini", "Garut", None),
    ],
)
def test_an_origin_is_no_affiliation(
    phrase: str, affiliation: str | None, origin: str | None
) -> None:
    """Where somebody is from and whom they belong to are kept apart; a determiner belongs to neither."""
    said = described(phrase)
    assert (said.affiliation, said.origin) == (affiliation, origin)


def test_a_name_behind_a_preposition_is_known_from_elsewhere() -> None:
    """The model missed it, the article knows it; without that it is a part of the body."""
    reading = read("Pengamat dari [Universitas Bukit]ORG Melati, mengatakan aman.")
    unit = reading.sentences[0].units[0]
    known = Evidence(names=frozenset({"melati"}))
    said = describe(unit, reading.text, WORDS, known)
    assert (said.kind, said.name, said.affiliation) == ("person", "Melati", "Universitas Bukit")
    alone = describe(unit, reading.text, WORDS)
    assert (alone.name, alone.affiliation) == (None, "Universitas Bukit Melati")


def test_a_body_is_no_person_because_a_word_of_it_is_known() -> None:
    reading = read("Yayasan Melati mengatakan aman.")
    unit = reading.sentences[0].units[0]
    said = describe(unit, reading.text, WORDS, Evidence(names=frozenset({"melati"})))
    assert (said.kind, said.name) == ("organisation", "Yayasan Melati")


@pytest.mark.parametrize("phrase", list(PERSONS), ids=str)
def test_where_the_name_stands(phrase: str) -> None:
    """The place given for a name is the place of that name."""
    reading = read(f"{phrase} mengatakan, jalan itu aman.")
    unit = next(unit for sentence in reading.sentences for unit in sentence.units)
    said = describe(unit, reading.text, WORDS)
    if said.name is not None and said.name_start is not None:
        assert reading.text[said.name_start : said.name_end].startswith(said.name)
