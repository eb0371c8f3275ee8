"""The word vectors: one spelling once, in the light of the text, with true gradients."""

import numpy as np
import pytest
import spacy
from numpy.testing import assert_allclose
from spacy.tokens import Doc
from thinc.api import Ragged, fix_random_seed

from claimx.nlp.embedding import context_embed, forget_rows, text_context

WIDTH = 8


def docs(*texts: str) -> list[Doc]:
    """Docs of words between spaces."""
    vocab = spacy.blank("id").vocab
    return [Doc(vocab, words=text.split()) for text in texts]


@pytest.mark.parametrize("context", [False, True])
def test_one_row_a_token(context: bool) -> None:
    """Every Doc gets a matrix of its length, an empty one too."""
    model = context_embed(WIDTH, ["NORM", "SHAPE"], [50, 20], context=context)
    batch = docs("kata Budi", "", "Budi kata Budi lagi")
    model.initialize(X=batch)
    assert [rows.shape for rows in model.predict(batch)] == [(2, WIDTH), (0, WIDTH), (4, WIDTH)]


def test_context_is_the_text() -> None:
    """A spelling has one vector in a text, and another in another text only with context."""
    batch = docs("kata Budi", "Budi kata Budi lagi")
    for context in (False, True):
        model = context_embed(WIDTH, ["NORM"], [50], context=context)
        model.initialize(X=batch)
        one, other = model.predict(batch)
        assert_allclose(other[0], other[2], rtol=1e-6)
        assert np.allclose(one[1], other[0]) is not context


def test_alone_or_in_a_batch() -> None:
    """The other texts of a batch change nothing."""
    model = context_embed(WIDTH, ["NORM", "SUFFIX"], [50, 50], context=True)
    batch = docs("kata Budi di Jakarta", "Budi kata Budi lagi")
    model.initialize(X=batch)
    for doc, rows in zip(batch, model.predict(batch), strict=True):
        assert_allclose(model.predict([doc])[0], rows, rtol=1e-4, atol=1e-6)


def test_gradient_of_the_context() -> None:
    """The gradient through the mean agrees with a difference quotient."""
    rng = np.random.default_rng(1)
    fix_random_seed(1)  # near a bend of the maxout a difference quotient says nothing
    model = text_context(WIDTH)
    model.initialize()
    lengths = np.array([2, 3], dtype="int32")
    rows = rng.normal(size=(5, WIDTH)).astype("float32")
    aim = rng.normal(size=(5, WIDTH)).astype("float32")
    _, back = model.begin_update(Ragged(rows, lengths))
    gradient = back(Ragged(aim, lengths)).dataXd
    step = np.zeros_like(rows)
    step[1, 3] = 1e-2
    above, below = (model.predict(Ragged(rows + sign * step, lengths)).dataXd for sign in (1, -1))
    assert_allclose(gradient[1, 3], ((above - below) * aim).sum() / 2e-2, rtol=2e-2, atol=1e-2)


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
