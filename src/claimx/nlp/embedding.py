"""The word vectors of the shipped pipeline: each spelling embedded once, in the light of its text.

spaCy's own `MultiHashEmbed` looks at every token by itself. Here each distinct spelling of a batch
is embedded once, and every token is then told what sort of text it stands in: the treebanks that
the parser learns from follow different conventions, and the words around tell which are meant.
"""

from collections.abc import Callable
from typing import Any, cast

import numpy as np
from spacy.attrs import intify_attr
from spacy.ml.featureextractor import FeatureExtractor
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    Ragged,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    uniqued,
    with_array,
)
from thinc.types import Floats2d, Ints2d

SPELLING = "ORTH"


def context_embed(
    width: int, attrs: list[str], rows: list[int], *, context: bool, unknown: float = 0.0
) -> Model[list[Doc], list[Floats2d]]:
    """Embed tokens by `attrs`, hashed into tables of `rows`; `context` adds the sort of text.

    In training a share `unknown` of the spellings of a batch goes without the first of `attrs`,
    so that words never seen are read by the others.
    """
    # Column 0 is the spelling, which decides all the others.
    columns: list[int | str] = [intify_attr(attr) or attr for attr in [SPELLING, *attrs]]
    tables: list[Model[Ints2d, Floats2d]] = [
        HashEmbed(width, count, column=number, seed=number + 7, dropout=0.0)
        for number, count in enumerate(rows, start=1)
    ]
    tables[0] = chain(tables[0], forget_rows(unknown))
    mixed: Model[Ints2d, Floats2d] = chain(
        concatenate(*tables),
        Maxout(width, width * len(rows), nP=3, dropout=0.0, normalize=True),
    )
    layers: list[Model[Any, Any]] = [
        FeatureExtractor(columns),
        list2ragged(),
        with_array(cast("Model[Any, Any]", uniqued(mixed, column=0))),
    ]
    if context:
        layers.append(text_context(width))
    embedded: Model[list[Doc], list[Floats2d]] = chain(*layers, ragged2list())
    return embedded


def forget_rows(share: float) -> Model[Floats2d, Floats2d]:
    """Leave out a share of the rows in training, the whole row at a time."""
    return Model("forget_rows", _forget, attrs={"share": share})


def _forget(
    model: Model[Floats2d, Floats2d], rows: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[Floats2d], Floats2d]]:
    share: float = model.attrs["share"]
    if not is_train or not share:
        return rows, lambda gradient: gradient
    chance = np.random.random((len(rows), 1))  # noqa: NPY002 - the generator that spaCy seeds
    kept = (chance >= share).astype("float32")
    return rows * kept, lambda gradient: gradient * kept


def text_context(width: int) -> Model[Ragged, Ragged]:
    """Add to every row of a text a vector made of the mean of the text's rows."""
    seen: Model[Floats2d, Floats2d] = Maxout(width, width, nP=3, dropout=0.0, normalize=True)
    return Model("text_context", _forward, init=_init, layers=[seen], dims={"nO": width})


def _forward(
    model: Model[Ragged, Ragged], rows: Ragged, is_train: bool
) -> tuple[Ragged, Callable[[Ragged], Ragged]]:
    seen = model.layers[0]
    lengths = np.asarray(rows.lengths)
    data = cast("Floats2d", rows.dataXd)
    means = model.ops.reduce_mean(data, rows.lengths)
    context, context_back = seen(means, is_train)
    total = data + np.repeat(context, lengths, axis=0)

    def backprop(gradient: Ragged) -> Ragged:
        received = cast("Floats2d", gradient.dataXd)
        summed = model.ops.reduce_sum(received, rows.lengths)
        spread = model.ops.backprop_reduce_mean(context_back(summed), rows.lengths)
        return Ragged(received + spread, rows.lengths)

    return Ragged(total, rows.lengths), backprop


def _init(
    model: Model[Ragged, Ragged],
    X: Ragged | None = None,  # noqa: N803 - thinc passes them by these names
    Y: Ragged | None = None,  # noqa: N803
) -> Model[Ragged, Ragged]:
    model.layers[0].initialize()
    return model


registry.architectures.register("claimx.context_embed.v1", func=context_embed)
