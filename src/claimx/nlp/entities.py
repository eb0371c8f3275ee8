"""A pipeline's entities, decided for all tokens of a batch at once.

spaCy walks a Doc token by token and scores each state by itself (Lample et al. 2016 call the like a
transition system for chunks). But outside an entity a state holds nothing but its token, and few tokens
begin an entity: so here all those states are scored in one product of matrices, and then the entities
found, all of them a token further at each step. The decisions are spaCy's own, several times faster.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Span

from claimx.nlp.network import WordVectors, fits

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from thinc.api import Model

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_FEATURES = 3  # the token, the entity's first token, the token before
_NEVER = np.float32(-np.inf)


class EntityReader:
    """Reads entities with the weights of a spaCy `EntityRecognizer`."""

    def __init__(self, component: EntityRecognizer) -> None:
        """Raises ValueError for a component that `reads` refuses."""
        if not reads(component):
            raise ValueError("not a greedy entity recognizer of three features")
        self.name: str = component.name
        lower, upper = component.model.layers[1], component.model.layers[-1]
        self._vectors = _vectors_of(component.model.layers[0])
        self._lower = lower
        self._bias: Floats = lower.get_param("b")
        self._pad: Floats = lower.get_param("pad")[0]
        self._upper: Floats = upper.get_param("W").T
        self._upper_bias: Floats = upper.get_param("b")
        names = [component.moves.get_class_name(n) for n in range(component.moves.n_moves)]
        self._labels = [name[2:] for name in names if name.startswith("B-")]
        self._column = {name: number for number, name in enumerate(names)}

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set the entities of Docs that have none yet."""
        filled = [doc for doc in docs if len(doc)]
        if not filled:
            return
        # Row 0 of the features stands for a token that is not there.
        features: Floats = self._lower.predict(self._vectors(filled))
        flags = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in filled])
        lengths = np.array([len(doc) for doc in filled])
        last = np.zeros(len(flags), dtype=bool)
        last[np.cumsum(lengths) - 1] = True
        closes = last.copy()
        closes[:-1] |= flags[1:, 0] == 1
        ends, labels = self._runs(features, last, closes, flags[:, 1] == 1)
        first = 0
        for doc in filled:
            entities = []
            at = first
            while at < first + len(doc):
                if ends[at]:
                    label = self._labels[labels[at]]
                    entities.append(Span(doc, at - first, int(ends[at]) - first, label=label))
                at = max(at + 1, int(ends[at]))
            doc.set_ents(entities)
            first += len(doc)

    def _scores(self, features: Floats) -> Floats:
        pieces = features + self._bias
        hidden: Floats = pieces[..., 0]
        for piece in range(
            1, pieces.shape[-1]
        ):  # numpy's own maximum over so short an axis is slow
            hidden = np.maximum(hidden, pieces[..., piece])
        scores: Floats = hidden @ self._upper + self._upper_bias
        return scores

    def _columns(self, move: str) -> list[int]:
        return [self._column[f"{move}-{label}"] for label in self._labels]

    def _runs(
        self, features: Floats, last: Flags, closes: Flags, space: Flags
    ) -> tuple[Ints, Ints]:
        """The end of the entity that would begin at each token (0: none), and its label.

        ``last`` tokens end a Doc, ``closes`` are those that an entity cannot go on from.
        """
        scores = self._scores(features[1:, 0] + self._pad[1] + self._pad[2])
        begin, unit = scores[:, self._columns("B")], scores[:, self._columns("U")]
        begin[closes | space] = _NEVER
        unit[space] = _NEVER
        outside = scores[:, self._column["O"]]
        begins = begin.max(axis=1) >= np.maximum(unit.max(axis=1), outside)
        units = ~begins & (unit.max(axis=1) >= outside)
        ends = np.zeros(len(scores), dtype=np.int64)
        labels = np.where(begins, begin.argmax(axis=1), unit.argmax(axis=1))
        ends[units] = np.nonzero(units)[0] + 1
        opened = np.nonzero(begins)[0]
        inside, closing = np.array(self._columns("I")), np.array(self._columns("L"))
        at = opened + 1
        while len(opened):
            # Row n + 1 is token n: the token itself, the first of the entity, the one before.
            state = features[at + 1, 0] + features[opened + 1, 1] + features[at, 2]
            scores = self._scores(state)
            each = np.arange(len(opened))
            goes_on = scores[each, inside[labels[opened]]] >= scores[each, closing[labels[opened]]]
            goes_on &= ~closes[at]
            ends[opened[~goes_on]] = at[~goes_on] + 1
            opened, at = opened[goes_on], at[goes_on] + 1
        return ends, labels


def _vectors_of(model: Model[Any, Any]) -> Callable[[list[Doc]], Floats]:
    """The first layers of the recognizer: the vectors of all tokens in one array."""
    if len(model.layers) != 3 or not fits(model.layers[0]):
        return model.predict
    words, linear = WordVectors(model.layers[0]), model.layers[2]
    return lambda docs: linear.predict(np.concatenate(words.predict(docs)))


def reads(component: Any) -> bool:
    """Tell whether a component is one whose decisions `EntityReader` gives."""
    if type(component) is not EntityRecognizer or component.cfg.get("beam_width", 1) != 1:
        return False
    model = component.model
    return bool(
        model.attrs["has_upper"]
        and not model.attrs["unseen_classes"]
        and model.layers[1].get_dim("nF") == _FEATURES
        and model.layers[1].get_dim("nP") > 1
    )
