"""The networks of the shipped model: words are read, tagged, weighed in pairs as trees, and named.

A layer of LSTM in both directions reads the words of a sentence and gives their tags; a second
one above it gives, for each word, every other one's score as its head, and each pair a label
(biaffine scores, after Dozat and Manning 2017). Names have two such layers of their own. All are
trained with torch, by the recipe in `training/`, and run here on numpy.

The treebanks that they learned from differ in their conventions. Which of them a text is nearest
to is read from its words, and the networks are told.
"""

import io
import json
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from claimx.nlp.layers import (
    Group,
    Indices,
    Matrix,
    flat_product,
    grouped,
    means,
    read_both_ways,
    softmax,
    spelled_inputs,
    with_one,
)
from claimx.nlp.spellings import rows_of
from claimx.nlp.trees import best_tree

Weights = dict[str, Matrix]
Parse = tuple[
    Indices, Indices
]  # of every word its head, 0 for the root and else from 1, and its label

SPELLINGS = 16384  # whose vectors are remembered
CROSSED_WORDS = 128  # that are labelled at once: they fit the cache


class Stored:
    """Weights and lists of strings, kept in one file in half precision."""

    def __init__(self, weights: Weights, *lists: list[str]) -> None:
        self.weights = weights
        self.lists = lists

    def to_bytes(self) -> bytes:
        """All of it as numpy stores arrays."""
        lists = json.dumps(self.lists, ensure_ascii=False).encode()
        stream = io.BytesIO()
        arrays: dict[str, Any] = {n: w.astype(np.float16) for n, w in self.weights.items()}
        np.savez(stream, lists=np.frombuffer(lists, np.uint8), **arrays)
        return stream.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` stored."""
        with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
            lists = json.loads(arrays["lists"].tobytes())
            weights = {n: arrays[n].astype(np.float32) for n in arrays.files if n != "lists"}
        return cls(weights, *lists)


class Words(Stored):
    """A network that begins with words by themselves."""

    def __init__(
        self, weights: Weights, words: list[str], known: list[str], *more: list[str]
    ) -> None:
        """`words` have a vector of their own learned with the network, `known` one of raw text."""
        super().__init__(weights, words, known, *more)
        self._word = {word: row for row, word in enumerate(words, start=2)}
        self._known = {word: row for row, word in enumerate(known, start=1)}
        self._vectors: dict[str, Matrix] = {}

    def embed(self, forms: Sequence[str]) -> Matrix:
        """The vectors of spellings by themselves, a row each."""
        new = [form for form in forms if form not in self._vectors]
        if len(self._vectors) + len(new) > SPELLINGS:
            self._vectors.clear()
            new = list(forms)
        if new:
            self._vectors.update(zip(new, self._embed(new), strict=True))
        return np.stack([self._vectors[form] for form in forms])

    def _embed(self, forms: Sequence[str]) -> Matrix:
        weights = self.weights
        rows = rows_of(tuple(forms), len(weights["affix"]) - 1, len(weights["piece"]) - 1)
        low = [form.lower() for form in forms]
        return np.concatenate(
            [
                weights["word"][[self._word.get(form, 1) for form in low]],
                means(weights["piece"], rows.pieces, rows.counts),
                weights["affix"][rows.affixes].reshape(len(forms), -1),
                weights["shape"][rows.shapes],
                weights["known"][[self._known.get(form, 0) for form in low]],
            ],
            axis=1,
        )

    def spelled(self, sentences: Sequence[Sequence[str]]) -> tuple[Matrix, list[Indices]]:
        """The vectors of the sentences' spellings, and for each sentence their rows."""
        spellings: dict[str, int] = {}
        rows = [
            np.array([spellings.setdefault(form, len(spellings)) for form in sentence])
            for sentence in sentences
        ]
        return self.embed(list(spellings)), rows


class Reader(Words):
    """Words in their sentence: the first layer's states, and the sort of text that they stand in."""

    @property
    def width(self) -> int:
        """The number of features of a word in its sentence."""
        width: int = 2 * self.weights["recurrent"].shape[1] + self.weights["bank"].shape[1]
        return width

    def read(self, texts: Sequence[Sequence[Sequence[str]]]) -> list[list[Matrix]]:
        """The features of each word of texts of sentences of words; no sentence is empty."""
        sentences = [sentence for text in texts for sentence in text]
        if not sentences:
            return [[] for _ in texts]
        vectors, rows = self.spelled(sentences)
        projected = vectors @ self.weights["inputs"]
        projected += self.weights["bias"]
        sorts = self._sorts(vectors, rows, [len(text) for text in texts if text])
        found: list[Matrix] = [vectors] * len(rows)
        for group in grouped([len(row) for row in rows]):
            sort = sorts[group.places]
            inputs = spelled_inputs(projected, [rows[place] for place in group.places], group)
            offset = sort @ self.weights["sorted"]
            half = offset.shape[1] // 2
            inputs[:, 0] += offset[:, :half]
            inputs[:, 1] += offset[:, half:]
            states = read_both_ways(inputs, self.weights["recurrent"], group)
            for column, place in enumerate(group.places):
                own_sort = np.broadcast_to(sort[column], (len(rows[place]), sort.shape[1]))
                found[place] = np.concatenate([states[: len(own_sort), column], own_sort], 1)
        remaining = iter(found)
        return [[next(remaining) for _ in text] for text in texts]

    def _sorts(self, vectors: Matrix, rows: Sequence[Indices], sizes: Sequence[int]) -> Matrix:
        """For each sentence the vector of the conventions that its text calls for.

        `rows` has the words of each sentence, `sizes` the sentences of each text.
        """
        weights = self.weights
        seen = np.maximum(vectors @ weights["sort1"] + weights["sort1b"], 0)
        pooled = np.empty((len(rows), 2 * seen.shape[1]), np.float32)
        for place, row in enumerate(rows):
            own = seen[row]
            own.mean(0, out=pooled[place, : seen.shape[1]])
            own.max(0, out=pooled[place, seen.shape[1] :])
        scores = pooled @ weights["sort2"] + weights["sort2b"]
        counts = np.array(sizes)
        means = np.add.reduceat(scores, np.cumsum(counts) - counts) / counts[:, None]
        mixed = softmax(means.astype(np.float32)) @ weights["bank"]
        return np.repeat(mixed, counts, axis=0)


class Tagger(Stored):
    """Tags of words from the reader's features."""

    def __init__(self, weights: Weights, tags: list[str]) -> None:
        super().__init__(weights, tags)
        self.tags = tags

    def scores(self, features: Matrix) -> Matrix:
        """A score of every tag, a row a word."""
        weights = self.weights
        hidden = np.maximum(features @ weights["tag1"] + weights["tag1b"], 0)
        scores: Matrix = hidden @ weights["tag2"] + weights["tag2b"]
        return scores


class Parser(Stored):
    """Trees from the reader's features."""

    def __init__(self, weights: Weights, tags: list[str], labels: list[str]) -> None:
        super().__init__(weights, tags, labels)
        self.labels = labels
        self._tagger = Tagger(weights, tags)
        # The chances of all tags are one together, so that the bias may stand with them.
        self._inputs = np.concatenate([weights["inputs"], weights["tagged"] + weights["bias"]])
        size = len(weights["label"])
        crossed = weights["label"].reshape(size, -1, size).transpose(0, 2, 1)
        self._label = np.ascontiguousarray(crossed.reshape(size * size, -1))

    def parse(self, sentences: Sequence[Matrix]) -> list[Parse]:
        """The tree of each sentence, given as a row of features a word."""
        result: list[Parse] = [(np.empty(0, np.int64),) * 2] * len(sentences)
        for group in grouped([len(sentence) for sentence in sentences]):
            for place, parse in zip(
                group.places,
                self._parse_group([sentences[place] for place in group.places], group),
                strict=True,
            ):
                result[place] = parse
        return result

    def _parse_group(self, sentences: Sequence[Matrix], group: Group) -> list[Parse]:
        sort = np.stack([sentence[0, -self._bank :] for sentence in sentences])
        arcs, dependents, heads = self._pairs(self._layer(sentences, group), sort)
        chosen = np.zeros(arcs.shape[:2], np.int64)
        for column, size in enumerate(group.sizes.tolist()):
            chosen[column, :size] = best_tree(arcs[column, :size, : size + 1])
        labels = self._labels(dependents, heads[group.columns.T, chosen])
        return [
            (chosen[column, :size], labels[column, :size])
            for column, size in enumerate(group.sizes.tolist())
        ]

    @property
    def _bank(self) -> int:
        return len(self.weights["sorted"])

    def _layer(self, sentences: Sequence[Matrix], group: Group) -> Matrix:
        """The second layer's states, [word, sentence, state]."""
        weights = self.weights
        flat = np.concatenate(sentences)
        tags = softmax(self._tagger.scores(flat))
        projected = np.concatenate([flat[:, : -self._bank], tags], axis=1) @ self._inputs
        half = projected.shape[1] // 2
        inputs = np.zeros((len(group.backward), 2, len(sentences), half), np.float32)
        first = 0
        for column, size in enumerate(group.sizes.tolist()):
            own = projected[first : first + size]
            inputs[:size, 0, column] = own[:, :half]
            inputs[:size, 1, column] = own[::-1, half:]
            first += size
        return read_both_ways(inputs, weights["recurrent"], group)

    def _pairs(self, states: Matrix, sort: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        """Scores of all heads [sentence, word, head], and both sides of the labels."""
        weights = self.weights
        arc, label = weights["arc"].shape[1], weights["label"].shape[0] - 1
        root = np.broadcast_to(weights["root"], (1, *states.shape[1:]))
        rooted = np.concatenate([root, states]).transpose(1, 0, 2)
        sides = flat_product(np.ascontiguousarray(rooted), weights["sides"])
        sides += (sort @ weights["sorted"] + weights["sidesb"])[:, None]
        np.maximum(sides, np.float32(0.1) * sides, out=sides)
        dependents = sides[:, 1:, :arc] @ weights["arc"][:arc] + weights["arc"][arc]
        arcs = np.matmul(dependents, sides[:, :, arc : 2 * arc].transpose(0, 2, 1))
        return arcs, sides[:, 1:, 2 * arc : 2 * arc + label], sides[:, :, 2 * arc + label :]

    def _labels(self, dependents: Matrix, heads: Matrix) -> Indices:
        """The best label of each word with its head."""
        size = dependents.shape[2]
        sides = [with_one(side.reshape(-1, size)) for side in (dependents, heads)]
        best = np.empty(len(sides[0]), np.int64)
        for first in range(0, len(best), CROSSED_WORDS):
            dependent, head = (side[first : first + CROSSED_WORDS] for side in sides)
            crossed = (dependent[:, :, None] * head[:, None]).reshape(len(head), -1)
            best[first : first + len(head)] = (crossed @ self._label).argmax(1)
        return best.reshape(dependents.shape[:2])


class Recogniser(Words):
    """Names: a tag for every word, B and I of each kind of name and O for none."""

    def __init__(
        self, weights: Weights, words: list[str], known: list[str], tags: list[str]
    ) -> None:
        """`words` and `known` as `Words` has them."""
        super().__init__(weights, words, known, tags)
        self.tags = tags
        self._barred = barred(tags)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Indices]:
        """The tags of each word of sentences; none is empty."""
        found: list[Indices] = [np.empty(0, np.int64)] * len(sentences)
        if not sentences:
            return found
        vectors, rows = self.spelled(sentences)
        projected = vectors @ self.weights["inputs1"] + self.weights["bias1"]
        for group in grouped([len(row) for row in rows]):
            scores = self._scores(projected, [rows[place] for place in group.places], group)
            best = scores.argmax(2)
            before = np.concatenate([np.full_like(best[:1], self.tags.index("O")), best[:-1]])
            steps = np.arange(len(best))[:, None] < group.sizes
            wrong = (self._barred[before, best] & steps).any(0)
            for column, (place, size) in enumerate(
                zip(group.places, group.sizes.tolist(), strict=True)
            ):
                found[place] = best[:size, column]
                if wrong[column]:
                    chances = np.log(softmax(scores[:size, column]) + np.float32(1e-9))
                    found[place] = np.array(best_tags(chances, self.tags))
        return found

    def _scores(self, projected: Matrix, rows: Sequence[Indices], group: Group) -> Matrix:
        """A score of every tag, [word, sentence, tag]."""
        weights = self.weights
        inputs = spelled_inputs(projected, rows, group)
        states = read_both_ways(inputs, weights["recurrent1"], group)
        above = flat_product(states, weights["inputs2"])
        above += weights["bias2"]
        half = above.shape[2] // 2
        inputs = np.empty((len(above), 2, above.shape[1], half), np.float32)
        inputs[:, 0] = above[:, :, :half]
        inputs[:, 1] = above[group.backward, group.columns, half:]
        states = read_both_ways(inputs, weights["recurrent2"], group)
        hidden = np.maximum(flat_product(states, weights["tag1"]) + weights["tag1b"], 0)
        scores: Matrix = flat_product(hidden, weights["tag2"]) + weights["tag2b"]
        return scores


# ---------------------------------------------------------------- tags of names


def barred(tags: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Whether a tag may not follow another, [before, tag]: I stands behind B or I of its kind."""
    return np.array([[tag[0] == "I" and tag[2:] != before[2:] for tag in tags] for before in tags])


def best_tags(scores: Matrix, tags: Sequence[str]) -> list[int]:
    """The best row of tags that may follow one another, given scores [word, tag] to be added up.

    The way is Viterbi's.
    """
    allowed = np.where(barred(tags), np.float32(-1e9), np.float32(0))
    score = scores[0] + allowed[list(tags).index("O")]
    above = []
    for row in scores[1:]:
        paths = score[:, None] + allowed
        above.append(paths.argmax(0))
        score = paths.max(0) + row
    found = [int(score.argmax())]
    for before in reversed(above):
        found.append(int(before[found[-1]]))
    return found[::-1]
