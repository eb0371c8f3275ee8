"""The networks of `claimx.nlp.graph` as components of spaCy's pipelines.

`claimx_reader` reads the words, sentence by sentence, into `Doc.tensor`; `claimx_tagger` and
`claimx_parser` set tags and trees from it. `claimx_names` finds names by itself. A Doc whose
sentence starts are not set is one sentence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, ClassVar, Self, cast

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, IS_SPACE, ORTH, POS, SENT_START
from spacy.language import Language
from spacy.parts_of_speech import IDS
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.util import registry
from spacy.vocab import Vocab

from claimx.nlp.graph import Parse, Parser, Reader, Recogniser, Stored, Tagger
from claimx.nlp.layers import Indices, Matrix

LONGEST = 400  # words of a sentence; what comes after is a sentence of its own to the networks
BATCH = 32


class Component:
    """What the three have in common: Docs in batches, weights in a folder."""

    kind: ClassVar[type[Stored]]

    def __init__(self, vocab: Vocab, name: str) -> None:
        """Without weights; `from_disk` gives it those."""
        self.vocab, self.name = vocab, name
        self.network: Any = None

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        self.annotate([doc])
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = BATCH) -> Iterator[Doc]:
        """Annotate Docs, some of them at once."""
        remaining = iter(stream)
        while docs := list(islice(remaining, batch_size)):
            self.annotate(docs)
            yield from docs

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Set what the component gives."""
        raise NotImplementedError

    def to_bytes(self, **_: Any) -> bytes:
        """The weights."""
        data: bytes = self.network.to_bytes() if self.network else b""
        return data

    def from_bytes(self, data: bytes, **_: Any) -> Self:
        """Take over stored weights."""
        self.network = self.kind.from_bytes(data) if data else None
        return self

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Store the weights in the component's folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / "model").write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> Self:
        """Take the weights out of the component's folder."""
        return self.from_bytes((Path(path) / "model").read_bytes())


class ReaderComponent(Component):
    """Fill `Doc.tensor` with the features of each word in its sentence."""

    kind = Reader

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Read all the Docs."""
        bounds = [_sentences(doc) for doc in docs]
        texts = [_words(doc, parts) for doc, parts in zip(docs, bounds, strict=True)]
        for doc, sentences, read in zip(docs, bounds, self.network.read(texts), strict=True):
            tensor = np.zeros((len(doc), self.network.width), np.float32)
            if read:
                tensor[np.concatenate(sentences)] = np.concatenate(read)
            doc.tensor = tensor


class TaggerComponent(Component):
    """UPOS of words; white space is SPACE."""

    kind = Tagger

    @property
    def labels(self) -> tuple[str, ...]:
        """The tags that are given."""
        return tuple(self.network.tags)

    def score(self, examples: Iterable[Any], **_: Any) -> dict[str, Any]:
        """The share of right tags."""
        scores: dict[str, Any] = Scorer.score_token_attr(examples, "pos")
        return scores

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Tag all the Docs."""
        names = np.array([IDS[tag] for tag in self.network.tags], np.uint64)
        for doc in docs:
            if not len(doc):
                continue
            tags = names[self.network.scores(doc.tensor).argmax(1)]
            tags[doc.to_array(IS_SPACE) == 1] = IDS["SPACE"]
            doc.from_array([POS], tags[:, np.newaxis])


class ParserComponent(Component):
    """Heads and labels; each sentence is one tree, and white space hangs on the word before it."""

    kind = Parser

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self._score: Callable[..., dict[str, Any]] = registry.scorers.get(
            "spacy.parser_scorer.v1"
        )()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that are given."""
        return tuple(self.network.labels)

    def score(self, examples: Iterable[Any], **options: Any) -> dict[str, Any]:
        """SpaCy's scores of a parser."""
        return self._score(examples, **options)

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Parse all the Docs."""
        bounds = [_sentences(doc) for doc in docs]
        rows = [
            cast("Matrix", doc.tensor)[part]
            for doc, parts in zip(docs, bounds, strict=True)
            for part in parts
        ]
        parses = iter(self.network.parse(rows))
        names = np.array(
            [self.vocab.strings.add(label) for label in self.network.labels], np.uint64
        )
        for doc, parts in zip(docs, bounds, strict=True):
            if len(doc):
                _set_trees(doc, parts, [next(parses) for _ in parts], names)


class NamesComponent(Component):
    """Names of persons, organisations and places; none goes beyond its sentence."""

    kind = Recogniser

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, name)
        self._score: Callable[..., dict[str, Any]] = registry.scorers.get("spacy.ner_scorer.v1")()

    @property
    def labels(self) -> tuple[str, ...]:
        """The kinds of names that are found."""
        return tuple(sorted({tag[2:] for tag in self.network.tags if tag != "O"}))

    def score(self, examples: Iterable[Any], **options: Any) -> dict[str, Any]:
        """SpaCy's scores of a recogniser."""
        return self._score(examples, **options)

    def annotate(self, docs: Sequence[Doc]) -> None:
        """Find the names in all the Docs."""
        bounds = [_sentences(doc) for doc in docs]
        sentences = [
            words for doc, parts in zip(docs, bounds, strict=True) for words in _words(doc, parts)
        ]
        read = iter(self.network.read(sentences))
        outside = self.network.tags.index("O")
        for doc, parts in zip(docs, bounds, strict=True):
            spans = []
            for words in parts:
                tags = next(read)
                named = np.flatnonzero(tags != outside).tolist()
                for place in named:
                    kind, _, label = self.network.tags[tags[place]].partition("-")
                    if kind == "B":
                        spans.append([words[place], words[place], label])
                    else:
                        spans[-1][1] = words[place]
            doc.set_ents(
                [Span(doc, int(first), int(last) + 1, label=label) for first, last, label in spans]
            )


def _words(doc: Doc, sentences: Sequence[Indices]) -> list[list[str]]:
    """The spellings of each sentence's words."""
    strings = doc.vocab.strings
    keys = doc.to_array(ORTH).tolist()
    forms = {key: strings[key] for key in set(keys)}
    return [[forms[keys[index]] for index in part.tolist()] for part in sentences]


def _sentences(doc: Doc) -> list[Indices]:
    """The tokens of each sentence that are no white space, as the networks take them."""
    if not len(doc):
        return []
    flags = doc.to_array([SENT_START, IS_SPACE])
    words = np.flatnonzero(flags[:, 1] == 0)
    if not len(words):
        return []
    number = np.cumsum(flags[:, 0] == 1)[words]
    parts = np.split(words, np.flatnonzero(np.diff(number)) + 1)
    return [
        part[start : start + LONGEST] for part in parts for start in range(0, len(part), LONGEST)
    ]


def _set_trees(
    doc: Doc, sentences: Sequence[Indices], parses: Sequence[Parse], names: npt.NDArray[np.uint64]
) -> None:
    """Write trees into a Doc, under one root for each of its own sentences."""
    strings = doc.vocab.strings
    root, loose = strings.add("ROOT"), strings.add("parataxis")
    starts = doc.to_array([SENT_START]).ravel() == 1
    starts[0] = True
    number = np.cumsum(starts).tolist()
    heads = np.arange(len(doc))
    labels = np.full(len(doc), strings.add("dep"), np.uint64)
    tops: dict[int, int] = {}  # the root of each of the Doc's sentences
    for words, (chosen, label) in zip(sentences, parses, strict=True):
        heads[words] = np.where(chosen == 0, words, words[chosen - 1])
        labels[words] = np.where(chosen == 0, root, names[label])
        top = int(words[chosen == 0][0])
        first = tops.setdefault(number[top], top)
        if first != top:  # a later part of an overlong sentence
            heads[top], labels[top] = first, loose
    for token in np.flatnonzero(doc.to_array(IS_SPACE)).tolist():
        top = tops.setdefault(number[token], token)
        if top == token:  # a sentence of nothing else
            labels[token] = root
        else:
            heads[token] = top if token == 0 or starts[token] else token - 1
    offsets = (heads - np.arange(len(doc))).astype(np.int64).view(np.uint64)
    doc.from_array([HEAD, DEP], np.stack([offsets, labels], axis=1))  # type: ignore[arg-type]


@Language.factory("claimx_reader", assigns=["doc.tensor"])
def make_reader(nlp: Language, name: str) -> ReaderComponent:
    """What a config's `factory = "claimx_reader"` asks for."""
    return ReaderComponent(nlp.vocab, name)


@Language.factory(
    "claimx_tagger",
    requires=["doc.tensor"],
    assigns=["token.pos"],
    default_score_weights={"pos_acc": 1.0},
)
def make_tagger(nlp: Language, name: str) -> TaggerComponent:
    """What a config's `factory = "claimx_tagger"` asks for."""
    return TaggerComponent(nlp.vocab, name)


@Language.factory(
    "claimx_parser",
    requires=["doc.tensor"],
    assigns=["token.dep", "token.head", "token.is_sent_start", "doc.sents"],
    default_score_weights={"dep_uas": 0.5, "dep_las": 0.5},
)
def make_parser(nlp: Language, name: str) -> ParserComponent:
    """What a config's `factory = "claimx_parser"` asks for."""
    return ParserComponent(nlp.vocab, name)


@Language.factory(
    "claimx_names",
    assigns=["doc.ents", "token.ent_iob", "token.ent_type"],
    default_score_weights={"ents_f": 1.0},
)
def make_recogniser(nlp: Language, name: str) -> NamesComponent:
    """What a config's `factory = "claimx_names"` asks for."""
    return NamesComponent(nlp.vocab, name)
