"""The network of the shipped parser in torch, to be trained; `claimx.nlp.graph` runs it.

The same class makes the large teachers and the small parser. It is told which treebank's
conventions a sentence follows; where nobody knows, `sorter.py` tells from the words.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from treebank import Sentence, Word

from claimx.nlp import spellings
from claimx.nlp.trees import best_tree

UNKNOWN_SHARE = 0.15  # of the words go without their own vector in training
BATCH_WORDS = 1500
PARSED_WORDS = 4000
INPUT_DROPOUT = 0.25  # at most
WARM_UP = 100

Vary = Callable[[Sentence, Random], Sentence]


@dataclass(frozen=True, slots=True)
class Targets:
    """Chances of tags [word, tag], and of a tree heads [word, head, 0 the root], labels [word, label]."""

    tags: np.ndarray
    arcs: np.ndarray = field(default_factory=lambda: np.empty(0))
    labels: np.ndarray = field(default_factory=lambda: np.empty(0))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, the number of its treebank, and what to learn of it if not its own analysis."""

    sentence: Sentence
    bank: int
    targets: Targets | None = None


@dataclass(frozen=True, slots=True)
class Sizes:
    """The widths of a network."""

    first: int
    second: int
    arc: int
    label: int
    word: int
    affix: int
    shape: int
    tags: int
    affix_rows: int
    piece_rows: int
    dropout: float
    doubted: float = 0.0  # the share of sentences that training tells their treebank in some doubt
    bank: int = 16
    tag_input: int = 32


class SentenceDropout(nn.Module):
    """Dropout with one mask for all words of a sentence."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, rows: Tensor) -> Tensor:
        """Leave out features in training."""
        if not self.training:
            return rows
        mask = rows.new_empty(rows.shape[0], 1, rows.shape[2]).bernoulli_(1 - self.share)
        return rows * mask / (1 - self.share)


class Reader(nn.Module):
    """Words by themselves, each in the light of its text's conventions."""

    def __init__(
        self, words: list[str], known: list[str], vectors: np.ndarray, tags: list[str],
        banks: Sequence[str], sizes: Sizes,
    ) -> None:  # fmt: skip
        super().__init__()
        self.words, self.known, self.tags = words, known, tags
        self.banks, self.sizes = banks, sizes
        self.word_rows = {word: row for row, word in enumerate(words, start=2)}
        self.known_rows = {word: row for row, word in enumerate(known, start=1)}
        self.tag_rows = {tag: row for row, tag in enumerate(tags)}
        self.word = nn.Embedding(len(words) + 2, sizes.word, padding_idx=0)
        self.affix = nn.Embedding(sizes.affix_rows + 1, sizes.affix, padding_idx=0)
        self.piece = nn.EmbeddingBag(sizes.piece_rows + 1, sizes.word, mode="mean")
        for table, spread in ((self.word, 0.3), (self.affix, 0.3), (self.piece, 0.5)):
            nn.init.normal_(table.weight, 0, spread)
        self.shape = nn.Embedding(spellings.SHAPES, sizes.shape)
        self.vector = nn.Embedding.from_pretrained(torch.tensor(vectors))
        self.bank = nn.Embedding(len(banks), sizes.bank)
        parts = 2 * sizes.word, sizes.affix * len(spellings.AFFIXES), sizes.shape, vectors.shape[1]
        self.width = sum(parts)
        self.drop = SentenceDropout(sizes.dropout)
        self.drop_input = SentenceDropout(min(sizes.dropout, INPUT_DROPOUT))
        self.drop_each = nn.Dropout(sizes.dropout)

    def embed(self, batch: "Batch") -> Tensor:
        """Each word by itself."""
        count, width = batch.words.shape
        return torch.cat(
            [
                self.word(batch.words),
                self.piece(batch.pieces, batch.offsets).view(count, width, -1),
                self.affix(batch.affixes).view(count, width, -1),
                self.shape(batch.shapes),
                self.vector(batch.known),
            ],
            -1,
        )

    @staticmethod
    def _read(layer: nn.LSTM, inputs: Tensor, batch: "Batch") -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(
            inputs, batch.sizes, batch_first=True, enforce_sorted=False
        )
        return nn.utils.rnn.pad_packed_sequence(layer(packed)[0], batch_first=True)[0]


class Parser(Reader):
    """Two layers of LSTM, tags from the first, arcs and labels from the second."""

    def __init__(
        self, words: list[str], known: list[str], vectors: np.ndarray, tags: list[str],
        labels: list[str], banks: Sequence[str], sizes: Sizes,
    ) -> None:  # fmt: skip
        super().__init__(words, known, vectors, tags, banks, sizes)
        self.labels = labels
        self.label_rows = {label: row for row, label in enumerate(labels)}
        first, second, bank = sizes.first, sizes.second, sizes.bank
        self.first = _lstm(self.width + bank, first)
        self.tag1 = nn.Linear(2 * first + bank, sizes.tags)
        self.tag2 = nn.Linear(sizes.tags, len(tags))
        self.tag_input = nn.Linear(len(tags), sizes.tag_input, bias=False)
        self.second = _lstm(2 * first + sizes.tag_input, second)
        self.sides = nn.Linear(2 * second + bank, 2 * sizes.arc + 2 * sizes.label)
        self.root = nn.Parameter(torch.randn(2 * second) * 0.1)
        self.arc = nn.Parameter(torch.randn(sizes.arc + 1, sizes.arc) * 0.02)
        self.rel = nn.Parameter(
            torch.randn(sizes.label + 1, len(labels) * (sizes.label + 1)) * 0.02
        )

    def forward(self, batch: "Batch") -> "Scores":
        """Everything that the losses and the parse need."""
        count, width = batch.words.shape
        inputs = self.embed(batch)
        bank = batch.banks @ self.bank.weight
        banks = bank[:, None].expand(-1, width, -1)
        states = self._read(self.first, torch.cat([self.drop_input(inputs), banks], -1), batch)
        hidden = functional.relu(self.tag1(torch.cat([self.drop(states), banks], -1)))
        tags = self.tag2(self.drop_each(hidden))
        states = torch.cat([self.drop(states), self.tag_input(tags.softmax(-1))], -1)
        states = self._read(self.second, states, batch)
        root = self.root.expand(count, 1, -1)
        rooted = torch.cat([root, self.drop(states)], 1)
        banks = bank[:, None].expand(-1, width + 1, -1)
        sides = functional.leaky_relu(self.sides(torch.cat([rooted, banks], -1)), 0.1)
        arc, label = self.sizes.arc, self.sizes.label
        parts = [self.drop(part) for part in sides.split([arc, arc, label, label], -1)]
        arcs = _with_one(parts[0][:, 1:]) @ self.arc @ parts[1].transpose(1, 2)
        outside = torch.arange(width + 1)[None] > batch.sizes[:, None]
        arcs = arcs.masked_fill(outside[:, None], -1e4)
        return Scores(tags, arcs, parts[2][:, 1:], parts[3])

    def loss(self, batch: "Batch", tag_weight: float) -> Tensor:
        """Cross entropy of heads, labels and tags together."""
        scores = self(batch)
        rows, columns = batch.inside.nonzero(as_tuple=True)
        heads = batch.heads[rows, columns]
        labels = self.label_scores(scores.dependents[rows, columns], scores.heads[rows, heads])
        entropy = functional.cross_entropy
        return (
            tag_weight * entropy(scores.tags[rows, columns], batch.tags[rows, columns])
            + entropy(scores.arcs[rows, columns], batch.arcs[rows, columns])
            + entropy(labels, batch.labels[rows, columns])
        )

    def label_scores(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of every label for pairs of words, a row a pair."""
        crossed = (_with_one(dependents) @ self.rel).view(len(heads), len(self.labels), -1)
        return torch.bmm(crossed, _with_one(heads)[:, :, None])[:, :, 0]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of a batch: tags, arcs [word, head], both sides of the labels."""

    tags: Tensor
    arcs: Tensor
    dependents: Tensor
    heads: Tensor


class Recogniser(Reader):
    """Two layers of LSTM that tag words as parts of names."""

    def __init__(
        self, words: list[str], known: list[str], vectors: np.ndarray, tags: list[str],
        banks: Sequence[str], sizes: Sizes,
    ) -> None:  # fmt: skip
        super().__init__(words, known, vectors, tags, banks, sizes)
        self.first = _lstm(self.width + sizes.bank, sizes.first)
        self.second = _lstm(2 * sizes.first, sizes.second)
        self.tag1 = nn.Linear(2 * sizes.second + sizes.bank, sizes.tags)
        self.tag2 = nn.Linear(sizes.tags, len(tags))

    def forward(self, batch: "Batch") -> Tensor:
        """A score of each tag [sentence, word, tag]."""
        inputs = self.drop_input(self.embed(batch))
        banks = (batch.banks @ self.bank.weight)[:, None].expand(-1, inputs.shape[1], -1)
        states = self._read(self.first, torch.cat([inputs, banks], -1), batch)
        states = self.drop(self._read(self.second, self.drop(states), batch))
        hidden = functional.relu(self.tag1(torch.cat([states, banks], -1)))
        scores: Tensor = self.tag2(self.drop_each(hidden))
        return scores

    def loss(self, batch: "Batch") -> Tensor:
        """Cross entropy of the tags."""
        return functional.cross_entropy(self(batch)[batch.inside], batch.tags[batch.inside])


def _with_one(rows: Tensor) -> Tensor:
    return torch.cat([rows, rows.new_ones(*rows.shape[:-1], 1)], -1)


def _lstm(inputs: int, hidden: int) -> nn.LSTM:
    layer = nn.LSTM(inputs, hidden, batch_first=True, bidirectional=True)
    for name, weight in layer.named_parameters():
        if "weight_hh" in name:
            for gate in weight.data.split(hidden):
                nn.init.orthogonal_(gate)
        elif "bias" in name:
            nn.init.zeros_(weight)
            if "bias_ih" in name:  # at first nothing is forgotten
                weight.data[hidden : 2 * hidden] = 1.0
    return layer


class Batch:
    """Padded arrays of some sentences; with `rng` in training, with targets and unknown words."""

    def __init__(self, model: Reader, examples: Sequence[Example], rng: Random | None) -> None:
        sizes = [len(example.sentence.words) for example in examples]
        size = (len(examples), max(sizes))
        rows = {name: np.zeros(size, np.int64) for name in ("words", "shapes", "known")}
        affixes = np.zeros((*size, len(spellings.AFFIXES)), np.int64)
        pieces: list[int] = []
        offsets: list[int] = []
        banks = np.zeros((len(examples), len(model.banks)), np.float32)
        for row, example in enumerate(examples):
            banks[row] = _told(example.bank, model, rng)
            for column in range(size[1]):
                offsets.append(len(pieces))
                if column >= sizes[row]:
                    continue
                place = row, column
                word = example.sentence.words[column]
                form = word.form.lower()
                affixes[place], runs, rows["shapes"][place] = _spelling(
                    word.form, model.sizes.affix_rows, model.sizes.piece_rows
                )
                pieces += runs
                hidden = rng is not None and rng.random() < UNKNOWN_SHARE
                rows["words"][place] = 1 if hidden else model.word_rows.get(form, 1)
                rows["known"][place] = model.known_rows.get(form, 0)
        self.words, self.shapes, self.known = map(torch.from_numpy, rows.values())
        self.affixes = torch.from_numpy(affixes)
        self.pieces, self.offsets = torch.tensor(pieces), torch.tensor(offsets)
        self.sizes = torch.tensor(sizes)
        self.inside = torch.arange(size[1])[None] < self.sizes[:, None]
        self.banks = torch.from_numpy(banks)
        if rng is not None and isinstance(model, Parser):
            self._set_targets(model, examples, size)
        elif rng is not None:
            tags = np.zeros((*size, len(model.tags)), np.float32)
            for row, example in enumerate(examples):
                seen = example.targets
                own = seen.tags if seen else tag_targets(model, example.sentence)
                tags[row, : sizes[row]] = own
            self.tags = torch.from_numpy(tags)

    def _set_targets(
        self, model: Parser, examples: Sequence[Example], size: tuple[int, int]
    ) -> None:
        tags = np.zeros((*size, len(model.tags)), np.float32)
        arcs = np.zeros((*size, size[1] + 1), np.float32)
        labels = np.zeros((*size, len(model.labels)), np.float32)
        heads = np.zeros(size, np.int64)
        for row, example in enumerate(examples):
            count = len(example.sentence.words)
            targets = example.targets or gold_targets(model, example.sentence)
            tags[row, :count] = targets.tags
            arcs[row, :count, : count + 1] = targets.arcs
            labels[row, :count] = targets.labels
            heads[row, :count] = heads_of(example.sentence)
        self.tags, self.arcs, self.labels, self.heads = map(
            torch.from_numpy, (tags, arcs, labels, heads)
        )


def _told(bank: int, model: Reader, rng: Random | None) -> np.ndarray:
    """The weights of the treebanks; in training now and then with up to half a doubt."""
    count = len(model.banks)
    doubted = rng is not None and rng.random() < model.sizes.doubted
    doubt = rng.random() * 0.5 if rng is not None and doubted else 0.0
    weights = np.full(count, doubt / max(1, count - 1), np.float32)
    weights[bank] = 1 - doubt
    return weights


def heads_of(sentence: Sentence) -> np.ndarray:
    """The heads as the network counts them: 0 the root, words from 1."""
    return np.array(
        [0 if word.head == index else word.head + 1 for index, word in enumerate(sentence.words)]
    )


def tag_targets(model: Reader, sentence: Sentence) -> np.ndarray:
    """A sentence's own tags as certainties; one that the network does not know is left open."""
    targets = np.zeros((len(sentence.words), len(model.tags)), np.float32)
    for row, word in enumerate(sentence.words):
        if word.upos in model.tag_rows:
            targets[row, model.tag_rows[word.upos]] = 1
    return targets


def gold_targets(model: Parser, sentence: Sentence) -> Targets:
    """A sentence's own analysis as certainties."""
    heads = heads_of(sentence)
    labels = [
        model.label_rows[word.deprel if head else "root"]
        for word, head in zip(sentence.words, heads, strict=True)
    ]
    return Targets(
        tag_targets(model, sentence),
        np.eye(len(heads) + 1, dtype=np.float32)[heads],
        np.eye(len(model.labels), dtype=np.float32)[labels],
    )


@cache
def _spelling(form: str, affix_rows: int, piece_rows: int) -> tuple[list[int], list[int], int]:
    """The rows of a spelling's affixes and of its pieces, and its shape."""
    rows = spellings.rows_of((form,), affix_rows, piece_rows)
    return rows.affixes[0].tolist(), rows.pieces.tolist(), int(rows.shapes[0])


def batches(examples: Sequence[Example], words: int, rng: Random | None) -> Iterator[list[Example]]:
    """Examples of like length together, at most `words` words a batch with the padding."""
    order = sorted(examples, key=lambda e: len(e.sentence.words) + (rng.random() * 3 if rng else 0))
    groups: list[list[Example]] = [[]]
    for example in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(example.sentence.words) > words:
            groups.append([])
        groups[-1].append(example)
    if rng:
        rng.shuffle(groups)
    yield from groups


def train(
    model: Reader, epochs: Sequence[Sequence[Example]], rate: float, rng: Random, vary: Vary,
    after: Callable[[int, str], None], loss_of: Callable[["Batch"], Tensor],
) -> None:  # fmt: skip
    """Train over the epochs' examples at a rate that falls to nothing.

    `vary` changes only sentences that are to be learned as they are annotated.
    """
    weights = [weight for weight in model.parameters() if weight.requires_grad]
    optimizer = torch.optim.Adam(weights, lr=rate, betas=(0.9, 0.95))
    total = sum(len(example.sentence.words) for examples in epochs for example in examples)
    done = steps = 0
    started = time.process_time()
    for epoch, examples in enumerate(epochs):
        model.train()
        losses = []
        varied = [e if e.targets else Example(vary(e.sentence, rng), e.bank) for e in examples]
        for group in batches(varied, BATCH_WORDS, rng):
            steps += 1
            for setting in optimizer.param_groups:
                setting["lr"] = rate * min(1, steps / WARM_UP) * max(0.01, 1 - done / total)
            batch = Batch(model, group, rng)
            loss = loss_of(batch)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 5.0)
            optimizer.step()
            losses.append(loss.item())
            done += int(batch.sizes.sum())
        after(epoch, f"loss {np.mean(losses):.3f}, {time.process_time() - started:.0f} s")


@torch.no_grad()
def chances(
    models: Sequence[Parser], sentences: Sequence[Sentence], told: str,
    trust: float = 0.0, *, gold: bool = False,
) -> list[Example]:  # fmt: skip
    """The sentences as the networks together parse them, with the chances that they see.

    They are told that the sentences follow the conventions of the treebank `told`.
    `trust` is what the head that a sentence comes with counts for, in logarithms of chances.
    With `gold` the sentences keep the analysis that they have. The chances of labels are those
    at the head that a word has then.
    """
    for model in models:
        model.eval()
    own = models[0]
    bank = own.banks.index(told)
    result: list[Example | None] = [None] * len(sentences)
    numbered = {id(sentence): number for number, sentence in enumerate(sentences)}
    for group in batches([Example(s, bank) for s in sentences], PARSED_WORDS, None):
        scores = [
            model(Batch(model, [Example(e.sentence, model.banks.index(told)) for e in group], None))
            for model in models
        ]
        tags = torch.stack([score.tags.softmax(-1) for score in scores]).mean(0).numpy()
        arcs = torch.stack([score.arcs.softmax(-1) for score in scores]).mean(0).numpy()
        for row, example in enumerate(group):
            size = len(example.sentence.words)
            seen = arcs[row, :size, : size + 1].copy()
            given = heads_of(example.sentence)
            if trust:
                seen[np.arange(size), given] *= np.exp(trust)
                seen /= seen.sum(1, keepdims=True)
            heads = given if gold else best_tree(np.log(seen + 1e-9))
            labels = np.zeros((size, len(own.labels)), np.float32)
            for model, score in zip(models, scores, strict=True):
                raw = model.label_scores(score.dependents[row, :size], score.heads[row, heads])
                raw[:, own.label_rows["root"]] = -1e4
                labels += raw.softmax(-1).numpy() / len(models)
            labels[heads == 0] = np.eye(len(own.labels))[own.label_rows["root"]]
            targets = Targets(tags[row, :size], seen, labels)
            parsed = example.sentence
            if not gold:
                parsed = _analysed(own, parsed, heads, targets)
            result[numbered[id(example.sentence)]] = Example(parsed, bank, targets)
    return [example for example in result if example is not None]


def _analysed(model: Parser, sentence: Sentence, heads: np.ndarray, seen: Targets) -> Sentence:
    tags, labels = seen.tags.argmax(-1), seen.labels.argmax(-1)
    words = [
        Word(
            word.form, model.tags[tag], int(head) - 1 if head else index, model.labels[label],
            word.space,
        )
        for index, (word, tag, head, label) in enumerate(
            zip(sentence.words, tags.tolist(), heads.tolist(), labels.tolist(), strict=True)
        )
    ]  # fmt: skip
    return Sentence(words, sentence.source)


def parse(models: Sequence[Parser], sentences: Sequence[Sentence], told: str) -> list[Sentence]:
    """The sentences with the networks' tags, heads and labels."""
    return [example.sentence for example in chances(models, sentences, told)]


def agreement(gold: Sequence[Sentence], guess: Sequence[Sentence]) -> str:
    """UPOS, UAS and LAS without punctuation, as spaCy counts them."""
    tags = heads = labels = words = counted = 0
    for truth, found in zip(gold, guess, strict=True):
        for index, (one, other) in enumerate(zip(truth.words, found.words, strict=True)):
            words += 1
            tags += one.upos == other.upos
            if one.deprel == "punct":
                continue
            counted += 1
            heads += one.head == other.head
            labels += one.head == other.head and (one.head == index or one.deprel == other.deprel)
    rates = tags / words, heads / counted, labels / counted
    return " / ".join(f"{100 * rate:.2f}" for rate in rates)


def vectors_of_raw_text(
    sentences: Sequence[Sequence[str]], size: int, least: int = 3, neighbours: int = 2500
) -> tuple[list[str], np.ndarray]:
    """Words of raw text with vectors of the company they keep, the first row for all others.

    Counts of the commonest words at the four nearest places, as positive mutual information,
    reduced to `size` dimensions.
    """
    counts = Counter(word.lower() for sentence in sentences for word in sentence)
    known = [word for word, count in counts.most_common() if count >= least]
    rows = {word: row for row, word in enumerate(known)}
    table = np.zeros((len(known), 4 * neighbours), np.float32)
    for sentence in sentences:
        places = [rows.get(word.lower(), -1) for word in sentence]
        for index, row in enumerate(places):
            for side, offset in enumerate((-2, -1, 1, 2)):
                other = index + offset
                if row >= 0 and 0 <= other < len(places) and 0 <= places[other] < neighbours:
                    table[row, side * neighbours + places[other]] += 1
    seen = table > 0
    total = table.sum()
    smoothed = table.sum(0) ** 0.75
    table *= total / (table.sum(1, keepdims=True) + 1e-9)
    table /= smoothed / smoothed.sum() * total + 1e-9
    table[seen] = np.maximum(np.log(table[seen]), 0)
    left, strengths, _ = torch.svd_lowrank(torch.from_numpy(table), q=size + 10, niter=3)
    found = (left[:, :size] * strengths[:size].sqrt()).numpy()
    found *= 0.4 / found.std()
    return known, np.concatenate([np.zeros((1, size), np.float32), found])


def build(
    treebanks: Sequence[Sequence[Sentence]], raw: Sequence[Sequence[str]], least: int,
    vectors: int, banks: Sequence[str], sizes: Sizes, more: Sequence[Sentence] = (),
) -> Parser:  # fmt: skip
    """An untrained network for the treebanks' tags and labels.

    It has a vector for every word that the treebanks and `more` have `least` times.
    """
    parsed = [sentence for part in treebanks for sentence in part]
    tags = sorted({word.upos for s in parsed for word in s.words})
    labels = sorted({word.deprel for s in parsed for word in s.words} | {"root"})
    known, table = vectors_of_raw_text(raw, vectors)
    words = frequent([*parsed, *more], least)
    return Parser(words, known, table, tags, labels, banks, sizes)


def frequent(sentences: Iterable[Sentence], least: int) -> list[str]:
    """The words that the sentences have `least` times."""
    counts = Counter(word.form.lower() for sentence in sentences for word in sentence.words)
    return sorted(word for word, count in counts.items() if count >= least)


def log(text: str) -> None:
    """A line of progress."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
