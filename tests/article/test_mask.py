"""What the model reads maps back to the source, character by character."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimx.article.marks import find_quotations
from claimx.article.mask import PLACEHOLDER, Block, mask, statement_rule
from claimx.nlp.sentences import split_sentences

STEPS = {"quotation.long": {"words": 4}, "quotation.stopped": {"words": 2}}


def is_full(inside: str) -> bool:
    return statement_rule(inside, STEPS) is not None


def masked(source: str, start: int = 0, end: int | None = None) -> Block:
    """Mask a paragraph as the pipeline does."""
    stop = len(source) if end is None else end
    quotations = find_quotations(source, start, stop)
    closed = [(q.start - start, q.end - start) for q in quotations if q.closed]
    sentences = [(a + start, b + start) for a, b in split_sentences(source[start:stop], closed)]
    return mask(source, start, stop, sentences, quotations, STEPS)


ROWS = {
    "no quotation": ("Jalan itu aman.", "Jalan itu aman."),
    "a statement": (
        '"Jalan itu aman sekali," kata Sari.',
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "marks of any kind read alike": (
        "”Jalan itu aman sekali,” kata Sari.",
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "two singles": (
        "''Jalan itu aman sekali,'' kata Sari.",
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "a statement of two words": ('"Sudah aman," kata Sari.', f'"{PLACEHOLDER}," kata Sari.'),
    "a term stays": ('Ia menyebutnya "jalan baru" saja.', 'Ia menyebutnya "jalan baru" saja.'),
    "a question": ('"Apakah jalan itu aman?" tanya Sari.', f'"{PLACEHOLDER}?" tanya Sari.'),
    "a full stop before more of the sentence": (
        '"Jalan itu aman sekali." kata Sari.',
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "several sentences in one pair": (
        '"Jalan itu aman. Jembatan juga. Silakan lewat," kata Sari.',
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "run together before": (
        'Pasar itu ramai."Jalan itu aman sekali," kata Sari.',
        f'Pasar itu ramai. "{PLACEHOLDER}," kata Sari.',
    ),
    "run together behind": (
        '"Jalan itu aman sekali,"kata Sari.',
        f'"{PLACEHOLDER}," kata Sari.',
    ),
    "unclosed": ('Sari berkata, "Jalan itu aman sekali', f'Sari berkata, "{PLACEHOLDER}"'),
}


@pytest.mark.parametrize(("source", "expected"), ROWS.values(), ids=ROWS)
def test_row(source: str, expected: str) -> None:
    assert masked(source).text == expected


@pytest.mark.parametrize(
    ("inside", "full"),
    [
        ("jalan baru", False),
        ("Jalan baru itu", False),
        ("Jalan itu sudah aman", True),
        ("Sudah aman,", True),
        ("Aman!", False),
        ("Mengapa begitu?", True),
        ("", False),
        ("   ", False),
    ],
)
def test_four_words_or_closing_punctuation_make_a_statement(inside: str, *, full: bool) -> None:
    assert is_full(inside) is full


@pytest.mark.parametrize(
    ("inside", "steps", "rule"),
    [
        ("Jalan itu sudah aman.", STEPS, "quotation.long"),
        ("Sudah aman.", STEPS, "quotation.stopped"),
        ("Sudah aman", STEPS, None),
        ("Sudah aman", {"quotation.long": {"words": 2}}, "quotation.long"),
        ("Aman.", {"quotation.stopped": {"words": 1}}, "quotation.stopped"),
        ("Jalan itu sudah aman.", {"quotation.stopped": {"words": 2}}, "quotation.stopped"),
        ("Jalan itu sudah aman", {"quotation.stopped": {"words": 2}}, None),
        ("Sudah aman.", {"quotation.long": {"words": 4}}, None),
        ("Jalan itu sudah aman.", {}, None),
    ],
)
def test_each_test_can_be_set_and_switched_off(inside, steps, rule) -> None:
    assert statement_rule(inside, steps) == rule


def test_the_word_for_a_quotation_stands_for_all_of_it() -> None:
    source = 'Kemarin "Jalan itu aman sekali," kata Sari.'
    block = masked(source)
    start = block.text.index(PLACEHOLDER)
    assert block.source_start(start) == source.index("Jalan")
    assert block.source_end(start + len(f"{PLACEHOLDER},")) == source.index('" kata')


def test_a_paragraph_in_the_middle_keeps_its_offsets() -> None:
    source = 'Judul\n"Jalan itu aman sekali," kata Sari.\nTutup'
    start, end = source.index('"'), source.index("\nTutup")
    block = masked(source, start, end)
    name = block.text.index("Sari")
    assert (block.start, block.end) == (start, end)
    assert source[block.source_start(name) : block.source_end(name + 4)] == "Sari"


def test_sentences_are_those_of_the_source() -> None:
    source = (
        'Pasar ramai. "Jalan itu aman. Jembatan juga," kata Sari. Hujan turun."Kami siap," katanya.'
    )
    block = masked(source)
    assert [block.text[a:b].strip() for a, b in block.sentences] == [
        "Pasar ramai.",
        f'"{PLACEHOLDER}," kata Sari.',
        "Hujan turun.",
        f'"{PLACEHOLDER}," katanya.',
    ]


PIECES = [
    *("Sari", "kata", "jalan itu", "aman", "Jum'at", "Rp3,5", "𝐁udi", "e\u0301", "12"),
    *('"', "“", "”", "''", "'", "‘", "’", "«"),
    *(".", ",", "?", "…", "(", ")", "-"),
    *(" ", " ", " ", "\u00a0", "\u200b", "\t"),
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60),
    st.sampled_from(["", "Judul. ", '"']),
)
@example('"', "")
@example("", "")
@example(" ", "")
@example('"Jalan itu aman. Sekali', "")
@settings(max_examples=300, deadline=None)
def test_offsets_go_there_and_back(paragraph: str, before: str) -> None:
    """Each word of the masked text is that word of the source, or stands for a quotation."""
    source = f"{before}{paragraph}{before}"
    start, end = len(before), len(before) + len(paragraph)
    block = masked(source, start, end)
    full = [q for q in block.quotations if is_full(source[q.inner_start : q.inner_end])]
    for word in re.finditer(r"\w+", block.text):
        a, b = block.source_start(word.start()), block.source_end(word.end())
        assert start <= a < b <= end
        held = next((q for q in full if q.inner_start <= a < q.inner_end), None)
        if held:
            assert word.group() == PLACEHOLDER
            assert b <= held.inner_end
        else:
            assert source[a:b] == word.group()
    places = [block.source_start(i) for i in range(len(block.text))]
    assert places == sorted(places)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_nothing_but_quotations_is_lost(source: str) -> None:
    """All words outside statements are read, in order, and one word for each statement."""
    block = masked(source)
    rest, at = "", 0
    for q in block.quotations:
        full = is_full(source[q.inner_start : q.inner_end])
        rest += (
            source[at : q.start]
            + " "
            + (PLACEHOLDER if full else source[q.inner_start : q.inner_end])
            + " "
        )
        at = q.end
    rest += source[at:]
    assert re.findall(r"\w+", block.text) == re.findall(r"\w+", rest)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_sentences_cover_the_text_in_order(source: str) -> None:
    block = masked(source)
    at = 0
    for a, b in block.sentences:
        assert at <= a <= b <= len(block.text)
        assert not block.text[at:a].strip()
        at = b
    assert not block.text[at:].strip()


def test_unread_sentences_are_left_out() -> None:
    source = "Sari tiba. Hujan turun. Dewi pulang. Malam tiba."
    spans = split_sentences(source, [])
    block = mask(source, 0, len(source), spans, (), STEPS, [spans[1], spans[3]])
    assert block.text == "Sari tiba. Dewi pulang. "
    assert [block.text[a:b].strip() for a, b in block.sentences] == ["Sari tiba.", "Dewi pulang."]
    assert block.unread == (spans[1], spans[3])
    place = block.text.index("Dewi")
    assert source[block.source_start(place) : block.source_end(place + 4)] == "Dewi"


def test_nothing_read_at_all() -> None:
    source = "Hujan turun."
    block = mask(source, 0, len(source), [(0, len(source))], (), STEPS, [(0, len(source))])
    assert block.text == ""
