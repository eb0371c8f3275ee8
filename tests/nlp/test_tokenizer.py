"""The tokenizer keeps news words whole and parts what is only written together."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from claimx.nlp.components import claimx_lemmas, set_sentence_starts
from claimx.nlp.tokenizer import make_tokenizer


@pytest.fixture(scope="module")
def nlp() -> Language:
    """A blank Indonesian pipeline with the claimx tokenizer."""
    blank = spacy.blank("id")
    blank.tokenizer = make_tokenizer(blank.vocab)
    return blank


# Tokens of each line, parted by one space; `_` stands where the text has none.
CASES = [
    "tiba-tiba ke-5 COVID-19 di-PHK ASEAN-nya 90-an",
    "Rp_3,5 juta Rp 3,5 juta US$_2.50 Rp._58,546",
    "(_19/2/2022_) dan (_4/9_)_,",
    "Brigjen Pol. Budi_, S.H._, M.H. dan Drs. H. A. B. Susanto",
    "Rudi_, S.Pd.I dan Sari_, M.Pd.",
    "di KOMPAS.com_. Lalu www.kpk.go.id/berita_, a@b.co.id_.",
    '"_Kutipan_,_" katanya_, Senin_.',
    "pada tahun_._Dia diam_, 5_%_._Menurut dia",
    "tahun_._“_Untuk itu_”_, ”_Saya",
    "JAKARTA_, KOMPAS — Presiden -- hal itu",
    "pukul 10.00_-_11.00 WIB_, 2014_-_2019 skor 5_-_0",
    "DPR_/_MPR a/n S/A (_34_)_,_warga",
    "Ma’ruf Jum'at ‘_ya_’",
]


@pytest.mark.parametrize("line", CASES)
def test_tokens(nlp: Language, line: str) -> None:
    """Exactly the tokens of the line come out."""
    doc = nlp.make_doc(line.replace("_", ""))
    assert [token.text for token in doc] == line.replace("_", " ").split()


@given(text=st.text(max_size=60))
def test_text_is_kept(nlp: Language, text: str) -> None:
    """No character is lost, whatever the text."""
    assert nlp.make_doc(text).text == text


def test_round_trip(nlp: Language) -> None:
    """The tokenizer survives serialisation, patterns and all."""
    again = spacy.blank("id").from_bytes(nlp.to_bytes())
    text = 'Budi, S.H. di KOMPAS.com: "tiba-tiba," (19/2/2022).'
    assert [t.text for t in again.make_doc(text)] == [t.text for t in nlp.make_doc(text)]


def test_sentence_starts_fall_on_tokens(nlp: Language) -> None:
    """An offset marks the first token at or after it; all others are not starts."""
    doc = nlp.make_doc("Satu dua. Tiga")
    set_sentence_starts(doc, [0, 10])
    assert [token.is_sent_start for token in doc] == [True, False, False, True]


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("katanya", "kata"),
        ("mengatakan", "kata"),
        ("dikatakan", "kata"),
        ("dikatakannya", "kata"),
        ("ujarnya", "ujar"),
        ("berujar", "ujar"),
        ("menuturkan", "tutur"),
        ("menyebutkan", "sebut"),
        ("menjelaskan", "jelas"),
        ("memaparkan", "papar"),
        ("menegaskan", "tegas"),
        ("mengklaim", "klaim"),
        ("memprediksi", "prediksi"),
        ("mempertanyakan", "tanya"),
        ("mengaku", "aku"),
        ("mengimbau", "imbau"),
        ("memperkirakan", "kira"),
        ("rumahnya", "rumahnya"),
    ],
)
def test_lemmas(nlp: Language, form: str, lemma: str) -> None:
    """Reporting verbs are led back to their base; other words stay as they are."""
    doc = Doc(nlp.vocab, words=[form])
    assert claimx_lemmas(doc)[0].lemma_ == lemma
