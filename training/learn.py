"""Train the small parser on what the teachers gave.

    python learn.py DATA WORK

reads WORK/lessons.pickle and writes the networks below WORK/trees. Needs torch.
"""

import pickle
import sys
from pathlib import Path
from random import Random

import torch
from biaffine import Batch, Example, Sizes, build, export, log, train, train_sorter
from corpora import load_corpora
from lessons import LEARNT, Lessons
from teach import progress, raw_text, store
from torch import Tensor

SEED = 1
EPOCHS = 20
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
SIZES = Sizes(
    first=160, second=224, arc=160, label=48, word=80, affix=16, shape=8, tags=96,
    affix_rows=2048, piece_rows=8000, dropout=0.2, doubted=0.2,
)  # fmt: skip
VECTORS = 64
# The network that tells the conventions from the words: its width, the weight of a sentence of
# csui (they are a ninth as many), epochs.
SORTER = (64, 30.0, 7)


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


def main(data: Path, work: Path) -> None:
    """Train with the treebanks of `data`; the network goes to `work`."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = Random(SEED)
    corpora = load_corpora(data)
    with (work / "lessons.pickle").open("rb") as file:
        lessons: Lessons = pickle.load(file)
    sets = [corpora.old, corpora.gsd, corpora.csui, corpora.pud]
    news = [example.sentence for example in lessons["news as gsd"][0]]
    model = build(sets, raw_text(corpora), 3, VECTORS, LEARNT, SIZES, news)

    def after(epoch: int, losses: str) -> None:
        log(f"epoch {epoch}: {losses}; {progress(model, corpora, LEARNT)}")

    def loss(batch: Batch) -> Tensor:
        return model.loss(batch, TAG_WEIGHT)

    train(model, epochs(lessons, EPOCHS, rng), RATE, rng, lambda s, _: s, after, loss)
    log(f"test, told: {progress(model, corpora, LEARNT, test=True)}")
    store(model, work / "learnt.pt")
    sorter = train_sorter(model, [[*corpora.old, *corpora.gsd], corpora.csui], *SORTER)
    export(model, sorter, work / "trees")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
