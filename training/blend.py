"""The mean of two recognisers that come from one first pass: python blend.py ONE OTHER OUT [SHARE].

SHARE is the weight of OTHER. Both walked a short way from the same weights, so the mean is a
network as good as either: it keeps idner's labelling of the one and the names of the other.
"""

import sys
from pathlib import Path

import spacy
from spacy.pipeline import TrainablePipe

import claimx.nlp.components  # noqa: F401  registers what the config names


def main(one: Path, other: Path, out: Path, share: float = 0.5) -> None:
    """Write the blend of the pipelines `one` and `other` to `out`."""
    nlp, second = spacy.load(one), spacy.load(other)
    if nlp.pipe_labels != second.pipe_labels:
        raise SystemExit(f"other labels in {other} than in {one}")
    for name in nlp.pipe_names:
        if not isinstance(nlp.get_pipe(name), TrainablePipe):
            continue
        nodes = zip(
            nlp.get_pipe(name).model.walk(), second.get_pipe(name).model.walk(), strict=True
        )
        for node, its_like in nodes:
            for param in node.param_names:
                if node.has_param(param) and its_like.has_param(param):
                    mean = (1 - share) * node.get_param(param) + share * its_like.get_param(param)
                    node.set_param(param, mean.astype("float32"))
    nlp.to_disk(out)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), *map(float, sys.argv[4:]))
