"""Entities read at once are those that spaCy reads state by state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc

from claimx.nlp.entities import EntityReader, reads
from claimx.nlp.load import shipped_model

if TYPE_CHECKING:
    from spacy.language import Language

WORDS = [
    "Menteri", "Keuangan", "Sari", "Wulandari", "Dewi", "di", "Kabupaten", "Sukamaju", "PT",
    "Maju", "Jaya", "kata", "itu", "dan", "(", ")", ",", ".", "\n", "Jakarta", "DPRD", "2024",
]  # fmt: skip


@pytest.fixture(scope="module")
def nlp() -> Language:
    import claimx.nlp.components  # noqa: F401 - registers what the pipeline names

    return spacy.load(shipped_model())


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(e.start, e.end, e.label_) for e in doc.ents]


@settings(max_examples=60, deadline=None)
@given(
    texts=st.lists(
        st.lists(st.tuples(st.sampled_from(WORDS), st.booleans()), max_size=25),
        min_size=1,
        max_size=4,
    )
)
def test_same_entities_as_spacy(nlp: Language, texts: list[list[tuple[str, bool]]]) -> None:
    """Over any words, with sentences that start anywhere."""
    component = nlp.get_pipe("ner")
    assert isinstance(component, EntityRecognizer)

    def docs() -> list[Doc]:
        return [
            Doc(
                nlp.vocab,
                words=[word for word, _ in text],
                sent_starts=[opens or i == 0 for i, (_, opens) in enumerate(text)],
            )
            for text in texts
        ]

    theirs, ours = docs(), docs()
    for doc in theirs:
        component(doc)
    EntityReader(component).annotate(ours)
    assert list(map(entities, ours)) == list(map(entities, theirs))
    assert all(doc.has_annotation("ENT_IOB") for doc in ours if len(doc))


def test_names_of_a_real_sentence(nlp: Language) -> None:
    doc = nlp.make_doc("Menteri Keuangan Sari Wulandari tiba di Jakarta.")
    component = nlp.get_pipe("ner")
    assert isinstance(component, EntityRecognizer)
    EntityReader(component).annotate([doc])
    assert [(e.text, e.label_) for e in doc.ents][-1] == ("Jakarta", "LOC")


def test_other_recognizers_are_left_to_spacy() -> None:
    nlp = spacy.blank("id")
    wider = nlp.add_pipe("ner", config={"model": {"extra_state_tokens": True}})
    assert isinstance(wider, EntityRecognizer)
    wider.add_label("PER")
    nlp.initialize()
    assert not reads(wider)
    assert not reads(len)
    with pytest.raises(ValueError, match="greedy"):
        EntityReader(wider)
