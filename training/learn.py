"""Train a parser on what others gave: one of the pupils, or the small one that is shipped.

    python learn.py DATA WORK pupil-NUMBER
    python learn.py DATA WORK shipped

reads WORK/lessons-NAME.pickle and writes WORK/NAME.pt; what is shipped also goes below WORK/trees.
Needs torch.
"""

import pickle
import sys
from dataclasses import replace
from pathlib import Path
from random import Random

import torch
from biaffine import Batch, Example, Parser, Sizes, build, log, train
from corpora import Corpora, load_corpora
from export import export, store
from lessons import LEARNT, Lessons
from sorter import Settings, joined, misread, train_sorters
from teach import progress, raw_text
from torch import Tensor

RATE = 0.002
TAG_WEIGHT = 1.0
COPIES = {
    "old": 1.0,
    "gsd": 2.0,
    "csui": 2.0,
    "pud": 1.0,
    "news as gsd": 0.25,
    "news as csui": 0.25,
}
PUPIL = Sizes(
    first=160, second=224, arc=160, label=48, word=80, affix=16, shape=8, tags=96,
    affix_rows=2048, piece_rows=8000, dropout=0.2, doubted=0.2,
)  # fmt: skip
SHIPPED = replace(PUPIL, first=144, second=160, arc=128, label=40)
PUPIL_EPOCHS, SHIPPED_EPOCHS = 20, 40
VECTORS = 64
# What tells the conventions from the words.
SORTERS = Settings(count=4, own=16, hidden=64, weight=30.0, epochs=5, doubt=1.67, bias=0.7)


def epochs(lessons: Lessons, count: int, rng: Random) -> list[list[Example]]:
    """The lessons of each epoch, another variant of every sentence each time."""
    found = []
    for epoch in range(count):
        part: list[Example] = []
        for name, copies in COPIES.items():
            variants = lessons[name]
            for copy in range(int(copies)):
                part += variants[(epoch + copy) % len(variants)]
            drawn = variants[epoch % len(variants)]
            part += rng.sample(drawn, int((copies - int(copies)) * len(drawn)))
        found.append(part)
    return found


def main(data: Path, work: Path, name: str) -> None:
    """Train with the treebanks of `data`; the network goes to `work`."""
    shipped = name == "shipped"
    seed = 1 if shipped else int(name.rpartition("-")[2])
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rng = Random(seed)
    corpora = load_corpora(data)
    with (work / f"lessons-{name}.pickle").open("rb") as file:
        lessons: Lessons = pickle.load(file)
    sets = [corpora.old, corpora.gsd, corpora.csui, corpora.pud]
    seen = [example.sentence for example in lessons["news as gsd"][0]]
    sizes, count = (SHIPPED, SHIPPED_EPOCHS) if shipped else (PUPIL, PUPIL_EPOCHS)
    model = build(sets, raw_text(corpora), 3, VECTORS, LEARNT, sizes, seen)

    def after(epoch: int, losses: str) -> None:
        log(f"epoch {epoch}: {losses}")

    def loss(batch: Batch) -> Tensor:
        return model.loss(batch, TAG_WEIGHT)

    train(model, epochs(lessons, count, rng), RATE, rng, lambda s, _: s, after, loss)
    log(f"test, told: {progress([model], corpora, test=True)}")
    store(model, work / f"{name}.pt")
    if shipped:
        tell(model, corpora, work)


def tell(model: Parser, corpora: Corpora, work: Path) -> None:
    """Train what tells the conventions, and store all that is shipped."""
    torch.manual_seed(1)
    gsd = [*corpora.old, *corpora.gsd, *corpora.gsd_dev]
    sorters = train_sorters(model, [gsd, [*corpora.csui, *corpora.csui_dev]], SORTERS)
    for bank, (name, part) in enumerate((("gsd", corpora.gsd_test), ("csui", corpora.csui_test))):
        share = misread(model, sorters, SORTERS, part, bank)
        log(f"{name}-test, taken for the other: {share:.3f}")
    export(model, *joined(model, sorters, SORTERS), work / "trees")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
