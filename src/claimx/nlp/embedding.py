"""The word vectors of the recogniser: each spelling of a batch embedded once.

spaCy's own `MultiHashEmbed` looks at every token by itself.
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
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    uniqued,
    with_array,
)
from thinc.types import Floats2d, Ints2d

SPELLING = "ORTH"


def spelling_embed(
    width: int, attrs: list[str], rows: list[int], *, unknown: float = 0.0
) -> Model[list[Doc], list[Floats2d]]:
    """Embed tokens by `attrs`, hashed into tables of `rows`.

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


registry.architectures.register("claimx.spelling_embed.v1", func=spelling_embed)
