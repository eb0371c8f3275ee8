"""The shipped model loads offline, is small, and reads the frames that claimx rests on."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Token

import claimx.nlp.components

pytestmark = pytest.mark.model

MODEL = Path(claimx.nlp.components.__file__).parents[1] / "data" / "model"
MEGABYTE = 1_000_000
# A retrained model may not fall below these; the card gives the figures reached.
FLOORS = {
    "gsd-test pos_acc": 93.4,
    "gsd-test dep_uas": 86.4,
    "gsd-test dep_las": 77.7,
    "csui-test pos_acc": 95.3,
    "csui-test dep_uas": 84.6,
    "csui-test dep_las": 77.6,
    "idner-test ents_f": 90.1,
    "idner-test PER f": 92.1,
    "csui-test-docs (end to end) sents_f": 98.0,
}


@pytest.fixture(scope="module")
def nlp() -> Language:
    """The shipped pipeline."""
    return spacy.load(MODEL)


def subject_of(doc: Doc, verb: str) -> Token:
    """The one subject of the first token with this form."""
    cue = next(token for token in doc if token.text == verb)
    (subject,) = [token for token in cue.children if token.dep_.startswith("nsubj")]
    return subject


def test_small_and_licensed(nlp: Language) -> None:
    """At most 20 MB, with licence and sources on board."""
    assert sum(p.stat().st_size for p in MODEL.rglob("*") if p.is_file()) < 20 * MEGABYTE
    assert nlp.meta["license"] == "CC BY-SA 4.0"
    assert {source["name"] for source in nlp.meta["sources"]} >= {
        "UD_Indonesian-GSD",
        "UD_Indonesian-CSUI",
        "UD_Indonesian-PUD",
    }


def test_pipes(nlp: Language) -> None:
    """The order is what the README of training/ says."""
    assert nlp.pipe_names == [
        "claimx_sentences",
        "tok2vec",
        "tagger",
        "parser",
        "ner",
        "claimx_lemmas",
    ]


@pytest.mark.parametrize(("key", "floor"), FLOORS.items())
def test_recorded_figures(nlp: Language, key: str, floor: float) -> None:
    """The figures stored with the model keep above the floors."""
    assert nlp.meta["performance"][key] >= floor


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ('"Kutipan," kata Budi di Jakarta, Senin (4/9/2023).', "kata", "Budi"),
        ('"Kutipan," ujar Kepala Dinas Kesehatan, Siti Aminah.', "ujar", "Kepala"),
        ("Gubernur Jawa Barat mengatakan, harga beras naik.", "mengatakan", "Gubernur"),
        ("Budi Santoso menjelaskan bahwa rapat itu ditunda.", "menjelaskan", "Budi"),
    ],
)
def test_subject_of_reporting_verb(nlp: Language, text: str, verb: str, subject: str) -> None:
    """Whoever speaks is the subject of the cue."""
    assert subject_of(nlp(text), verb).text == subject


def test_entities_and_lemmas(nlp: Language) -> None:
    """Names are found without the parser, and cues are led back to their base."""
    with nlp.select_pipes(disable=["parser"]):
        doc = nlp('"Kutipan," katanya. Presiden Joko Widodo pulang ke Jakarta.')
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        ("Joko Widodo", "PER"),
        ("Jakarta", "LOC"),
    ]
    assert doc[4].lemma_ == "kata"
    assert next(sentence.text for sentence in doc.sents) == '"Kutipan," katanya.'


@pytest.mark.parametrize(
    "text",
    [
        "Pesawat itu dikemudikan Capt. Rudi Hartanto.",
        "Petugas memeriksa Bripka. Rudi Hartanto.",
        "”Kami pulang.” — Rudi Hartanto, warga.",
    ],
)
def test_stops_that_end_no_sentence(nlp: Language, text: str) -> None:
    """Neither a rank nor a quotation signed behind a dash ends the sentence."""
    with nlp.select_pipes(enable=["claimx_sentences"]):
        assert len(list(nlp(text).sents)) == 1


def test_own_sentence_starts_are_kept(nlp: Language) -> None:
    """A caller who sets the starts is believed, even where a stop stands."""
    doc = nlp.make_doc("Ia pergi. Dia pulang.")
    claimx.nlp.components.set_sentence_starts(doc, [0])
    assert len(list(nlp(doc).sents)) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "?", "…” – 🙂"])
def test_odd_text(nlp: Language, text: str) -> None:
    """Nothing in a text makes the pipeline raise."""
    assert nlp(text).text == text
