"""The word vectors: one spelling once."""

import numpy as np
import spacy
from numpy.testing import assert_allclose
from spacy.tokens import Doc

from claimx.nlp.embedding import forget_rows, spelling_embed

WIDTH = 8


def docs(*texts: str) -> list[Doc]:
    """Docs of words between spaces."""
    vocab = spacy.blank("id").vocab
    return [Doc(vocab, words=text.split()) for text in texts]


def test_one_row_a_token() -> None:
    """Every Doc gets a matrix of its length, an empty one too."""
    model = spelling_embed(WIDTH, ["NORM", "SHAPE"], [50, 20])
    batch = docs("kata Budi", "", "Budi kata Budi lagi")
    model.initialize(X=batch)
    assert [rows.shape for rows in model.predict(batch)] == [(2, WIDTH), (0, WIDTH), (4, WIDTH)]


def test_a_spelling_has_one_vector() -> None:
    """In any place, in any text, alone or in a batch; another spelling has another."""
    batch = docs("kata Budi", "Budi kata Budi lagi")
    model = spelling_embed(WIDTH, ["NORM", "SUFFIX"], [50, 50])
    model.initialize(X=batch)
    one, other = model.predict(batch)
    assert_allclose(other[0], other[2], rtol=1e-6)
    assert_allclose(one[1], other[0], rtol=1e-6)
    assert_allclose(model.predict(batch[:1])[0], one, rtol=1e-4, atol=1e-6)
    assert not np.allclose(other[0], other[1])


def test_rows_are_forgotten_in_training_only() -> None:
    """A share of whole rows is zero, and takes no gradient."""
    model = forget_rows(0.5)
    rows = np.ones((200, WIDTH), dtype="float32")
    assert model.predict(rows) is rows
    kept, back = model.begin_update(rows)
    share = (kept.sum(axis=1) == 0).mean()
    assert set(kept.sum(axis=1)) == {0.0, float(WIDTH)}
    assert 0.3 < share < 0.7
    assert_allclose(back(rows), kept)
