"""The trees are the best there are, and the networks read a sentence alike in any company."""

from itertools import pairwise, product

import numpy as np
import pytest
import spacy
from numpy.testing import assert_allclose
from spacy.language import Language

import claimx.nlp.components  # noqa: F401  registers the factories
from claimx.nlp import graph, spellings
from claimx.nlp.trees import best_tree

HIDDEN, BANK, WORD, AFFIX, SHAPE, KNOWN, ARC, LABEL = 6, 3, 4, 2, 3, 5, 5, 3
TAGS = ["NOUN", "VERB", "PUNCT"]
LABELS = ["root", "nsubj", "punct"]
NAMED = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


def is_tree(heads: tuple[int, ...]) -> bool:
    """One root, and every word leads up to it."""
    for word in range(1, len(heads) + 1):
        above = word
        for _ in heads:
            above = heads[above - 1] if above else 0
        if above:
            return False
    return heads.count(0) == 1


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_no_tree_is_better(size: int) -> None:
    """Against all trees, counting chances word by word."""
    random = np.random.default_rng(size)
    trees = [heads for heads in product(range(size + 1), repeat=size) if is_tree(heads)]
    for _ in range(40):
        scores = random.normal(size=(size, size + 1)) * 3
        words = np.arange(size)
        scores[words, words + 1] = -1e9
        chances = scores - np.log(np.exp(scores).sum(1, keepdims=True))
        found = best_tree(scores)
        assert is_tree(tuple(found.tolist()))
        best = max(chances[words, list(heads)].sum() for heads in trees)
        assert_allclose(chances[words, found].sum(), best)


@pytest.mark.parametrize("size", [1, 2, 4])
def test_no_row_of_tags_is_better(size: int) -> None:
    """Against all rows of tags in which I stands behind its own kind."""
    random = np.random.default_rng(size)

    def follows(row: tuple[int, ...]) -> bool:
        names = ["O", *(NAMED[tag] for tag in row)]
        return all(t[0] != "I" or b[2:] == t[2:] for b, t in pairwise(names))

    rows = [row for row in product(range(len(NAMED)), repeat=size) if follows(row)]
    words = np.arange(size)
    for _ in range(50):
        scores = random.normal(size=(size, len(NAMED))).astype(np.float32)
        found = graph.best_tags(scores, NAMED)
        assert follows(tuple(found))
        best = max(scores[words, list(row)].sum() for row in rows)
        assert_allclose(scores[words, found].sum(), best, rtol=1e-5)


def weights(**shapes: tuple[int, ...]) -> graph.Weights:
    """Arbitrary weights, the same each time."""
    random = np.random.default_rng(7)
    return {name: random.normal(size=s).astype(np.float32) * 0.5 for name, s in shapes.items()}


@pytest.fixture
def nlp() -> Language:
    """A pipeline of the three components with small arbitrary networks."""
    inputs = 2 * WORD + len(spellings.AFFIXES) * AFFIX + SHAPE + KNOWN
    reader = weights(
        word=(4, WORD), piece=(11, WORD), affix=(9, AFFIX), shape=(spellings.SHAPES, SHAPE),
        known=(2, KNOWN), sort1=(inputs, 4), sort1b=(4,), sort2=(8, 2), sort2b=(2,),
        bank=(2, BANK), inputs=(inputs, 8 * HIDDEN), bias=(8 * HIDDEN,),
        sorted=(BANK, 8 * HIDDEN), recurrent=(2, HIDDEN, 4 * HIDDEN),
    )  # fmt: skip
    features = 2 * HIDDEN + BANK
    tagger = weights(tag1=(features, 5), tag1b=(5,), tag2=(5, len(TAGS)), tag2b=(len(TAGS),))
    parser = weights(
        inputs=(2 * HIDDEN, 8 * HIDDEN), tagged=(len(TAGS), 8 * HIDDEN), bias=(8 * HIDDEN,),
        recurrent=(2, HIDDEN, 4 * HIDDEN), root=(2 * HIDDEN,), arc=(ARC + 1, ARC),
        sides=(2 * HIDDEN, 2 * (ARC + LABEL)), sidesb=(2 * (ARC + LABEL),),
        sorted=(BANK, 2 * (ARC + LABEL)), label=(LABEL + 1, len(LABELS) * (LABEL + 1)),
    )  # fmt: skip
    names = {name: reader[name] for name in ("word", "piece", "affix", "shape", "known")} | weights(
        inputs1=(inputs, 8 * HIDDEN), bias1=(8 * HIDDEN,), recurrent1=(2, HIDDEN, 4 * HIDDEN),
        inputs2=(2 * HIDDEN, 8 * HIDDEN), bias2=(8 * HIDDEN,), recurrent2=(2, HIDDEN, 4 * HIDDEN),
        tag1=(2 * HIDDEN, 5), tag1b=(5,), tag2=(5, len(NAMED)), tag2b=(len(NAMED),),
    )  # fmt: skip
    names["tag2b"][0] -= 3  # some names are to be seen
    pipeline = spacy.blank("id")
    pipeline.add_pipe("claimx_sentences")
    for name, network in {
        "claimx_reader": graph.Reader(reader, ["kata", "dia"], ["kata"]),
        "claimx_tagger": graph.Tagger(tagger, TAGS),
        "claimx_parser": graph.Parser(parser | tagger, TAGS, LABELS),
        "claimx_names": graph.Recogniser(names, ["kata", "dia"], ["kata"], NAMED),
    }.items():
        pipeline.add_pipe(name).from_bytes(network.to_bytes())
    return pipeline


TEXTS = [
    "Pasar itu ramai sejak pagi, kata dia. Harga beras turun.",
    "Hujan.",
    "",
    "\n\nSungai meluap dan warga mengungsi ke balai desa.\n \nMereka pulang besok!",
    " ",
]


def test_company_changes_nothing(nlp: Language) -> None:
    """A text has the same tags and trees alone and among others."""
    together = list(nlp.pipe(TEXTS))
    for text, doc in zip(TEXTS, together, strict=True):
        alone = nlp(text)
        assert_allclose(alone.tensor, doc.tensor, atol=1e-5)
        assert [(t.pos, t.dep, t.head.i) for t in alone] == [(t.pos, t.dep, t.head.i) for t in doc]
        assert [str(e) for e in alone.ents] == [str(e) for e in doc.ents]
    assert any(doc.ents for doc in together)


def test_names_keep_to_their_sentence(nlp: Language) -> None:
    """No name begins or ends in white space, none is longer than its sentence."""
    for text in TEXTS:
        for entity in nlp(text).ents:
            assert entity.text == entity.text.strip()
            assert entity[0].sent == entity[-1].sent


def test_a_sentence_is_a_tree(nlp: Language) -> None:
    """The parser keeps the sentences, white space included, with one root each."""
    for text in TEXTS:
        with nlp.select_pipes(disable=["claimx_parser"]):
            expected = [span.text for span in nlp(text).sents] if text else []
        doc = nlp(text)
        assert [span.text for span in doc.sents] == expected
        for span in doc.sents:
            assert [t.dep_ for t in span if t.head == t] == ["ROOT"]
            assert all(token.head in span for token in span)


def test_white_space_is_no_word(nlp: Language) -> None:
    """It is tagged as what it is, and changes nothing around it."""
    doc = nlp("Harga  beras   turun.")
    plain = nlp("Harga beras turun.")
    spaces = [token for token in doc if token.is_space]
    assert {token.pos_ for token in spaces} == {"SPACE"}
    words = [token.i for token in doc if not token.is_space]
    assert_allclose(doc.tensor[words], plain.tensor, atol=1e-5)


def test_overlong_sentences(nlp: Language) -> None:
    """A sentence without end is read in parts and still is one tree."""
    doc = nlp(" ".join(["kata"] * 900))
    assert len(list(doc.sents)) == 1
    assert sum(token.head == token for token in doc) == 1


def test_stored_and_loaded(nlp: Language, tmp_path: object) -> None:
    """What is stored reads as before."""
    nlp.to_disk(str(tmp_path))
    loaded = spacy.load(str(tmp_path))
    for text in TEXTS:
        assert [t.dep_ for t in loaded(text)] == [t.dep_ for t in nlp(text)]
