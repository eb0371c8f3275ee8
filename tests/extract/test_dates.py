"""Date expressions in running text, and the one that dates a statement."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.errors import RuleError
from claimx.extract.dates import collect_dates, find_dates, statement_date
from claimx.rules.check_date import check_date_rule
from claimx.rules.load import load_rules
from claimx.rules.markup import parse_markup
from claimx.rules.schema import DateRule

RULES = load_rules()


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Ia tiba <date>13 September 2023</date>.", "ok"),
        ("Ia tiba <date iso=2023-09-14>13 September 2023</date>.", "wrong"),
        ("Ia tiba <date>September</date>.", "missing"),
        ("Ia tiba 13 September 2023.", "noisy"),
    ],
)
def test_outcomes_of_the_rule_check(text: str, outcome: str) -> None:
    """The check tells a date not found from one found too much and one read wrongly."""
    rule = next(rule for name, rule in RULES.of(DateRule, "date") if name == "date.words")
    assert check_date_rule("date.words", rule, text, RULES)[0] == outcome


@pytest.mark.parametrize(
    "marked",
    [
        "ujar Sari, <d>Senin (4/9/2023)</d>, dan <d>Rabu, 13 September 2023</d>.",
        "diterima,<d>Selasa (17/6)</d>.",
        "pada <d>Sabtu malam (19/07/2025)</d> mulai pukul 21.30 WIB",
        "<d>Senin (19/8/2019)</d> pagi",
        "Home > <d>Jumat , 17 February 2017</d>, 13:16 WIB",
        "di Padang, <d>Kamis</d> WIB",
        "PADANG, <d>SENIN (4/9/2023)</d>",
        "sejak <d>akhir pekan lalu</d> hingga <d>hari ini</d>",
        "<d>Tadi malam</d> hujan.",
        "<d>Minggu (3/9)</d> bukan minggu ketiga",
        "Ia dilantik <d>Mei lalu</d>.",
        "skor 3-1, harga Rp 3,5 juta, Pasal 5/2011, halaman 4/9, layanan 24/7",
        "UU Nomor 5 Tahun 2011 dan Perpres Nomor 12/2020",
        "Jumat Supriadi, Mei Lan, dan April Lestari tiba.",
        "Warga Pasar Minggu dan Desa Senin mengeluh.",
        "Universitas Sebelas Maret dan Jalan 17 Agustus",
        "Loket buka Senin-Jumat dan setiap hari Sabtu.",
        "beberapa pekan lalu, puluhan tahun silam, akhir-akhir ini",
        "nomor 0812-3456-2023",
        "Minggu pertama, dua minggu, seminggu sekali",
        "",
    ],
)
def test_found(marked: str) -> None:
    """Dates are found whole, and nothing else that looks like one."""
    text, marks = parse_markup(marked)
    found = [(m.start, m.end) for m in find_dates(text, 0, len(text), RULES)]
    assert [text[s:e] for s, e in found] == [text[m.start : m.end] for m in marks]


def test_only_within_the_stretch() -> None:
    """Only what lies wholly in the stretch is found."""
    text = "Senin (4/9/2023) dan Rabu (6/9/2023)"
    found = find_dates(text, 10, len(text), RULES)
    assert [m.text for m in found] == ["Rabu (6/9/2023)"]


# <c> content, <cue>, <s> speaker, <d> the date of the statement. Published on Friday, 15 September 2023.
STATEMENTS = [
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> di Padang, <d>Senin (4/9/2023)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, <d>Kamis</d>.",
    "“<c>Aman</c>,” <cue>ujarnya</cue>, <d>Kamis (14/9)</d> malam.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> saat dihubungi dari Solok pada <d>Rabu (13/9)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> dalam keterangan tertulis, <d>Rabu (13/9)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, <d>Rabu (13/9)</d>, saat ditemui di rumahnya.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> dalam diskusi yang digelar <d>Senin (11/9)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> yang dihubungi <d>hari ini</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> dikutip dari AFP, <d>Rabu (13/9)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, <d>Selasa (12/9)</d>, dikutip AFP, Rabu (13/9).",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> dalam refleksi tahun 2022, <d>Rabu (13/9)</d>.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> soal banjir pada Minggu (10/9), <d>Rabu (13/9)</d>.",
    "<s>Sari</s> <cue>mengatakan</cue> kepada Hadi pada <d>Rabu</d> bahwa <c>jalan aman</c>.",
    "<s>Sari</s> pada <d>Kamis (14/9/2023)</d> <cue>memperingatkan</cue> <c>bahaya banjir</c>.",
    "<s>Sari</s>, <d>Kamis (14/9)</d>, <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Ketua RT <s>Sari</s> di Padang, <d>Kamis</d>, <cue>mengatakan</cue> <c>jalan aman</c>.",
    "<cue>Menurut</cue> <s>Sari</s> di Padang, <d>Kamis</d>, <c>jalan aman</c>.",
    "Pada <d>Senin lalu</d>, juru bicara <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "<d>Pekan lalu</d>, <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Dalam rapat di Solok, <d>Senin (11/9)</d>, <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Lewat akun resminya, <d>Senin (11/9)</d>, <s>Sari</s> <cue>menulis</cue> <c>jalan aman</c>.",
    "Dihubungi terpisah, <d>Senin (11/9)</d>, <s>Sari</s> <cue>menilai</cue> <c>jalan aman</c>.",
    "Dikutip dari AFP, <d>Rabu (13/9)</d>, <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "<s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>, seperti dikutip AFP, <d>Senin (11/9)</d>.",
    "<c>Jalan, <cue>kata</cue> <s>Sari</s> di Padang, <d>Senin (11/9)</d>, sudah aman</c>.",
    "Jalan aman, kata Hadi, Senin. <s>Sari</s> <cue>mengatakan</cue> <c>jalan itu aman</c>.",
    # None: the date is another event's, or inside the content
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> yang ditangkap Senin lalu.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> terkait kebakaran pada Minggu malam.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, anggota DPRD sejak 2019.",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> jelang laga melawan Persela, Minggu (24/9).",
    "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, sementara Hadi pergi pada Senin (11/9).",
    "“<c>Senin lalu aman</c>,” <cue>kata</cue> <s>Sari</s>.",
    "<s>Sari</s> yang tiba Senin lalu <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Menanggapi banjir pada Senin (11/9), <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Banjir terjadi Senin (11/9), dan <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
    "Polisi pada Senin menangkap <s>Sari</s>, yang <cue>mengaku</cue> <c>bersalah</c>.",
    "<s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>, dan pada Senin (11/9) jalan longsor.",
    "<s>Sari</s> <cue>mengatakan</cue>, <c>pada Senin (11/9) ia menerima laporan</c>.",
    "<c>Jalan, <cue>kata</cue> <s>Sari</s>, baru dibuka Senin (11/9) karena longsor</c>.",
    "<cue>Menurut</cue> <s>data desa</s> per Maret 2023, <c>jalan aman</c>.",
]


@pytest.mark.parametrize("marked", STATEMENTS)
def test_statement_date(marked: str) -> None:
    """The date of the statement is told from other dates by where it stands and what it hangs on."""
    text, marks = parse_markup(marked)
    spans = {m.name: (m.start, m.end) for m in marks}
    dates = collect_dates(text, [(0, len(text))], "2023-09-15", RULES)
    start = text.index("Senin. ") + 7 if "Senin. " in text else 0
    found = statement_date(
        text,
        sentence=(start, len(text)),
        content=[spans["c"]],
        cue=spans["cue"],
        speaker=spans.get("s"),
        dates=dates,
    )
    expected = spans.get("d") if not start else None
    assert (found and (found.start, found.end)) == expected
    if found:
        assert found.iso is not None
        assert text[found.start : found.end] == found.text


def test_no_cue_and_no_speaker() -> None:
    """A continued quotation carries no date of its own."""
    text = "“Aman.” Ia tiba Senin (4/9/2023)."
    dates = collect_dates(text, [(0, len(text))], None, RULES)
    frame = {"sentence": (0, len(text)), "content": [(1, 6)], "cue": None, "speaker": None}
    assert statement_date(text, dates=dates, **frame) is None  # type: ignore[arg-type]


def test_unanchored_weekday_keeps_its_text() -> None:
    """A weekday in an article without any date is reported as it stands, without a day."""
    text = "“Aman,” kata Sari, Rabu."
    dates = collect_dates(text, [(0, len(text))], None, RULES)
    found = statement_date(
        text, sentence=(0, len(text)), content=[(1, 5)], cue=(8, 12), speaker=(13, 17), dates=dates
    )
    assert found is not None
    assert (found.text, found.iso, found.precision, found.basis) == ("Rabu", None, None, None)


def test_broken_rule_names_its_place(tmp_path) -> None:
    """A pattern that is no regular expression, or names no list, is refused with file and line."""
    folder = tmp_path / "date"
    folder.mkdir()
    (folder / "odd.yaml").write_text("why: Odd.\npattern: '$time.weekdays'\nresolve: weekday\n")
    with pytest.raises(RuleError, match=r"odd\.yaml:1.*\$time\.weekdays.*did you mean"):
        find_dates("Senin", 0, 5, load_rules(tmp_path))


PIECES = st.sampled_from(
    [
        "Senin",
        " ",
        "(4/9/2023)",
        "(31/2/2023)",
        "pekan lalu",
        "Minggu",
        "13 September",
        "99/99/9999",
        ", ",
        "“",
        "\n",
        "İ",
        "\u200b",
        "😀",
        "kata",
        "dua hari",
        "lalu",
        "٣ Mei ٢٠٢٣",
        "ſeptember",
        "Keesokan harinya",
    ]
)


@settings(deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=4), max_size=12).map("".join),
    st.sampled_from([None, "2023-09-15", "x"]),
)
def test_offsets_are_exact(text: str, published: str | None) -> None:
    """Every span is the text it claims, spans do not overlap, and nothing raises."""
    dates = collect_dates(text, [(0, len(text))], published, RULES).dates
    last = 0
    for date in dates:
        mention = date.mention
        assert text[mention.start : mention.end] == mention.text != ""
        assert last <= mention.start
        last = mention.end


@settings(deadline=None)
@given(
    st.lists(PIECES, max_size=16).map("".join),
    st.lists(st.integers(0, 120), min_size=8, max_size=8),
)
def test_statement_date_never_raises(text: str, places: list[int]) -> None:
    """Any spans at all yield a date of the text or none."""
    spans = [
        tuple(sorted((min(a, len(text)), min(b, len(text)))))
        for a, b in zip(places[::2], places[1::2], strict=True)
    ]
    dates = collect_dates(text, [(0, len(text))], "2023-09-15", RULES)
    found = statement_date(
        text,
        sentence=spans[0],
        content=[spans[1]],
        cue=spans[2],
        speaker=spans[3],
        dates=dates,  # type: ignore[arg-type]
    )
    if found:
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "piece", ["Senin ", " ", "(4/9", "13 ", "akhir ", "dua ", "Senin (4/9/2023), ", "tahun no. "]
)
def test_linear_time(piece: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""

    def seconds(text: str) -> float:
        start = time.process_time()
        find_dates(text, 0, len(text), RULES)
        return time.process_time() - start

    short = piece * (20_000 // len(piece))
    seconds(short)
    assert seconds(short * 4) < 12 * seconds(short) + 0.2
