"""Train one of the teachers that parse what the small parser learns from.

    python teach.py DATA WORK SEED

writes WORK/teacher-SEED.pt. Needs torch.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import augment
import torch
from biaffine import Example, Parser, Sizes, agreement, build, log, parse, train
from corpora import Corpora, load_corpora
from export import store
from treebank import Sentence

BANKS = ("old", "gsd", "csui", "pud")
EPOCHS = 18
RATE = 0.002
TAG_WEIGHT = 0.5
COPIES = {"old": 1, "gsd": 2, "csui": 2, "pud": 1}
SIZES = Sizes(
    first=256, second=256, arc=256, label=64, word=100, affix=24, shape=16, tags=128,
    affix_rows=4096, piece_rows=20000, dropout=0.33,
)  # fmt: skip
VECTORS = 64


def raw_text(corpora: Corpora) -> list[list[str]]:
    """The words of all that trains, with annotation or without."""
    parsed = [*corpora.old, *corpora.gsd, *corpora.csui, *corpora.pud]
    tagged = [sentence for part in corpora.entities.values() for sentence in part]
    return [
        *([word.form for word in sentence.words] for sentence in parsed),
        *([form for form, _ in sentence] for sentence in tagged),
    ]


def vary(sentence: Sentence, rng: Random) -> Sentence:
    """A sentence or one of its variants."""
    draw = rng.random()
    if draw < 0.08:
        return augment.collapse_quotations(sentence) or sentence
    if draw < 0.2:
        return augment.restyle_marks(sentence, rng)
    return augment.drop_final_stop(sentence) if draw < 0.26 else sentence


def progress(models: Sequence[Parser], corpora: Corpora, *, test: bool = False) -> str:
    """What the networks reach together on the tuning sets or on the test sets, told the treebank."""
    parts = {"gsd": corpora.gsd_test, "csui": corpora.csui_test}
    if not test:
        parts = {"gsd": corpora.gsd_dev, "csui": corpora.csui_dev}
    return "; ".join(
        f"{name} {agreement(part, parse(models, part, name))}" for name, part in parts.items()
    )


def main(data: Path, work: Path, seed: int) -> None:
    """Train on the treebanks of `data`; the network goes to `work`."""
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = Random(seed)
    corpora = load_corpora(data)
    sets = [corpora.old, corpora.gsd, corpora.csui, corpora.pud]
    model = build(sets, raw_text(corpora), 2, VECTORS, BANKS, SIZES)
    examples = [
        Example(sentence, number)
        for number, (name, part) in enumerate(zip(BANKS, sets, strict=True))
        for _ in range(COPIES[name])
        for sentence in part
    ]

    def after(epoch: int, losses: str) -> None:
        log(f"epoch {epoch}: {losses}; {progress([model], corpora)}")

    train(model, [examples] * EPOCHS, RATE, rng, vary, after, lambda b: model.loss(b, TAG_WEIGHT))
    log(f"test: {progress([model], corpora, test=True)}")
    store(model, work / f"teacher-{seed}.pt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
