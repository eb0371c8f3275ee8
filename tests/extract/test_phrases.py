"""Via, addressee and manner beside an attribution."""

# ruff: noqa: E501 - a case a line reads best

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.extract.phrases import Phrases, find_outlet_source, find_phrases
from claimx.rules.load import load_rules
from claimx.rules.markup import Mark, parse_markup

RULES = load_rules()


def phrases(text: str, marks: list[Mark]) -> Phrases:
    spans = {m.name: (m.start, m.end) for m in marks}
    return find_phrases(
        text,
        sentence=(0, len(text)),
        content=[(m.start, m.end) for m in marks if m.name == "c"],
        cue=spans.get("cue"),
        speaker=spans.get("s"),
        rules=RULES,
    )


@pytest.mark.parametrize(
    "marked",
    [
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> dilansir dari <via>Reuters</via>, Rabu (19/6/2024).",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>, dosen di Padang, dikutip dari <via>NewsBukit</via>.",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> seperti dikutip dari <via>situs resmi Semen Bukit</via>, Senin.",
        "Seperti diberitakan <via>Reuters</via>, <manner>dalam sidang itu</manner> <s>Sari</s> <cue>menuding</cue> <c>Hadi berbohong</c>.",
        "<via>New York Times</via> mengutip <s>para pejabat</s> yang <cue>mengatakan</cue> <c>jalan aman</c>.",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> kepada <addressee>AFP</addressee>.",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> kepada <addressee>pers</addressee> <manner>usai rapat</manner>, Senin.",
        "<manner>Dalam jumpa pers di Padang</manner>, Senin (4/9), <s>Sari</s> <cue>mengatakan</cue> <c>jalan aman</c>.",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s> <manner>dalam rapat</manner> pada akhir Maret.",
        "“<c>Aman</c>,” <cue>kata</cue> <s>Sari</s>.",
        "“<c>Dikutip dari AFP, aman</c>,” <cue>kata</cue> <s>Sari</s>.",
        "<cue>Menurut</cue> <s>Reuters</s>, <c>jalan aman</c>.",
    ],
)
def test_parts(marked: str) -> None:
    """The parts are found outside content, cue and speaker, and only there."""
    text, marks = parse_markup(marked)
    found = phrases(text, marks)
    expected = {
        m.name: text[m.start : m.end] for m in marks if m.name in {"via", "addressee", "manner"}
    }
    actual = {"via": found.via, "addressee": found.addressee, "manner": found.manner}
    assert {name: part.text for name, part in actual.items() if part} == expected


@pytest.mark.parametrize(
    ("marked", "document"),
    [
        ("<cue>Dilansir</cue> dari <v>Kabarnusa.com</v>, <c>jalan aman</c>.", False),
        ("<cue>Mengutip</cue> <v>Reuters</v>, <c>jalan aman</c>.", False),
        ("<cue>Dilansir</cue> kantor berita Korut, <v>KCNA</v>, <c>jalan aman</c>.", False),
        ("<cue>Menurut</cue> laporan <v>KCNA</v>, <c>jalan aman</c>.", False),
        ("<cue>Pantauan</cue> <v>Kompas.com</v>, <c>jalan aman</c>.", False),
        ("<c>Kurs rupiah menguat</c> <cue>melansir</cue> <v>data Reuters</v>.", True),
        ("<c>Jalan aman</c>, kata Sari.", False),
    ],
)
def test_outlet_as_source(marked: str, document: bool) -> None:
    """In a sentence without another speaker the outlet is the source, and the word before it the cue."""
    text, marks = parse_markup(marked)
    spans = {m.name: (m.start, m.end) for m in marks}
    found = find_outlet_source(text, sentence=(0, len(text)), content=[spans["c"]], rules=RULES)
    assert (found and (found.start, found.end)) == spans.get("v")
    if found:
        assert found.cue is not None
        assert (found.cue.start, found.cue.end) == spans["cue"]
        assert found.document is document


PIECES = st.sampled_from(
    [
        "dikutip dari ",
        "AFP",
        "kepada ",
        "wartawan",
        "dalam ",
        "keterangan ",
        ", ",
        "Senin ",
        "“",
        "\n",
        "😀",
        "İ",
        "kata ",
        "@x",
        "a.b",
    ]
)


@settings(deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=3), max_size=14).map("".join),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_spans_are_exact(text: str, one: int, other: int) -> None:
    """Every part is the text it claims, lies outside cue and content, and nothing raises."""
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = find_phrases(
        text,
        sentence=(0, len(text)),
        content=[(0, start)],
        cue=(start, end),
        speaker=None,
        rules=RULES,
    )
    for part in (found.via, found.addressee, found.manner):
        if part:
            assert text[part.start : part.end] == part.text == part.text.strip()
            assert part.start >= end
