"""The vectors computed here are those that thinc's layers give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc
from thinc.api import Linear

import claimx.nlp.network
from claimx.nlp.load import shipped_model
from claimx.nlp.network import WordVectors, fits

if TYPE_CHECKING:
    from spacy.language import Language

TEXTS = [
    "Menteri Keuangan Sari Wulandari tiba di Jakarta, Senin (3/4/2023).",
    "",
    "Hujan.",
    'Kata dia, "Jalan itu aman," lalu hujan turun dan hujan reda di Sukamaju.',
]


@pytest.fixture(scope="module")
def nlp() -> Language:
    import claimx.nlp.components  # noqa: F401 - registers what the pipeline names

    return spacy.load(shipped_model())


def network(nlp: Language) -> Any:
    component: Any = nlp.get_pipe("ner")
    return component.model.layers[0].layers[0]


@pytest.mark.parametrize("kept", [0, 5, 1000])
def test_same_vectors(nlp: Language, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    """With text and without, and however few spellings are kept; the second time they are known."""
    monkeypatch.setattr(claimx.nlp.network, "_ROWS_KEPT", kept)
    model = network(nlp)
    docs = [nlp.make_doc(text) for text in TEXTS]
    vectors = WordVectors(model)
    theirs = model.predict(docs)
    for ours in (vectors.predict(docs), vectors.predict(docs)):
        assert [own.shape for own in ours] == [own.shape for own in theirs]
        for own, other in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(own, other, atol=1e-4)


def test_no_text_at_all(nlp: Language) -> None:
    vectors = WordVectors(network(nlp))
    assert vectors.predict([]) == []
    assert [len(own) for own in vectors.predict([Doc(nlp.vocab)])] == [0]


def test_other_networks_are_refused() -> None:
    nlp = spacy.blank("id")
    other: Any = nlp.add_pipe("tok2vec")
    nlp.initialize()
    assert not fits(other.model)
    assert not fits(None)
    with pytest.raises(ValueError, match="known layers"):
        WordVectors(Linear(2, 2))
