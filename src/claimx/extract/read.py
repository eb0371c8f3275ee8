"""A parsed paragraph read as sentences in units, its tokens placed in the source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimx.article.mask import Block
from claimx.extract.appositions import join_appositions
from claimx.extract.chunk import chunk
from claimx.extract.join import join_epithets, join_titles, join_unnamed
from claimx.extract.units import Labels, Sentence, Token, Words

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc


_BEGINS = 3  # spaCy's code for the first token of an entity
_HASHES = 1 << 64


def read_sentences(
    doc: Doc,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    paragraph: int,
) -> list[Sentence]:
    """Cut a block's Doc into sentences of units; ``dates`` are source spans in text order."""
    tokens, starts = _tokens(doc, block)
    sentences = []
    for first, last in pairwise([*starts, len(tokens)]):
        inside = [token for token in tokens[first:last] if not token.text.isspace()]
        if inside:
            sentences.append(_sentence(inside, block, dates, words, paragraph))
    sentences += [
        Sentence(units=(), tokens=(), start=start, end=end, paragraph=paragraph)
        for start, end in block.unread
    ]
    return sorted(sentences, key=lambda s: s.start) if block.unread else sentences


def read_again(
    sentence: Sentence,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    labels: Labels,
) -> Sentence:
    """Cut a sentence into units once more, with entities that go before those it was read with."""
    if not any(token.i in labels for token in sentence.tokens):
        return sentence
    tokens = [_labelled(token, labels) for token in sentence.tokens]
    return _sentence(tokens, block, dates, words, sentence.paragraph)


def with_heads(
    sentence: Sentence,
    doc: Doc,
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
) -> Sentence:
    """Give a sentence the heads and labels of a Doc that begins with its first token and ends with its last."""
    first = sentence.tokens[0].i
    tokens = [
        token._replace(dep=parsed.dep_, head=first + parsed.head.i)
        for token in sentence.tokens
        for parsed in [doc[token.i - first]]
    ]
    return _sentence(tokens, block, dates, words, sentence.paragraph)


def _sentence(
    tokens: list[Token],
    block: Block,
    dates: Sequence[tuple[int, int]],
    words: Words,
    paragraph: int,
) -> Sentence:
    units = join_titles(chunk(tokens, block, dates, words))
    units = join_appositions(join_epithets(join_unnamed(units, words), words), words)
    return Sentence(
        units=tuple(units),
        tokens=tuple(tokens),
        start=tokens[0].start,
        end=tokens[-1].end,
        paragraph=paragraph,
    )


def _labelled(token: Token, labels: Labels) -> Token:
    if token.i not in labels:
        return token
    entity, begins = labels[token.i]
    return token._replace(entity=entity, entity_start=begins)


def _tokens(doc: Doc, block: Block) -> tuple[list[Token], list[int]]:
    """All tokens of a Doc, and where its sentences start: read as one array, several times faster than by token."""
    import numpy as np
    from spacy.attrs import (
        DEP,
        ENT_IOB,
        ENT_TYPE,
        HEAD,
        LEMMA,
        LENGTH,
        LOWER,
        ORTH,
        POS,
        SENT_START,
        SPACY,
    )

    if not len(doc):
        return [], []
    columns = [ORTH, LOWER, LEMMA, POS, DEP, ENT_TYPE, HEAD, ENT_IOB, SENT_START, SPACY, LENGTH]
    rows = doc.to_array(columns).astype("int64").T
    heads, iob, opens, spaces, lengths = rows[6:]
    places = np.arange(len(doc))
    starts = (opens == 1) | (places == 0)
    first, last = _source(block, lengths, spaces)
    strings = _Strings(doc.vocab.strings)
    fields = zip(
        places.tolist(),
        *([strings[key] for key in column] for column in rows[:5].tolist()),
        (places + heads).tolist(),
        [strings[key] for key in rows[5].tolist()],
        (iob == _BEGINS).tolist(),
        first.tolist(),
        last.tolist(),
        strict=True,
    )
    # Made of tuples as they are: half the time of a call by field.
    tokens = list(map(partial(tuple.__new__, Token), fields))
    return tokens, np.nonzero(starts)[0].tolist()


def _source(block: Block, lengths: Any, spaces: Any) -> tuple[Any, Any]:
    """Where the tokens of these lengths begin and end in the source."""
    import numpy as np

    ends = np.cumsum(lengths + spaces) - spaces
    begins = ends - lengths
    at, source, width = map(np.array, (block.piece_at, block.piece_source, block.piece_width))
    following = np.append(at[1:], len(block.text))
    piece = np.searchsorted(at, begins, side="right") - 1
    start = source[piece] + np.minimum(begins - at[piece], width[piece])
    piece = np.searchsorted(following, ends, side="left")
    inside = np.where(
        ends == following[piece], width[piece], np.minimum(ends - at[piece], width[piece])
    )
    return start, source[piece] + inside


class _Strings(dict[int, str]):
    """Strings by hash, each looked up once. The array holds hashes as signed numbers."""

    def __init__(self, store: StringStore) -> None:
        super().__init__({0: ""})
        self._store = store

    def __missing__(self, key: int) -> str:
        value = self._store[key % _HASHES]
        self[key] = value
        return value
