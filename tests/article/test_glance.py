"""What is left unread attributes nothing and names nobody."""

from __future__ import annotations

import pytest

from claimx.article.glance import GlanceWords, common_words, unread
from claimx.article.marks import find_quotations
from claimx.nlp.sentences import split_sentences
from claimx.rules.load import load_rules

WORDS = GlanceWords.of(load_rules())

ROWS = {
    "nobody and nothing said": ("Hujan turun sejak pagi.", True),
    "a name": ("Hujan turun di Sukamaju sejak pagi.", False),
    "a name at the start": ("Wulandari tiba sejak pagi.", False),
    "a reporting word": ("Hujan turun, katanya.", False),
    "a relayed word": ("Hal itu terungkap kemarin, menurut warga.", False),
    "a quotation": ('Hujan disebut "tamu pagi" oleh warga.', False),
    "a colon": ("Isi surat: hujan turun.", False),
    "a dash": ("Hujan turun – lagi.", False),
    "a month": ("Sejak bulan Maret hujan turun.", True),
    "a number first": ("25 rumah rusak.", True),
}


@pytest.mark.parametrize(("sentence", "left"), ROWS.values(), ids=ROWS.keys())
def test_glance(sentence: str, *, left: bool) -> None:
    text = sentence + " Pagi itu hujan dan sejak itu turun."
    spans = split_sentences(text, [])
    quotations = find_quotations(text)
    found = unread(text, spans, quotations, common_words(text), WORDS)
    assert (spans[0] in found) is left


def test_a_word_known_in_lower_case_is_no_name() -> None:
    text = "Warga pulang. Lalu warga lelah."
    spans = split_sentences(text, [])
    assert spans[0] in unread(text, spans, (), common_words(text), WORDS)
    assert spans[0] not in unread(text, spans, (), frozenset(), WORDS)


def test_a_group_counts_where_the_text_calls_one_mereka() -> None:
    text = "Para petani menunggu hujan. Lalu hujan turun."
    spans = split_sentences(text, [])
    common = common_words(text) | {"para"}
    assert unread(text, spans, (), common, WORDS) == spans
    assert unread(text, spans, (), common | {"mereka"}, WORDS) == spans[1:]
