"""Pipeline components of the shipped model; import this before `spacy.load`.

`claimx_sentences` sets sentence starts ahead of the parser, `claimx_lemmas` gives
reporting verbs the lemma that the rules ask for (dikatakan -> kata).
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import spacy.tokens
from spacy.attrs import IDX, LEMMA, LOWER, SENT_START
from spacy.language import Language
from spacy.strings import get_string_id

import claimx.nlp.parser
import claimx.nlp.tokenizer  # noqa: F401 - they register what the model's config names
from claimx.nlp.lemmas import reporting_forms
from claimx.nlp.sentences import paired_marks, split_sentences


@Language.component("claimx_sentences", assigns=["token.is_sent_start"])
def claimx_sentences(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Set every token's `is_sent_start` from `split_sentences` on the text.

    Starts that are set already stay: a caller with closed quotations to respect
    sets them on the Doc and hands that to the pipeline.
    """
    if len(doc) == 0 or doc.has_annotation("SENT_START"):
        return doc
    text = doc.text
    starts = [start for start, _ in split_sentences(text, paired_marks(text))]
    set_sentence_starts(doc, starts)
    return doc


def set_sentence_starts(doc: spacy.tokens.Doc, starts: list[int]) -> None:
    """Mark the first token at or after each offset of `starts`, no other."""
    # Whole arrays: the setter of a single token looks through the Doc each time.
    offsets = doc.to_array([IDX]).astype(np.int64)
    marks = np.full(len(doc), -1, dtype=np.int64)
    opening = np.searchsorted(offsets, starts)
    marks[opening[opening < len(doc)]] = 1
    marks[:1] = 1
    column = marks.astype(np.uint64)[:, np.newaxis]
    doc.from_array([SENT_START], column)  # type: ignore[arg-type]


@cache
def _lemma_table() -> tuple[npt.NDArray[np.uint64], list[str]]:
    """The hashes of all forms with another lemma than themselves, in order, and their lemmas."""
    table = {get_string_id(form): base for form, base in reporting_forms().items() if form != base}
    forms = sorted(table)
    return np.array(forms, dtype=np.uint64), [table[form] for form in forms]


@Language.component("claimx_lemmas", assigns=["token.lemma"])
def claimx_lemmas(doc: spacy.tokens.Doc) -> spacy.tokens.Doc:
    """Set lemmas: the base of a reporting verb, the lower-case form elsewhere."""
    strings = doc.vocab.strings
    lowered = doc.to_array([LOWER])
    forms, bases = _lemma_table()
    place = np.minimum(np.searchsorted(forms, lowered), len(forms) - 1)
    lemmas = lowered.copy()
    for i in np.nonzero(forms[place] == lowered)[0]:
        lemmas[i] = strings.add(bases[place[i]])
    doc.from_array([LEMMA], lemmas[:, np.newaxis])  # type: ignore[arg-type]
    return doc
