"""The word vectors of a spaCy network, computed with less ado than thinc's layers take.

The numbers are those of the network itself, but for rounding. Nothing is kept for training, the pieces of a maxout
are products of their own and not strided columns of one, and a spelling's row is made once in a run and not in
every batch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt
from thinc.api import Model

if TYPE_CHECKING:
    from spacy.tokens import Doc

Floats = npt.NDArray[np.float32]
Keys = npt.NDArray[np.uint64]

_ROWS_KEPT = 15_000  # spellings whose rows stay: 8 MB at 128 numbers a row
_EPSILON = np.float32(1e-8)  # as in thinc's layer norm


class WordVectors:
    """The vectors of `claimx.spelling_embed.v1` under spaCy's `MaxoutWindowEncoder.v2`."""

    def __init__(self, model: Model[Any, Any]) -> None:
        """Raises ValueError for a network of other layers."""
        if not fits(model):
            raise ValueError(f"not a network of known layers: {model.name}")
        embed, encode = model.layers
        self._features = embed.layers[0]
        self._mixed = embed.layers[2].layers[0].layers[0]
        self._pad: int = encode.attrs["pad"]
        self._layers = [_Layer(residual.layers[0]) for residual in encode.layers[0].layers]
        self._kept: dict[int, int] = {}
        self._rows: Floats = np.empty((_ROWS_KEPT, self._mixed.get_dim("nO")), dtype=np.float32)

    def predict(self, docs: Iterable[Doc]) -> list[Floats]:
        """Return the vectors of every Doc, an array of a row a token each."""
        features: list[Keys] = self._features.predict(list(docs))
        if not features:
            return []
        rows = self._embed(np.concatenate(features))
        lengths = np.array([len(own) for own in features], dtype=np.int32)
        # Docs stand apart by rows of zeros, as far as the windows reach.
        firsts = self._pad + np.concatenate(([0], np.cumsum(lengths + self._pad)[:-1]))
        padded = np.zeros((len(rows) + self._pad * (len(lengths) + 1), rows.shape[1]), np.float32)
        places = np.arange(len(rows)) + np.repeat(firsts - np.cumsum(lengths) + lengths, lengths)
        padded[places] = rows
        for layer in self._layers:
            layer.add_to(padded)
        return [
            padded[first : first + length] for first, length in zip(firsts, lengths, strict=True)
        ]

    def _embed(self, features: Keys) -> Floats:
        keys, firsts, inverse = np.unique(features[:, 0], return_index=True, return_inverse=True)
        kept = self._kept
        spellings = keys.tolist()
        places = np.array([kept.get(key, -1) for key in spellings], dtype=np.int64)
        new = np.nonzero(places < 0)[0]
        if not len(new):
            return self._rows[places[inverse]]
        made: Floats = self._mixed.predict(features[firsts[new]])
        if len(kept) + len(new) > _ROWS_KEPT:  # full: these are for this batch alone
            rows: Floats = np.empty((len(keys), made.shape[1]), dtype=np.float32)
            rows[places >= 0] = self._rows[places[places >= 0]]
            rows[new] = made
            return rows[inverse]
        places[new] = np.arange(len(kept), len(kept) + len(new))
        for at in new.tolist():
            kept[spellings[at]] = int(places[at])
        self._rows[places[new]] = made
        return self._rows[places[inverse]]


class _Layer:
    """A window over the rows, a maxout, a layer norm."""

    def __init__(self, model: Model[Any, Any]) -> None:
        _, maxout, norm, *_ = _leaves(model)
        weights, bias = cast("Floats", maxout.get_param("W")), cast("Floats", maxout.get_param("b"))
        self._pieces = [
            (np.ascontiguousarray(weights[:, piece].T), np.ascontiguousarray(bias[:, piece]))
            for piece in range(weights.shape[1])
        ]
        self._scale, self._shift = (cast("Floats", norm.get_param(name)) for name in "Gb")

    def add_to(self, rows: Floats) -> None:
        """Add to each row what the layer makes of it and its neighbours."""
        width = rows.shape[1]
        window = np.empty((len(rows), 3 * width), dtype=np.float32)
        window[0, :width] = 0
        window[1:, :width] = rows[:-1]
        window[:, width : 2 * width] = rows
        window[:-1, 2 * width :] = rows[1:]
        window[-1, 2 * width :] = 0
        (weights, bias), *others = self._pieces
        best = window @ weights
        best += bias
        for weights, bias in others:
            piece = window @ weights
            piece += bias
            np.maximum(best, piece, out=best)
        best -= best.mean(axis=1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / width
        best *= (1 / np.sqrt(variance + _EPSILON))[:, np.newaxis]
        best *= self._scale
        best += self._shift
        rows += best


def fits(model: Any) -> bool:
    """Tell whether a network has the layers that `WordVectors` knows."""
    if not isinstance(model, Model) or len(model.layers) != 2:
        return False
    embed, encode = model.layers
    names = [layer.name.partition("(")[0] for layer in embed.layers]
    if names != ["extract_features", "list2ragged", "with_array", "ragged2list"]:
        return False
    if not embed.layers[2].layers[0].name.startswith("uniqued("):
        return False
    if not encode.name.startswith("with_array(") or not encode.layers[0].layers:
        return False
    return all(_fits_layer(residual) for residual in encode.layers[0].layers)


def _fits_layer(residual: Model[Any, Any]) -> bool:
    if not residual.name.startswith("residual("):
        return False
    leaves = _leaves(residual.layers[0])
    names = [leaf.name for leaf in leaves]
    known = names[:3] == ["expand_window", "maxout", "layernorm"] and set(names[3:]) <= {"dropout"}
    return known and leaves[0].attrs["window_size"] == 1


def _leaves(model: Model[Any, Any]) -> list[Model[Any, Any]]:
    """The layers of a chain of chains."""
    if not model.layers:
        return [model]
    return [leaf for layer in model.layers for leaf in _leaves(layer)]
