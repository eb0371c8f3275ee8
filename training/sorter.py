"""Networks that tell from the words of a sentence which of two treebanks' conventions it follows.

The parser is told the conventions; these tell them where nobody knows. Needs torch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from biaffine import Batch, Example, Parser
from export import State, widened
from torch import Tensor, nn
from torch.nn import functional
from treebank import Sentence

DROPOUT = 0.3
UNSEEN = 0.15  # of the words are not looked at in training,
UNKNOWN = 0.3  # and of those that are, so many have no vector of their own
RATE, DECAY = 0.002, 0.05
BATCH = 32


@dataclass(frozen=True, slots=True)
class Spelt:
    """The words of a sentence: what the parser has of each, its row, the rows of its pieces."""

    vectors: Tensor
    words: Tensor
    pieces: list[list[int]]


@torch.no_grad()
def spelt(model: Parser, sentence: Sentence) -> Spelt:
    """A sentence as the parser's tables have it."""
    batch = Batch(model, [Example(sentence, 0)], None)
    ends = [*batch.offsets.tolist()[1:], len(batch.pieces)]
    rows = batch.pieces.tolist()
    starts = batch.offsets.tolist()
    pieces = [rows[start:end] for start, end in zip(starts, ends, strict=True)]
    return Spelt(model.embed(batch)[0], batch.words[0], pieces)


class Sorter(nn.Module):
    """Looks at each word by itself, and at the mean and the greatest of what it sees.

    After Zaheer and others 2017, Deep Sets. Beside what the parser has of a word it has small
    vectors of words and of pieces that it learns itself.
    """

    def __init__(self, model: Parser, seen: Tensor, own: int, hidden: int) -> None:
        """`seen` are the parser's vectors whose mean and spread are the norm."""
        super().__init__()
        self.mean = nn.Parameter(seen.mean(0), requires_grad=False)
        self.spread = nn.Parameter(seen.std(0) + 1e-3, requires_grad=False)
        self.word = nn.Embedding(len(model.words) + 2, own)
        self.piece = nn.EmbeddingBag(model.sizes.piece_rows + 1, own, mode="mean")
        nn.init.normal_(self.word.weight, 0, 0.3)
        nn.init.normal_(self.piece.weight, 0, 0.5)
        self.sort1 = nn.Linear(seen.shape[1] + 2 * own, hidden)
        self.sort2 = nn.Linear(2 * hidden, 2)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, sentences: Sequence[Spelt]) -> Tensor:
        """A score of each treebank, a row a sentence."""
        sizes = [len(sentence.words) for sentence in sentences]
        words = torch.cat([sentence.words for sentence in sentences])
        runs = [run for sentence in sentences for run in sentence.pieces]
        starts = np.cumsum([0, *map(len, runs)])[:-1]
        rows = torch.tensor([row for run in runs for row in run])
        if self.training:
            words = torch.where(torch.rand(len(words)) < UNKNOWN, 1, words)
        vectors = torch.cat([sentence.vectors for sentence in sentences])
        inputs = torch.cat(
            [
                (vectors - self.mean) / self.spread,
                self.word(words),
                self.piece(rows, torch.from_numpy(starts)),
            ],
            1,
        )
        if self.training:
            inputs = inputs * (torch.rand(len(inputs), 1) > UNSEEN)
        seen = functional.relu(self.sort1(self.drop(inputs)))
        padded = nn.utils.rnn.pad_sequence(seen.split(sizes), batch_first=True)
        pooled = torch.cat([padded.sum(1) / torch.tensor(sizes)[:, None], padded.amax(1)], 1)
        scores: Tensor = self.sort2(self.drop(pooled))
        return scores


@dataclass(frozen=True, slots=True)
class Settings:
    """How many sorters, their widths, what a sentence of the second treebank counts, epochs.

    `doubt` divides their mean scores, to which `bias` is added for the first treebank.
    """

    count: int
    own: int
    hidden: int
    weight: float
    epochs: int
    doubt: float
    bias: float


def train_sorters(
    model: Parser, sets: Sequence[Sequence[Sentence]], settings: Settings
) -> list[Sorter]:
    """Sorters of the two sets, who differ by chance alone."""
    sentences = [spelt(model, sentence) for part in sets for sentence in part]
    gold = torch.tensor([number for number, part in enumerate(sets) for _ in part])
    seen = torch.cat([sentence.vectors for sentence in sentences])
    balance = torch.tensor([1.0, settings.weight])
    sorters = []
    for _ in range(settings.count):
        sorter = Sorter(model, seen, settings.own, settings.hidden)
        weights = [weight for weight in sorter.parameters() if weight.requires_grad]
        optimizer = torch.optim.AdamW(weights, lr=RATE, weight_decay=DECAY)
        sorter.train()
        for _ in range(settings.epochs):
            for part in torch.randperm(len(sentences)).split(BATCH):
                scores = sorter([sentences[index] for index in part.tolist()])
                loss = functional.cross_entropy(scores, gold[part], weight=balance)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
        sorters.append(sorter.eval())
    return sorters


@torch.no_grad()
def misread(
    model: Parser, sorters: Sequence[Sorter], settings: Settings,
    sentences: Sequence[Sentence], bank: int,
) -> float:  # fmt: skip
    """The share of sentences of a treebank that the sorters take for another's."""
    seen = [spelt(model, sentence) for sentence in sentences]
    scores = torch.stack([sorter(seen) for sorter in sorters]).mean(0) / settings.doubt
    scores[:, 0] += settings.bias
    return float((scores.argmax(1) != bank).float().mean())


def joined(model: Parser, sorters: Sequence[Sorter], settings: Settings) -> tuple[State, State]:
    """The sorters as one network, and the parser's tables of words and pieces with theirs beside."""
    width, own = model.sizes.word, settings.own
    more = own * len(sorters)
    first, shift = [], []
    for number, sorter in enumerate(sorters):
        weights = sorter.sort1.weight.detach().numpy()
        main = weights[:, : len(sorter.mean)] / sorter.spread.numpy()
        shift.append(sorter.sort1.bias.detach().numpy() - main @ sorter.mean.numpy())
        rows = widened(main.T, width, more)
        for section, column in enumerate(range(len(sorter.mean), weights.shape[1], own)):
            start = section * (width + more) + width + number * own
            rows[start : start + own] = weights[:, column : column + own].T
        first.append(rows)
    second = [s.sort2.weight.detach().numpy().T.reshape(2, -1, 2) for s in sorters]
    share = 1 / (len(sorters) * settings.doubt)
    bias = sum(sorter.sort2.bias.detach().numpy() for sorter in sorters) * share
    owners = (model, *sorters)
    tables = {
        "word": np.concatenate([owner.word.weight.detach().numpy() for owner in owners], 1),
        "piece": np.concatenate([owner.piece.weight.detach().numpy() for owner in owners], 1),
    }
    network = {
        "sort1": np.concatenate(first, 1),
        "sort1b": np.concatenate(shift),
        "sort2": np.concatenate(second, 1).reshape(-1, 2) * share,
        "sort2b": bias + np.array([settings.bias, 0.0]),
    }
    return network, tables
