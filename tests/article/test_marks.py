"""Quotation marks of every kind in every wrong combination: ⟨ ⟩ hold what is quoted."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.article.marks import find_quotations

MARKS = "\"“”„‟«»'‘’‚`´″"


def quoted(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in find_quotations(text)]


ROWS = {
    # One pair, each kind of mark, right and wrong
    "straight": '"⟨Jalan itu aman,⟩" kata Sari.',
    "curly": "“⟨Jalan itu aman,⟩” kata Sari.",
    "closing marks on both sides": "”⟨Jalan itu aman,⟩” kata Sari.",
    "opening marks on both sides": "“⟨Jalan itu aman,⟩“ kata Sari.",
    "curly the wrong way round": "”⟨Jalan itu aman,⟩“ kata Sari.",
    "curly then straight": '“⟨Jalan itu aman,⟩" kata Sari.',
    "straight then curly": '"⟨Jalan itu aman,⟩” kata Sari.',
    "low then high": "„⟨Jalan itu aman,⟩“ kata Sari.",
    "low then closing": "„⟨Jalan itu aman,⟩” kata Sari.",
    "guillemets": "«⟨Jalan itu aman,⟩» kata Sari.",
    "guillemets pointing in": "»⟨Jalan itu aman,⟩« kata Sari.",
    "full-width": "＂⟨Jalan itu aman,⟩＂ kata Sari.",
    "single straight": "'⟨Jalan itu aman,⟩' kata Sari.",
    "single curly": "‘⟨Jalan itu aman,⟩’ kata Sari.",
    "single opening on both sides": "‘⟨Jalan itu aman,⟩‘ kata Sari.",
    "single closing on both sides": "’⟨Jalan itu aman,⟩’ kata Sari.",
    "backtick and apostrophe": "`⟨Jalan itu aman,⟩' kata Sari.",
    "two straight singles for a double": "''⟨Jalan itu aman,⟩'' kata Sari.",
    "two curly singles for a double": "‘‘⟨Jalan itu aman,⟩’’ kata Sari.",
    "two backticks and two apostrophes": "``⟨Jalan itu aman,⟩'' kata Sari.",
    "two singles then a double": "''⟨Jalan itu aman,⟩\" kata Sari.",
    # Punctuation and spaces
    "comma outside": '"⟨Jalan itu aman⟩", kata Sari.',
    "full stop outside": 'Sari mengatakan, "⟨Jalan itu aman⟩".',
    "question": '"⟨Apakah jalan itu aman?⟩" tanya Sari.',
    "space inside both marks": '" ⟨Jalan itu aman,⟩ " kata Sari.',
    "space before the closing mark": '"⟨Jalan itu aman,⟩ " kata Sari.',
    "no space after": '"⟨Jalan itu aman,⟩"kata Sari.',
    "no space before": 'Sari mengatakan,"⟨Jalan itu aman.⟩"',
    "colon before": 'Sari: "⟨Jalan itu aman.⟩"',
    "no space before or after": 'Sari berkata:"⟨Jalan itu aman,⟩"lalu pergi.',
    "in brackets": 'Sari pergi ("⟨Jalan itu aman⟩").',
    "digits at the edges": '"⟨2024 tahun kita,⟩" kata Sari pada 2023.',
    "an ellipsis inside": '"⟨… dan jalan itu aman…⟩" kata Sari.',
    "a dash after": '"⟨Jalan itu aman⟩"—kata Sari.',
    # Several pairs
    "two pairs, straight": '"⟨Aman,⟩" kata Sari. "⟨Jalan itu baru.⟩"',
    "interrupted": '"⟨Jalan itu,⟩" kata Sari, "⟨aman.⟩"',
    "two pairs, two kinds": '“⟨Aman,⟩” kata Sari. "⟨Jalan itu baru,⟩" katanya.',
    "two pairs run together": '"⟨Aman,⟩" kata Sari."⟨Jalan itu baru,⟩" katanya.',
    "two curly pairs run together": "“⟨Aman,⟩” kata Sari.“⟨Jalan itu baru,⟩” katanya.",
    "newspaper, closing marks only": "”⟨Aman,⟩” kata Sari. ”⟨Jalan itu baru,⟩” katanya.",
    "three short pairs": 'Kata "⟨aman⟩", "⟨baru⟩", dan "⟨lancar⟩" dipakai.',
    "short pairs in the wrong direction": "Kata ”⟨aman⟩” dan “⟨baru⟩“ dan ”⟨lancar⟩“ dipakai.",
    "pairs of singles": "Kata '⟨aman⟩' dan '⟨baru⟩' dipakai.",
    # Nested
    "single in double": "\"⟨Kata orang 'aman' saja,⟩\" kata Sari.",
    "single curly in double curly": "“⟨Kata orang ‘aman’ saja,⟩” kata Sari.",
    "single curly in straight double": '"⟨Kata orang ‘aman’ saja,⟩" kata Sari.',
    "nested to the end": "“⟨Kata orang ‘aman’⟩” kata Sari. “⟨Ya.⟩”",
    # Apostrophes, feet and inches
    "apostrophe in a name": 'Ma\'ruf berkata, "⟨Jalan itu aman.⟩"',
    "apostrophe in a day": '"⟨Kita buka Jum\'at ini,⟩" kata Sari.',
    "curly apostrophe in a day": "Pada Jum’at itu “⟨jalan aman sekali⟩” menurut Sari.",
    "apostrophe between singles": "'⟨Kita buka Jum'at ini,⟩' kata Sari.",
    "three names with apostrophes": "Ma'ruf, Jum'at, dan Qur'an tidak dikutip.",
    "minutes and feet": "Posisi 6°12' selatan, panjang 5' saja.",
    "reduplication with apostrophe": "Anak' itu pergi.",
    "an omitted year": "Angkatan '98 berkumpul.",
    # Strays
    "one lone mark opens": '"⟨Jalan itu aman, kata Sari.⟩',
    "one lone single opens nothing": "'Jalan itu aman, kata Sari.",
    "unclosed after a pair": '"⟨Aman,⟩" kata Sari. "⟨Jalan itu baru dan lebar.⟩',
    "curly unclosed after a pair": "“⟨Aman,⟩” kata Sari. “⟨Jalan itu baru dan lebar.⟩",
    "no mark": "Jalan itu aman, kata Sari.",
    "empty pair": 'Kata "" itu kosong.',
    "nothing": "",
}


def split(marked: str) -> tuple[str, list[str]]:
    inside = [piece.partition("⟩")[0] for piece in marked.split("⟨")[1:]]
    return marked.replace("⟨", "").replace("⟩", ""), inside


@pytest.mark.parametrize("marked", ROWS.values(), ids=ROWS)
def test_row(marked: str) -> None:
    text, expected = split(marked)
    assert [inner.strip() for inner in quoted(text)] == expected


PAIRS = [
    '"Jalan itu aman," kata Sari.',
    "“Jembatan sudah baru,” ujar Rudi.",
    "”Pasar itu ramai,” tutur Wati.",
    '“Stok beras cukup," ucap Dodi.',
]
STRAYS = {
    "an opening mark": 'Dia bilang "begitu lalu pergi.',
    "a closing mark": 'Dia pergi begitu saja." Lalu hujan.',
    "a curly opening mark": "Dia bilang “begitu lalu pergi.",
    "a curly closing mark": "Dia pergi begitu saja.” Lalu hujan.",
    "a single": "Dia bilang 'begitu lalu pergi.",
    "an inch mark": 'Layar 14" itu pecah.',
    "a minute mark": "Posisi 6°12' selatan.",
    "an apostrophe": "Hari Jum'at hujan.",
    "a mark between spaces": 'Dia pergi " begitu saja.',
}


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
@pytest.mark.parametrize("place", range(len(PAIRS) + 1))
def test_one_stray_mark_spoils_one_pair_at_most(stray: str, place: int) -> None:
    """Of four pairs, three at least are found as if the stray mark were not there, whatever it is."""
    text = " ".join([*PAIRS[:place], stray, *PAIRS[place:]])
    alone = [quoted(pair)[0] for pair in PAIRS]
    kept = [inner for inner in quoted(text) if inner in alone]
    assert len(kept) >= len(PAIRS) - 1
    assert kept == [inner for inner in alone if inner in kept]
    if place == 0:
        assert kept[1:] == alone[-len(kept) + 1 :], "no pair after the stray mark is shifted"


@pytest.mark.parametrize("stray", STRAYS.values(), ids=STRAYS)
def test_a_stray_mark_shifts_no_pair_of_the_next_paragraph(stray: str) -> None:
    """Marks are paired paragraph by paragraph: what is asked for is all that is looked at."""
    text = f"{stray}\n{PAIRS[0]}"
    found = find_quotations(text, len(stray) + 1, len(text))
    assert [text[q.inner_start : q.inner_end] for q in found] == quoted(PAIRS[0])


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = '"Jalan itu aman.\n"Jembatan juga.'
    (found,) = find_quotations(text, 0, text.index("\n"))
    assert (found.start, found.end, found.closed) == (0, text.index("\n"), False)
    assert found.end == found.inner_end


def test_a_closed_quotation_includes_its_marks() -> None:
    text = "''Jalan itu aman,\" kata Sari."
    (found,) = find_quotations(text)
    assert text[found.start : found.end] == "''Jalan itu aman,\""
    assert found.closed


CUES = {"kata", "ujarnya"}
CUED = {
    "singles, spaced as if they opened": (
        "‘⟨Jalan itu aman, ⟩’kata Sari. ‘⟨Pasar itu ramai, ⟩’ujarnya.",
        [],
    ),
    "straight singles": ("'⟨Jalan itu aman, ⟩'ujarnya.", []),
    "a question": ("'⟨Apakah jalan itu aman? ⟩'kata Sari.", []),
    "a pair inside": ("“Jalan “⟨baru⟩” itu aman, “ujarnya.", ["baru", "ujarnya."]),
    "a longer word": ("'Jalan itu aman, 'katakan.", []),
    "another word": ("'Jalan itu aman, 'tutur Sari.", []),
    "no stop before": ("'Jalan itu aman 'kata Sari.", []),
    "a space after": ("'⟨Jalan itu aman, ⟩' kata Sari.", ["Jalan itu aman, "]),
    "the first word of a quotation": ("Warga, “⟨kata itu aman⟩” dan baru.", ["kata itu aman"]),
    "a clean pair": ('"⟨Jalan itu aman,⟩" kata Sari.', ["Jalan itu aman,"]),
}


@pytest.mark.parametrize(("marked", "without"), CUED.values(), ids=CUED)
def test_a_mark_between_a_stop_and_a_reporting_word_closes(marked: str, without: list[str]) -> None:
    """However it is spaced: a stop before the mark and the whole word right after it tell."""
    text, expected = split(marked)
    assert [text[q.inner_start : q.inner_end] for q in find_quotations(text, cues=CUES)] == expected
    assert quoted(text) == without


def test_a_reporting_word_is_read_within_its_paragraph() -> None:
    text = "'Jalan itu aman, 'kata Sari."
    assert find_quotations(text, 0, text.index("ta Sari"), CUES) == ()
    assert len(find_quotations(text, 0, len(text), CUES)) == 1


PIECES = [*MARKS, " ", ".", ",", "?", "a", "b", "A", "\n", "1", "kata", "ujarnya", "kata "]


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.frozensets(st.sampled_from(["kata", "ujarnya", "a", "ab", "", " ", '"', "1"])),
    st.data(),
)
@settings(max_examples=300, deadline=None)
def test_quotations_are_in_order_apart_and_inside_the_paragraph(
    text: str, cues: frozenset[str], data: st.DataObject
) -> None:
    """Whatever words are said to stand behind quotations."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    at = start
    for found in find_quotations(text, start, end, cues):
        assert at <= found.start < found.inner_start < found.inner_end <= found.end <= end
        assert text[found.start] in MARKS
        assert found.closed or found.end == found.inner_end == end
        assert not found.closed or text[found.end - 1] in MARKS
        at = found.end


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Nothing raises, and text without a mark holds no quotation."""
    found = find_quotations(text)
    assert found == () or any(mark in text for mark in MARKS + "＂‛")


@pytest.mark.parametrize(
    "piece",
    ['"', "“", "' ", "\"'", 'kata "a" ', '"a\'b" ', "‘‘", 'Sari."Ya'],
    ids=[
        "doubles",
        "opening",
        "singles",
        "mixed",
        "pairs",
        "nested",
        "two singles",
        "run together",
    ],
)
def test_time_is_linear(piece: str) -> None:
    """Four times the text takes about four times as long; best of three, for a busy machine."""

    def took(text: str) -> float:
        times = []
        for _ in range(3):
            begin = time.process_time()
            find_quotations(text)
            times.append(time.process_time() - begin)
        return max(min(times), 1e-4)

    size = 12_000 // len(piece)
    assert took(piece * (4 * size)) / took(piece * size) < 10


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ya, kami siap,” kata Sari.", ["Ya, kami siap,"]),
        ('Ya, kami siap." ujar Sari.', ["Ya, kami siap."]),
        ("Ya, kami siap,” kata Sari. “Besok saja,” ujarnya.", ["Ya, kami siap,", "Besok saja,"]),
        ("Ya, kami siap,” lalu pergi.", []),  # no cue
        ("Ya, kami siap” kata Sari.", []),  # no stop
        ("ya, kami siap,” kata Sari.", []),  # no beginning of speech
        ("Ya, kami siap,“ kata Sari.", []),  # a mark that opens
        ("Kata " * 130 + "siap,” kata Sari.", []),  # too far back
    ],
)
def test_a_closing_mark_before_a_cue_needs_no_opening_one(text: str, found: list[str]) -> None:
    """The quotation begins with its paragraph."""
    quotations = find_quotations(text, cues=frozenset({"kata", "ujar", "ujarnya"}))
    assert [text[q.inner_start : q.inner_end] for q in quotations] == found
