"""What a network makes of a word by itself is made once for all its occurrences.

The first layers of a `MultiHashEmbed` see a word's features and nothing of its neighbours. News repeats its
words: in a batch of paragraphs three rows of four have been seen before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from thinc.api import Model
from thinc.types import Ragged

if TYPE_CHECKING:
    from spacy.language import Language

_ROWWISE = (
    "hashembed",
    "ints-getitem",
    "maxout",
    "layernorm",
    "dropout",
    "concatenate",
    "with_array",
)
# Odd numbers to fold the columns of a row with; what falls together by chance is found by comparing.
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93],
    dtype=np.uint64,
)


def share_rows(nlp: Language) -> Language:
    """Let the networks of a pipeline that is only to predict work on different words alone."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in list(model.walk()) if model is not None else ():
            names = [layer.name for layer in node.layers]
            if names[:2] == ["extract_features", "list2ragged"] and names[-1:] == ["ragged2list"]:
                inner = node.layers[2:-1]
                if all(map(_is_rowwise, inner)):
                    node.layers[2:-1] = [Model("distinct_rows", _forward, layers=inner)]
    return nlp


def _is_rowwise(node: Model[Any, Any]) -> bool:
    leaves = [layer for layer in node.walk() if not layer.layers]
    return bool(leaves) and all(leaf.name.startswith(_ROWWISE) for leaf in leaves)


def _forward(model: Model[Any, Any], words: Ragged, is_train: bool) -> tuple[Ragged, Any]:
    """Predict for the different rows, and give every word what its row has."""
    rows: Any = words.dataXd
    keys = (rows * _FACTORS[: rows.shape[1]]).sum(axis=1, dtype=np.uint64)
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][place], rows):
        first = place = np.arange(len(rows))
    lengths: Any = np.array([len(first)], dtype=words.lengths.dtype)
    made: Any = Ragged(rows[first], lengths)
    for layer in model.layers:
        made = layer.predict(made)
    return Ragged(made.dataXd[place], words.lengths), None
