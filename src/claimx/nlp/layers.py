"""Layers that the networks are made of: LSTM in both directions over sentences side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
Indices = npt.NDArray[np.int64]

PADDED_WORDS = 1400  # of the sentences that run through a layer together: they fit the cache


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that run through a layer side by side, the longest first."""

    places: list[int]  # of the sentences, in the order that they were given in
    sizes: Indices
    running: Indices  # sentences that have a word at each step
    backward: Indices  # [step, sentence] the step of the other direction

    @property
    def columns(self) -> Indices:
        """One column a sentence, to index with `backward`."""
        return np.arange(len(self.sizes))[None]


def grouped(sizes: Sequence[int]) -> Iterator[Group]:
    """Sentences of these sizes in groups of like ones."""
    order = sorted(range(len(sizes)), key=lambda place: -sizes[place])
    while order:
        count = max(1, PADDED_WORDS // sizes[order[0]])
        places, order = order[:count], order[count:]
        own = np.array([sizes[place] for place in places])
        steps = np.arange(own[0])[:, None]
        inside = steps < own
        yield Group(places, own, inside.sum(1), np.where(inside, own - 1 - steps, steps))


def read_both_ways(inputs: Matrix, recurrent: Matrix, group: Group) -> Matrix:
    """A layer of LSTM over [word, direction, sentence, gates]: the states [word, sentence, state].

    The gates come as in, forget, out, cell; the first three at half their value, since a
    sigmoid is a hyperbolic tangent of half of it.
    """
    size = inputs.shape[3] // 4
    states = np.zeros((*inputs.shape[:3], size), np.float32)
    cell = np.zeros(states.shape[1:], np.float32)
    state = cell
    room = np.empty(inputs.shape[1:], np.float32)
    for step, count in enumerate(group.running.tolist()):
        gates = room[:, :count]
        np.matmul(state[:, :count], recurrent, out=gates)
        gates += inputs[step, :, :count]
        np.tanh(gates, out=gates)
        opened = gates[:, :, : 3 * size]
        opened *= 0.5
        opened += 0.5
        kept = cell[:, :count]
        kept *= gates[:, :, size : 2 * size]
        taken = gates[:, :, :size]
        taken *= gates[:, :, 3 * size :]
        kept += taken
        state = states[step]
        np.tanh(kept, out=state[:, :count])
        state[:, :count] *= gates[:, :, 2 * size : 3 * size]
    return np.concatenate([states[:, 0], states[group.backward, 1, group.columns]], axis=2)


def spelled_inputs(projected: Matrix, sentences: Sequence[Indices], group: Group) -> Matrix:
    """What `read_both_ways` takes, of sentences given as rows of `projected` [row, both gates]."""
    rows = np.zeros(group.backward.shape, np.int64)
    for column, sentence in enumerate(sentences):
        rows[: len(sentence), column] = sentence
    half = projected.shape[1] // 2
    inputs = np.empty((len(rows), 2, len(sentences), half), np.float32)
    inputs[:, 0] = projected[rows, :half]
    inputs[:, 1] = projected[rows[group.backward, group.columns], half:]
    return inputs


def flat_product(rows: Matrix, weights: Matrix) -> Matrix:
    """The product of rows in two dimensions with a matrix, as one and not one a sentence."""
    flat: Matrix = rows.reshape(-1, rows.shape[2]) @ weights
    return flat.reshape(*rows.shape[:2], -1)


def softmax(scores: Matrix) -> Matrix:
    """Chances from scores, a row at a time."""
    chances: Matrix = np.exp(scores - scores.max(-1, keepdims=True))
    chances /= chances.sum(-1, keepdims=True)
    return chances


def with_one(rows: Matrix) -> Matrix:
    """Rows with a one behind each."""
    return np.concatenate([rows, np.ones((len(rows), 1), np.float32)], axis=1)


def means(table: Matrix, rows: Indices, counts: Indices) -> Matrix:
    """The mean of each group of rows of a table; `rows` has one group behind the other, none empty.

    The first of every group are added up, then the second: much faster than group by group.
    """
    order = np.argsort(-counts, kind="stable")
    starts = (counts.cumsum() - counts)[order]
    sums = np.zeros((len(counts), table.shape[1]), np.float32)
    longer = np.searchsorted(-counts[order], -np.arange(counts.max()))
    for place, number in enumerate(longer.tolist()):
        sums[:number] += table[rows[starts[:number] + place]]
    result = np.empty_like(sums)
    result[order] = sums / counts[order, None].astype(np.float32)
    return result
