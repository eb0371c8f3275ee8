"""Matrix products by numpy's own BLAS, for the networks of the shipped pipeline.

The generic BLAS that thinc brings reaches a third of OpenBLAS on current x86
cores, and nine tenths of the model's time is matrix products.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.util import registry
from thinc.backends import NumpyOps

Matrix = npt.NDArray[np.float32]


class NumpyGemmOps(NumpyOps):  # type: ignore[misc]
    """thinc's CPU backend with `gemm` done by numpy."""

    name = "claimx-numpy"

    def gemm(
        self,
        x: Matrix,
        y: Matrix,
        out: Matrix | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Matrix:
        """`x @ y`, either of them transposed first if asked."""
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        product: Matrix = np.matmul(left, right, out=out)
        return product


def use_numpy_gemm(nlp: Language) -> Language:
    """Let every network of the pipeline multiply by numpy; other pipelines are untouched."""
    ops = NumpyGemmOps()
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        for node in model.walk() if model is not None else ():
            if type(node.ops) is NumpyOps:
                node.ops = ops
    return nlp


def create_callback() -> Callable[[Language], Language]:
    """What a config's `@callbacks = "claimx.numpy_gemm.v1"` asks for."""
    return use_numpy_gemm


registry.callbacks.register("claimx.numpy_gemm.v1", func=create_callback)
